/** Declarations: variables, functions, classes, enums, interfaces, aliases, namespaces. */
import type {
  Class,
  Function,
  TSEnumDeclaration,
  TSImportEqualsDeclaration,
  TSInterfaceDeclaration,
  TSTypeAliasDeclaration,
  TSTypeName,
  VariableDeclaration,
} from 'oxc-parser';
import { reduceClass } from './classes.ts';
import { reduceFunction } from './functions.ts';
import type { DeclIr, EnumMember, Expr, TypeRef } from './ir.ts';
import { keyName } from './keys.ts';
import { at, within } from './scan-state.ts';
import type { Draft, Meaning, Scan } from './scan-state.ts';
import { declareEnumMember, newScope, resolveName } from './scopes.ts';
import { reduceMembers, reduceSignature } from './type-members.ts';
import { declareTypeParams, namedType, reduceType, TYPE_TOOLS } from './types.ts';
import { defineVariable } from './variables.ts';

function declOf(scan: Scan, name: string, meaning: Meaning): Draft<DeclIr> | undefined {
  return scan.decls[resolveName(scan.scope, name, meaning)];
}

export function reduceVariables(scan: Scan, node: VariableDeclaration, out: Expr[]): void {
  const outer = scan.ambient;
  scan.ambient = outer || node.declare === true;
  for (const declarator of node.declarations) defineVariable(scan, declarator, node.kind, out);
  scan.ambient = outer;
}

/** Overloads leave only the names they use; `declare function` is a function without a body. */
export function reduceFunctionDeclaration(scan: Scan, node: Function): void {
  const decl = node.id ? declOf(scan, node.id.name, 'value') : undefined;
  if (node.body) {
    const index = reduceFunction(scan, node, node.id ? {} : { name: 'default' });
    if (decl) decl.func = index;
    return;
  }
  const ambient = scan.ambient || node.declare === true;
  within(scan, { ambient }, () => {
    if (ambient && decl?.func === undefined) {
      const index = reduceFunction(scan, node, {});
      if (decl) decl.func = index;
    } else reduceSignature(scan, node, TYPE_TOOLS);
  });
}

export function reduceClassDeclaration(scan: Scan, node: Class): void {
  reduceClass(scan, node, {});
}

export function reduceEnum(scan: Scan, node: TSEnumDeclaration): void {
  const index = resolveName(scan.scope, node.id.name, 'value');
  const decl = scan.decls[index];
  if (!decl) return;
  const scope = scan.namespaces.get(index) ?? newScope(scan.scope, scan.fn);
  scan.namespaces.set(index, scope);
  const named = node.body.members.map((member) => ({
    member,
    key: keyName(member.id, member.computed),
  }));
  for (const { key } of named) if (key.name !== null) declareEnumMember(scope, key.name, index);
  within(scan, { scope, ambient: scan.ambient || node.declare }, () => {
    const members = named.map(({ member, key }): EnumMember => {
      const v = member.initializer ? scan.reduce.expr(scan, member.initializer) : null;
      return { name: key.name ?? '', v, at: at(scan, key.offset) };
    });
    decl.members = [...(decl.members ?? []), ...members];
  });
}

export function reduceInterface(scan: Scan, node: TSInterfaceDeclaration): void {
  const decl = declOf(scan, node.id.name, 'type');
  within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
    const typeParams = declareTypeParams(scan, node.typeParameters);
    const bases = node.extends.map((one): TypeRef =>
      namedType(scan, one.expression, one.typeArguments),
    );
    const members = reduceMembers(scan, node.body.body, TYPE_TOOLS);
    if (!decl) return;
    if (typeParams) decl.typeParams = typeParams;
    if (bases.length > 0) decl.extends = [...(decl.extends ?? []), ...bases];
    const earlier = decl.type?.t === 'object' ? decl.type.members : [];
    decl.type = { t: 'object', members: [...earlier, ...members] };
  });
}

export function reduceAlias(scan: Scan, node: TSTypeAliasDeclaration): void {
  const decl = declOf(scan, node.id.name, 'type');
  within(scan, { scope: newScope(scan.scope, scan.fn) }, () => {
    const typeParams = declareTypeParams(scan, node.typeParameters);
    const type = reduceType(scan, node.typeAnnotation);
    if (!decl) return;
    if (typeParams) decl.typeParams = typeParams;
    decl.type = type;
  });
}

/** `import a = ns.b` is a constant with the value `ns.b`; how `a` is used tells how `ns` is. */
export function reduceImportEquals(scan: Scan, node: TSImportEqualsDeclaration, out: Expr[]): void {
  const { id, moduleReference } = node;
  if (moduleReference.type === 'TSExternalModuleReference') return;
  const decl = resolveName(scan.scope, id.name, 'value');
  const v = entityExpr(scan, moduleReference, decl);
  out.push({ k: 'def', decls: decl < 0 ? [] : [decl], v, at: at(scan, id.start) });
}

function entityExpr(scan: Scan, node: TSTypeName, alias: number): Expr {
  if (node.type === 'TSQualifiedName') {
    const obj = entityExpr(scan, node.left, alias);
    return { k: 'mem', obj, name: node.right.name, at: at(scan, node.right.start) };
  }
  if (node.type !== 'Identifier') return { k: 'this', at: at(scan, node.start) };
  const value = resolveName(scan.scope, node.name, 'value');
  const decl = value >= 0 ? value : resolveName(scan.scope, node.name, 'space');
  if (alias >= 0 && decl >= 0) scan.aliases.push({ decl: alias, to: decl });
  return { k: 'name', name: node.name, decl, at: at(scan, node.start) };
}
