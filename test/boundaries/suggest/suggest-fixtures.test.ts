import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { analyzeProject } from '../../../analyzers/analyze-project.ts';
import { compareLabels } from '../../../analyzers/boundaries/cluster/compare-labels.ts';
import type { Analysis } from '../../../analyzers/contract.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/monoliths');

/** Agreement with the domains a human wrote down (adjusted Rand index); below it something broke. */
const CASES = [
  { fixture: 'shop', least: 0.85 },
  { fixture: 'helpdesk', least: 0.7 },
  { fixture: 'fleet', least: 0.9 },
] as const;

const analyze = (fixture: string): Promise<Analysis> =>
  analyzeProject({
    root: join(FIXTURES, fixture),
    version: 'test',
    history: false,
    secondOpinion: false,
  });

describe.each(CASES)('boundaries of $fixture', ({ fixture, least }) => {
  let analysis: Analysis;
  const { domains } = JSON.parse(
    readFileSync(join(FIXTURES, fixture, 'expected.json'), 'utf8'),
  ) as { domains: Record<string, string> };
  beforeAll(async () => {
    analysis = await analyze(fixture);
  });

  it('are the domains a human sees', () => {
    const files = analysis.files.filter(
      ({ path }) => domains[path] !== undefined && !['kernel', 'app'].includes(domains[path]),
    );
    const numbers = (names: readonly (string | null | undefined)[]): number[] =>
      names.map((name) => names.indexOf(name));
    const ours = numbers(files.map((file) => file.boundary));
    const theirs = numbers(files.map((file) => domains[file.path]));
    expect(compareLabels(ours, theirs, [...files.keys()])).toBeGreaterThanOrEqual(least);
  });

  it('give every file one place and every table one owner', () => {
    const placed = analysis.boundaries.flatMap((one) => one.files);
    expect(new Set(placed).size).toBe(placed.length);
    for (const file of analysis.files)
      if (file.boundary !== null && file.boundary !== 'kernel')
        expect(analysis.boundaries.find((one) => one.id === file.boundary)?.files).toContain(
          file.path,
        );
    const owned = analysis.boundaries.flatMap((one) => one.tables);
    expect(new Set(owned).size).toBe(owned.length);
    expect(analysis.health.map((one) => [one.cyclicAfter, one.sharedTablesAfter])).toEqual([
      [0, 0],
    ]);
  });

  it('nest: a finer plan only divides', () => {
    const [coarse, medium, fine] = analysis.plans;
    for (const [outer, inner] of [
      [coarse, medium],
      [medium, fine],
    ] as const) {
      const home = new Map(
        outer?.boundaries.flatMap((one) => one.files.map((file) => [file, one.id])),
      );
      for (const boundary of inner?.boundaries ?? [])
        expect(new Set(boundary.files.map((file) => home.get(file))).size).toBe(1);
    }
  });

  it('come out the same every time', async () => {
    expect(JSON.stringify(await analyze(fixture))).toBe(JSON.stringify(analysis));
  });
});
