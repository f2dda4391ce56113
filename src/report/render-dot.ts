/** The picture for Graphviz. */
import type { Analysis } from '../../analyzers/index.ts';
import { buildPicture } from './picture.ts';
import type { PictureMark } from './picture.ts';

const STYLES: Readonly<Record<PictureMark, string>> = {
  strong: ', color="#d33333", penwidth=2.5',
  plain: '',
  light: ', style=dashed',
};

export function renderDot(analysis: Analysis): string {
  const { title, nodes, edges, legend } = buildPicture(analysis);
  return [
    `digraph ${title} {`,
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="Helvetica"];',
    ...(legend.length === 0
      ? []
      : [`  label=${quote(legend.join('\n'))};`, '  labelloc=b;', '  labeljust=l;']),
    ...nodes.map((node) => `  ${quote(node.id)} [label=${quote(node.lines.join('\n'))}];`),
    ...edges.map(
      ({ from, to, label, mark }) =>
        `  ${quote(from)} -> ${quote(to)} [label=${quote(label)}${STYLES[mark]}];`,
    ),
    '}',
    '',
  ].join('\n');
}

const quote = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
