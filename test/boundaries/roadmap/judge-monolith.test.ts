import { expect, test } from 'vitest';

import type { EvidenceUse } from '../../../analyzers/boundaries/evidence.ts';
import { rankBoundaries } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import type { RankInput } from '../../../analyzers/boundaries/roadmap/rank-input.ts';
import { seededRandom } from '../../../analyzers/boundaries/cluster/seeded-random.ts';
import { crossing, makeSystem, sound, write } from './made-system.ts';

const verdictOf = (input: RankInput): { readonly split: string; readonly why: readonly string[] } =>
  rankBoundaries(input).verdict;

/** The same system with other accesses. */
const withWrites = (input: RankInput, writes: readonly (readonly [number, number, string?])[]) => ({
  ...input,
  evidence: {
    ...input.evidence,
    accesses: writes.map(([file, table, symbol]) => write(file, table, symbol)),
  },
});

test('eight sound boundaries: yes, with figures', () => {
  expect(verdictOf(makeSystem({ boundaries: sound(8) }))).toEqual({
    split: 'yes',
    why: [
      '8 of 8 boundaries can be taken out as they are, 0 after some untangling.',
      '100 % of 24 write places write a table of their own boundary, and 100 % of dependencies stay inside.',
      expect.stringMatching(/^The code has parts: modularity 0\.8\d against 0\.\d\d/),
    ],
  });
});

test('data that is mostly unread: neither yes nor no', () => {
  const input = makeSystem({ boundaries: sound(16) });
  const place = { file: 0, line: 1, column: 1, evidence: 'table' };
  const unresolved = Array.from({ length: input.evidence.accesses.length + 1 }, () => place);
  const { split, why } = verdictOf({ ...input, stakes: { ...input.stakes, unresolved } });
  expect(split).toBe('modularise-first');
  expect(why).toEqual([expect.stringContaining('go to tables that could not be read')]);
});

test('a starter app: few tables and few lines', () => {
  const { split, why } = verdictOf(makeSystem({ boundaries: sound(3) }));
  expect(split).toBe('no');
  expect(why[0]).toBe(
    '9 tables are written and 3,600 lines serve them: one team knows all of it, and a second deployable would cost more than it frees.',
  );
});

test('few tables under much code are not too small', () => {
  expect(verdictOf(makeSystem({ boundaries: sound(3, { lines: 900 }) })).split).toBe('yes');
});

test('a user interface does not make a server larger', () => {
  const page = { id: 'page', files: 50, lines: 500 };
  expect(verdictOf(makeSystem({ boundaries: [...sound(3), page] })).split).toBe('no');
});

test('a library: no tables, no routes', () => {
  const boundaries = sound(8, { tables: [], routes: 0, lines: 900 });
  const { split, why } = verdictOf(makeSystem({ boundaries }));
  expect(split).toBe('no');
  expect(why).toContain(
    'No table is written and no route is served: there is no data to own and nothing to call.',
  );
});

test('one aggregate: most tables are written together', () => {
  const input = makeSystem({ boundaries: sound(8) });
  const together = Array.from({ length: 16 }, (_, table) => [0, table, 'place'] as const);
  const alone = Array.from({ length: 8 }, (_, n) => [40, 16 + n, `set${n}`] as const);
  const { split, why } = verdictOf(withWrites(input, [...together, ...alone]));
  expect(split).toBe('no');
  expect(why[0]).toBe(
    '16 of 24 written tables (a_1, a_2, a_3, b_1 and 12 more) are written together: they are one aggregate, and a cut through it loses atomicity in every use case.',
  );
});

test('tables written together now and then are no aggregate', () => {
  const input = makeSystem({ boundaries: sound(8) });
  const once = Array.from({ length: 24 }, (_, table) => [table * 2, table, 'import'] as const);
  const often = once.flatMap(([file, table]) =>
    ['a', 'b', 'c'].map((name) => [file, table, `${name}${table}`] as const),
  );
  expect(verdictOf(withWrites(input, [...once, ...often])).split).toBe('yes');
});

test('random dependencies: the files have no parts', () => {
  const input = makeSystem({ boundaries: sound(8) });
  const random = seededRandom(3);
  const pick = (): number => Math.floor(random() * input.evidence.files.length);
  const [plain] = input.evidence.uses;
  const uses = Array.from({ length: 180 }, () => ({ ...plain, from: pick(), to: pick() }));
  const { split, why } = verdictOf({
    ...input,
    evidence: { ...input.evidence, uses: uses as EvidenceUse[] },
  });
  expect(split).toBe('no');
  expect(why[0]).toMatch(/^The files have no parts/);
});

test('all placements in doubt: none would be a service of its own, and why is counted', () => {
  const boundaries = [...sound(7, { confidence: 0.3 }), { id: 'x', lines: 300 }];
  const { split, why } = verdictOf(makeSystem({ boundaries }));
  expect(split).toBe('no');
  expect(why).toEqual([
    'Of 8 boundaries found none would be a service of its own (7 uncertain and 1 nothing to serve).',
  ]);
});

test('routes without any write seen: the data layer could not be read', () => {
  const boundaries = sound(8, { tables: [], lines: 500 });
  const { split, why } = verdictOf(makeSystem({ boundaries }));
  expect(split).toBe('modularise-first');
  expect(why[0]).toMatch(/^Routes are served, but no write was found/);
});

test('every boundary writes every table: the database is shared by all', () => {
  const input = makeSystem({ boundaries: sound(8) });
  const writes = Array.from({ length: 24 }, (_, table) =>
    Array.from({ length: 8 }, (_, at) => [at * 6, table, `set${table}`] as const),
  ).flat();
  const { split, why } = verdictOf(withWrites(input, writes));
  expect(split).not.toBe('yes');
  const apart = writes.map(([file, table]) => [file, table, `set${table}in${file}`] as const);
  const alone = verdictOf(withWrites(input, apart));
  expect(alone.split).toBe('modularise-first');
  expect(alone.why[0]).toBe(
    '88 % of 192 write places write a table that another boundary owns: the database is shared by all. Give each table one writer first.',
  );
  expect(why).not.toEqual([]);
});

test('how the data is shared stands beside a no', () => {
  const input = makeSystem({ boundaries: sound(8, { lines: 20 }) });
  const users = Array.from({ length: 8 }, (_, at) => [at * 6, 0, `touch${at}`] as const);
  const { split, why } = verdictOf(withWrites(input, users));
  expect(split).toBe('no');
  expect(why.at(-1)).toMatch(/^8 of the 8 boundaries that write anything write a_1/);
});

test('one table that all write is the lock of the system', () => {
  const input = makeSystem({ boundaries: sound(8) });
  const own = input.evidence.accesses.map(({ file, table }) => [file, table] as const);
  const users = Array.from({ length: 4 }, (_, at) => [(at + 1) * 6, 0, `touch${at}`] as const);
  const { split, why } = verdictOf(withWrites(input, [...own, ...users]));
  expect(split).toBe('modularise-first');
  expect(why[0]).toMatch(/^5 of the 8 boundaries that write anything write a_1/);
  expect(verdictOf(withWrites(input, [...own, ...users.slice(2)])).split).toBe('yes');
});

test('one file with most of the writes is divided first', () => {
  const input = makeSystem({ boundaries: sound(8) });
  const own = input.evidence.accesses.map(({ file, table }) => [file, table] as const);
  const god = [0, 1, 2, 0, 1, 2].flatMap((table) =>
    ['add', 'set', 'drop', 'sum', 'copy'].map((verb) => [3, table, `${verb}${table}`] as const),
  );
  const rest = [3, 4].map((table) => [3, table, `keep${table}`] as const);
  const { split, why } = verdictOf(withWrites(input, [...own, ...god, ...rest]));
  expect(split).toBe('modularise-first');
  expect(why[0]).toMatch(/^src\/a\/3\.ts:1:1 \(200 lines\) holds 57 % of all writes, to 5 tables/);
});

test('rich in tables and short: modules give the same', () => {
  const { split, why } = verdictOf(makeSystem({ boundaries: sound(8, { lines: 80 }) }));
  expect(split).toBe('modularise-first');
  expect(why).toEqual([
    '3,840 lines serve 24 tables: modules with guarded borders in one deployable give the same independence without a network in between.',
  ]);
});

test('with fewer tables than a monolith has, more lines are short', () => {
  expect(verdictOf(makeSystem({ boundaries: sound(6) })).split).toBe('modularise-first');
  expect(verdictOf(makeSystem({ boundaries: sound(6, { lines: 300 }) })).split).toBe('yes');
});

test('when each boundary has something before it, the whole has too', () => {
  const boundaries = sound(8);
  const crossings = boundaries.map(({ id }, at) =>
    crossing(`${id} > ${boundaries[(at + 1) % 8]?.id}`, 'transaction', `${id}_1`, at + 1),
  );
  const { split, why } = verdictOf(makeSystem({ boundaries, crossings }));
  expect(split).toBe('modularise-first');
  expect(why).toEqual([
    'None of 8 boundaries can be taken out as it is; the roadmap says what stands in the way of each.',
  ]);
});
