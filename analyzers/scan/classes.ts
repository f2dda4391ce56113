/** Classes: heritage, decorators, members. */
import type { AccessorProperty, Class, MethodDefinition, PropertyDefinition } from 'oxc-parser';
import { classKey, hasParamDecorators, isDecoratedAccessor } from './class-keys.ts';
import type { ClassMember } from './class-keys.ts';
import { reduceDecorators } from './decorators.ts';
import { reduceFunction, reduceStaticBlock } from './functions.ts';
import type { ClassIr, PropertyIr } from './ir.ts';
import { markMetadata, metadataBits } from './metadata.ts';
import { at, endAt, within } from './scan-state.ts';
import type { Draft, Scan } from './scan-state.ts';
import { declare, newScope, resolveName } from './scopes.ts';
import { reduceSignature } from './type-members.ts';
import {
  annotationType,
  declareTypeParams,
  namedType,
  TYPE_TOOLS,
  typeArguments,
} from './types.ts';

interface ClassShape {
  /** Name from the place it is written at, for classes without one of their own. */
  readonly name?: string | undefined;
}

type ClassSignature = NonNullable<ClassIr['signatures']>[number];

interface Members {
  readonly properties: PropertyIr[];
  readonly methods: number[];
  readonly signatures: ClassSignature[];
}

/** @returns index of the class in the record */
export function reduceClass(scan: Scan, node: Class, shape: ClassShape): number {
  const ambient = scan.ambient || node.declare === true;
  return within(scan, { ambient }, () => {
    const decorators = reduceDecorators(scan, node.decorators);
    const index = addClass(scan, node, shape);
    const draft = scan.classes[index] as Draft<ClassIr>;
    if (decorators) draft.decorators = decorators;
    within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
      draft.decl = bindClass(scan, node, index);
      reduceHeritage(scan, node, draft);
      const members: Members = { properties: [], methods: [], signatures: [] };
      for (const member of node.body.body) reduceMember(scan, node, member, index, members);
      draft.properties = members.properties;
      draft.methods = members.methods;
      if (members.signatures.length > 0) draft.signatures = members.signatures;
    });
    return index;
  });
}

function addClass(scan: Scan, node: Class, shape: ClassShape): number {
  const draft: Draft<ClassIr> = {
    name: node.id?.name ?? shape.name ?? '<anonymous>',
    decl: -1,
    fn: scan.fn,
    properties: [],
    methods: [],
    at: at(scan, node.id?.start ?? node.start),
    end: endAt(scan, node.end),
  };
  if (node.abstract) draft.isAbstract = true;
  return scan.classes.push(draft) - 1;
}

/** A class expression sees itself under its own name. */
function bindClass(scan: Scan, node: Class, index: number): number {
  if (!node.id) return -1;
  const decl =
    node.type === 'ClassExpression'
      ? declare(scan, scan.scope, 'class', node.id.name, node.id.start)
      : resolveName(scan.scope, node.id.name, 'value');
  const named = scan.decls[decl];
  if (named) named.cls = index;
  return decl;
}

function reduceHeritage(scan: Scan, node: Class, draft: Draft<ClassIr>): void {
  const typeParams = declareTypeParams(scan, node.typeParameters);
  if (typeParams) draft.typeParams = typeParams;
  if (node.superClass) draft.base = scan.reduce.expr(scan, node.superClass);
  const baseArgs = typeArguments(scan, node.superTypeArguments);
  if (baseArgs) draft.baseArgs = baseArgs;
  if (node.implements && node.implements.length > 0) {
    draft.implements = node.implements.map((one) =>
      namedType(scan, one.expression, one.typeArguments),
    );
  }
}

function reduceMember(
  scan: Scan,
  node: Class,
  member: Class['body']['body'][number],
  cls: number,
  members: Members,
): void {
  switch (member.type) {
    case 'StaticBlock':
      reduceStaticBlock(scan, member, cls);
      break;
    case 'TSIndexSignature':
      for (const key of member.parameters) annotationType(scan, key.typeAnnotation);
      annotationType(scan, member.typeAnnotation);
      break;
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      reduceMethod(scan, node, member, cls, members);
      break;
    default:
      members.properties.push(reduceProperty(scan, member, cls));
  }
}

const METHOD_KINDS = {
  constructor: 'constructor',
  method: 'method',
  get: 'getter',
  set: 'setter',
} as const;

function reduceMethod(
  scan: Scan,
  node: Class,
  member: MethodDefinition,
  cls: number,
  members: Members,
): void {
  const decorators = reduceDecorators(scan, member.decorators);
  const { name, offset } = classKey(scan, member);
  if (!member.value.body) {
    const signature = reduceSignature(scan, member.value, TYPE_TOOLS);
    members.signatures.push({ name, ...signature, at: at(scan, offset) });
    return;
  }
  const fn = reduceFunction(scan, member.value, {
    name,
    kind: METHOD_KINDS[member.kind],
    cls,
    isStatic: member.static,
    decorators,
    decorated: isDecorated(node, member),
    offset,
  });
  members.methods.push(fn);
}

/** Whether the types of a method's signature are serialised. */
function isDecorated(node: Class, member: MethodDefinition): boolean {
  if (member.kind === 'constructor') {
    return node.decorators.length > 0 || hasParamDecorators(member);
  }
  return (
    member.decorators.length > 0 || hasParamDecorators(member) || isDecoratedAccessor(node, member)
  );
}

function reduceProperty(
  scan: Scan,
  member: Exclude<ClassMember, MethodDefinition>,
  cls: number,
): PropertyIr {
  const decorators = reduceDecorators(scan, member.decorators);
  const { name, offset } = classKey(scan, member);
  const property: Draft<PropertyIr> = { name, at: at(scan, offset) };
  const type = annotationType(scan, annotationOf(member));
  if (decorators) markMetadata(scan, annotationOf(member), metadataBits(scan));
  if (type) property.type = type;
  if (member.static) property.isStatic = true;
  if (decorators) property.decorators = decorators;
  const { value } = member;
  if (value) {
    const load = member.static ? scan.load : false;
    const shape = { cls, isStatic: member.static };
    property.init = within(scan, { load }, () => scan.reduce.named(scan, value, name, shape));
  }
  return property;
}

function annotationOf(
  member: PropertyDefinition | AccessorProperty,
): PropertyDefinition['typeAnnotation'] {
  return member.typeAnnotation ?? null;
}
