/** Export declarations. */
import type {
  Declaration,
  ExportAllDeclaration,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  ExportSpecifier,
  Expression,
  TSExportAssignment,
} from 'oxc-parser';
import { reduceClass } from './classes.ts';
import { WHOLE } from './common-js.ts';
import { reduceFunctionDeclaration, reduceInterface } from './declarations.ts';
import { reduceFunction } from './functions.ts';
import { addImport, sortNames } from './import-requests.ts';
import { exportedName } from './imports.ts';
import { USE_EXPORT, USE_TYPE } from './ir.ts';
import type { ExportIr, Expr } from './ir.ts';
import { reduceNamed } from './named-values.ts';
import { forEachBound } from './patterns.ts';
import { markUse } from './references.ts';
import { at } from './scan-state.ts';
import type { Meaning, Scan } from './scan-state.ts';
import { resolveName } from './scopes.ts';

type NewExport = Pick<ExportIr, 'name' | 'at'> & Partial<ExportIr>;

function addExport(scan: Scan, exported: NewExport): void {
  if (scan.exporting) scan.exports.push({ decl: -1, imp: -1, typeOnly: false, ...exported });
}

/** `export { a as b }`, `export { a } from 'x'`, `export const …`. */
export function reduceExportNamed(scan: Scan, node: ExportNamedDeclaration, out: Expr[]): void {
  const { declaration, source } = node;
  if (declaration) {
    scan.reduce.statements(scan, [declaration], out);
    exportDeclared(scan, declaration);
  } else if (source) reExport(scan, node, source.value);
  else
    for (const specifier of node.specifiers)
      exportLocal(scan, specifier, node.exportKind === 'type');
}

function exportDeclared(scan: Scan, node: Declaration): void {
  if (node.type === 'VariableDeclaration') {
    for (const { id } of node.declarations) {
      forEachBound(id, ({ name, start }) => addDeclared(scan, name, start, 'value'));
    }
    return;
  }
  if (!('id' in node) || !node.id) return;
  let { id } = node;
  while (id.type === 'TSQualifiedName' && id.left.type !== 'ThisExpression') id = id.left;
  if (id.type !== 'Identifier') return;
  const isType = node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration';
  const meaning = isType ? 'type' : node.type === 'TSModuleDeclaration' ? 'space' : 'value';
  addDeclared(scan, id.name, id.start, meaning);
}

function addDeclared(scan: Scan, name: string, start: number, meaning: Meaning): void {
  const decl = resolveName(scan.scope, name, meaning);
  markUse(scan, decl, USE_EXPORT);
  const typeOnly =
    meaning === 'type' || (meaning === 'space' && resolveName(scan.scope, name, 'value') !== decl);
  // Overloads and merged declarations are one export.
  const key = `${decl} ${name}`;
  if (scan.declared.has(key)) return;
  scan.declared.add(key);
  addExport(scan, { name, decl, typeOnly, at: at(scan, start) });
}

function exportLocal(scan: Scan, node: ExportSpecifier, isTypeStatement: boolean): void {
  const local = exportedName(node.local);
  const name = exportedName(node.exported);
  const marked = isTypeStatement || node.exportKind === 'type';
  const place = at(scan, node.exported.start);
  const found = [...new Set(MEANINGS.map((meaning) => resolveName(scan.scope, local, meaning)))];
  const decls = found.filter((decl) => decl >= 0);
  for (const decl of decls) {
    markUse(scan, decl, marked || scan.ambient ? USE_TYPE : USE_EXPORT);
    const kind = scan.decls[decl]?.kind;
    const typeOnly = marked || kind === 'interface' || kind === 'type';
    addExport(scan, { name, decl, typeOnly, at: place });
  }
  if (decls.length === 0) addExport(scan, { name, typeOnly: marked, at: place });
}

const MEANINGS: readonly Meaning[] = ['value', 'type', 'space'];

function reExport(scan: Scan, node: ExportNamedDeclaration, specifier: string): void {
  const isType = node.exportKind === 'type';
  const rows = node.specifiers.map((one) => ({
    from: exportedName(one.local),
    name: exportedName(one.exported),
    typeOnly: isType || one.exportKind === 'type',
    start: one.exported.start,
  }));
  const typeOnly = isType || (rows.length > 0 && rows.every((row) => row.typeOnly));
  const names = sortNames(
    rows.map((row) => ({ name: row.from, decl: -1, typeOnly: row.typeOnly })),
  );
  const bare = rows.length === 0;
  const imp = addImport(scan, { specifier, kind: 'export', names, typeOnly, bare }, node.start);
  for (const row of rows) {
    const { name, from } = row;
    addExport(scan, { name, imp, from, typeOnly: row.typeOnly, at: at(scan, row.start) });
  }
}

/** `export * from 'x'`, `export * as ns from 'x'`. */
export function reduceExportAll(scan: Scan, node: ExportAllDeclaration): void {
  const typeOnly = node.exportKind === 'type';
  const names = [{ name: '*', decl: -1, typeOnly }];
  const request = { specifier: node.source.value, kind: 'export', names, typeOnly } as const;
  const imp = addImport(scan, request, node.start);
  const name = node.exported ? exportedName(node.exported) : '*';
  const start = node.exported?.start ?? node.start;
  addExport(scan, { name, imp, from: '*', typeOnly, at: at(scan, start) });
}

export function reduceExportDefault(scan: Scan, node: ExportDefaultDeclaration, out: Expr[]): void {
  const { declaration } = node;
  const place = at(scan, node.start);
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      if (declaration.id) {
        reduceFunctionDeclaration(scan, declaration);
        exportName(scan, declaration.id.name, 'value', place);
      } else if (declaration.body) {
        const fn = reduceFunction(scan, declaration, { name: 'default' });
        addExport(scan, { name: 'default', expr: { k: 'fn', fn, at: place }, at: place });
      } else reduceFunctionDeclaration(scan, declaration);
      break;
    case 'ClassDeclaration': {
      const cls = reduceClass(scan, declaration, { name: 'default' });
      if (declaration.id) exportName(scan, declaration.id.name, 'value', place);
      else addExport(scan, { name: 'default', expr: { k: 'cls', cls, at: place }, at: place });
      break;
    }
    case 'TSInterfaceDeclaration':
      reduceInterface(scan, declaration);
      exportName(scan, declaration.id.name, 'type', place);
      break;
    default:
      exportExpression(scan, 'default', declaration, node.start, out);
  }
}

function exportName(scan: Scan, name: string, meaning: Meaning, place: number): void {
  const decl = resolveName(scan.scope, name, meaning);
  const isKnown = scan.exports.some((one) => one.decl === decl && one.name === 'default');
  if (!isKnown) addExport(scan, { name: 'default', decl, typeOnly: meaning === 'type', at: place });
}

/** `export = v`. */
export function reduceExportAssignment(scan: Scan, node: TSExportAssignment, out: Expr[]): void {
  exportExpression(scan, WHOLE, node.expression, node.start, out);
}

/** A bare name is exported whatever it means; any other expression is evaluated. */
function exportExpression(
  scan: Scan,
  name: string,
  node: Expression,
  start: number,
  out: Expr[],
): void {
  const place = at(scan, start);
  if (node.type === 'Identifier') {
    const found = MEANINGS.map((meaning) => resolveName(scan.scope, node.name, meaning));
    const decls = [...new Set(found)].filter((decl) => decl >= 0);
    for (const decl of decls) {
      markUse(scan, decl, scan.ambient ? USE_TYPE : USE_EXPORT);
      addExport(scan, { name, decl, at: place });
    }
    if (decls.length > 0) return;
  }
  const expr = reduceNamed(scan, node, name === WHOLE ? undefined : name);
  if (scan.exporting) addExport(scan, { name, expr, at: place });
  else out.push(expr);
}
