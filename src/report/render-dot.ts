/** Module graph for Graphviz. */
import type { Analysis } from '../../analyzers/index.ts';
import { buildModuleGraph, hiddenNote, sizeOf } from './module-graph.ts';

export function renderDot(analysis: Analysis): string {
  const graph = buildModuleGraph(analysis);
  const note = hiddenNote(graph);
  return [
    'digraph modules {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="Helvetica"];',
    ...(note === null ? [] : [`  label=${quote(note)};`, '  labelloc=b;']),
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
