/** Coarser and finer plans around a chosen one; a finer plan only divides, a coarser one only joins. */
import { findCommunities } from './cluster/find-communities.ts';
import { findConsensus } from './cluster/find-consensus.ts';
import type { Agreement } from './cluster/find-consensus.ts';
import { addEdge, buildWeightedGraph, emptyEdges } from './cluster/weighted-graph.ts';
import type { MixedGraph } from './find-partitions.ts';
import { resolutionFor } from './find-partitions.ts';
import type { Assignment } from './suggestion.ts';

/** Files of a fine boundary are together in this share of the partitions. */
const INSEPARABLE = 0.8;
/** Resolution of the coarse plan relative to the project's: about a third as many boundaries. */
const COARSER = 0.15;

/** Whole boundaries joined where the evidence ties them most. */
export function join(mixed: MixedGraph, medium: Assignment): Assignment {
  const count = medium.reduce((most, one) => Math.max(most, one + 1), 0);
  const placeOf = new Int32Array(mixed.nodes).fill(-1);
  mixed.nodeOf.forEach((node, file) => {
    placeOf[node] = medium[file] ?? -1;
  });
  let nodes = count;
  const extra = new Map<number, number>();
  const nodeFor = (node: number): number => {
    const place = placeOf[node] ?? -1;
    if (place >= 0) return place;
    const known = extra.get(node);
    if (known !== undefined) return known;
    extra.set(node, nodes);
    nodes += 1;
    return nodes - 1;
  };
  const edges = emptyEdges();
  mixed.edges.from.forEach((from, index) =>
    addEdge(
      edges,
      nodeFor(from),
      nodeFor(mixed.edges.to[index] ?? 0),
      mixed.edges.weight[index] ?? 0,
    ),
  );
  const resolution = resolutionFor(medium.length) * COARSER;
  const joined = findCommunities(buildWeightedGraph(nodes, edges), resolution);
  return keepNumbers(medium, (place) => joined[place] ?? 0);
}

/** Boundaries divided where the partitions are not of one mind. */
export function divide(agreement: Agreement, medium: Assignment): Assignment {
  const fine = findConsensus(agreement, INSEPARABLE);
  const width = fine.length;
  return keepNumbers(medium, (place, file) => place * width + (fine[file] ?? 0));
}

function keepNumbers(
  medium: Assignment,
  keyOf: (place: number, file: number) => number,
): Assignment {
  const numbers = new Map<number, number>();
  return medium.map((place, file) => {
    if (place < 0) return place;
    const key = keyOf(place, file);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}
