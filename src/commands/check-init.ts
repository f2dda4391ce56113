import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { applyBaseline } from '../check/baseline/apply-baseline.ts';
import { BASELINE_FOLDER } from '../check/baseline/baseline-files.ts';
import { createBaseline } from '../check/baseline/create-baseline.ts';
import { readBaseline } from '../check/baseline/read-baseline.ts';
import { renderBaseline } from '../check/baseline/render-baseline.ts';
import { findCheckGaps } from '../check/find-check-gaps.ts';
import { findViolations } from '../check/find-violations.ts';
import { guardCode } from '../check/read-guarded.ts';
import { planStart } from '../check/start/plan-start.ts';
import { renderStart } from '../check/start/render-start.ts';
import { parseConfig } from '../config/parse-config.ts';
import { CONFIG_FILE } from '../config/read-config.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { preparePlan } from '../pipeline.ts';
import { plural } from '../report/summarize.ts';
import { writeReport } from '../write-report.ts';
import type { CommandContext } from './context.ts';

export interface CheckInitFlags {
  readonly cache: boolean;
}

/** Writes a small saasctl.json and accepts what is wrong today, so that the check passes at once. */
export async function runCheckInit(
  folder: string,
  { cache }: CheckInitFlags,
  { cwd, build, processId, ui, print }: CommandContext,
): Promise<Outcome> {
  const root = resolve(cwd, folder);
  refuseExisting(root);
  const cacheFor = cache ? processId : null;
  const prepared = await preparePlan({
    root,
    build,
    cacheFor,
    history: true,
    onProgress: ui.progress,
  });
  ui.finish();
  const { config, leftOut } = planStart(prepared);
  const text = renderStart(config);
  const parsed = parseConfig(CONFIG_FILE, text);
  const guarded = guardCode({ root, parsed, isOther: false }, prepared.code);
  const gaps = findCheckGaps(guarded);
  if (gaps.length > 0) {
    for (const gap of gaps) ui.warn(`saasctl: the check would be incomplete: ${gap}`);
    ui.warn('saasctl: nothing was written.');
    return 'incomplete';
  }
  const found = findViolations({ ...guarded, accepted: [] });
  const paths = new Set(prepared.code.files.map((file) => file.path));
  const debts = createBaseline(found, [], paths);
  // The baseline first: a configuration without it would fail at once.
  applyBaseline(root, renderBaseline(debts));
  writeReport(join(root, CONFIG_FILE), text);
  const count = guarded.config.boundaries.length;
  const rest =
    leftOut > 0 ? ` (${leftOut} more stay in the monolith: "saasctl init" writes all)` : '';
  print(
    [
      `wrote ${CONFIG_FILE}: ${plural(count, 'boundary', 'boundaries')}${rest}`,
      `wrote ${BASELINE_FOLDER}: ${plural(debts.length, 'debt')} of today, which the check lets pass`,
      'Put both into git. From now on "saasctl check" fails on what is new.',
      '',
    ].join('\n'),
  );
  return 'clean';
}

function refuseExisting(root: string): void {
  if (existsSync(join(root, CONFIG_FILE)))
    throw new UserError(
      'config-exists',
      `There is a ${CONFIG_FILE} already`,
      'Use "saasctl check" to hold the code to it, and "saasctl baseline create" to accept what is wrong today.',
    );
  if (readBaseline(root) !== null)
    throw new UserError(
      'baseline-exists',
      `There is a baseline without a ${CONFIG_FILE}: ${BASELINE_FOLDER}`,
      `Take the ${CONFIG_FILE} that it belongs to from git, or delete the folder.`,
    );
}
