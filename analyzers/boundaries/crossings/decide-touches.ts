/** Decides about all touches of a plan: each for itself first, then what they mean together. */
import { compareText } from '../../discover/posix-path.ts';
import { findCut } from '../../graph/find-cut.ts';
import { breakCycles } from './break-cycles.ts';
import type { SyncPair } from './break-cycles.ts';
import { decideCall, decideUse } from './decide-code.ts';
import { decideData } from './decide-data.ts';
import type { CrossingTransaction } from './find-transaction-touches.ts';
import { followTies, isTied, pairOf } from './follow-ties.ts';
import { forceRemedy } from './force-remedy.ts';
import { isBoundary } from './places.ts';
import { pushTo } from './group-by.ts';
import { listSync } from './prove-acyclic.ts';
import type { SyncTie } from './prove-acyclic.ts';
import { COSTS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';
import type { DecidedTouch, Decision, Touch } from './touch.ts';

export interface DecidedPlan {
  readonly decided: readonly DecidedTouch[];
  /** Group of each boundary: those with the same number are to be one. */
  readonly group: readonly number[];
  readonly merges: readonly (readonly number[])[];
  readonly removed: { readonly edges: number; readonly of: number };
}

export function decideTouches(
  scene: Scene,
  touches: readonly Touch[],
  transactions: readonly CrossingTransaction[],
): DecidedPlan {
  const first = followTies(scene, [
    ...touches.map((touch) => decideAlone(scene, touch)),
    ...transactions.flatMap((one) => decideTransaction(scene, one)),
  ]);
  const { group, cut } = partBoundaries(scene, first, transactions);
  const isCut = new Set(cut.map(({ from, to }) => `${from} ${to}`));
  const groupOf = (place: number): number => group[place] ?? place;
  const removed = new Set<string>();
  const settled = first.map((one): DecidedTouch => {
    const { touch, decision } = one;
    const [from, to] = [groupOf(touch.from), groupOf(touch.to)];
    if (isBoundary(touch.from) && from === to) {
      return { touch, decision: mergedDecision(scene, touch, decision) };
    }
    if (!decision.sync || !isCut.has(`${from} ${to}`)) return one;
    if (isFileEdge(touch)) removed.add(edgeOf(touch));
    if (isTied(scene, one)) return one;
    return { touch, decision: forceRemedy(scene, touch, calledParts(scene, touch)) };
  });
  const followed = followTies(scene, settled);
  const late = findLateCut(group, listSync(followed));
  return {
    decided: followed.map((one) => {
      const { touch, decision } = one;
      const isLate = late.has(`${groupOf(touch.from)} ${groupOf(touch.to)}`);
      if (!isLate || !decision.sync || touch.wiring || !isBoundary(touch.from)) return one;
      if (isFileEdge(touch)) removed.add(edgeOf(touch));
      return { touch, decision: forceRemedy(scene, touch, calledParts(scene, touch)) };
    }),
    group,
    merges: listMerges(group),
    removed: { edges: removed.size, of: new Set(touches.filter(isFileEdge).map(edgeOf)).size },
  };
}

/**
 * Directions that still have to stop waiting: a touch that follows another one may ask again where
 * the asking had been cut. What is decided here is final, so nothing can come back.
 */
function findLateCut(group: readonly number[], sync: readonly SyncTie[]): ReadonlySet<string> {
  const ties = sync
    .map(({ from, to, weight }) => ({ from: group[from] ?? from, to: group[to] ?? to, weight }))
    .filter(({ from, to }) => from !== to);
  const cut = findCut(group.length, ties).flatMap((index) => ties[index] ?? []);
  return new Set(cut.map(({ from, to }) => `${from} ${to}`));
}

const isFileEdge = ({ from, to, kind, target, tables }: Touch): boolean =>
  isBoundary(from) && isBoundary(to) && target >= 0 && tables.length === 0 && kind !== 'event';
const edgeOf = ({ at, target }: Touch): string => `${at.file} ${target}`;

function decideAlone(scene: Scene, touch: Touch): DecidedTouch {
  const { kind, tables } = touch;
  if (tables.length > 0) return { touch, decision: decideData(scene, touch) };
  if (kind === 'call' || kind === 'event') return { touch, decision: decideCall(scene, touch) };
  return { touch, decision: decideUse(scene, touch, calledParts(scene, touch)) };
}

/** Parts of the used symbol that the using file calls. */
function calledParts({ index }: Scene, { kind, at, part }: Touch): readonly number[] {
  if (kind === 'call') return part < 0 ? [] : [part];
  if (part < 0) return [];
  const { calls, parts } = index.evidence;
  const held = parts[part]?.kind === 'value' ? (parts[part]?.uses ?? []) : [];
  const own = [part, ...held].flatMap((id) => [id, ...(index.members.get(id) ?? [])]);
  const candidates = new Set(own);
  const called = (index.callsFrom.get(at.file) ?? []).flatMap((call) => calls[call]?.to ?? []);
  return [...new Set(called.filter((id) => candidates.has(id)))];
}

/** Boundaries are numbered by id for it, so that the order in which they come decides nothing. */
function partBoundaries(
  scene: Scene,
  decided: readonly DecidedTouch[],
  transactions: readonly CrossingTransaction[],
): { readonly group: readonly number[]; readonly cut: readonly SyncPair[] } {
  const { ids } = scene.plan;
  const order = ids
    .map((_, place) => place)
    .sort((a, b) => compareText(ids[a] ?? '', ids[b] ?? ''));
  const rank = new Map(order.map((place, index) => [place, index]));
  const ranked = (place: number): number => rank.get(place) ?? -1;
  const together = transactions.map(({ from, together: more }) => [from, ...more].map(ranked));
  const pairs = gatherPairs(scene, decided).map((pair) => ({
    ...pair,
    from: ranked(pair.from),
    to: ranked(pair.to),
  }));
  const broken = breakCycles(ids.length, pairs, together);
  const placeOf = (index: number): number => order[index] ?? -1;
  return {
    group: ids.map((_, place) => placeOf(broken.group[ranked(place)] ?? -1)),
    cut: broken.cut.map((pair) => ({ ...pair, from: placeOf(pair.from), to: placeOf(pair.to) })),
  };
}

function gatherPairs(scene: Scene, decided: readonly DecidedTouch[]): readonly SyncPair[] {
  const pairs = new Map<string, { from: number; to: number; edges: Set<string>; cost: number }>();
  for (const { touch, decision } of decided) {
    if (!decision.sync) continue;
    const { from, to } = touch;
    const pair = pairs.get(pairOf(touch)) ?? { from, to, edges: new Set<string>(), cost: 0 };
    pairs.set(pairOf(touch), pair);
    if (isFileEdge(touch)) pair.edges.add(edgeOf(touch));
    if (!isTied(scene, { touch, decision }))
      pair.cost += forceRemedy(scene, touch, calledParts(scene, touch)).cost;
  }
  return [...pairs.values()].map((pair) => ({ ...pair, edges: pair.edges.size }));
}

function decideTransaction(
  scene: Scene,
  { touches, told }: CrossingTransaction,
): readonly DecidedTouch[] {
  return touches.map((touch): DecidedTouch => {
    const [one, other] = [scene.name(touch.from), scene.name(touch.to)];
    if (told.includes(touch.to)) {
      const why = `All that ${one} does to ${touch.subject} here gives nothing back and refuses nothing: an event that commits with the rest (outbox) says it as surely.`;
      return { touch, decision: { remedy: 'event', why, cost: COSTS.event, sync: false } };
    }
    const why = `${one} and ${other} change ${touch.subject} and more in one transaction: as one boundary it stays whole; apart it would take a saga with compensations.`;
    return { touch, decision: { remedy: 'merge', why, cost: COSTS.merge, sync: false } };
  });
}

/** Within a merge nothing has to be asked; what is shared code anyway stays so. */
function mergedDecision(scene: Scene, touch: Touch, decision: Decision): Decision {
  if (decision.remedy === 'merge') return decision;
  const light = decision.remedy === 'kernel' || decision.remedy === 'move' || touch.event;
  if (light) return decision;
  const why = `${scene.name(touch.from)} and ${scene.name(touch.to)} have to be one boundary, so \`${touch.subject}\` stays what it is.`;
  return { remedy: 'merge', why, cost: COSTS.again, sync: false };
}

/** Groups of two or more. */
function listMerges(group: readonly number[]): readonly (readonly number[])[] {
  const members = new Map<number, number[]>();
  group.forEach((one, place) => pushTo(members, one, place));
  return [...members.values()].filter((list) => list.length > 1);
}
