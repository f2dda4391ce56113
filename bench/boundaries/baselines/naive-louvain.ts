import { UndirectedGraph } from 'graphology';
import * as louvainModule from 'graphology-communities-louvain';

import type { Dependency } from '../metrics/dependencies.ts';
import { seededRandom } from './seeded-random.ts';

/** The types describe an ES module, the package is CommonJS: its `default` is the function itself. */
const louvain = louvainModule.default as unknown as typeof louvainModule.default.default;

export interface Communities {
  readonly labels: readonly number[];
  /** Modularity as the library states it. */
  readonly modularity: number;
}

/**
 * What a weekend project would ship: Louvain (Blondel et al., 2008) of a public library at its
 * defaults, resolution 1, on the undirected graph of dependencies. Files without any dependency stay
 * alone.
 */
export function naiveLouvain(count: number, dependencies: readonly Dependency[]): Communities {
  const graph = new UndirectedGraph<Record<string, never>, { weight: number }>();
  for (let node = 0; node < count; node += 1) graph.addNode(node);
  for (const { from, to, weight = 1 } of dependencies) {
    if (from === to) continue;
    graph.updateUndirectedEdge(from, to, (known) => ({ weight: (known.weight ?? 0) + weight }));
  }
  const { communities, modularity } = louvain.detailed(graph, { rng: seededRandom(1) });
  const labels = Array.from({ length: count }, (_, node) => communities[String(node)] ?? -1 - node);
  return { labels, modularity };
}
