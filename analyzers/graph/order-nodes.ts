import type { CutCandidate } from './reduce-edges.ts';

/**
 * A good order of the nodes 0…n-1 for large graphs: Eades, Lin and Smyth's greedy order, then
 * moves of single nodes to their best place, restarted from shaken orders. The shaking follows a
 * fixed sequence of numbers, so the result is the same every time.
 */
export function orderWell(nodes: number, edges: readonly CutCandidate[]): readonly number[] {
  const neighbours = listNeighbours(nodes, edges);
  let best = orderGreedily(nodes, edges);
  const stale = new Uint8Array(nodes).fill(1);
  improve(best, neighbours, stale);
  let bestCost = backwardWeight(best, edges);
  const next = createSequence(nodes * 7919 + edges.length);
  const rounds = Math.max(8, Math.min(64, Math.floor(100_000 / (edges.length + 1))));
  for (let round = 0; round < rounds && bestCost > 0; round++) {
    const order = shake(best, next, (node) => markStale(stale, node, neighbours));
    improve(order, neighbours, stale);
    const cost = backwardWeight(order, edges);
    if (cost > bestCost) continue;
    best = order;
    bestCost = cost;
  }
  return best;
}

/** Total weight of the edges that point backward in an order. */
export function backwardWeight(order: readonly number[], edges: readonly CutCandidate[]): number {
  const place = placesOf(order);
  let total = 0;
  for (const { from, to, weight } of edges) {
    if ((place[from] ?? 0) > (place[to] ?? 0)) total += weight;
  }
  return total;
}

/** Position of every node in an order. */
export function placesOf(order: readonly number[]): Int32Array {
  const place = new Int32Array(order.length);
  order.forEach((node, index) => {
    place[node] = index;
  });
  return place;
}

interface Neighbour {
  readonly node: number;
  /** Positive for an edge towards it, negative for one from it. */
  readonly weight: number;
}

function listNeighbours(nodes: number, edges: readonly CutCandidate[]): readonly Neighbour[][] {
  const lists: Neighbour[][] = Array.from({ length: nodes }, () => []);
  for (const { from, to, weight } of edges) {
    lists[from]?.push({ node: to, weight });
    lists[to]?.push({ node: from, weight: -weight });
  }
  return lists;
}

function orderGreedily(nodes: number, edges: readonly CutCandidate[]): number[] {
  const surplus = new Float64Array(nodes);
  const outs = new Int32Array(nodes);
  const ins = new Int32Array(nodes);
  for (const { from, to, weight } of edges) {
    surplus[from] = (surplus[from] ?? 0) + weight;
    surplus[to] = (surplus[to] ?? 0) - weight;
    outs[from] = (outs[from] ?? 0) + 1;
    ins[to] = (ins[to] ?? 0) + 1;
  }
  const neighbours = listNeighbours(nodes, edges);
  const left = new Set(Array.from({ length: nodes }, (_, node) => node));
  const head: number[] = [];
  const tail: number[] = [];
  while (left.size > 0) {
    const pick = pickNext(left, { surplus, outs, ins });
    left.delete(pick);
    (outs[pick] === 0 ? tail : head).push(pick);
    for (const { node, weight } of neighbours[pick] ?? []) {
      surplus[node] = (surplus[node] ?? 0) + weight;
      if (weight > 0) ins[node] = (ins[node] ?? 0) - 1;
      else outs[node] = (outs[node] ?? 0) - 1;
    }
  }
  return [...head, ...tail.toReversed()];
}

interface Degrees {
  /** Weight out minus weight in. */
  readonly surplus: Float64Array;
  readonly outs: Int32Array;
  readonly ins: Int32Array;
}

/** The first sink or source that is left, else the node with the greatest surplus. */
function pickNext(left: ReadonlySet<number>, { surplus, outs, ins }: Degrees): number {
  let pick = -1;
  for (const node of left) {
    if (outs[node] === 0 || ins[node] === 0) return node;
    if (pick < 0 || (surplus[node] ?? 0) > (surplus[pick] ?? 0)) pick = node;
  }
  return pick;
}

/**
 * Moves nodes to their cheapest place until no move helps.
 * @param stale 1 for nodes to look at: the best place of a node depends on the order of itself and
 * its neighbours alone, so all others stay where they are. All 0 afterwards.
 */
function improve(
  order: number[],
  neighbours: readonly (readonly Neighbour[])[],
  stale: Uint8Array,
): void {
  const place = placesOf(order);
  const around = openSurroundings(neighbours);
  for (let moved = true; moved;) {
    moved = false;
    for (let node = 0; node < order.length; node++) {
      if (stale[node] === 0) continue;
      stale[node] = 0;
      const target = findBetterPlace(node, place, neighbours[node] ?? [], around);
      if (target < 0) continue;
      moveNode(order, place, node, target);
      markStale(stale, node, neighbours);
      moved = true;
    }
  }
}

function markStale(
  stale: Uint8Array,
  moved: number,
  neighbours: readonly (readonly Neighbour[])[],
): void {
  stale[moved] = 1;
  for (const { node } of neighbours[moved] ?? []) stale[node] = 1;
}

/** Places and weights of one node's neighbours, by place: kept for all nodes, for this loop is hot. */
interface Surroundings {
  readonly places: Int32Array;
  readonly weights: Float64Array;
}

function openSurroundings(neighbours: readonly (readonly Neighbour[])[]): Surroundings {
  const most = neighbours.reduce((size, list) => Math.max(size, list.length), 0);
  return { places: new Int32Array(most), weights: new Float64Array(most) };
}

/** Fills in the neighbours as they stand once the node at `own` is taken out. */
function surround(
  { places, weights }: Surroundings,
  own: number,
  place: Int32Array,
  neighbours: readonly Neighbour[],
): void {
  let count = 0;
  for (const { node, weight } of neighbours) {
    const now = place[node] ?? 0;
    const at = now > own ? now - 1 : now;
    let slot = count;
    for (; slot > 0 && (places[slot - 1] ?? 0) > at; slot--) {
      places[slot] = places[slot - 1] ?? 0;
      weights[slot] = weights[slot - 1] ?? 0;
    }
    places[slot] = at;
    weights[slot] = weight;
    count += 1;
  }
}

/** The place where the node would cost less than now, -1 when there is none. */
function findBetterPlace(
  node: number,
  place: Int32Array,
  neighbours: readonly Neighbour[],
  around: Surroundings,
): number {
  const own = place[node] ?? 0;
  surround(around, own, place, neighbours);
  const { places, weights } = around;
  let cost = 0;
  for (const { weight } of neighbours) if (weight < 0) cost -= weight;
  let best = cost;
  let target = 0;
  let current = cost;
  for (let index = 0; index < neighbours.length; index++) {
    const at = places[index] ?? 0;
    cost += weights[index] ?? 0;
    if (at < own) current = cost;
    const isTie = index + 1 < neighbours.length && places[index + 1] === at;
    if (isTie || cost >= best) continue;
    best = cost;
    target = at + 1;
  }
  return best < current ? target : -1;
}

function moveNode(order: number[], place: Int32Array, node: number, target: number): void {
  const own = place[node] ?? 0;
  order.splice(own, 1);
  order.splice(target, 0, node);
  for (let index = Math.min(own, target); index <= Math.max(own, target); index++) {
    place[order[index] ?? 0] = index;
  }
}

/**
 * Moves a few stretches of the order elsewhere.
 * @param told of every node that is moved
 */
function shake(
  order: readonly number[],
  next: (limit: number) => number,
  told: (node: number) => void,
): number[] {
  const shaken = [...order];
  for (let move = 0; move < 3; move++) {
    const length = 1 + next(Math.max(1, Math.floor(order.length / 8)));
    const stretch = shaken.splice(next(Math.max(1, shaken.length - length)), length);
    shaken.splice(next(shaken.length + 1), 0, ...stretch);
    stretch.forEach(told);
  }
  return shaken;
}

/** A linear congruential sequence (Numerical Recipes): plain arithmetic, no source of chance. */
function createSequence(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}
