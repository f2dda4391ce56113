import { expect, test } from 'vitest';

import { buildMapGraphs } from '../../../src/report/html/build-map-graphs.ts';
import type { MapGraph } from '../../../src/report/html/build-map-graphs.ts';
import { makeModule } from '../make-analysis.ts';
import { emptyAnalysis } from './empty-analysis.ts';
import { crossingOf, smallPlan } from './small-plan.ts';

const level = (graphs: readonly MapGraph[], name: string): MapGraph => {
  const graph = graphs.find((one) => one.level === name);
  if (!graph) throw new Error(`no ${name}`);
  return graph;
};

/** `billing→orders 0` for the first crossing, `+1` for one import beside. */
const arrows = ({ nodes, edges }: MapGraph): readonly string[] =>
  edges.map(
    ({ from, to, crossings, imports }) =>
      `${nodes[from]?.id}→${nodes[to]?.id} ${crossings.join(',')}${imports > 0 ? `+${imports}` : ''}`,
  );

test('coarse, medium and fine, then the modules of today', () => {
  expect(buildMapGraphs(smallPlan()).map((graph) => [graph.level, graph.chosen])).toEqual([
    ['coarse', false],
    ['medium', true],
    ['fine', false],
    ['modules', false],
  ]);
});

test('the chosen plan has its crossings, one arrow per pair and direction', () => {
  expect(arrows(level(buildMapGraphs(smallPlan()), 'medium'))).toEqual([
    'billing→orders 0',
    'billing→users 1',
    'orders→users 2',
  ]);
});

test('a coarser plan keeps the remedies between what it keeps apart, and drops the others', () => {
  expect(arrows(level(buildMapGraphs(smallPlan()), 'coarse'))).toEqual(['sales→users 1,2']);
});

test('a finer plan knows remedies by file, and shows as imports what nothing was decided about', () => {
  expect(arrows(level(buildMapGraphs(smallPlan()), 'fine'))).toEqual([
    'billing→orders 0',
    'billing→users-2 1',
    'orders→users-1 2',
    'users-1→users-2 +1',
  ]);
});

test('a crossing without a file goes to where most of its boundary is', () => {
  const event = crossingOf('orders', 'billing', 'event', {
    kind: 'event',
    target: null,
    path: 'nowhere.ts',
  });
  const graphs = buildMapGraphs(smallPlan({ crossings: [event], imports: [] }));
  expect(arrows(level(graphs, 'fine'))).toEqual(['orders→billing 0']);
  expect(arrows(level(graphs, 'coarse'))).toEqual([]);
});

test('tables go with the files that declare them, else with their boundary', () => {
  const graph = level(buildMapGraphs(smallPlan()), 'coarse');
  expect(graph.nodes.map(({ id, tables }) => [id, tables])).toEqual([
    ['sales', 2],
    ['users', 1],
  ]);
});

test('without boundaries the modules of today are the map', () => {
  const analysis = emptyAnalysis({
    modules: [
      makeModule('src/a', { dependsOn: [{ to: 'src/b', imports: 5, valueImports: 3 }] }),
      makeModule('src/b', { dependsOn: [{ to: 'src/a', imports: 2, valueImports: 0 }] }),
    ],
  });
  const graphs = buildMapGraphs(analysis);
  expect(graphs.map((graph) => [graph.level, graph.chosen])).toEqual([['modules', true]]);
  expect(graphs.flatMap(arrows)).toEqual(['src/a→src/b +3']);
});
