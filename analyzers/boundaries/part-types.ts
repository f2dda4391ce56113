/** The names in a type. */
import type { TypeRef } from '../scan/ir.ts';

type NamedType = Extract<TypeRef, { t: 'ref' | 'typeof' | 'import' }>;

/** Visits every type that names something, outer before inner. */
export function forEachNamedType(root: TypeRef, visit: (type: NamedType) => void): void {
  const open: TypeRef[] = [root];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.t === 'ref' || type.t === 'typeof' || type.t === 'import') visit(type);
    open.push(...innerTypes(type));
  }
}

function innerTypes(type: TypeRef): readonly TypeRef[] {
  switch (type.t) {
    case 'ref':
    case 'import':
      return type.args ?? [];
    case 'array':
    case 'op':
      return [type.of];
    case 'union':
    case 'and':
    case 'tuple':
      return type.of;
    case 'object':
      return type.members.flatMap((member) => member.type ?? []);
    case 'function':
      return [...type.params, { type: type.returns }].flatMap((one) => one.type ?? []);
    case 'index':
      return [type.of, type.key];
    default:
      return [];
  }
}
