import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { hideEvidence } from './hide-evidence.ts';
import type { HiddenCase, Tier } from './hide-evidence.ts';
import type { Labels, LabelSet } from './label-rules.ts';
import { readEvidence } from './read-evidence.ts';

/** A hidden case and where it comes from: also the form of the files `--dump-evidence` writes. */
export interface NamedCase extends HiddenCase {
  readonly repository: string;
  readonly set: LabelSet;
  readonly tier: Tier;
}

/** Analyzes a checkout once and hides it for each tier. */
export async function readCases(
  labelsFile: string,
  checkout: string,
  tiers: readonly Tier[],
): Promise<readonly NamedCase[]> {
  const labels = JSON.parse(readFileSync(labelsFile, 'utf8')) as Labels;
  warnOfCommit(labels, checkout);
  const read = await readEvidence(checkout, labels);
  const { set = 'held-out', entries = [] } = labels;
  const repository = labels.repository ?? basename(labelsFile, '.json');
  return tiers.map((tier) => ({
    repository,
    set,
    tier,
    ...hideEvidence(read.evidence, read.labels, { tier, entries }),
  }));
}

export function readDumpedCase(file: string): NamedCase {
  return JSON.parse(readFileSync(file, 'utf8')) as NamedCase;
}

/** `N,S` as tiers. */
export function readTiers(text: string): readonly Tier[] {
  return text.split(',').map((tier) => {
    if (tier === 'N' || tier === 'S' || tier === 'B') return tier;
    throw new RangeError(`no tier "${tier}": N, S or B`);
  });
}

function warnOfCommit({ repository, commit }: Labels, checkout: string): void {
  if (commit === undefined) return;
  const head = execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], { encoding: 'utf8' });
  if (head.trim() !== commit)
    console.error(`${repository}: at ${head.trim()}, the labels are of ${commit}`);
}
