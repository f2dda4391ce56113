/** One kind of evidence as a graph over the files. */
import { addEdge, emptyEdges } from '../cluster/weighted-graph.ts';
import type { EdgeList } from '../cluster/weighted-graph.ts';

export type SignalName = 'structure' | 'vocabulary' | 'data' | 'history' | 'subjects' | 'modules';

export interface Signal {
  readonly name: SignalName;
  /** Files are 0 … files - 1; what they share (a table, a word) has the numbers behind them. */
  readonly nodes: number;
  readonly edges: EdgeList;
}

/** What files share: feature → file → weight. */
export type Features = Map<string, Map<number, number>>;

export function addFeature(features: Features, key: string, file: number, weight: number): void {
  const members = features.get(key);
  if (members) members.set(file, (members.get(file) ?? 0) + weight);
  else features.set(key, new Map([[file, weight]]));
}

/**
 * A star around each feature: n members cost n edges instead of n².
 * @param weigh weight of a feature from the number of its members; 0 leaves it out
 */
export function buildStars(
  name: SignalName,
  files: number,
  features: Features,
  weigh: (members: number, key: string) => number,
): Signal {
  const edges = emptyEdges();
  let nodes = files;
  for (const key of [...features.keys()].sort()) {
    const members = features.get(key) ?? new Map<number, number>();
    const weight = members.size < 2 ? 0 : weigh(members.size, key);
    if (weight <= 0) continue;
    for (const [file, share] of members) addEdge(edges, file, nodes, share * weight);
    nodes += 1;
  }
  return { name, nodes, edges };
}

export function weightOf({ edges }: Signal): number {
  return edges.weight.reduce((sum, weight) => sum + weight, 0);
}
