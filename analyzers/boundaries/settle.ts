/**
 * The last word on each file: what is too small to be a boundary joins the one it is tied to most,
 * and boundaries get their numbers by size.
 */
import type { MixedGraph } from './find-partitions.ts';
import type { BoundaryEvidence } from './evidence.ts';
import { findBusiness } from './find-kernel.ts';
import { KERNEL, STAYS } from './suggestion.ts';
import type { Assignment } from './suggestion.ts';

/** Fewer files than this, and no table and no route, are no boundary. */
const SMALLEST = 3;

export function settle(
  evidence: BoundaryEvidence,
  mixed: MixedGraph,
  placed: readonly number[],
): Assignment {
  const result = [...placed];
  attachSmall(evidence, mixed, result);
  shareInfrastructure(evidence, result);
  placeWiring(evidence, result);
  return numberBySize(result);
}

/** What wires files goes where most of them are; what wires many boundaries stays. */
function placeWiring({ files, uses }: BoundaryEvidence, result: number[]): void {
  const ties = new Map<number, Map<number, number>>();
  for (const { from, to } of uses) {
    const place = result[to] ?? STAYS;
    if (files[from]?.wiring !== true || files[to]?.wiring === true || place < 0) continue;
    const row = ties.get(from) ?? new Map<number, number>();
    ties.set(from, row.set(place, (row.get(place) ?? 0) + 1));
  }
  files.forEach(({ wiring }, file) => {
    if (!wiring) return;
    const row = ties.get(file) ?? new Map<number, number>();
    const all = [...row.values()].reduce((sum, one) => sum + one, 0);
    const [main] = [...row].sort(([a, x], [b, y]) => y - x || a - b);
    result[file] = main !== undefined && main[1] > all * MAIN_USER ? main[0] : STAYS;
  });
}

/** Who makes at least this share of the uses of something is its real user. */
const MAIN_USER = 0.34;

/** What holds no data, no endpoint and no message is no service: it goes to its main user, or it is shared. */
function shareInfrastructure(evidence: BoundaryEvidence, result: number[]): void {
  const files = findBusiness(evidence);
  leaveInfrastructure(evidence, files, result);
  const business = new Set([...files].map((file) => result[file]));
  const users = new Map<number, Map<number, number>>();
  for (const { from, to } of evidence.uses) {
    const [user, used] = [result[from] ?? STAYS, result[to] ?? STAYS];
    if (user === used || used < 0 || user < 0) continue;
    const row = users.get(used) ?? new Map<number, number>();
    users.set(used, row.set(user, (row.get(user) ?? 0) + 1));
  }
  const moves = new Map<number, number>();
  for (const place of countFiles(result).keys())
    if (!business.has(place)) moves.set(place, placeOfShared(users.get(place)));
  result.forEach((place, file) => {
    let next = place;
    // A chain of users ends at a boundary, at the kernel, or in a ring of shared code.
    for (let steps = 0; steps < moves.size && moves.has(next); steps += 1)
      next = moves.get(next) ?? KERNEL;
    result[file] = moves.has(next) ? KERNEL : next;
  });
}

/** With a smaller share of files that hold business the rest is infrastructure that one of them is tied to. */
const BUSINESS_SHARE = 0.15;

/** Business files lost among infrastructure go where most of what they use and what uses them is. */
function leaveInfrastructure(
  { uses }: BoundaryEvidence,
  business: ReadonlySet<number>,
  result: number[],
): void {
  const sizes = countFiles(result);
  const held = countFiles(result.map((place, file) => (business.has(file) ? place : STAYS)));
  const isMostlyShared = (place: number): boolean =>
    (held.get(place) ?? 0) < (sizes.get(place) ?? 0) * BUSINESS_SHARE;
  const ties = new Map<number, Map<number, number>>();
  const tie = (file: number, other: number): void => {
    const place = result[other] ?? STAYS;
    if (!business.has(file) || place < 0) return;
    const row = ties.get(file) ?? new Map<number, number>();
    ties.set(file, row.set(place, (row.get(place) ?? 0) + 1));
  };
  for (const { from, to } of uses) {
    tie(from, to);
    tie(to, from);
  }
  for (const file of business) {
    if (!isMostlyShared(result[file] ?? STAYS)) continue;
    const home = result[file] ?? STAYS;
    const rows = [...(ties.get(file) ?? [])].filter(
      ([place]) => place === home || !isMostlyShared(place),
    );
    const [best] = rows.sort(([a, x], [b, y]) => y - x || a - b);
    if (best !== undefined && home >= 0) result[file] = best[0];
  }
}

function placeOfShared(users: ReadonlyMap<number, number> | undefined): number {
  if (users === undefined) return STAYS;
  const all = [...users.values()].reduce((sum, one) => sum + one, 0);
  const [main] = [...users].sort(([a, x], [b, y]) => y - x || a - b);
  return main !== undefined && main[1] >= all * MAIN_USER ? main[0] : KERNEL;
}

function attachSmall(evidence: BoundaryEvidence, mixed: MixedGraph, result: number[]): void {
  const sizes = countFiles(result);
  const business = new Set([
    ...evidence.routes.map((one) => result[one.file]),
    ...evidence.tables.map((one) => result[one.file]),
  ]);
  const small = new Set(
    [...sizes].filter(([place, size]) => size < SMALLEST && !business.has(place)).map(([p]) => p),
  );
  const ties = gatherTies(mixed, result, small);
  const moves = new Map<number, number>();
  for (const place of [...small].sort((a, b) => a - b)) {
    let best = STAYS;
    for (const [other, weight] of [...(ties.get(place) ?? [])].sort(([a], [b]) => a - b))
      if (!small.has(other) && weight > (ties.get(place)?.get(best) ?? 0)) best = other;
    moves.set(place, best);
  }
  result.forEach((place, file) => {
    result[file] = moves.get(place) ?? place;
  });
}

function countFiles(places: readonly number[]): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const place of places) if (place >= 0) sizes.set(place, (sizes.get(place) ?? 0) + 1);
  return sizes;
}

/** Weight between small places and all others, also through what files share. */
function gatherTies(
  { edges, nodeOf, nodes }: MixedGraph,
  result: readonly number[],
  small: ReadonlySet<number>,
): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const placesOf = Array.from({ length: nodes }, () => new Map<number, number>());
  nodeOf.forEach((node, file) => placesOf[node]?.set(result[file] ?? STAYS, 1));
  const ties = new Map<number, Map<number, number>>();
  const tie = (a: number, b: number, weight: number): void => {
    if (a === b || !small.has(a) || b < 0) return;
    const row = ties.get(a) ?? new Map<number, number>();
    ties.set(a, row.set(b, (row.get(b) ?? 0) + weight));
  };
  const shared = new Map<number, Map<number, number>>();
  edges.from.forEach((from, index) => {
    const to = edges.to[index] ?? 0;
    const weight = edges.weight[index] ?? 0;
    const [left, right] = [placesOf[from], placesOf[to]];
    for (const a of left?.keys() ?? [])
      for (const b of right?.keys() ?? []) {
        tie(a, b, weight);
        tie(b, a, weight);
      }
    if ((right?.size ?? 0) > 0) return;
    const star = shared.get(to) ?? new Map<number, number>();
    shared.set(to, star);
    for (const a of left?.keys() ?? []) star.set(a, (star.get(a) ?? 0) + weight);
  });
  for (const star of shared.values()) {
    const total = [...star.values()].reduce((sum, one) => sum + one, 0);
    for (const a of star.keys())
      if (small.has(a))
        for (const [b, weight] of star) tie(a, b, ((star.get(a) ?? 0) * weight) / total);
  }
  return ties;
}

function numberBySize(result: readonly number[]): Assignment {
  const firsts = new Map<number, number>();
  result.forEach((place, file) => {
    if (!firsts.has(place)) firsts.set(place, file);
  });
  const order = [...countFiles(result)].sort(
    ([a, x], [b, y]) => y - x || (firsts.get(a) ?? 0) - (firsts.get(b) ?? 0),
  );
  const numbers = new Map(order.map(([place], index) => [place, index]));
  return result.map((place) => numbers.get(place) ?? (place === KERNEL ? KERNEL : STAYS));
}
