/** What can still be said of a file with a syntax error: the imports and exports read before it. */
import type { EcmaScriptModule, StaticExport, StaticExportEntry, StaticImport } from 'oxc-parser';
import { addImport, sortNames } from './import-requests.ts';
import type { ImportName } from './import-requests.ts';
import { USE_LOAD, USE_VALUE } from './ir.ts';
import { at } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { declare } from './scopes.ts';

/** Records imports as used at load, since nothing is known of the code that uses them. */
export function salvageModule(scan: Scan, module: EcmaScriptModule): void {
  for (const statement of module.staticImports) salvageImport(scan, statement);
  for (const statement of module.staticExports) salvageExport(scan, statement);
}

function salvageImport(scan: Scan, node: StaticImport): void {
  const names = node.entries.map(({ importName, localName, isType }): ImportName => {
    const kind = String(importName.kind);
    const imported =
      kind === 'NamespaceObject' ? '*' : kind === 'Default' ? 'default' : (importName.name ?? '*');
    const decl = declare(scan, scan.scope, 'import', localName.value, localName.start);
    const draft = scan.decls[decl];
    if (draft) draft.imported = imported;
    if (!isType) scan.uses[decl] = USE_VALUE | USE_LOAD;
    return { name: imported, decl, typeOnly: isType };
  });
  const typeOnly = names.length > 0 && names.every((name) => name.typeOnly);
  const request = {
    specifier: node.moduleRequest.value,
    kind: 'import',
    names: sortNames(names),
    typeOnly,
    bare: names.length === 0,
  } as const;
  const imp = addImport(scan, request, node.start);
  for (const { decl } of names) {
    const draft = scan.decls[decl];
    if (draft) draft.imp = imp;
  }
}

function salvageExport(scan: Scan, node: StaticExport): void {
  const from = node.entries[0]?.moduleRequest?.value;
  const rows = node.entries.map((entry) => ({ entry, from: importedName(entry) }));
  let imp = -1;
  if (from !== undefined) {
    const names = rows.map((row) => ({ name: row.from, decl: -1, typeOnly: row.entry.isType }));
    const typeOnly = names.every((name) => name.typeOnly);
    imp = addImport(
      scan,
      { specifier: from, kind: 'export', names: sortNames(names), typeOnly },
      node.start,
    );
  }
  for (const row of rows) {
    const kind = String(row.entry.exportName.kind);
    const name = kind === 'Default' ? 'default' : (row.entry.exportName.name ?? '*');
    const source = imp < 0 ? {} : { from: row.from };
    const typeOnly = row.entry.isType;
    scan.exports.push({ name, decl: -1, imp, ...source, typeOnly, at: at(scan, row.entry.start) });
  }
}

function importedName({ importName }: StaticExportEntry): string {
  return String(importName.kind) === 'Name' ? (importName.name ?? '*') : '*';
}
