/** Module graph for Mermaid (GitHub, GitLab and most wikis draw it). */
import type { Analysis } from '../../analyzers/index.ts';
import { buildModuleGraph, hiddenNote } from './module-graph.ts';

export function renderMermaid(analysis: Analysis): string {
  const graph = buildModuleGraph(analysis);
  const key = new Map(graph.nodes.map((node, at) => [node.id, `m${at}`]));
  const note = hiddenNote(graph);
  const cuts = graph.edges.flatMap((edge, at) => (edge.cut ? [at] : []));
  return [
    'flowchart LR',
    ...(note === null ? [] : [`  %% ${note}`]),
    ...graph.nodes.map(({ id, name, files, tables }) => `  ${key.get(id)}["${label(name)}<br/>${files} files${tables > 0 ? `, ${tables} tables` : ''}"]`),
    ...graph.edges.map(({ from, to, valueImports }) => `  ${key.get(from)} -->|${valueImports}| ${key.get(to)}`),
    // Red: the cheapest edges whose removal leaves no cycle.
    ...(cuts.length > 0 ? [`  linkStyle ${cuts.join(',')} stroke:#d33,stroke-width:3px`] : []),
    '',
  ].join('\n');
}

const label = (text: string): string => text.replaceAll('"', '#quot;');
