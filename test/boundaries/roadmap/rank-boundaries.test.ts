import { expect, test } from 'vitest';

import { rankBoundaries } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import type { Ranking } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import type { MadeSystem } from './made-system.ts';
import { crossing, makeSystem, sound } from './made-system.ts';

const rank = (system: MadeSystem): Ranking => rankBoundaries(makeSystem(system));
const orderOf = ({ roadmap }: Ranking): readonly string[] => roadmap.map((one) => one.boundary);
const factOf = ({ boundaries }: Ranking, id: string): Ranking['boundaries'][number] => {
  const fact = boundaries.find((one) => one.id === id);
  if (fact === undefined) throw new Error(`no boundary ${id}`);
  return fact;
};
const stepOf = ({ roadmap }: Ranking, id: string): Ranking['roadmap'][number] => {
  const step = roadmap.find((one) => one.boundary === id);
  if (step === undefined) throw new Error(`no step ${id}`);
  return step;
};

test('boundaries that touch nothing of each other can all be taken out', () => {
  const ranking = rank({ boundaries: sound(8) });
  expect(ranking.verdict.split).toBe('yes');
  expect(ranking.boundaries.map((one) => one.verdict)).toEqual(Array(8).fill('extract'));
  expect(ranking.boundaries.map((one) => one.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(stepOf(ranking, 'a')).toMatchObject({ position: 1, before: [], obstacles: [] });
});

test('the facts of a boundary: files, tables and routes sorted, figures counted', () => {
  const ranking = rank({
    boundaries: sound(8, { commits: 2 }),
    uses: ['a > b'],
    crossings: [
      crossing('a > b', 'call', 'price', 4),
      crossing('c > a', 'inject', 'A', 5),
      crossing('a > c', 'import', 'type', 6),
    ],
  });
  expect(factOf(ranking, 'a')).toMatchObject({
    files: ['0', '1', '2', '3', '4', '5'].map((name) => `src/a/${name}.ts`),
    tables: ['a_1', 'a_2', 'a_3'],
    routes: ['GET /a/0', 'GET /a/1', 'GET /a/2'],
    metrics: {
      files: 6,
      lines: 1200,
      tables: 3,
      routes: 3,
      incoming: 1,
      outgoing: 1,
      cohesion: 0.923,
      commits: 12,
    },
  });
});

test('edge first: of two alike, the one that calls nobody back leaves before the other', () => {
  const ranking = rank({
    boundaries: sound(8),
    crossings: [
      crossing('a > b', 'call', 'one', 1, { target: 'src/b/1.ts' }),
      crossing('a > c', 'call', 'two', 2, { target: 'src/c/1.ts' }),
    ],
  });
  const order = orderOf(ranking);
  expect(order.indexOf('d')).toBeLessThan(order.indexOf('a'));
  expect(order.indexOf('a')).toBeGreaterThan(order.indexOf('c'));
});

test('a caller waits for whom it calls, and its step says that these are out', () => {
  const ranking = rank({
    boundaries: sound(8),
    crossings: [1, 2, 3].map((n) =>
      crossing('h > b', 'call', `call${n}`, n, { target: `src/b/${n}.ts` }),
    ),
  });
  expect(orderOf(ranking).at(-1)).toBe('h');
  expect(stepOf(ranking, 'h').before).toEqual([
    'b is out: it asks that service, not the monolith.',
  ]);
  expect(stepOf(ranking, 'h').why.at(-1)).toBe('It calls nothing that is still in the monolith.');
});

test('of two with the same risk, the one that is changed more leaves first', () => {
  const boundaries = sound(8).map((one) => (one.id === 'f' ? { ...one, commits: 9 } : one));
  expect(orderOf(rank({ boundaries }))[0]).toBe('f');
});

test('a transaction over two boundaries: modularise both first, after all that are ready', () => {
  const ranking = rank({
    boundaries: sound(8).map((one) => (one.id === 'a' ? { ...one, commits: 50 } : one)),
    crossings: [crossing('a > b', 'transaction', 'b_1', 30)],
  });
  expect(ranking.verdict.split).toBe('yes');
  expect(factOf(ranking, 'a').verdict).toBe('modularise-first');
  expect(factOf(ranking, 'b').verdict).toBe('modularise-first');
  expect(orderOf(ranking).slice(6).toSorted()).toEqual(['a', 'b']);
  expect(factOf(ranking, 'a').why).toContain(
    '1 transaction spans it and b: two services cannot commit together.',
  );
  expect(stepOf(ranking, 'a').before).toEqual([
    'Keep what the transaction with b writes in one boundary, or accept a saga with compensation.',
  ]);
});

test('what was done in an earlier step is no obstacle of a later one', () => {
  const ranking = rank({
    boundaries: sound(8),
    crossings: [crossing('a > b', 'transaction', 'b_1', 30)],
  });
  const steps = ['a', 'b']
    .map((id) => stepOf(ranking, id))
    .toSorted((x, y) => x.position - y.position);
  expect(steps[0]?.obstacles.map((one) => one.code)).toEqual(['crossing-transaction']);
  expect(steps[1]?.obstacles).toEqual([]);
});

test('boundaries that must be one say with whom', () => {
  const ranking = rank({ boundaries: sound(8), merges: [['b', 'd', 'e']] });
  expect(factOf(ranking, 'd')).toMatchObject({ verdict: 'modularise-first' });
  expect(stepOf(ranking, 'd').before).toEqual(['Merge it with b and e, or part them first.']);
});

test('where the whole should not be split, nothing is extracted and there is no roadmap', () => {
  const ranking = rank({ boundaries: sound(2, { tables: ['x'], lines: 100 }) });
  expect(ranking.verdict.split).toBe('no');
  expect(ranking.roadmap).toEqual([]);
  expect(ranking.boundaries.map((one) => [one.verdict, one.rank])).toEqual([
    ['do-not-split', null],
    ['do-not-split', null],
  ]);
  expect(factOf(ranking, 'a').why).toContain(ranking.verdict.why[0]);
});

test('where the whole must be modularised first, no boundary is readier, and the order is kept', () => {
  const ranking = rank({
    boundaries: sound(4),
    crossings: [crossing('a > b', 'call', 'price', 4)],
  });
  expect(ranking.verdict.split).toBe('modularise-first');
  expect(ranking.boundaries.map((one) => one.verdict)).toEqual(Array(4).fill('modularise-first'));
  expect(orderOf(ranking)).toHaveLength(4);
});

test('nothing at all: no boundaries, and it says no', () => {
  expect(rank({ boundaries: [] })).toMatchObject({
    boundaries: [],
    roadmap: [],
    verdict: { split: 'no' },
  });
});

test('ranks are the positions of the roadmap', () => {
  const ranking = rank({
    boundaries: [...sound(8), { id: 'library', lines: 400 }],
    crossings: [crossing('a > b', 'write', 'b_1', 3), crossing('c > d', 'call', 'x', 4)],
  });
  expect(factOf(ranking, 'library').rank).toBeNull();
  for (const { boundary, position } of ranking.roadmap)
    expect(factOf(ranking, boundary).rank).toBe(position);
});
