/** Every round runs every case once, so that what else the machine does meets all of them alike. */
import { readFileSync, rmSync } from 'node:fs';

import { measureProcess, medianUsage } from '../../speed/measure-process.ts';
import type { Usage } from '../../speed/measure-process.ts';
import type { Case, CaseId } from './list-cases.ts';

export interface CaseResult {
  readonly id: CaseId;
  readonly title: string;
  readonly usage: Usage;
  readonly modules: number | null;
}

/** @param scratch path of a file that may be overwritten */
export async function measureCases(
  cases: readonly Case[],
  {
    cwd,
    rounds,
    scratch,
  }: { readonly cwd: string; readonly rounds: number; readonly scratch: string },
  note: (text: string) => void,
): Promise<readonly CaseResult[]> {
  const output = `${scratch}.out`;
  const runs = new Map<CaseId, Usage[]>(cases.map(({ id }) => [id, []]));
  const modules = new Map<CaseId, number | null>();
  await fillCache(cases, cwd, scratch);
  for (let round = 1; round <= rounds; round += 1) {
    for (const { id, title, args, before, count } of cases) {
      before?.(round);
      const usage = await measureProcess({ args, cwd, output }, scratch);
      runs.get(id)?.push(usage);
      modules.set(id, count(readFileSync(output, 'utf8')));
      note(
        `${round}/${rounds} ${title}: ${Math.round(usage.cpu)} ms CPU, ${modules.get(id)} files`,
      );
    }
  }
  rmSync(output);
  return cases.map(({ id, title }) => ({
    id,
    title,
    usage: medianUsage(runs.get(id) ?? []),
    modules: modules.get(id) ?? null,
  }));
}

async function fillCache(cases: readonly Case[], cwd: string, scratch: string): Promise<void> {
  const warm = cases.find((one) => one.id === 'warm');
  if (warm) await measureProcess({ args: warm.args, cwd }, scratch);
}
