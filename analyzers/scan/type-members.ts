/** Signatures and members of object types. */
import type {
  BindingPattern,
  ParamPattern,
  TSSignature,
  TSType,
  TSTypeParameterDeclaration,
} from 'oxc-parser';
import type { ParamType, TypeMember, TypeRef } from './ir.ts';
import { keyName } from './keys.ts';
import { useValue } from './references.ts';
import { at, within } from './scan-state.ts';
import type { Draft, Scan } from './scan-state.ts';
import { newScope, shadow } from './scopes.ts';

type Annotation = { readonly typeAnnotation: TSType } | null | undefined;

/** The readers of types; handed in, so that no file imports in a circle. */
export interface TypeTools {
  readonly annotationType: (scan: Scan, annotation: Annotation) => TypeRef | undefined;
  readonly declareTypeParams: (
    scan: Scan,
    node: TSTypeParameterDeclaration | null | undefined,
  ) => readonly string[] | undefined;
}

export interface Signature {
  readonly params: readonly ParamType[];
  readonly returns: TypeRef | null;
}

interface SignatureNode {
  readonly typeParameters?: TSTypeParameterDeclaration | null;
  readonly params: readonly ParamPattern[];
  readonly returnType?: Annotation;
}

/** A signature without a body, in a scope of its own. */
export function reduceSignature(scan: Scan, node: SignatureNode, tools: TypeTools): Signature {
  return within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
    tools.declareTypeParams(scan, node.typeParameters);
    const params: ParamType[] = [];
    for (const param of node.params) {
      const { pattern, annotation } = patternOf(param);
      const name = pattern.type === 'Identifier' ? pattern.name : '';
      if (name !== '' && name !== 'this') shadow(scan.scope, name);
      const type = tools.annotationType(scan, annotation) ?? null;
      if (name !== 'this') params.push({ name, type });
    }
    return { params, returns: tools.annotationType(scan, node.returnType) ?? null };
  });
}

interface BareParam {
  readonly pattern: BindingPattern;
  readonly annotation: Annotation;
}

/** The binding of a parameter without default, rest and modifiers. */
function patternOf(node: ParamPattern): BareParam {
  if (node.type === 'TSParameterProperty') return patternOf(node.parameter);
  if (node.type === 'RestElement') {
    return { pattern: node.argument, annotation: node.typeAnnotation ?? null };
  }
  if (node.type === 'AssignmentPattern') return patternOf(node.left);
  return { pattern: node, annotation: node.typeAnnotation };
}

/** Members with a name; call, construct and index signatures are only read for the names they use. */
export function reduceMembers(
  scan: Scan,
  nodes: readonly TSSignature[],
  tools: TypeTools,
): readonly TypeMember[] {
  return nodes.flatMap((node) => reduceMember(scan, node, tools) ?? []);
}

function reduceMember(scan: Scan, node: TSSignature, tools: TypeTools): TypeMember | undefined {
  switch (node.type) {
    case 'TSPropertySignature':
      return named(scan, node, tools.annotationType(scan, node.typeAnnotation) ?? null);
    case 'TSMethodSignature': {
      const signature = reduceSignature(scan, node, tools);
      if (node.kind === 'get') return named(scan, node, signature.returns);
      if (node.kind === 'set') return named(scan, node, signature.params[0]?.type ?? null);
      return named(scan, node, { t: 'function', ...signature });
    }
    case 'TSIndexSignature':
      for (const key of node.parameters) tools.annotationType(scan, key.typeAnnotation);
      tools.annotationType(scan, node.typeAnnotation);
      return undefined;
    default:
      reduceSignature(scan, node, tools);
      return undefined;
  }
}

type NamedSignature = Extract<TSSignature, { type: 'TSPropertySignature' | 'TSMethodSignature' }>;

function named(scan: Scan, node: NamedSignature, type: TypeRef | null): TypeMember {
  const { name, offset } = keyName(node.key, node.computed);
  if (name === null) nameInType(scan, node);
  const text = name ?? `[${scan.text.slice(node.key.start, node.key.end)}]`;
  const member: Draft<TypeMember> = { name: text, type, at: at(scan, offset) };
  if (node.optional) member.optional = true;
  return member;
}

/** `[Symbol.iterator]` in a type is erased, so it uses its names as types do. */
function nameInType(scan: Scan, node: NamedSignature): void {
  let root = node.key;
  while (root.type === 'MemberExpression') root = root.object;
  if (root.type !== 'Identifier') return;
  const { name, start } = root;
  within(scan, { ambient: true }, () => useValue(scan, name, start));
}
