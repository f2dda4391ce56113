import { expect, test } from 'vitest';

import { buildModuleGraph, legendOf, READABLE_NODES } from '../../src/report/module-graph.ts';
import { makeAnalysis, makeModule } from './make-analysis.ts';

/** A module that many others import a little, beside `count` others. */
const crowd = (count: number): readonly ReturnType<typeof makeModule>[] =>
  Array.from({ length: count }, (_, at) =>
    makeModule(`src/m${at}`, {
      lines: 1000,
      efferent: 1,
      dependsOn: [{ to: 'src/m0', imports: 1, valueImports: 1 }],
    }),
  );
const place = { path: 'src/x.ts', line: 1, column: 1, evidence: '', certainty: 'certain' } as const;
const shown = (graph: ReturnType<typeof buildModuleGraph>): readonly string[] =>
  graph.nodes.map((one) => one.id);

test('modules with few but heavy arrows are shown before those with many light ones', () => {
  const heavy = makeModule('src/heavy', {
    lines: 1,
    dependsOn: [{ to: 'src/heavier', imports: 50, valueImports: 50 }],
  });
  const graph = buildModuleGraph(
    makeAnalysis({
      modules: [...crowd(READABLE_NODES + 10), heavy, makeModule('src/heavier', { lines: 1 })],
    }),
  );
  expect(shown(graph)).toEqual(expect.arrayContaining(['src/heavy', 'src/heavier', 'src/m0']));
  expect(graph.hiddenModules).toBe(12);
});

test('modules that share a transaction are shown although they import nothing', () => {
  const modules = [
    ...crowd(READABLE_NODES + 10),
    makeModule('src/x', { lines: 1 }),
    makeModule('src/y', { lines: 1 }),
  ];
  const transactions = [
    {
      ...place,
      tables: ['a', 'b'],
      modules: ['src/x', 'src/y'],
      boundaries: [],
      crosses: true,
      unresolvedCalls: 0,
    },
  ];
  expect(shown(buildModuleGraph(makeAnalysis({ modules })))).not.toContain('src/x');
  expect(shown(buildModuleGraph(makeAnalysis({ modules, transactions })))).toEqual(
    expect.arrayContaining(['src/x', 'src/y']),
  );
});

test('the legend speaks of what is in the picture', () => {
  const nothing = buildModuleGraph(makeAnalysis({ modules: [makeModule('src/a')] }));
  expect(legendOf(nothing)).toEqual([]);
  const plain = legendOf(buildModuleGraph(makeAnalysis({ modules: crowd(3) })));
  expect(plain.join()).not.toMatch(/red|left out/);
  expect(plain).toHaveLength(2);
  const cut = {
    tier: 'runtime',
    level: 'module',
    members: ['src/m0', 'src/m1'],
    edges: 2,
    cut: [{ ...place, from: 'src/m1', to: 'src/m0' }],
  } as const;
  const large = makeAnalysis({ modules: crowd(READABLE_NODES + 1), cycles: [cut] });
  expect(legendOf(buildModuleGraph(large)).join()).toMatch(
    /red: .*left out to stay readable: 1 module/,
  );
});
