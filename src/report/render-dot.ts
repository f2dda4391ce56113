/** Module graph for Graphviz. */
import type { Analysis } from '../../analyzers/index.ts';
import { buildModuleGraph, hiddenNote } from './module-graph.ts';

export function renderDot(analysis: Analysis): string {
  const graph = buildModuleGraph(analysis);
  const note = hiddenNote(graph);
  return [
    'digraph modules {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="Helvetica"];',
    ...(note === null ? [] : [`  // ${note}`]),
    ...graph.nodes.map(({ id, name, files, tables }) => `  ${quote(id)} [label=${quote(`${name}\\n${files} files${tables > 0 ? `, ${tables} tables` : ''}`)}];`),
    ...graph.edges.map(({ from, to, valueImports, cut }) => `  ${quote(from)} -> ${quote(to)} [label="${valueImports}"${cut ? ', color="#d33333", penwidth=2.5' : ''}];`),
    '}',
    '',
  ].join('\n');
}

const quote = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;
