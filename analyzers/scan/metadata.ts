/** The types that TypeScript turns into values for decorators (`emitDecoratorMetadata`). */
import type { TSType } from 'oxc-parser';
import { USE_METADATA, USE_VALUE } from './ir.ts';
import { markUse } from './references.ts';
import type { Scan } from './scan-state.ts';
import { resolveName } from './scopes.ts';
import { dottedName } from './types.ts';

type Annotation = { readonly typeAnnotation: TSType } | null | undefined;

/** Use of a serialised type at this place: a class inside a function is evaluated later. */
export function metadataBits(scan: Scan): number {
  if (scan.ambient) return 0;
  return scan.load ? USE_METADATA : USE_VALUE;
}

/**
 * Marks the name that is serialised for an annotation: a plain class name, alone or beside null and
 * undefined. Everything else becomes `Object`, `Array`, `Promise` … and needs no import.
 * @param bits from `metadataBits`, 0 where nothing is decorated
 */
export function markMetadata(scan: Scan, annotation: Annotation, bits: number, rest = false): void {
  if (bits === 0 || !annotation) return;
  const type = rest ? elementType(annotation.typeAnnotation) : annotation.typeAnnotation;
  const name = type && serialisedName(type);
  if (name === undefined) return;
  const isDotted = name.name !== name.root;
  markUse(scan, resolveName(scan.scope, name.root, isDotted ? 'space' : 'type'), bits);
}

interface SerialisedName {
  readonly root: string;
  readonly name: string;
}

function serialisedName(type: TSType): SerialisedName | undefined {
  if (type.type === 'TSTypeReference') {
    const { root, name } = dottedName(type.typeName);
    return root === undefined ? undefined : { root, name };
  }
  if (type.type !== 'TSUnionType') return undefined;
  const names = type.types.filter((one) => !isNothing(one)).map(serialisedName);
  const [first] = names;
  return names.every((one) => one?.name === first?.name) ? first : undefined;
}

function isNothing(type: TSType): boolean {
  return (
    type.type === 'TSNullKeyword' ||
    type.type === 'TSUndefinedKeyword' ||
    type.type === 'TSNeverKeyword'
  );
}

/** `...items: X[]` is serialised as `X`. */
function elementType(type: TSType): TSType | undefined {
  if (type.type === 'TSArrayType') return type.elementType;
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  return type.typeArguments?.params.length === 1 ? type.typeArguments.params[0] : undefined;
}
