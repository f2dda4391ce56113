import { array, assert, integer, nat, property, record } from 'fast-check';
import { expect, test } from 'vitest';

import { layOutMap } from '../../../src/report/html/lay-out-map.ts';
import type { LayoutEdge, LayoutNode, MapLayout } from '../../../src/report/html/lay-out-map.ts';

const ring = (count: number): LayoutEdge[] =>
  Array.from({ length: count }, (_, at) => ({
    from: at,
    to: (at + 1) % count,
    weight: 1 + (at % 5),
  }));

const circles = (count: number): LayoutNode[] =>
  Array.from({ length: count }, (_, at) => ({
    radius: 10 + (at % 30),
    labelWidth: 40 + (at % 90),
  }));

/** Pairs of circles that lie on each other; a unit is lost by rounding. */
function overlaps(nodes: readonly LayoutNode[], { points }: MapLayout): number {
  let count = 0;
  for (const [a, one] of points.entries())
    for (const [b, other] of points.entries()) {
      const reach = (nodes[a]?.radius ?? 0) + (nodes[b]?.radius ?? 0) - 2;
      if (a < b && Math.hypot(one.x - other.x, one.y - other.y) < reach) count += 1;
    }
  return count;
}

const inside = (nodes: readonly LayoutNode[], { points, width, height }: MapLayout): boolean =>
  points.every(({ x, y }, at) => {
    const radius = nodes[at]?.radius ?? 0;
    return x - radius >= 0 && y - radius >= 0 && x + radius <= width && y + radius <= height;
  });

test('nothing is a small picture of nothing', () => {
  expect(layOutMap([], []).points).toEqual([]);
});

test.each([1, 2, 14, 40, 150])(
  '%i circles do not lie on each other and stay in the picture',
  (count) => {
    const nodes = circles(count);
    const layout = layOutMap(nodes, ring(count));
    expect(overlaps(nodes, layout)).toBe(0);
    expect(inside(nodes, layout)).toBe(true);
  },
);

test('up to forty have room for every label', () => {
  const nodes = circles(40);
  const { points } = layOutMap(nodes, ring(40));
  for (const [a, one] of points.entries())
    for (const [b, other] of points.entries()) {
      if (a >= b) continue;
      const apartX = ((nodes[a]?.labelWidth ?? 0) + (nodes[b]?.labelWidth ?? 0)) / 2 - 2;
      const below = (at: number, y: number): number => y + (nodes[at]?.radius ?? 0);
      const touching =
        Math.abs(one.x - other.x) < apartX && Math.abs(below(a, one.y) - below(b, other.y)) < 14;
      expect(touching, `labels ${a} and ${b}`).toBe(false);
    }
});

test('the picture is broader than high, as screens are', () => {
  const { width, height } = layOutMap(circles(60), ring(60));
  expect(width).toBeGreaterThan(height);
});

test('what is tied stands nearer than what is not', () => {
  const nodes = circles(12);
  const edges = [0, 1, 2, 3, 4].map((at) => ({ from: at, to: at + 1, weight: 9 }));
  const others = [6, 7, 8, 9, 10].map((at) => ({ from: at, to: at + 1, weight: 9 }));
  const { points } = layOutMap(nodes, [...edges, ...others]);
  const distance = (a: number, b: number): number =>
    Math.hypot(
      (points[a]?.x ?? 0) - (points[b]?.x ?? 0),
      (points[a]?.y ?? 0) - (points[b]?.y ?? 0),
    );
  const near = [...edges, ...others].map(({ from, to }) => distance(from, to));
  const far = [0, 1, 2, 3, 4, 5].flatMap((a) => [6, 7, 8, 9, 10, 11].map((b) => distance(a, b)));
  const mean = (values: readonly number[]): number =>
    values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(near)).toBeLessThan(0.6 * mean(far));
});

test('what touches nothing stands below the rest', () => {
  const { points } = layOutMap(circles(8), ring(6));
  const lowest = Math.max(...points.slice(0, 6).map((point) => point.y));
  expect(points[6]?.y).toBeGreaterThan(lowest);
  expect(points[7]?.y).toBeGreaterThan(lowest);
});

test('any graph: no circle on another, all inside, the same every time', () => {
  const graph = integer({ min: 1, max: 30 }).chain((count) =>
    record({
      nodes: array(
        record({
          radius: integer({ min: 9, max: 52 }),
          labelWidth: integer({ min: 13, max: 160 }),
        }),
        { minLength: count, maxLength: count },
      ),
      edges: array(
        record({
          from: nat(count - 1),
          to: nat(count - 1),
          weight: integer({ min: 1, max: 500 }),
        }),
        { maxLength: 90 },
      ),
    }),
  );
  assert(
    property(graph, ({ nodes, edges }) => {
      const layout = layOutMap(nodes, edges);
      return (
        overlaps(nodes, layout) === 0 &&
        inside(nodes, layout) &&
        JSON.stringify(layout) === JSON.stringify(layOutMap(nodes, edges))
      );
    }),
    { numRuns: 60 },
  );
});
