/** What the syntax of a class member says: its name, whether it is decorated. */
import type { AccessorProperty, Class, MethodDefinition, PropertyDefinition } from 'oxc-parser';
import { keyName } from './keys.ts';
import type { Scan } from './scan-state.ts';

export type ClassMember = MethodDefinition | PropertyDefinition | AccessorProperty;

/** A member's name; a computed key is read where it stands and named by its source text. */
export function classKey(scan: Scan, member: ClassMember): { name: string; offset: number } {
  const { key } = member;
  const { name, offset } = keyName(key, member.computed);
  if (member.computed && key.type !== 'PrivateIdentifier') scan.reduce.expr(scan, key);
  return { name: name ?? `[${scan.text.slice(key.start, key.end)}]`, offset };
}

export function hasParamDecorators(member: MethodDefinition): boolean {
  return member.value.params.some((param) => (param.decorators?.length ?? 0) > 0);
}

/** A getter and a setter of one name share their decorators. */
export function isDecoratedAccessor(node: Class, member: MethodDefinition): boolean {
  if (member.kind !== 'get' && member.kind !== 'set') return false;
  const { name } = keyName(member.key, member.computed);
  return node.body.body.some(
    (other) =>
      other.type === 'MethodDefinition' &&
      (other.kind === 'get' || other.kind === 'set') &&
      other.static === member.static &&
      keyName(other.key, other.computed).name === name &&
      (other.decorators.length > 0 || hasParamDecorators(other)),
  );
}
