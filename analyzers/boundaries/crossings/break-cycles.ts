/**
 * Which boundaries become one and which directions stop waiting, so that no two services wait for
 * each other, not even round a corner. Exact wherever `findCut` is.
 */
import { findComponents } from '../../graph/find-components.ts';
import { findCut } from '../../graph/find-cut.ts';
import { MERGE_EDGES, MERGE_NODES, MERGE_SHARE } from './remedy-costs.ts';

/** All that one boundary waits for in another. */
export interface SyncPair {
  readonly from: number;
  readonly to: number;
  /** Dependencies between two files that would go. */
  readonly edges: number;
  /** What the other remedies cost: decides between ways that remove as many edges. */
  readonly cost: number;
}

export interface BrokenCycles {
  /** Group of each boundary, numbered by its first member. */
  readonly group: readonly number[];
  /** Pairs of groups whose direction stops waiting. */
  readonly cut: readonly SyncPair[];
}

/** One file edge weighs more than any price of the remedies that take its place. */
const EDGE_WEIGHT = 10_000;

/** @param together sets of boundaries that are one in any case */
export function breakCycles(
  boundaries: number,
  pairs: readonly SyncPair[],
  together: readonly (readonly number[])[],
): BrokenCycles {
  const group = Array.from({ length: boundaries }, (_, index) => index);
  for (const members of together) unite(group, members);
  for (let next = findMerge(group, pairs); next !== null; next = findMerge(group, pairs))
    unite(group, next);
  const quotient = joinGroups(group, pairs);
  const cut = findCut(boundaries, quotient.map(toWeighted));
  return { group, cut: cut.flatMap((index) => quotient[index] ?? []) };
}

function unite(group: number[], members: readonly number[]): void {
  const groups = new Set(members.map((one) => group[one] ?? one));
  const first = Math.min(...groups);
  group.forEach((one, index) => {
    if (groups.has(one)) group[index] = first;
  });
}

/** The pairs between groups, sorted. */
function joinGroups(group: readonly number[], pairs: readonly SyncPair[]): readonly SyncPair[] {
  const joined = new Map<string, SyncPair>();
  for (const { from: a, to: b, edges, cost } of pairs) {
    const [from, to] = [group[a] ?? a, group[b] ?? b];
    if (from === to) continue;
    const key = `${from} ${to}`;
    const known = joined.get(key);
    joined.set(key, {
      from,
      to,
      edges: edges + (known?.edges ?? 0),
      cost: cost + (known?.cost ?? 0),
    });
  }
  return [...joined.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

function toWeighted({ from, to, edges, cost }: SyncPair) {
  return { from, to, weight: edges * EDGE_WEIGHT + Math.max(1, Math.round(cost * 10)) };
}

/** Two or three groups that depend on each other so evenly that parting them is no cut but a tear. */
function findMerge(group: readonly number[], pairs: readonly SyncPair[]): readonly number[] | null {
  const quotient = joinGroups(group, pairs);
  for (const members of findComponents(group.length, quotient)) {
    const small = members.length <= MERGE_NODES ? [members] : [];
    for (const candidate of [...mutualPairs(members, quotient), ...small]) {
      if (sizeOf(group, candidate) <= MERGE_NODES && isTear(candidate, quotient)) return candidate;
    }
  }
  return null;
}

function mutualPairs(
  members: readonly number[],
  quotient: readonly SyncPair[],
): readonly (readonly number[])[] {
  const inside = new Set(members);
  const known = new Set(quotient.map(({ from, to }) => `${from} ${to}`));
  return quotient
    .filter(({ from, to }) => from < to && inside.has(from) && known.has(`${to} ${from}`))
    .map(({ from, to }) => [from, to]);
}

/** Boundaries in the groups. */
function sizeOf(group: readonly number[], groups: readonly number[]): number {
  return group.filter((one) => groups.includes(one)).length;
}

function isTear(members: readonly number[], quotient: readonly SyncPair[]): boolean {
  const place = new Map(members.map((member, index) => [member, index]));
  const inside = quotient.flatMap((pair) => {
    const [from, to] = [place.get(pair.from), place.get(pair.to)];
    return from === undefined || to === undefined ? [] : [{ ...pair, from, to }];
  });
  const all = inside.reduce((sum, pair) => sum + pair.edges, 0);
  const cut = findCut(members.length, inside.map(toWeighted));
  const removed = cut.reduce((sum, index) => sum + (inside[index]?.edges ?? 0), 0);
  return removed >= MERGE_EDGES && removed > all * MERGE_SHARE;
}
