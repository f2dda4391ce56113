import { describe, expect, it } from 'vitest';

import { KERNEL, STAYS } from '../../../analyzers/boundaries/suggestion.ts';
import type { Suggestion } from '../../../analyzers/boundaries/suggestion.ts';
import { evaluateCase } from '../../../bench/boundaries/evaluate-case.ts';
import type { CaseReport } from '../../../bench/boundaries/evaluate-case.ts';
import { EVIDENCE, PATHS } from './small-evidence.ts';

const FOLDERS = PATHS.map((path) => path.split('/')[1] ?? '');
// billing and stock have five and four files; lib is shared; app.ts is nobody's; tiny is too small.
const CASE = {
  evidence: EVIDENCE,
  labels: PATHS.map((path, file) =>
    path === 'src/app.ts' || path.startsWith('src/lib')
      ? null
      : path.includes('tiny')
        ? 'tiny'
        : (FOLDERS[file] ?? null),
  ),
  shared: PATHS.map((path) => path.startsWith('src/lib')),
};

function evaluate(placeOf: (path: string) => number, confidence = 1): CaseReport {
  const plan = { assignment: PATHS.map((path) => placeOf(path)), names: ['a', 'b'] };
  const suggestion: Suggestion = {
    plans: (['coarse', 'medium', 'fine'] as const).map((granularity) => ({ granularity, ...plan })),
    chosen: 'medium',
    confidence: PATHS.map(() => confidence),
    signals: {},
  };
  return evaluateCase(CASE, () => suggestion);
}

const asAuthors = (path: string): number =>
  path.startsWith('src/lib')
    ? KERNEL
    : path.startsWith('src/billing')
      ? 0
      : path.startsWith('src/stock')
        ? 1
        : STAYS;

describe('a case of two modules', () => {
  it('scores modules of three files or more', () => {
    const report = evaluate(asAuthors);
    expect([report.files, report.scoredFiles, report.scoredModules]).toEqual([11, 8, 2]);
  });

  it('full marks for the authors, and for us when we say what they say', () => {
    const { rows, kernel } = evaluate(asAuthors);
    for (const name of ['ours', 'ours fine', 'authors'])
      expect([rows[name]?.mojoFm, rows[name]?.ari]).toEqual([1, 1]);
    expect(rows['authors']?.unitF1).toBe(1);
    // Stock: three files and the unscored note: 2·3 / (4 + 3). Billing is exact.
    expect(rows['ours']?.unitF1).toBeCloseTo((6 / 7 + 1) / 2, 12);
    expect([kernel.f1, kernel.found, kernel.shared]).toEqual([1, 1, 1]);
  });

  it('a feature in the kernel is a cluster not found, and a false kernel', () => {
    const { rows, kernel } = evaluate((path) =>
      path.startsWith('src/stock') ? KERNEL : asAuthors(path),
    );
    // Two clusters still: billing, and stock in the kernel. The kernel also has the clock and the note.
    expect(rows['ours']?.ari).toBe(1);
    expect(rows['ours']?.unitF1).toBeCloseTo((1 + 6 / 8) / 2, 12);
    expect([kernel.precision, kernel.recall]).toEqual([1 / 5, 1]);
  });

  it('all-in-one and singletons have no agreement beyond chance', () => {
    const { rows } = evaluate(() => 0);
    for (const name of ['ours', 'all in one', 'singletons']) expect(rows[name]?.ari).toBe(0);
    expect(rows['singletons']?.clusters).toBe(8);
    expect(rows['random, same sizes']?.clusters).toBe(2);
  });

  it('measures the authors on value dependencies among the scored files', () => {
    const { rows } = evaluate(asAuthors);
    // Without the two uses of entities (types) and those of the clock: within billing 3 (two from the
    // module file, controller to service), within stock 1, invoice to item service across.
    expect(rows['authors']?.icp).toBe(1 / 5);
  });

  it('says for each scored file what was stated and whether it is right', () => {
    // Everything in one cluster: billing has the majority, five of eight are right.
    const { placements } = evaluate(() => 0, 0.7);
    expect(placements.filter((one) => one.right)).toHaveLength(5);
    expect(placements.every((one) => one.stated === 0.7)).toBe(true);
  });

  it('refuses labels without any module of three files', () => {
    const labels = PATHS.map((path) => path);
    expect(() => evaluateCase({ ...CASE, labels })).toThrow('nothing to score');
  });
});
