/** Names of members: `name`, `'name'`, `['name']`, `#name`, `1`. */
import type { Expression, PropertyKey } from 'oxc-parser';
import { literalText } from './import-requests.ts';

export interface KeyName {
  /** Null for a computed key that is no literal. */
  readonly name: string | null;
  /** Offset where the name itself begins. */
  readonly offset: number;
}

/** @param computed whether the key stands in brackets */
export function keyName(node: PropertyKey | Expression, computed: boolean): KeyName {
  if (node.type === 'PrivateIdentifier') return { name: `#${node.name}`, offset: node.start };
  if (node.type === 'Identifier') {
    return { name: computed ? null : node.name, offset: node.start };
  }
  if (node.type === 'Literal' && typeof node.value === 'number') {
    return { name: String(node.value), offset: node.start };
  }
  const text = literalText(node);
  if (text !== undefined) return { name: text, offset: node.start + 1 };
  return { name: null, offset: node.start };
}
