/** The boundaries and what runs between them once the code is in place, cut down to what can be read. */
import type { Analysis, BoundaryFact, Remedy } from '../../analyzers/index.ts';
import { countRemedies } from './count-remedies.ts';
import { VERDICTS } from './list-boundaries.ts';
import { READABLE_EDGES, READABLE_NODES } from './module-graph.ts';
import { compare, pairCrossings } from './pair-crossings.ts';
import type { CrossingPair } from './pair-crossings.ts';
import type { PictureEdge, PictureMark, PictureNode } from './picture.ts';
import { plural } from './summarize.ts';

export interface BoundaryGraph {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly hiddenBoundaries: number;
  readonly hiddenEdges: number;
  /** Pairs that only share code: nothing is left between them at run time. */
  readonly codeOnly: number;
}

/** What the kernel is called in crossings. */
const KERNEL = 'kernel';
/** Remedies that leave nothing to draw: the code goes where it belongs. */
const GONE: ReadonlySet<Remedy> = new Set(['move', 'kernel']);

/** The boundaries that touch most, and the costliest of their ties. */
export function buildBoundaryGraph(analysis: Analysis): BoundaryGraph {
  const boundaries = new Map(analysis.boundaries.map((one) => [one.id, one]));
  const isDrawn = (id: string): boolean => boundaries.has(id) || id === KERNEL;
  const all = pairCrossings(analysis).filter(({ from, to }) => isDrawn(from) && isDrawn(to));
  const lasting = all.flatMap((pair) => withoutCode(pair) ?? []);
  const weights = weighEnds(lasting);
  const shown = [...boundaries.values()]
    .sort((a, b) => (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0) || compare(a.id, b.id))
    .slice(0, READABLE_NODES);
  const ids = new Set([...shown.map(({ id }) => id), KERNEL]);
  const edges = lasting
    .filter(({ from, to }) => ids.has(from) && ids.has(to))
    .slice(0, READABLE_EDGES);
  const needsKernel = edges.some(({ from, to }) => from === KERNEL || to === KERNEL);
  return {
    nodes: [...shown.map(toNode), ...(needsKernel ? [KERNEL_NODE] : [])].sort((a, b) =>
      compare(a.id, b.id),
    ),
    edges: edges.map(toEdge).sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to)),
    hiddenBoundaries: boundaries.size - shown.length,
    hiddenEdges: lasting.length - edges.length,
    codeOnly: all.length - lasting.length,
  };
}

const KERNEL_NODE: PictureNode = { id: KERNEL, lines: [KERNEL, 'shared code'] };

/** The pair with what remains of it; null when nothing does. */
function withoutCode(pair: CrossingPair): CrossingPair | null {
  const crossings = pair.crossings.filter(({ remedy }) => !GONE.has(remedy));
  return crossings.length === 0 ? null : { ...pair, crossings };
}

function weighEnds(pairs: readonly CrossingPair[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { from, to, cost } of pairs)
    for (const end of [from, to]) weights.set(end, (weights.get(end) ?? 0) + cost);
  return weights;
}

function toNode({ id, name, metrics, verdict, rank }: BoundaryFact): PictureNode {
  const { files, tables, routes } = metrics;
  const size = [
    plural(files, 'file'),
    ...(tables > 0 ? [plural(tables, 'table')] : []),
    ...(routes > 0 ? [plural(routes, 'route')] : []),
  ];
  // A number with a dot in front would be a list to Mermaid.
  const place = rank === null ? VERDICTS[verdict] : `${VERDICTS[verdict]} (${rank})`;
  return { id, lines: [name, size.join(', '), place] };
}

/** Of more remedies than this the rest is a number. */
const REMEDIES_SHOWN = 2;

function toEdge({ from, to, crossings }: CrossingPair): PictureEdge {
  const counts = countRemedies(crossings);
  const named = counts.slice(0, REMEDIES_SHOWN).map(({ remedy, count }) => `${count} ${remedy}`);
  const rest = counts.slice(REMEDIES_SHOWN).reduce((sum, { count }) => sum + count, 0);
  return {
    from,
    to,
    label: [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', '),
    mark: markOf(counts.map(({ remedy }) => remedy)),
  };
}

function markOf(remedies: readonly Remedy[]): PictureMark {
  if (remedies.includes('merge')) return 'strong';
  return remedies.includes('api') ? 'plain' : 'light';
}

/** What the picture means, line by line; speaks only of what is in it. */
export function describeBoundaryGraph(graph: BoundaryGraph): readonly string[] {
  const { edges, hiddenBoundaries, hiddenEdges, codeOnly } = graph;
  const has = (mark: PictureMark): boolean => edges.some((edge) => edge.mark === mark);
  const hidden = [
    ...(hiddenBoundaries > 0 ? [plural(hiddenBoundaries, 'boundary', 'boundaries')] : []),
    ...(hiddenEdges > 0 ? [plural(hiddenEdges, 'cheaper arrow')] : []),
    ...(codeOnly > 0 ? [`${plural(codeOnly, 'pair')} that only share code (kernel, move)`] : []),
  ];
  return [
    'a box: a boundary, what it holds, its verdict and place in the roadmap',
    ...(edges.length > 0 ? ['an arrow: who uses whom, with what is done about it'] : []),
    ...(has('plain') ? ['solid: waits for an answer (api)'] : []),
    ...(has('light') ? ['dashed: waits for nobody (event, replicate)'] : []),
    ...(has('strong') ? ['red: the two must be one (merge), or be parted by hand'] : []),
    ...(hidden.length > 0 ? [`left out: ${hidden.join(', ')}`] : []),
  ];
}
