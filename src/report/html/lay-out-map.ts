/**
 * Places the boxes of the map: strong ties near each other, no two boxes on top of each other.
 * Only +, −, ×, ÷ and square roots, which every machine rounds alike: the same graph, the same picture.
 */
import { separateBoxes } from './separate-boxes.ts';
import type { Box } from './separate-boxes.ts';

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
/** Landscape, as screens are. */
const FLATTEN = 1.7;
/** Ties per node that pull; with all of them a dense graph becomes one heap. */
const TIES = 3;

interface Body {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

interface Tie {
  readonly from: number;
  readonly to: number;
  readonly pull: number;
}

export function layOutMap(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): MapLayout {
  const tied = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const bodies = scatter(nodes, edges);
  const moving = bodies.flatMap((body, at) => (tied.has(at) ? [{ body, at }] : []));
  settle(
    moving.map(({ body }) => body),
    strongest(edges, new Map(moving.map(({ at }, index) => [at, index]))),
  );
  const boxes = nodes.map((node, at) => boxAround(node, bodies[at] ?? { x: 0, y: 0 }));
  separateBoxes(boxes.filter((_, at) => tied.has(at)));
  placeInRows(
    boxes.filter((_, at) => !tied.has(at)),
    boxes.filter((_, at) => tied.has(at)),
  );
  return frame(nodes, boxes);
}

/** A sunflower: the most connected in the middle, each next one turned by the golden angle. */
function scatter(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Body[] {
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
    const distance = IDEAL * 0.7 * Math.sqrt(rank);
    bodies[at] = { x: cos * distance, y: (sin * distance) / FLATTEN, dx: 0, dy: 0 };
    [cos, sin] = [cos * TURN_COS - sin * TURN_SIN, sin * TURN_COS + cos * TURN_SIN];
  }
  return bodies;
}

/** Distance at which two tied boxes rest. */
const IDEAL = 110;
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

/** Fruchterman and Reingold, 1991, with a pull to the middle that is stronger in height than in width. */
function settle(bodies: readonly Body[], ties: readonly Tie[]): void {
  const rounds = Math.min(400, Math.ceil(16_000_000 / (bodies.length * bodies.length + 1)));
  for (let round = 0; round < rounds; round += 1) {
    for (const body of bodies) {
      body.dx = -body.x * GRAVITY;
      body.dy = -body.y * GRAVITY * FLATTEN;
    }
    repel(bodies);
    for (const { from, to, pull } of ties) attract(bodies[from], bodies[to], pull);
    const heat = IDEAL * (1 - round / rounds) * 0.5 + 0.5;
    for (const body of bodies) step(body, heat);
  }
}

const GRAVITY = 0.18;

function repel(bodies: readonly Body[]): void {
  for (let a = 0; a < bodies.length; a += 1) {
    const one = bodies[a] as Body;
    for (let b = a + 1; b < bodies.length; b += 1) {
      const other = bodies[b] as Body;
      const x = one.x - other.x || (a - b) * 0.01;
      const y = one.y - other.y || (b - a) * 0.01;
      const force = (IDEAL * IDEAL) / Math.max(x * x + y * y, 1);
      one.dx += x * force;
      one.dy += y * force;
      other.dx -= x * force;
      other.dy -= y * force;
    }
  }
}

function attract(one: Body | undefined, other: Body | undefined, pull: number): void {
  if (!one || !other) return;
  const x = one.x - other.x;
  const y = one.y - other.y;
  const force = (Math.sqrt(x * x + y * y) / IDEAL) * pull;
  one.dx -= x * force;
  one.dy -= y * force;
  other.dx += x * force;
  other.dy += y * force;
}

function step(body: Body, heat: number): void {
  const length = Math.sqrt(body.dx * body.dx + body.dy * body.dy);
  const share = length > heat ? heat / length : 1;
  body.x += body.dx * share;
  body.y += body.dy * share;
}

function boxAround(node: LayoutNode, at: { readonly x: number; readonly y: number }): Box {
  return {
    x: at.x,
    y: at.y,
    width: Math.max(2 * node.radius, node.labelWidth) + GAP,
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
