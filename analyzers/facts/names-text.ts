/** What other files can see of a file by its names: two texts that are equal only if that is the same. */
import type { LinkTarget, Program, ProjectFile } from '../program/program.ts';

export function namesText({ link }: Program, { path, ir }: ProjectFile): string {
  const targets = ir.exports.map(({ imp }) => (imp < 0 ? '' : targetText(link(path, imp))));
  const plain = ir.exports.map(({ at: _at, ...one }) => one);
  return `${JSON.stringify(plain)}\n${targets.join('\n')}`;
}

function targetText(target: LinkTarget): string {
  if (target.kind === 'file') return `file ${target.path}`;
  return target.kind === 'none' ? '' : `${target.kind} ${target.name}`;
}
