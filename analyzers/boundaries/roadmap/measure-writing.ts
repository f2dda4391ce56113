/** Who writes what: the patterns of writing that decide whether data can be divided. */
import type { BoundaryEvidence } from '../evidence.ts';
import { AGGREGATE_TABLES, WRITTEN_TOGETHER } from './thresholds.ts';

/** What the code says whatever the plan. */
export interface Writing {
  /** Tables that are written somewhere. */
  readonly written: readonly number[];
  readonly places: number;
  /** File with most write places, the tables it writes, and its share of all places; -1 without any. */
  readonly busiest: number;
  readonly busiestTables: number;
  readonly busiestShare: number;
  /** Most tables that are always written together; empty when only a few are. */
  readonly together: readonly number[];
}

export function measureWriting(evidence: BoundaryEvidence): Writing {
  const writes = evidence.accesses.filter((one) => one.write);
  const written = [...new Set(writes.map((one) => one.table))].sort((a, b) => a - b);
  const places = evidence.files.map(() => 0);
  for (const { file } of writes) places[file] = (places[file] ?? 0) + 1;
  const most = places.reduce((max, count) => Math.max(max, count), 0);
  const busiest = most === 0 ? -1 : places.indexOf(most);
  const busiestTables = new Set(
    writes.filter((one) => one.file === busiest).map((one) => one.table),
  ).size;
  return {
    written,
    places: writes.length,
    busiest,
    busiestTables,
    busiestShare: writes.length === 0 ? 0 : most / writes.length,
    together: findTogether(evidence, new Set(written)),
  };
}

/** Tables tied by functions and transactions that write both whenever they write the busier one. */
function findTogether(
  { tables, accesses, transactions }: BoundaryEvidence,
  written: ReadonlySet<number>,
): readonly number[] {
  const groups = new Map<string, Set<number>>();
  for (const { file, symbol, table, write } of accesses) {
    if (!write) continue;
    const key = `${file} ${symbol}`;
    groups.set(key, (groups.get(key) ?? new Set()).add(table));
  }
  transactions.forEach((one, index) => {
    groups.set(`transaction ${index}`, new Set(one.tables.filter((table) => written.has(table))));
  });
  const count = new Map<number, number>();
  const both = new Map<number, number>();
  for (const group of groups.values()) {
    for (const a of group) {
      count.set(a, (count.get(a) ?? 0) + 1);
      for (const b of group)
        if (a < b) both.set(a * tables.length + b, (both.get(a * tables.length + b) ?? 0) + 1);
    }
  }
  const clusters = new Clusters(tables.length);
  for (const [key, times] of both) {
    const [a, b] = [Math.floor(key / tables.length), key % tables.length];
    const busier = Math.max(count.get(a) ?? 0, count.get(b) ?? 0);
    if (times / busier >= WRITTEN_TOGETHER) clusters.join(a, b);
  }
  const largest = clusters.largest();
  return largest.length >= AGGREGATE_TABLES ? largest : [];
}

class Clusters {
  readonly #parent: number[];

  constructor(count: number) {
    this.#parent = Array.from({ length: count }, (_, index) => index);
  }

  join(a: number, b: number): void {
    const [x, y] = [this.#root(a), this.#root(b)];
    this.#parent[Math.max(x, y)] = Math.min(x, y);
  }

  largest(): readonly number[] {
    const members = new Map<number, number[]>();
    this.#parent.forEach((_, index) => {
      const root = this.#root(index);
      members.set(root, [...(members.get(root) ?? []), index]);
    });
    return [...members.values()].reduce(
      (best, one) => (one.length > best.length ? one : best),
      [] as readonly number[],
    );
  }

  #root(index: number): number {
    let at = index;
    for (let up = this.#parent[at] ?? at; up !== at; up = this.#parent[at] ?? at) at = up;
    return at;
  }
}
