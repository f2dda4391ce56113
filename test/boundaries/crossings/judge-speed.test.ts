/** What-if: an edit of a large plan has to be judged while the person is looking. */
import { expect, test } from 'vitest';

import { prepareJudgement } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';
import { makeLargeCase } from './make-large-case.ts';

/** Milliseconds of the processor, so that a busy machine does not decide. */
function processorTime(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test('an edited plan of 3,000 files is judged anew in 300 ms', () => {
  const { evidence, plan } = makeLargeCase(3_000);
  const judge = prepareJudgement(evidence);
  const before = judge(plan);
  expect(before.crossings.length).toBeGreaterThan(5_000);
  const edited = plan.assignment.map((place, file) => (file % 97 === 0 ? 3 : place));
  const times = [1, 2, 3].map(() => processorTime(() => judge({ ...plan, assignment: edited })));
  expect(Math.min(...times)).toBeLessThan(300);
});
