/** Module graph for Mermaid (GitHub, GitLab and most wikis draw it). */
import type { Analysis } from '../../analyzers/index.ts';
import { buildModuleGraph, legendOf, sizeOf } from './module-graph.ts';

export function renderMermaid(analysis: Analysis): string {
  const graph = buildModuleGraph(analysis);
  const key = new Map(graph.nodes.map((node, at) => [node.id, `m${at}`]));
  const legend = legendOf(graph);
  const cuts = graph.edges.flatMap((edge, at) => (edge.cut ? [at] : []));
  return [
    'flowchart LR',
    ...graph.nodes.map(
      (node) => `  ${key.get(node.id)}["${label(node.name)}<br/>${sizeOf(node)}"]`,
    ),
    ...graph.edges.map(
      ({ from, to, valueImports }) => `  ${key.get(from)} -->|${valueImports}| ${key.get(to)}`,
    ),
    ...(cuts.length > 0 ? [`  linkStyle ${cuts.join(',')} stroke:#d33,stroke-width:3px`] : []),
    // Mermaid has no legends: a box without arrows, dashed so that it is taken for no module.
    ...(legend.length > 0
      ? [
          `  legend["${legend.map(label).join('<br/>')}"]`,
          '  style legend fill:none,stroke-dasharray:4,text-align:left',
        ]
      : []),
    '',
  ].join('\n');
}

/** Letters and harmless marks stay; the rest (quotes, brackets, pipes, tags) has a meaning in Mermaid or in HTML. */
const label = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{N} _.,/@:()$+*'-]/gu, (mark) =>
    mark === '"' ? '#quot;' : `#${mark.codePointAt(0)};`,
  );
