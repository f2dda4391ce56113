/** The picture for Mermaid (GitHub, GitLab and most wikis draw it). */
import type { Analysis } from '../../analyzers/index.ts';
import { buildPicture } from './picture.ts';
import type { Picture, PictureMark } from './picture.ts';

export const renderMermaid = (analysis: Analysis): string => drawMermaid(buildPicture(analysis));

const ARROWS: Readonly<Record<PictureMark, string>> = {
  strong: '-->',
  plain: '-->',
  light: '-.->',
};

export function drawMermaid({ nodes, edges, legend }: Picture): string {
  const key = new Map(nodes.map((node, at) => [node.id, `m${at}`]));
  const strong = edges.flatMap((edge, at) => (edge.mark === 'strong' ? [at] : []));
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${key.get(node.id)}["${node.lines.map(escape).join('<br/>')}"]`),
    ...edges.map(
      ({ from, to, label, mark }) => `  ${key.get(from)} ${ARROWS[mark]}|${label}| ${key.get(to)}`,
    ),
    ...(strong.length > 0 ? [`  linkStyle ${strong.join(',')} stroke:#d33,stroke-width:3px`] : []),
    // Mermaid has no legends: a box without arrows, dashed so that it is taken for no node.
    ...(legend.length > 0
      ? [
          `  legend["${legend.map(escape).join('<br/>')}"]`,
          '  style legend fill:none,stroke-dasharray:4,text-align:left',
        ]
      : []),
    '',
  ].join('\n');
}

/** Letters and harmless marks stay; the rest (quotes, brackets, pipes, tags) has a meaning in Mermaid or in HTML. */
const escape = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{N} _.,/@:()$+*'-]/gu, (mark) =>
    mark === '"' ? '#quot;' : `#${mark.codePointAt(0)};`,
  );
