/** The imports and re-exports of one file, as spans of its text. The only door to TypeScript's parser. */
import { ts } from 'ts-morph';

/** One imported or re-exported name. */
export interface Binding {
  /** Name in the other module: `default`, `*`, or the name. */
  readonly imported: string;
  /** Name here; of a re-export the name that others see. */
  readonly local: string;
  readonly form: 'default' | 'whole' | 'named';
  /** Marked `type` by itself. */
  readonly isType: boolean;
  /** Neither name is written as a string. */
  readonly isPlain: boolean;
  readonly start: number;
  readonly end: number;
  /** Where its names begin, behind a `type` of its own. */
  readonly nameStart: number;
}

/** The braces of a statement. */
export interface NameList {
  readonly start: number;
  readonly end: number;
  /** Place behind the last name. */
  readonly lastEnd: number;
  /** Place behind the comma that follows the last name; null without one. */
  readonly commaEnd: number | null;
}

export interface Statement {
  /** `equals`: `import x = require('y')`. */
  readonly kind: 'import' | 'export' | 'equals';
  /** `import type`, `export type`. */
  readonly isType: boolean;
  readonly start: number;
  readonly end: number;
  /** Where the statement's leading comments begin. */
  readonly fullStart: number;
  readonly specifier: string;
  /** Of the text between the quotes. */
  readonly specifierStart: number;
  readonly specifierEnd: number;
  readonly bindings: readonly Binding[];
  readonly list: NameList | null;
}

/** A specifier inside an expression or a type. */
export interface InnerRequest {
  readonly kind: 'dynamic' | 'require' | 'type';
  readonly specifier: string;
  readonly specifierStart: number;
  readonly specifierEnd: number;
  /** Of a type: its first name. */
  readonly name: { readonly text: string; readonly start: number; readonly end: number } | null;
}

export function parseSource(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kindOf(path));
}

/** Nothing is edited where the parser stumbles, and no edit may make it. */
export function countSyntaxErrors(source: ts.SourceFile): number {
  const { parseDiagnostics = [] } = source as { readonly parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics.length;
}

function kindOf(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  if (/\.[mc]?ts$/.test(path)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}

/** Imports and re-exports at the top level that name another module and hold names. */
export function readStatements(source: ts.SourceFile): readonly Statement[] {
  return source.statements.flatMap((node) => {
    if (ts.isImportDeclaration(node)) return readImport(source, node) ?? [];
    if (ts.isImportEqualsDeclaration(node)) return readEquals(source, node) ?? [];
    return ts.isExportDeclaration(node) ? (readExport(source, node) ?? []) : [];
  });
}

function readImport(source: ts.SourceFile, node: ts.ImportDeclaration): Statement | null {
  const { importClause: clause, moduleSpecifier } = node;
  if (!clause || !ts.isStringLiteral(moduleSpecifier) || node.attributes) return null;
  const { name, namedBindings } = clause;
  const first = name ? [plain(source, name, 'default', 'default')] : [];
  const list = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings : null;
  const whole =
    namedBindings && ts.isNamespaceImport(namedBindings)
      ? [plain(source, namedBindings, '*', 'whole')]
      : [];
  return {
    kind: 'import',
    isType: clause.isTypeOnly,
    ...placeOf(source, node, moduleSpecifier),
    bindings: [...first, ...whole, ...namesOf(source, list)],
    list: listOf(source, list),
  };
}

function readEquals(source: ts.SourceFile, node: ts.ImportEqualsDeclaration): Statement | null {
  const { name, moduleReference: target, isTypeOnly: isType } = node;
  if (!ts.isExternalModuleReference(target) || !ts.isStringLiteral(target.expression)) return null;
  const place = placeOf(source, node, target.expression);
  return {
    kind: 'equals',
    isType,
    ...place,
    bindings: [plain(source, name, '*', 'whole')],
    list: null,
  };
}

function readExport(source: ts.SourceFile, node: ts.ExportDeclaration): Statement | null {
  const { exportClause: clause, moduleSpecifier } = node;
  if (!clause || !moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || node.attributes)
    return null;
  const list = ts.isNamedExports(clause) ? clause : null;
  const whole = ts.isNamespaceExport(clause) ? [plain(source, clause, '*', 'whole')] : [];
  return {
    kind: 'export',
    isType: node.isTypeOnly,
    ...placeOf(source, node, moduleSpecifier),
    bindings: [...whole, ...namesOf(source, list)],
    list: listOf(source, list),
  };
}

function placeOf(source: ts.SourceFile, node: ts.Statement, specifier: ts.StringLiteral) {
  return {
    start: node.getStart(source),
    end: node.end,
    fullStart: node.pos,
    specifier: specifier.text,
    specifierStart: specifier.getStart(source) + 1,
    specifierEnd: specifier.end - 1,
  };
}

function plain(
  source: ts.SourceFile,
  node: ts.Identifier | ts.NamespaceImport | ts.NamespaceExport,
  imported: string,
  form: Binding['form'],
): Binding {
  const name = ts.isIdentifier(node) ? node : node.name;
  const start = node.getStart(source);
  return {
    imported,
    local: name.text,
    form,
    isType: false,
    isPlain: ts.isIdentifier(name),
    start,
    end: node.end,
    nameStart: start,
  };
}

function namesOf(
  source: ts.SourceFile,
  list: ts.NamedImports | ts.NamedExports | null,
): readonly Binding[] {
  return [...(list?.elements ?? [])].map((node): Binding => {
    const other = node.propertyName ?? node.name;
    return {
      imported: other.text,
      local: node.name.text,
      form: 'named',
      isType: node.isTypeOnly,
      isPlain: ts.isIdentifier(other) && ts.isIdentifier(node.name),
      start: node.getStart(source),
      end: node.end,
      nameStart: other.getStart(source),
    };
  });
}

function listOf(
  source: ts.SourceFile,
  list: ts.NamedImports | ts.NamedExports | null,
): NameList | null {
  if (list === null) return null;
  const { elements } = list;
  const start = list.getStart(source);
  const commaEnd = elements.hasTrailingComma ? elements.end : null;
  return { start, end: list.end, lastEnd: elements.at(-1)?.end ?? start + 1, commaEnd };
}

/** `import('x')`, `require('x')` and `import('x').T`, wherever they stand. */
export function readInnerRequests(source: ts.SourceFile): readonly InnerRequest[] {
  const found: InnerRequest[] = [];
  const visit = (node: ts.Node): void => {
    const one = innerRequest(source, node);
    if (one) found.push(one);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function innerRequest(source: ts.SourceFile, node: ts.Node): InnerRequest | null {
  if (ts.isImportTypeNode(node)) {
    if (!ts.isLiteralTypeNode(node.argument)) return null;
    return inner(source, 'type', node.argument.literal, node.qualifier);
  }
  if (!ts.isCallExpression(node)) return null;
  const { expression, arguments: args } = node;
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return inner(source, 'dynamic', args[0]);
  const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
  return isRequire && args.length === 1 ? inner(source, 'require', args[0]) : null;
}

function inner(
  source: ts.SourceFile,
  kind: InnerRequest['kind'],
  literal: ts.Node | undefined,
  qualifier?: ts.EntityName,
): InnerRequest | null {
  if (!literal || !ts.isStringLiteralLike(literal)) return null;
  let first = qualifier;
  while (first && ts.isQualifiedName(first)) first = first.left;
  return {
    kind,
    specifier: literal.text,
    specifierStart: literal.getStart(source) + 1,
    specifierEnd: literal.end - 1,
    name: first ? { text: first.text, start: first.getStart(source), end: first.end } : null,
  };
}
