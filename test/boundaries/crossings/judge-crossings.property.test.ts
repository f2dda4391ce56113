import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { BoundaryEvidence } from '../../../analyzers/boundaries/evidence.ts';
import { breakCycles } from '../../../analyzers/boundaries/crossings/break-cycles.ts';
import type { SyncPair } from '../../../analyzers/boundaries/crossings/break-cycles.ts';
import { judgeCrossings } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';
import type { JudgedCrossings } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';
import type { JudgedPlan } from '../../../analyzers/boundaries/crossings/places.ts';
import { makeCase } from './make-evidence.ts';
import type { Written, WrittenPart } from './make-evidence.ts';

const FOLDERS = ['a', 'b', 'c', 'd', 'e', 'kernel', 'main'];
const TABLES = ['t0', 't1', 't2', 't3', 't4'];
const REMEDIES = new Set(['move', 'kernel', 'event', 'api', 'replicate', 'merge']);

const fileName = fc
  .tuple(fc.constantFrom(...FOLDERS), fc.nat(2))
  .map(([folder, number]) => `${folder}/f${number}.ts`);
const partName = fc
  .tuple(fileName, fc.constantFrom('x', 'y', 'Z.m', 'Z.n'))
  .map(([file, name]) => `${file}#${name}`);
const table = fc.constantFrom(...TABLES);
const tableList = fc.uniqueArray(table, { minLength: 1, maxLength: 3 });
const use = fc.tuple(fileName, partName).map(([from, to]) => `${from} > ${to}`);

/** A random system: any folder may use any other, so most of them are full of cycles. */
const written: fc.Arbitrary<Written> = fc
  .record({
    parts: fc.dictionary(
      partName,
      fc.record({
        silent: fc.boolean(),
        refuses: fc.boolean(),
        calls: fc.array(partName, { maxLength: 4 }),
        through: fc.array(partName, { maxLength: 2 }),
        uses: fc.array(partName, { maxLength: 2 }),
      }),
      { minKeys: 6, maxKeys: 18 },
    ),
    uses: fc.array(use, { maxLength: 25 }),
    types: fc.array(use, { maxLength: 6 }),
    injects: fc.array(use, { maxLength: 6 }),
    tables: fc.dictionary(table, fc.option(partName), { minKeys: 2 }),
    reads: fc.array(fc.tuple(partName, table), { maxLength: 12 }),
    writes: fc.array(fc.tuple(partName, table), { maxLength: 8 }),
    outbound: fc.array(partName, { maxLength: 2 }),
    relations: fc.array(fc.tuple(table, table), { maxLength: 4 }),
    joins: fc.array(fc.tuple(partName, tableList), { maxLength: 4 }),
    transactions: fc.array(fc.tuple(partName, tableList), { maxLength: 2 }),
    events: fc.array(
      fc.tuple(fc.constantFrom('event', 'command', 'query', 'queue'), partName, partName),
      { maxLength: 3 },
    ),
    wiring: fc.uniqueArray(fileName, { maxLength: 2 }),
  })
  .map(consistent);

interface Drawn {
  readonly parts: Record<string, WrittenPart>;
  readonly uses: readonly string[];
  readonly types: readonly string[];
  readonly injects: readonly string[];
  readonly tables: Record<string, string | null>;
  readonly reads: readonly (readonly [string, string])[];
  readonly writes: readonly (readonly [string, string])[];
  readonly outbound: readonly string[];
  readonly relations: readonly (readonly [string, string])[];
  readonly joins: readonly (readonly [string, readonly string[]])[];
  readonly transactions: readonly (readonly [string, readonly string[]])[];
  readonly events: readonly (readonly [string, string, string])[];
  readonly wiring: readonly string[];
}

/** Leaves out what mentions something that was not drawn. */
function consistent(drawn: Drawn): Written {
  const parts: Record<string, WrittenPart> = { ...drawn.parts };
  // A class comes with its members, and before them.
  for (const key of Object.keys(parts)) if (key.includes('.m')) parts[key.slice(0, -2)] ??= {};
  const has = (key: string): boolean => parts[key] !== undefined;
  const known = (name: string): boolean => name in drawn.tables;
  const grouped = (list: Drawn['joins']): readonly string[] =>
    list.flatMap(([key, names]) => {
      const left = names.filter(known);
      return has(key) && left.length > 0 ? [`${key}: ${left.join(', ')}`] : [];
    });
  const apart = (text: string): boolean => {
    const [from = '', to = ''] = text.split(' > ');
    return from !== to.split('#')[0];
  };
  const access = (list: Drawn['reads']): readonly string[] =>
    list.flatMap(([key, name]) => (has(key) && known(name) ? [`${key} ${name}`] : []));
  return {
    parts: Object.fromEntries(
      Object.entries(parts).map(([key, { calls = [], through = [], uses = [], ...part }]) => [
        key,
        {
          ...part,
          calls: [...new Set(calls)].filter(has),
          through: [...new Set(through)].filter((one) => has(one) && !calls.includes(one)),
          uses: uses.filter(has),
        },
      ]),
    ),
    uses: [...new Set(drawn.uses)].filter(apart),
    types: [...new Set(drawn.types)].filter((one) => apart(one) && !drawn.uses.includes(one)),
    injects: [...new Set(drawn.injects)].filter(
      (one) => apart(one) && !drawn.uses.includes(one) && !drawn.types.includes(one),
    ),
    tables: drawn.tables,
    reads: access(drawn.reads),
    writes: access(drawn.writes),
    outbound: drawn.outbound.filter(has),
    relations: drawn.relations.flatMap(([from, to]) =>
      from !== to && known(from) && known(to) ? [{ from, to }] : [],
    ),
    joins: grouped(drawn.joins),
    transactions: grouped(drawn.transactions),
    events: drawn.events.flatMap(([kind, from, to], at) =>
      has(from) && has(to) ? [{ kind: kind as 'event', told: `event${at}: ${from} > ${to}` }] : [],
    ),
    wiring: drawn.wiring,
    files: drawn.wiring,
  };
}

const RUNS = { numRuns: 400, seed: 31 };

describe('every plan of every system', () => {
  test('has no synchronous cycle left, merges counted as one', () => {
    fc.assert(
      fc.property(written, (one) => {
        const { evidence, plan } = makeCase(one);
        const judged = judgeCrossings(evidence, plan);
        expect(hasCycle(judged)).toBe(false);
        expect(judged.health.cyclicAfter).toBe(0);
      }),
      RUNS,
    );
  });

  test('has one remedy, a reason, a place and a price at every crossing', () => {
    fc.assert(
      fc.property(written, (one) => {
        const { evidence, plan } = makeCase(one);
        const paths = new Set(evidence.files.map((file) => file.path));
        for (const crossing of judgeCrossings(evidence, plan).crossings) {
          expect(REMEDIES).toContain(crossing.remedy);
          expect(crossing.why).toMatch(/\S.*\.$/);
          expect(crossing.line).toBeGreaterThan(0);
          expect(crossing.cost).toBeGreaterThan(0);
          expect(crossing.from).not.toBe(crossing.to);
          expect(plan.ids).toContain(crossing.to);
          expect(paths.has(crossing.path) || crossing.path === 'schema.sql').toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('has one owner per table, and nobody else writes it when the remedies are applied', () => {
    fc.assert(
      fc.property(written, (one) => {
        const { evidence, plan } = makeCase(one);
        const judged = judgeCrossings(evidence, plan);
        expect(judged.health.sharedTablesAfter).toBe(0);
        for (const { file, table: at, write, line } of evidence.accesses) {
          const place = plan.assignment[file] ?? -2;
          const owner = judged.owners[at] ?? null;
          if (!write || place < 0 || owner === place) continue;
          const { path } = evidence.files[file] ?? { path: '' };
          const answer = judged.crossings.find(
            (crossing) =>
              crossing.kind === 'write' && crossing.path === path && crossing.line === line,
          );
          expect(['api', 'event', 'move', 'merge']).toContain(answer?.remedy);
        }
      }),
      RUNS,
    );
  });

  test('is judged alike whatever the order of its files, tables, facts and boundaries', () => {
    fc.assert(
      fc.property(written, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (one, keys) => {
        const { evidence, plan } = makeCase(one);
        const shuffled = shuffle(evidence, plan, keys);
        expect(named(judgeCrossings(shuffled.evidence, shuffled.plan))).toEqual(
          named(judgeCrossings(evidence, plan)),
        );
      }),
      RUNS,
    );
  });
});

describe('breakCycles', () => {
  const system = fc.integer({ min: 2, max: 6 }).chain((boundaries) =>
    fc.record({
      boundaries: fc.constant(boundaries),
      pairs: fc
        .uniqueArray(
          fc.record({
            from: fc.nat(boundaries - 1),
            to: fc.nat(boundaries - 1),
            edges: fc.nat(9),
            cost: fc.integer({ min: 1, max: 40 }),
          }),
          { maxLength: 20, selector: ({ from, to }) => `${from} ${to}` },
        )
        .map((pairs) => pairs.filter(({ from, to }) => from !== to)),
      together: fc.array(fc.uniqueArray(fc.nat(boundaries - 1), { minLength: 2, maxLength: 2 }), {
        maxLength: 1,
      }),
    }),
  );

  test('removes no more file edges than the best order of the groups', () => {
    fc.assert(
      fc.property(system, ({ boundaries, pairs, together }) => {
        const { group, cut } = breakCycles(boundaries, pairs, together);
        const removed = cut.reduce((sum, pair) => sum + pair.edges, 0);
        expect(removed).toBe(fewestEdges(boundaries, group, pairs));
      }),
      { numRuns: 1500, seed: 32 },
    );
  });

  test('keeps together what has to be, and merges no more than three for a cycle', () => {
    fc.assert(
      fc.property(system, ({ boundaries, pairs, together }) => {
        const { group } = breakCycles(boundaries, pairs, together);
        for (const members of together)
          expect(new Set(members.map((one) => group[one])).size).toBe(1);
        for (const one of group)
          expect(group.filter((other) => other === one).length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 500, seed: 33 },
    );
  });
});

/** Tries every order of the groups. */
function fewestEdges(
  boundaries: number,
  group: readonly number[],
  pairs: readonly SyncPair[],
): number {
  let best = Infinity;
  const place = (order: readonly number[], cost: number): void => {
    if (cost >= best) return;
    if (order.length === boundaries) {
      best = cost;
      return;
    }
    for (let node = 0; node < boundaries; node += 1) {
      if (order.includes(node)) continue;
      const back = pairs.filter(({ from, to }) => {
        const [a, b] = [group[from] ?? from, group[to] ?? to];
        return a !== b && a === node && order.includes(b);
      });
      place([...order, node], cost + back.reduce((sum, pair) => sum + pair.edges, 0));
    }
  };
  place([], 0);
  return best;
}

function hasCycle({ ids, sync, merges }: JudgedCrossings): boolean {
  const group = ids.map((_, at) => merges.find((list) => list.includes(at))?.[0] ?? at);
  const left = sync.map(({ from, to }) => ({ from: group[from], to: group[to] }));
  let nodes = new Set(group);
  for (let before = -1; before !== nodes.size;) {
    before = nodes.size;
    const inner = left.filter(({ from, to }) => nodes.has(from ?? -1) && nodes.has(to ?? -1));
    nodes = new Set([...nodes].filter((node) => inner.some((one) => one.to === node)));
  }
  return nodes.size > 0;
}

/** What does not depend on the numbers of boundaries and tables. */
function named(judged: JudgedCrossings): unknown {
  const { ids, crossings, splits, surface, health, merges, sync, removed } = judged;
  const nameOf = (at: number): string => ids[at] ?? '';
  return {
    crossings,
    splits,
    health,
    removed,
    surface: Object.fromEntries(surface.map((list, at) => [nameOf(at), list])),
    merges: merges.map((list) => list.map(nameOf).sort()).sort(),
    sync: sync.map((one) => `${nameOf(one.from)} ${nameOf(one.to)} ${one.weight}`).sort(),
  };
}

/** The same system with everything in another order. */
function shuffle(
  evidence: BoundaryEvidence,
  plan: JudgedPlan,
  keys: readonly number[],
): { readonly evidence: BoundaryEvidence; readonly plan: JudgedPlan } {
  const orderOf = (count: number): readonly number[] =>
    Array.from({ length: count }, (_, at) => at).sort(
      (a, b) => (keys[a % keys.length] ?? 0) - (keys[b % keys.length] ?? 0) || b - a,
    );
  const mix = <T>(items: readonly T[]): readonly T[] =>
    orderOf(items.length).map((at) => items[at] as T);
  const inverse = (order: readonly number[]) => new Map(order.map((old, now) => [old, now]));
  const files = orderOf(evidence.files.length);
  const [fileAt, tables] = [inverse(files), orderOf(evidence.tables.length)];
  const tableAt = inverse(tables);
  const file = (old: number): number => (old < 0 ? old : (fileAt.get(old) ?? -1));
  const table = (old: number): number => tableAt.get(old) ?? -1;
  const placed = <T extends { readonly file: number }>(one: T): T => ({
    ...one,
    file: file(one.file),
  });
  const group = <T extends { readonly file: number; readonly tables: readonly number[] }>(
    one: T,
  ) => ({
    ...placed(one),
    tables: mix(one.tables.map(table)),
  });
  // Parts stay sorted by file and line, as they always are.
  const parts = evidence.parts
    .map((_, at) => at)
    .sort((a, b) => {
      const [one, other] = [evidence.parts[a], evidence.parts[b]];
      return file(one?.file ?? 0) - file(other?.file ?? 0) || (one?.line ?? 0) - (other?.line ?? 0);
    });
  const partAt = inverse(parts);
  const part = (old: number): number => partAt.get(old) ?? -1;
  const boundaries = orderOf(plan.ids.length);
  const boundaryAt = inverse(boundaries);
  return {
    evidence: {
      ...evidence,
      files: files.map((old) => evidence.files[old] as BoundaryEvidence['files'][number]),
      uses: mix(evidence.uses).map((one) => ({ ...one, from: file(one.from), to: file(one.to) })),
      tables: tables.map((old) =>
        placed(evidence.tables[old] as BoundaryEvidence['tables'][number]),
      ),
      accesses: mix(evidence.accesses).map((one) => ({ ...placed(one), table: table(one.table) })),
      relations: mix(evidence.relations).map((one) => ({
        ...placed(one),
        from: table(one.from),
        to: table(one.to),
      })),
      joins: mix(evidence.joins).map(group),
      transactions: mix(evidence.transactions).map(group),
      events: mix(evidence.events).map((one) => ({
        ...one,
        emitters: one.emitters.map(placed),
        consumers: one.consumers.map(placed),
      })),
      outbound: mix(evidence.outbound).map(placed),
      parts: parts.map((old) => {
        const one = evidence.parts[old] as BoundaryEvidence['parts'][number];
        return { ...placed(one), uses: one.uses.map(part).sort((a, b) => a - b) };
      }),
      calls: mix(evidence.calls).map((one) => ({ ...one, from: part(one.from), to: part(one.to) })),
    },
    plan: {
      ids: boundaries.map((old) => plan.ids[old] ?? ''),
      assignment: files.map((old) => {
        const place = plan.assignment[old] ?? -2;
        return place < 0 ? place : (boundaryAt.get(place) ?? -2);
      }),
    },
  };
}
