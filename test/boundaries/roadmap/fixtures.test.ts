/** The fixtures, cut as the people who know them would: small, but systems that can be divided. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { analyzeForPlanning } from '../../../analyzers/analyze-project.ts';
import { prepareJudgement } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';
import { buildEvidence } from '../../../analyzers/boundaries/build-evidence.ts';
import { rankBoundaries } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import type { Ranking } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import { buildStakes } from '../../../analyzers/boundaries/roadmap/stakes.ts';
import { KERNEL, STAYS } from '../../../analyzers/boundaries/suggestion.ts';
import { discoverProject } from '../../../analyzers/discover/discover-project.ts';

const MONOLITHS = join(import.meta.dirname, '../../../fixtures/monoliths');

function rankFixture(name: string): Ranking {
  const root = join(MONOLITHS, name);
  const { domains } = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as {
    readonly domains: Readonly<Record<string, string>>;
  };
  const code = analyzeForPlanning(discoverProject(root), { version: 'test' }, () => undefined);
  const evidence = buildEvidence(code, code.outline, null);
  const ids = [...new Set(Object.values(domains))]
    .filter((one) => one !== 'kernel' && one !== 'app')
    .sort();
  const assignment = evidence.files.map(({ path }) => {
    const domain = domains[path] ?? 'app';
    return domain === 'kernel' ? KERNEL : domain === 'app' ? STAYS : ids.indexOf(domain);
  });
  return rankBoundaries({
    evidence,
    stakes: buildStakes(code, evidence, null),
    assignment,
    ids,
    names: ids,
    confidence: evidence.files.map(() => 1),
    judged: prepareJudgement(evidence)({ assignment, ids }),
  });
}

test.each(['shop', 'helpdesk', 'fleet'])('%s is not refused', (name) => {
  const { verdict, roadmap } = rankFixture(name);
  expect(verdict.split).not.toBe('no');
  expect(verdict.why).not.toEqual([]);
  for (const { obstacles, why } of roadmap) {
    expect(why.length).toBeGreaterThanOrEqual(3);
    for (const { path, line, column, remedy } of obstacles) {
      expect(path).not.toBe('');
      expect(Math.min(line, column)).toBeGreaterThan(0);
      expect(remedy).not.toBe('');
    }
  }
});

test('shop: notifications only listen and go first, orders hold the transactions and go last', () => {
  const { roadmap, boundaries } = rankFixture('shop');
  expect(roadmap[0]?.boundary).toBe('notifications');
  expect(roadmap.at(-1)?.boundary).toBe('orders');
  const orders = boundaries.find((one) => one.id === 'orders');
  expect(orders).toMatchObject({ verdict: 'modularise-first' });
  expect(orders?.why.join(' ')).toMatch(/transactions span it and .*catalog/);
});

test('shop: reports read everything and own nothing', () => {
  const { boundaries } = rankFixture('shop');
  expect(boundaries.find((one) => one.id === 'reports')).toMatchObject({
    verdict: 'do-not-split',
    rank: null,
    tables: [],
  });
});
