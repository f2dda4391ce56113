/** Types as written, with their names bound. */
import type {
  Expression,
  TSImportType,
  TSImportTypeQualifier,
  TSTupleElement,
  TSType,
  TSTypeName,
  TSTypeParameterDeclaration,
  TSTypeParameterInstantiation,
  TSTypeQuery,
} from 'oxc-parser';
import { addImport } from './import-requests.ts';
import { USE_TYPE } from './ir.ts';
import type { Expr, TypeRef } from './ir.ts';
import { markUse, useType } from './references.ts';
import { at, within } from './scan-state.ts';
import type { Draft, Scan } from './scan-state.ts';
import { declare, newScope, resolveName } from './scopes.ts';
import { reduceMembers, reduceSignature } from './type-members.ts';
import type { TypeTools } from './type-members.ts';

type TypeNode = TSType | TSTupleElement;
type NodeOf<K> = TypeNode extends infer N
  ? N extends { type: infer T }
    ? K extends T
      ? N
      : never
    : never
  : never;
type TypeReducers = {
  readonly [K in TypeNode['type']]?: (scan: Scan, node: NodeOf<K>) => TypeRef;
};

export function reduceType(scan: Scan, node: TypeNode): TypeRef {
  const reducer = REDUCERS[node.type] as ((scan: Scan, node: TypeNode) => TypeRef) | undefined;
  return reducer ? reducer(scan, node) : { t: 'word', v: keyword(node.type) };
}

/** The annotation's type, or undefined when there is none. */
export function annotationType(
  scan: Scan,
  annotation: { readonly typeAnnotation: TSType } | null | undefined,
): TypeRef | undefined {
  return annotation ? reduceType(scan, annotation.typeAnnotation) : undefined;
}

/** Type arguments, or undefined when there are none. */
export function typeArguments(
  scan: Scan,
  node: TSTypeParameterInstantiation | null | undefined,
): readonly TypeRef[] | undefined {
  return node && node.params.length > 0
    ? node.params.map((param) => reduceType(scan, param))
    : undefined;
}

/** Declares type parameters in the current scope; returns their names. */
export function declareTypeParams(
  scan: Scan,
  node: TSTypeParameterDeclaration | null | undefined,
): readonly string[] | undefined {
  if (!node) return undefined;
  const decls = node.params.map(({ name }) =>
    declare(scan, scan.scope, 'type-param', name.name, name.start),
  );
  node.params.forEach((param, index) => {
    const decl = scan.decls[decls[index] ?? -1];
    if (param.constraint && decl) decl.type = reduceType(scan, param.constraint);
    if (param.default) reduceType(scan, param.default);
  });
  return node.params.map(({ name }) => name.name);
}

const KEYWORDS = new Map<string, string>();

/** `keyword('TSStringKeyword')` is `string`; unmodelled types keep a word that names their kind. */
function keyword(type: string): string {
  const known = KEYWORDS.get(type);
  if (known !== undefined) return known;
  const word = type.replace(/^TS(?:JSDoc)?/, '').replace(/(?:Keyword|Type)$/, '');
  const found = word.charAt(0).toLowerCase() + word.slice(1);
  KEYWORDS.set(type, found);
  return found;
}

interface DottedName {
  readonly root: string | undefined;
  readonly offset: number;
  readonly name: string;
}

type NameNode = TSTypeName | TSImportTypeQualifier | Expression;

/** `a.b.C` as text with its first name; undefined root for anything that starts otherwise. */
export function dottedName(node: NameNode): DottedName {
  if (node.type === 'Identifier') return { root: node.name, offset: node.start, name: node.name };
  const names: string[] = [];
  let current: NameNode = node;
  for (;;) {
    if (current.type === 'TSQualifiedName') {
      names.unshift(current.right.name);
      current = current.left;
    } else if (current.type === 'MemberExpression' && current.property.type === 'Identifier') {
      names.unshift(current.property.name);
      current = current.object;
    } else break;
  }
  const root = current.type === 'Identifier' ? current.name : undefined;
  names.unshift(root ?? 'this');
  return { root, offset: current.start, name: names.join('.') };
}

/** A named type with arguments: references, `implements`, `extends` of interfaces. */
export function namedType(
  scan: Scan,
  node: TSTypeName | Expression,
  args: TSTypeParameterInstantiation | null | undefined,
): TypeRef {
  const { root, offset, name } = dottedName(node);
  const dotted = root !== undefined && name.length > root.length;
  const decl = root === undefined ? -1 : useType(scan, root, dotted ? 'space' : 'type');
  const types = typeArguments(scan, args);
  const ref = { t: 'ref', name, decl, at: at(scan, offset) } as const;
  return types ? { ...ref, args: types } : ref;
}

function importType(scan: Scan, node: TSImportType): TypeRef {
  const { index, name } = requestType(scan, node);
  const types = typeArguments(scan, node.typeArguments);
  const ref: Draft<Extract<TypeRef, { t: 'import' }>> = { t: 'import', index, name };
  if (types) ref.args = types;
  scan.importHolders.push(ref);
  return ref;
}

function requestType(scan: Scan, node: TSImportType): { index: number; name: string } {
  const name = node.qualifier ? dottedName(node.qualifier).name : '';
  const asked = name === '' ? '*' : (name.split('.')[0] ?? name);
  const names = [{ name: asked, decl: -1, typeOnly: true }];
  const request = { specifier: node.source.value, kind: 'type', names, typeOnly: true } as const;
  return { index: addImport(scan, request, node.start), name };
}

function typeQuery(scan: Scan, node: TSTypeQuery): TypeRef {
  typeArguments(scan, node.typeArguments);
  if (node.exprName.type === 'TSImportType') {
    const { index, name } = requestType(scan, node.exprName);
    const place = at(scan, node.start);
    const holder = { k: 'import', index, at: place } as const;
    scan.importHolders.push(holder);
    const path = name === '' ? [] : name.split('.');
    return {
      t: 'typeof',
      expr: path.reduce<Expr>((obj, part) => ({ k: 'mem', obj, name: part, at: place }), holder),
    };
  }
  return { t: 'typeof', expr: queriedExpr(scan, node.exprName) };
}

function queriedExpr(scan: Scan, node: TSTypeName): Expr {
  if (node.type === 'TSQualifiedName') {
    const obj = queriedExpr(scan, node.left);
    return { k: 'mem', obj, name: node.right.name, at: at(scan, node.right.start) };
  }
  if (node.type === 'ThisExpression') return { k: 'this', at: at(scan, node.start) };
  const decl = resolveName(scan.scope, node.name, 'value');
  markUse(scan, decl, USE_TYPE);
  return { k: 'name', name: node.name, decl: Math.max(decl, -1), at: at(scan, node.start) };
}

const typesOf = (scan: Scan, nodes: readonly TypeNode[]): readonly TypeRef[] =>
  nodes.map((node) => reduceType(scan, node));

const REDUCERS: TypeReducers = {
  TSTypeReference: (scan, node) => namedType(scan, node.typeName, node.typeArguments),
  TSArrayType: (scan, node) => ({ t: 'array', of: reduceType(scan, node.elementType) }),
  TSUnionType: (scan, node) => ({ t: 'union', of: typesOf(scan, node.types) }),
  TSIntersectionType: (scan, node) => ({ t: 'and', of: typesOf(scan, node.types) }),
  TSTupleType: (scan, node) => ({ t: 'tuple', of: typesOf(scan, node.elementTypes) }),
  TSNamedTupleMember: (scan, node) => reduceType(scan, node.elementType),
  TSOptionalType: (scan, node) => reduceType(scan, node.typeAnnotation),
  TSRestType: (scan, node) => ({ t: 'op', op: '...', of: reduceType(scan, node.typeAnnotation) }),
  TSParenthesizedType: (scan, node) => reduceType(scan, node.typeAnnotation),
  TSJSDocNullableType: (scan, node) => reduceType(scan, node.typeAnnotation),
  TSJSDocNonNullableType: (scan, node) => reduceType(scan, node.typeAnnotation),
  TSTypeOperator: (scan, node) => ({
    t: 'op',
    op: node.operator,
    of: reduceType(scan, node.typeAnnotation),
  }),
  TSIndexedAccessType: (scan, node) => ({
    t: 'index',
    of: reduceType(scan, node.objectType),
    key: reduceType(scan, node.indexType),
  }),
  TSTypeQuery: typeQuery,
  TSImportType: importType,
  TSTypeLiteral: (scan, node) => ({
    t: 'object',
    members: reduceMembers(scan, node.members, TYPE_TOOLS),
  }),
  TSFunctionType: (scan, node) => ({ t: 'function', ...reduceSignature(scan, node, TYPE_TOOLS) }),
  // `new () => T` is told apart from `() => T` by nobody here: both lead to a T when they are used.
  TSConstructorType: (scan, node) => ({
    t: 'function',
    ...reduceSignature(scan, node, TYPE_TOOLS),
  }),
  TSLiteralType: (scan, { literal }) => {
    if (literal.type === 'Literal') {
      if (typeof literal.value === 'string') return { t: 'text', v: literal.value };
      return { t: 'word', v: String(literal.value) };
    }
    return { t: 'word', v: scan.text.slice(literal.start, literal.end) };
  },
  TSTemplateLiteralType: (scan, node) => {
    typesOf(scan, node.types);
    return { t: 'word', v: 'template' };
  },
  TSTypePredicate: (scan, node) => {
    annotationType(scan, node.typeAnnotation);
    return { t: 'word', v: 'boolean' };
  },
  TSInferType: (scan, node) => {
    const { name, constraint } = node.typeParameter;
    declare(scan, scan.scope, 'type-param', name.name, name.start);
    if (constraint) reduceType(scan, constraint);
    return { t: 'word', v: 'infer' };
  },
  TSConditionalType: (scan, node) => {
    reduceType(scan, node.checkType);
    within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
      reduceType(scan, node.extendsType);
      reduceType(scan, node.trueType);
    });
    reduceType(scan, node.falseType);
    return { t: 'word', v: 'conditional' };
  },
  TSMappedType: (scan, node) => {
    reduceType(scan, node.constraint);
    within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
      declare(scan, scan.scope, 'type-param', node.key.name, node.key.start);
      if (node.nameType) reduceType(scan, node.nameType);
      if (node.typeAnnotation) reduceType(scan, node.typeAnnotation);
    });
    return { t: 'word', v: 'mapped' };
  },
};

/** For everything that reads signatures. */
export const TYPE_TOOLS: TypeTools = { annotationType, declareTypeParams };
