/**
 * Places the boxes of the map: strong ties near each other, no two boxes on top of each other.
 * Only +, −, ×, ÷ and square roots, which every machine rounds alike: the same graph, the same picture.
 */
import { fillLandscape } from './fill-landscape.ts';
import { separateBoxes } from './separate-boxes.ts';
import type { Box } from './separate-boxes.ts';
import { settleBodies } from './settle-bodies.ts';
import type { Body, Tie } from './settle-bodies.ts';

export interface LayoutNode {
  readonly radius: number;
  /** Width of its label, which stands below the circle. */
  readonly labelWidth: number;
}

export interface LayoutEdge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export const LABEL_HEIGHT = 20;
const MARGIN = 28;
const GAP = 14;
/** Ties per node that pull; with all of them a dense graph becomes one heap. */
const TIES = 3;

export function layOutMap(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): MapLayout {
  const tied = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const crowd = Math.max(1, nodes.length / ROOMY);
  const ideal = IDEAL / Math.sqrt(crowd);
  const bodies = scatter(nodes, edges, ideal);
  const moving = bodies.flatMap((body, at) => (tied.has(at) ? [{ body, at }] : []));
  const free = moving.map(({ body }) => body);
  settleBodies(free, strongest(edges, new Map(moving.map(({ at }, index) => [at, index]))), ideal);
  fillLandscape(free);
  const boxes = nodes.map((node, at) => boxAround(node, bodies[at] ?? { x: 0, y: 0 }, 1 / crowd));
  separateBoxes(boxes.filter((_, at) => tied.has(at)));
  placeInRows(
    boxes.filter((_, at) => !tied.has(at)),
    boxes.filter((_, at) => tied.has(at)),
  );
  return frame(nodes, boxes);
}

/** A sunflower: the most connected in the middle, each next one turned by the golden angle. */
function scatter(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  ideal: number,
): Body[] {
  const strength = nodes.map(() => 0);
  for (const { from, to, weight } of edges) {
    strength[from] = (strength[from] ?? 0) + weight;
    strength[to] = (strength[to] ?? 0) + weight;
  }
  const order = nodes
    .map((_, at) => at)
    .sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0) || a - b);
  const bodies = nodes.map((): Body => ({ x: 0, y: 0, dx: 0, dy: 0 }));
  let [cos, sin] = [1, 0];
  for (const [rank, at] of order.entries()) {
    const distance = ideal * 0.7 * Math.sqrt(rank);
    bodies[at] = { x: cos * distance, y: sin * distance, dx: 0, dy: 0 };
    [cos, sin] = [cos * TURN_COS - sin * TURN_SIN, sin * TURN_COS + cos * TURN_SIN];
  }
  return bodies;
}

/** Distance at which two tied boxes rest, as long as there is room. */
const IDEAL = 110;
/** With more boxes than this not every label can have room of its own; the page shows those that fit. */
const ROOMY = 40;
/** Cosine and sine of the golden angle, 137.507°. */
const TURN_COS = -0.737368878;
const TURN_SIN = 0.675490294;

/** The ties that are among the strongest of one of their ends, with a pull from 0 to 1. */
function strongest(
  edges: readonly LayoutEdge[],
  places: ReadonlyMap<number, number>,
): readonly Tie[] {
  const most = edges.reduce((max, { weight }) => Math.max(max, weight), 1);
  const taken = new Map<number, number>();
  const count = (at: number): number => taken.get(at) ?? 0;
  const ties: Tie[] = [];
  for (const { from, to, weight } of [...edges].sort(
    (a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to,
  )) {
    if (count(from) >= TIES && count(to) >= TIES) continue;
    taken.set(from, count(from) + 1);
    taken.set(to, count(to) + 1);
    const pull = 0.35 + 0.65 * Math.sqrt(weight / most);
    ties.push({ from: places.get(from) ?? 0, to: places.get(to) ?? 0, pull });
  }
  return ties;
}

function boxAround(
  node: LayoutNode,
  at: { readonly x: number; readonly y: number },
  labelShare: number,
): Box {
  return {
    x: at.x,
    y: at.y,
    width: Math.max(2 * node.radius, node.labelWidth * labelShare) + GAP,
    height: 2 * node.radius + LABEL_HEIGHT + GAP,
  };
}

/** What touches nothing stands in rows below the rest. */
function placeInRows(lonely: readonly Box[], others: readonly Box[]): void {
  const left = others.reduce((least, box) => Math.min(least, box.x - box.width / 2), 0);
  const right = others.reduce((most, box) => Math.max(most, box.x + box.width / 2), left + 900);
  let bottom = others.reduce((most, box) => Math.max(most, box.y + box.height / 2), 0);
  let x = left;
  let rowHeight = 0;
  for (const box of lonely) {
    if (x + box.width > right) {
      x = left;
      bottom += rowHeight;
      rowHeight = 0;
    }
    box.x = x + box.width / 2;
    box.y = bottom + box.height / 2;
    x += box.width;
    rowHeight = Math.max(rowHeight, box.height);
  }
}

/** Moves everything into the picture and rounds, so that the last bit of a sum is never seen. */
function frame(nodes: readonly LayoutNode[], boxes: readonly Box[]): MapLayout {
  const least = (of: (box: Box) => number): number =>
    boxes.reduce((min, b) => Math.min(min, of(b)), Infinity);
  const most = (of: (box: Box) => number): number =>
    boxes.reduce((max, b) => Math.max(max, of(b)), -Infinity);
  if (boxes.length === 0) return { width: 2 * MARGIN, height: 2 * MARGIN, points: [] };
  const left = least((box) => box.x - box.width / 2) - MARGIN;
  const top = least((box) => box.y - box.height / 2) - MARGIN;
  return {
    width: Math.ceil(most((box) => box.x + box.width / 2) + MARGIN - left),
    height: Math.ceil(most((box) => box.y + box.height / 2) + MARGIN - top),
    // The circle is in the upper part of its box, the label in the lower.
    points: boxes.map((box, at) => ({
      x: Math.round(box.x - left),
      y: Math.round(box.y - box.height / 2 + GAP / 2 + (nodes[at]?.radius ?? 0) - top),
    })),
  };
}
