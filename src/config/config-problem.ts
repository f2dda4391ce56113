/** What is wrong in a saasctl.json, at its line: all of it at once, in the order of the file. */
import { findNodeAtLocation } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

import { UserError } from '../errors.ts';

export type KeyPath = readonly (string | number)[];

export interface ConfigProblem {
  readonly path: KeyPath;
  /** `key`: the key itself is wrong; `value`: what stands there. */
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** A text with the tree of its values. */
export interface ConfigSource {
  /** As the user knows the file. */
  readonly name: string;
  readonly text: string;
  readonly tree: Node;
}

/** More than a screen of problems helps nobody. */
const SHOWN = 12;

export function configError(source: ConfigSource, problems: readonly ConfigProblem[]): UserError {
  const placed = problems
    .map((problem) => ({ problem, offset: findOffset(source.tree, problem) }))
    .sort((a, b) => a.offset - b.offset);
  const lines = placed.slice(0, SHOWN).map(({ problem, offset }) => {
    const { line, column } = positionOf(source.text, offset);
    const key = keyText(problem.path);
    return `  ${source.name}:${line}:${column}  ${key === '' ? '' : `${key}: `}${problem.message}`;
  });
  const more = placed.length > SHOWN ? [`  and ${placed.length - SHOWN} more`] : [];
  return new UserError(
    'config-invalid',
    [`${source.name} cannot be used`, ...lines, ...more].join('\n'),
    'Mend it at the places given; "saasctl init --dry-run" shows what one looks like.',
  );
}

/** 1-based. */
export function positionOf(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** `boundaries.billing.files[0]`. */
export function keyText(path: KeyPath): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${part}`))
    .join('');
}

function findOffset(tree: Node, { path, at }: ConfigProblem): number {
  // What is missing is reported where it should be.
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node === undefined) continue;
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return at === 'key' && length === path.length && key ? key.offset : node.offset;
  }
  return tree.offset;
}
