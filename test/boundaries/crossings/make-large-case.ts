/** A system of any size with the proportions of a real one, by plain arithmetic. */
import type { BoundaryEvidence } from '../../../analyzers/boundaries/evidence.ts';
import type { MadeCase } from './make-evidence.ts';

const FILES_PER_BOUNDARY = 40;

export function makeLargeCase(count: number): MadeCase {
  const next = createSequence(count);
  const boundaries = Math.ceil(count / FILES_PER_BOUNDARY);
  const assignment = Array.from({ length: count }, (_, file) => file % boundaries);
  const list = <T>(length: number, make: (at: number) => T): readonly T[] =>
    Array.from({ length }, (_, at) => make(at));
  // Two in three dependencies stay inside, the others go mostly in one direction.
  const targetOf = (file: number): number => {
    const home = file % boundaries;
    const place = next(3) > 0 ? home : next(20) === 0 ? next(boundaries) : next(home + 1);
    return Math.min(count - 1, place + boundaries * next(Math.floor(count / boundaries)));
  };
  const uses = new Map<string, BoundaryEvidence['uses'][number]>();
  const calls: BoundaryEvidence['calls'][number][] = [];
  const used: number[][] = Array.from({ length: count * 3 }, () => []);
  for (let at = 0; at < count * 4; at += 1) {
    const from = next(count);
    const to = targetOf(from);
    if (from === to) continue;
    const symbols = [`C${to}`];
    const flags = { types: at % 3 === 0 ? symbols : [], typeOnly: at % 3 === 0 };
    const given = { tokens: at % 3 === 1 ? symbols : [], injected: at % 3 === 1 };
    uses.set(`${from} ${to}`, { from, to, symbols, ...flags, ...given, line: at % 50, column: 1 });
    if (at % 3 === 0) continue;
    const ends = { from: from * 3 + 1 + (at % 2), to: to * 3 + 1 + (at % 2) };
    calls.push({ ...ends, line: 10, column: 5, times: 1, certain: true });
    used[ends.from]?.push(ends.to);
  }
  const tables = Math.ceil(count / 20);
  const place = { column: 3, evidence: 'x', certain: true };
  const evidence: BoundaryEvidence = {
    files: list(count, (file) => ({
      path: `b${file % boundaries}/f${file}.ts`,
      lines: 100,
      names: [],
      exported: 0,
      members: [],
      vocabulary: [],
      module: null,
      declared: false,
      wiring: file % 40 === 0,
      commits: 0,
    })),
    uses: [...uses.values()].sort((a, b) => a.from - b.from || a.to - b.to),
    tables: list(tables, (at) => ({ name: `t${at}`, file: at * 20, entity: `C${at * 20}` })),
    accesses: list(count, (at) => {
      const table = at % 4 === 0 ? next(tables) : Math.floor(at / 20) % tables;
      const write = at % 5 === 0;
      return { ...place, file: at, line: 25, table, write, symbol: `C${at}.two` };
    }),
    relations: list(tables, (from) => {
      const to = next(tables);
      const kind = 'many-to-one' as const;
      return { ...place, path: 'x', file: from * 20, line: 3, from, to, kind, onDelete: null };
    }),
    joins: list(tables * 2, (at) => ({
      ...place,
      file: next(count),
      line: 15,
      tables: [at % tables, next(tables)],
    })),
    transactions: [],
    routes: [],
    events: [],
    outbound: [],
    parts: list(count * 3, (id) => ({
      file: Math.floor(id / 3),
      name: [`C${Math.floor(id / 3)}`, `C${Math.floor(id / 3)}.one`, `C${Math.floor(id / 3)}.two`][
        id % 3
      ] as string,
      kind: id % 3 === 0 ? ('class' as const) : ('member' as const),
      line: 1 + (id % 3) * 10,
      end: id % 3 === 0 ? 100 : 10 + (id % 3) * 10,
      silent: id % 7 === 0,
      refuses: false,
      uses: used[id] ?? [],
    })),
    calls,
    coChanges: [],
  };
  return { evidence, plan: { assignment, ids: list(boundaries, (at) => `b${at}`) } };
}

/** A linear congruential sequence: the same system every time. */
function createSequence(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}
