/** Module graph for Graphviz. */
import type { Analysis } from '../../analyzers/index.ts';
import { buildModuleGraph, legendOf, sizeOf } from './module-graph.ts';

export function renderDot(analysis: Analysis): string {
  const graph = buildModuleGraph(analysis);
  const legend = legendOf(graph);
  return [
    'digraph modules {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="Helvetica"];',
    ...(legend.length === 0
      ? []
      : [`  label=${quote(legend.join('\n'))};`, '  labelloc=b;', '  labeljust=l;']),
    ...graph.nodes.map(
      (node) => `  ${quote(node.id)} [label=${quote(`${node.name}\n${sizeOf(node)}`)}];`,
    ),
    ...graph.edges.map(
      ({ from, to, valueImports, cut }) =>
        `  ${quote(from)} -> ${quote(to)} [label="${valueImports}"${cut ? ', color="#d33333", penwidth=2.5' : ''}];`,
    ),
    '}',
    '',
  ].join('\n');
}

const quote = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
