/** Import declarations: the requests and the names they bind. */
import type {
  ImportDeclaration,
  ImportDeclarationSpecifier,
  ModuleExportName,
  TSImportEqualsDeclaration,
} from 'oxc-parser';
import { addImport, sortNames } from './import-requests.ts';
import type { ImportName } from './import-requests.ts';
import { at } from './scan-state.ts';
import type { Scan, Scope } from './scan-state.ts';
import { declare } from './scopes.ts';

/** `default`, `name` or the text of `'a string name'`. */
export function exportedName(node: ModuleExportName): string {
  return node.type === 'Literal' ? node.value : node.name;
}

export function declareImport(scan: Scan, scope: Scope, node: ImportDeclaration): void {
  const isType = node.importKind === 'type';
  const names = node.specifiers.map((specifier): ImportName => {
    const name = importedName(specifier);
    const { local } = specifier;
    const decl = declareBinding(scan, scope, local, name);
    return { name, decl, typeOnly: isType || isTypeSpecifier(specifier) };
  });
  const typeOnly = isType || (names.length > 0 && names.every((name) => name.typeOnly));
  const bare = names.length === 0;
  const specifier = node.source.value;
  const request = { specifier, kind: 'import', names: sortNames(names), typeOnly, bare } as const;
  bindRequest(scan, names, addImport(scan, request, node.start));
}

function importedName(specifier: ImportDeclarationSpecifier): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return exportedName(specifier.imported);
}

function isTypeSpecifier(specifier: ImportDeclarationSpecifier): boolean {
  return specifier.type === 'ImportSpecifier' && specifier.importKind === 'type';
}

function declareBinding(
  scan: Scan,
  scope: Scope,
  local: { readonly name: string; readonly start: number },
  imported: string,
): number {
  const index = declare(scan, scope, 'import', local.name, local.start);
  const decl = scan.decls[index];
  if (decl) decl.imported = imported;
  return index;
}

function bindRequest(scan: Scan, names: readonly ImportName[], imp: number): void {
  for (const name of names) {
    const decl = scan.decls[name.decl];
    if (decl) decl.imp = imp;
  }
}

/** `import x = require('y')` binds an import; `import a = ns.b` another name for something. */
export function declareImportEquals(
  scan: Scan,
  scope: Scope,
  node: TSImportEqualsDeclaration,
): void {
  const { id, moduleReference, importKind } = node;
  if (moduleReference.type !== 'TSExternalModuleReference') {
    const index = declare(scan, scope, 'import', id.name, id.start);
    scan.decls[index] = { name: id.name, kind: 'const', fn: scope.fn, at: at(scan, id.start) };
    return;
  }
  const typeOnly = importKind === 'type';
  const names = [{ name: '*', decl: declareBinding(scan, scope, id, '*'), typeOnly }];
  const specifier = moduleReference.expression.value;
  bindRequest(
    scan,
    names,
    addImport(scan, { specifier, kind: 'equals', names, typeOnly }, node.start),
  );
}
