import { expect, test } from 'vitest';

import { rankBoundaries } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import type { BoundaryFact, CrossingFact } from '../../../analyzers/contract.ts';
import type { MadeBoundary } from './made-system.ts';
import { crossing, makeSystem, sound } from './made-system.ts';

/** Judges one boundary among eight sound ones. */
function judge(
  change: Partial<MadeBoundary>,
  crossings: readonly CrossingFact[] = [],
  uses: readonly string[] = [],
): BoundaryFact {
  const it = { ...sound(1)[0], ...change, id: 'it' };
  const { boundaries } = rankBoundaries(
    makeSystem({ boundaries: [...sound(8), it], crossings, uses }),
  );
  return boundaries.at(-1) as BoundaryFact;
}

const calls = (from: string, to: string, count: number): readonly CrossingFact[] =>
  Array.from({ length: count }, (_, n) =>
    crossing(`${from} > ${to}`, 'call', `call${n}`, n + 1, { target: `src/${to}/${n}.ts` }),
  );

test('a boundary without tables, routes, handlers and jobs is a library', () => {
  const fact = judge({ tables: [], routes: 0 });
  expect(fact.verdict).toBe('do-not-split');
  expect(fact.why.at(-1)).toMatch(/library of the others, not a service/);
});

test.each([{ handlers: 1 }, { jobs: 1 }, { routes: 1 }, { tables: ['t'] }])(
  'what serves somebody is no library: %o',
  (serves) => {
    expect(judge({ tables: [], routes: 0, ...serves }).verdict).not.toBe('do-not-split');
  },
);

test('what owns no table is not ready', () => {
  const fact = judge({ tables: [], routes: 3 });
  expect(fact.verdict).toBe('modularise-first');
  expect(fact.why.join(' ')).toContain('It writes no table of its own');
});

test('a hundred lines are a nano service', () => {
  const fact = judge({ files: 4, lines: 25 });
  expect(fact.verdict).toBe('do-not-split');
  expect(fact.why.at(-1)).toBe(
    '100 lines in 4 files: as a service it would be mostly its own plumbing.',
  );
});

test('what holds most of the code is the monolith itself', () => {
  const fact = judge({ files: 40, lines: 400 });
  expect(fact.verdict).toBe('do-not-split');
  expect(fact.why.at(-1)).toMatch(/^It holds 63 % of the code of all boundaries/);
});

test('files placed by little evidence are not cut out', () => {
  const fact = judge({ confidence: 0.4 });
  expect(fact).toMatchObject({ verdict: 'do-not-split', confidence: 0.4 });
  expect(fact.why.at(-1)).toMatch(/confidence of 0\.40/);
});

test('files that use each other no more than all files use them are no unit', () => {
  const away = sound(8).map(({ id }) => `it > ${id}`);
  const back = sound(8).map(({ id }) => `${id} > it`);
  const uses = [...away, ...back, ...back, ...back];
  // Two of its ten uses stay inside, and 26 of all 130 uses end in it: a fifth each.
  const fact = judge({ files: 2 }, [], uses);
  expect(fact.verdict).toBe('do-not-split');
  expect(fact.why.at(-1)).toMatch(/^20 % of its 10 dependencies stay inside; 20 % would by chance/);
  expect(judge({ files: 6 }, [], uses).verdict).toBe('extract');
});

test('a foreign writer of its table comes first, and where it writes is said', () => {
  const fact = judge({}, [crossing('a > it', 'write', 'a_1', 7)]);
  expect(fact.verdict).toBe('modularise-first');
  expect(fact.why.at(-1)).toBe(
    'a writes its a_1 in 1 place: a table has one writer before it moves.',
  );
});

test('its own writes to a foreign table come first', () => {
  const fact = judge({}, [
    crossing('it > b', 'write', 'b_1', 7),
    crossing('it > c', 'write', 'c_1'),
  ]);
  expect(fact.why.at(-1)).toBe(
    'It writes b_1 and c_1 of b and c in 2 places: a table has one writer before it moves.',
  );
});

test('asking others more than itself comes first', () => {
  expect(judge({ files: 3 }, calls('it', 'a', 9)).verdict).toBe('extract');
  const fact = judge({ files: 3 }, calls('it', 'a', 10));
  expect(fact.verdict).toBe('modularise-first');
  expect(fact.why.at(-1)).toBe(
    'It asks others in 10 places, more than its own files use each other (6).',
  );
});

test('what half of the others need is a hub', () => {
  const three = ['a', 'b', 'c'].flatMap((id) => calls(id, 'it', 1));
  expect(judge({}, three).verdict).toBe('extract');
  const key = crossing('d > it', 'foreign-key', 'it_1');
  const fact = judge({}, [...three, key]);
  expect(fact.verdict).toBe('modularise-first');
  expect(fact.why.at(-1)).toBe(
    '4 of 8 other boundaries need it (they call it, read its tables or refer to them): hardly a request would not wait for it.',
  );
  expect(judge({}, [...three, crossing('it > d', 'foreign-key', 'd_1')]).verdict).toBe('extract');
});

test('many small obstacles are named by their sum', () => {
  const joins = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => crossing('it > a', 'join', `a_${n}`, n));
  const fact = judge({ tested: false, confidence: 0.6 }, [
    ...joins,
    ...calls('it', 'b', 8),
    ...calls('c', 'it', 8),
  ]);
  expect(fact.verdict).toBe('modularise-first');
  expect(fact.why.at(-1)).toMatch(/^Its risk is 0\.7\d: many small obstacles/);
});

test('data accesses whose table is unknown make ownership a guess', () => {
  const input = makeSystem({ boundaries: sound(8) });
  const unresolved = [1, 2, 3, 4].map((line) => ({ file: 0, line, column: 1, evidence: '' }));
  const { boundaries, roadmap } = rankBoundaries({
    ...input,
    stakes: { ...input.stakes, unresolved },
  });
  expect(boundaries[0]).toMatchObject({ verdict: 'modularise-first' });
  expect(boundaries[0]?.why.at(-1)).toBe(
    'In 4 of 7 data accesses the table is not known: who owns what is a guess.',
  );
  expect(roadmap.at(-1)?.obstacles).toMatchObject([{ code: 'unknown-table', line: 1 }]);
});
