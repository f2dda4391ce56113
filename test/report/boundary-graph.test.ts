import { expect, test } from 'vitest';

import { buildBoundaryGraph, describeBoundaryGraph } from '../../src/report/boundary-graph.ts';
import { READABLE_EDGES, READABLE_NODES } from '../../src/report/module-graph.ts';
import { renderDot } from '../../src/report/render-dot.ts';
import { renderMermaid } from '../../src/report/render-mermaid.ts';
import { checkDot, checkMermaid } from './check-graphs.ts';
import { makeAnalysis } from './make-analysis.ts';
import { makeBoundary, makeCrossing, makeLargePlan } from './make-plan.ts';

const boundaries = ['a', 'b', 'c'].map((id) => makeBoundary(id));
const graphOf = (crossings: readonly ReturnType<typeof makeCrossing>[]) =>
  buildBoundaryGraph(makeAnalysis({ boundaries, crossings }));

test('an arrow per direction, named by its hardest remedies, marked by the hardest', () => {
  const { edges } = graphOf([
    makeCrossing('a', 'b', 'kernel'),
    makeCrossing('a', 'b', 'api'),
    makeCrossing('a', 'b', 'api'),
    makeCrossing('a', 'b', 'event'),
    makeCrossing('a', 'b', 'replicate'),
    makeCrossing('b', 'a', 'replicate'),
    makeCrossing('b', 'c', 'merge'),
  ]);
  expect(edges).toEqual([
    { from: 'a', to: 'b', label: '2 api, 1 event, 1 more', mark: 'plain' },
    { from: 'b', to: 'a', label: '1 replicate', mark: 'light' },
    { from: 'b', to: 'c', label: '1 merge', mark: 'strong' },
  ]);
});

test('pairs that only share code are no arrows, but counted', () => {
  const graph = graphOf([makeCrossing('a', 'b', 'kernel'), makeCrossing('a', 'b', 'move')]);
  expect(graph.edges).toEqual([]);
  expect(graph.codeOnly).toBe(1);
  expect(describeBoundaryGraph(graph).join()).toContain('1 pair that only share code');
});

test.each([
  ['a kernel that tells a boundary is a box', 'event', ['a', 'b', 'c', 'kernel']],
  ['a kernel whose code only moves is none', 'move', ['a', 'b', 'c']],
] as const)('%s', (_, remedy, ids) => {
  const { nodes } = graphOf([makeCrossing('kernel', 'a', remedy)]);
  expect(nodes.map(({ id }) => id)).toEqual(ids);
});

test('what stays in the monolith is no box', () => {
  const { nodes, edges } = graphOf([makeCrossing('monolith', 'a', 'api')]);
  expect(nodes.map(({ id }) => id)).not.toContain('monolith');
  expect(edges).toEqual([]);
});

test('the legend speaks of what is in the picture', () => {
  expect(describeBoundaryGraph(graphOf([]))).toHaveLength(1);
  const legend = describeBoundaryGraph(graphOf([makeCrossing('a', 'b', 'event')])).join('\n');
  expect(legend).toContain('dashed');
  expect(legend).not.toMatch(/solid|red|left out/);
});

const large = makeAnalysis(makeLargePlan(130));

test.each([
  ['mermaid', renderMermaid, checkMermaid],
  ['dot', renderDot, checkDot],
] as const)('%s: 130 boundaries make a picture that can be read', (_, render, check) => {
  const text = render(large);
  const { nodes, edges, dangling } = check(text);
  expect(nodes).toBe(READABLE_NODES);
  expect(edges).toBeGreaterThan(10);
  expect(edges).toBeLessThanOrEqual(READABLE_EDGES);
  expect(dangling).toEqual([]);
  expect(text).toContain(`left out: ${130 - nodes} boundaries`);
});

test('of too many boundaries those are shown whose crossings cost most', () => {
  const quiet = Array.from({ length: READABLE_NODES + 5 }, (_, at) => makeBoundary(`q${at}`));
  const crossings = [
    ...quiet.slice(1).map(({ id }) => makeCrossing(id, 'q0', 'api')),
    makeCrossing('x', 'y', 'api', { cost: 50 }),
  ];
  const { nodes } = buildBoundaryGraph(
    makeAnalysis({ boundaries: [...quiet, makeBoundary('x'), makeBoundary('y')], crossings }),
  );
  expect(nodes).toHaveLength(READABLE_NODES);
  expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['q0', 'x', 'y']));
});
