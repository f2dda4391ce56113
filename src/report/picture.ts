/** What the picture formats draw: boxes, arrows and a legend; boundaries where there are any, else modules. */
import type { Analysis } from '../../analyzers/index.ts';
import { buildBoundaryGraph, describeBoundaryGraph } from './boundary-graph.ts';
import { buildModuleGraph, legendOf, sizeOf } from './module-graph.ts';

export interface PictureNode {
  readonly id: string;
  /** Name first, then what is said of it, line by line. */
  readonly lines: readonly string[];
}

/** `strong`: red and thick; `light`: dashed. */
export type PictureMark = 'strong' | 'plain' | 'light';

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly mark: PictureMark;
}

export interface Picture {
  readonly title: 'modules' | 'boundaries';
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly legend: readonly string[];
}

export function buildPicture(analysis: Analysis): Picture {
  return analysis.boundaries.length > 0 ? drawBoundaries(analysis) : drawModules(analysis);
}

function drawBoundaries(analysis: Analysis): Picture {
  const graph = buildBoundaryGraph(analysis);
  return { title: 'boundaries', ...graph, legend: describeBoundaryGraph(graph) };
}

/** The modules of today, also where boundaries are suggested. */
export function drawModules(analysis: Analysis): Picture {
  const graph = buildModuleGraph(analysis);
  return {
    title: 'modules',
    nodes: graph.nodes.map((node) => ({ id: node.id, lines: [node.name, sizeOf(node)] })),
    edges: graph.edges.map(({ from, to, valueImports, cut }) => ({
      from,
      to,
      label: String(valueImports),
      mark: cut ? 'strong' : 'plain',
    })),
    legend: legendOf(graph),
  };
}
