import { resolve } from 'node:path';

import { FINDING_CODES } from '../../analyzers/findings.ts';
import type { FindingCode } from '../../analyzers/findings.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { analyze } from '../pipeline.ts';
import { createLineReader } from '../read-line.ts';
import { renderCode, renderExplanation } from '../report/render-explanation.ts';
import type { CommandContext } from './context.ts';

/** Codes that only a run with the second opinion can report. */
const OF_SECOND_OPINION = new Set(['edge-disagreement', 'second-opinion-failed']);

/** @param subject id of a finding (or its beginning), or a finding code */
export async function runExplain(
  subject: string,
  folder: string,
  context: CommandContext,
): Promise<Outcome> {
  const { cwd, build, processId, ui, print } = context;
  const root = resolve(cwd, folder);
  const isCode = Object.hasOwn(FINDING_CODES, subject);
  const request = { root, build, cacheFor: processId, history: false, onProgress: ui.progress };
  const fast = await analyze({ ...request, secondOpinion: OF_SECOND_OPINION.has(subject) });
  const matches = fast.findings.filter((one) => one.id.startsWith(subject));
  // Findings of the second opinion are not cached: they cost a whole cruise, so they are asked for last.
  const { findings } =
    isCode || matches.length > 0 ? fast : await analyze({ ...request, secondOpinion: true });
  ui.finish();
  if (isCode) {
    print(
      renderCode(
        subject as FindingCode,
        findings.filter((one) => one.code === subject),
      ),
    );
    return 'clean';
  }
  const found = findings.filter((one) => one.id.startsWith(subject));
  const ids = new Set(found.map((one) => one.id));
  const [first] = found;
  if (!first) {
    throw new UserError(
      'finding-unknown',
      `No finding "${subject}" in ${folder}`,
      `Run "saasctl analyze ${folder} --json" for the findings of today, or give one of the codes: ${Object.keys(FINDING_CODES).join(', ')}.`,
    );
  }
  if (ids.size > 1) {
    throw new UserError(
      'finding-ambiguous',
      `"${subject}" begins ${ids.size} findings`,
      `Give more of the id: ${[...ids].join(', ')}.`,
    );
  }
  print(found.map((one) => renderExplanation(one, createLineReader(root))).join('\n'));
  return 'clean';
}
