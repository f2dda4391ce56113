/** Namespaces, `declare module 'x'` and `declare global`. */
import type { TSGlobalDeclaration, TSModuleDeclaration, TSQualifiedName } from 'oxc-parser';
import { hoistBody } from './hoist.ts';
import type { Expr } from './ir.ts';
import { within } from './scan-state.ts';
import type { Scan, Scope } from './scan-state.ts';
import { declare, newScope, resolveName } from './scopes.ts';

/** A namespace's code runs with the code around it; ambient modules only hold types. */
export function reduceModule(
  scan: Scan,
  node: TSModuleDeclaration | TSGlobalDeclaration,
  out: Expr[],
): void {
  const statements = node.body?.body ?? [];
  const { id } = node;
  const isAmbient = node.declare || node.kind === 'global' || id.type === 'Literal';
  const isGlobalSpace = scan.globals.names !== null && scan.scope.names === scan.globals.names;
  const scope = moduleScope(scan, node);
  within(scan, { scope, ambient: scan.ambient || isAmbient, exporting: false }, () => {
    if (node.kind !== 'global') hoistBody(scan, scope, statements);
    scan.reduce.statements(scan, statements, out);
    if (id.type === 'Literal') markAugmented(scan, scope, id.value);
    else if (node.kind === 'global') markAugmented(scan, scope, 'global');
    else if (isGlobalSpace && id.type === 'Identifier')
      markAugmented(scan, scope, `global.${id.name}`);
  });
}

/** `declare module 'x' { interface Y { … } }` adds members to the package's `Y`. */
function markAugmented(scan: Scan, scope: Scope, specifier: string): void {
  for (const { type } of scope.names?.values() ?? []) {
    const decl = scan.decls[type];
    if (decl?.kind === 'interface') decl.augments = specifier;
  }
}

function moduleScope(scan: Scan, node: TSModuleDeclaration | TSGlobalDeclaration): Scope {
  const { id } = node;
  if (node.kind === 'global') {
    // Its names were hoisted outside of the module; its code sees the module as well.
    return { parent: scan.scope, fn: scan.fn, names: scan.globals.names };
  }
  if (id.type === 'Literal') return newScope(scan.scope, scan.fn);
  if (id.type === 'Identifier') return namespaceScope(scan, scan.scope, id.name);
  return qualifiedScope(scan, id);
}

/** `namespace a.b` declares `b` inside of `a`. */
function qualifiedScope(scan: Scan, id: TSQualifiedName): Scope {
  const { left, right } = id;
  if (left.type === 'ThisExpression') return newScope(scan.scope, scan.fn);
  const outer =
    left.type === 'TSQualifiedName'
      ? qualifiedScope(scan, left)
      : namespaceScope(scan, scan.scope, left.name);
  declare(scan, outer, 'namespace', right.name, right.start);
  return namespaceScope(scan, outer, right.name);
}

/** All blocks of one namespace share a scope. */
function namespaceScope(scan: Scan, within: Scope, name: string): Scope {
  const decl = resolveName(within, name, 'space');
  const known = scan.namespaces.get(decl);
  if (known) return known;
  const scope = newScope(within, within.fn);
  if (decl >= 0) scan.namespaces.set(decl, scope);
  return scope;
}
