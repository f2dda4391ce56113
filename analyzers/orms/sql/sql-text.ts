/**
 * SQL as it stands in the code: strings, templates, concatenations, constants and tagged fragments
 * put together into one text in which every offset knows its place in the source.
 */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import { alternatives, bindingKey } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import { packPosition, unpackPosition } from '../../scan/ir.ts';
import type { Expr, Pos, StringExpr, TemplateExpr } from '../../scan/ir.ts';
import { lineFeeds } from './text-places.ts';
import type { Piece, SqlText } from './text-places.ts';

/** Text a hole stands for, when the library says so (`sql.identifier(['x'])`, a table object). */
export type HoleText = (hole: Expr, env: Env) => string | undefined;

export interface SqlTextOptions {
  /** Holes are bound values (tagged templates), not text. */
  readonly tagged?: boolean;
  readonly hole?: HoleText;
}

interface Reading {
  readonly evaluator: Evaluator;
  readonly options: SqlTextOptions;
  readonly depth: number;
  /** Variables being read: `sql = sql + …` sees its initialiser. */
  readonly active: ReadonlySet<number>;
}

const MAX_VARIANTS = 8;
const MAX_DEPTH = 12;

/** Every text the expression may stand for; holes are `{}`. Empty when it is no text at all. */
export function sqlTexts(
  evaluator: Evaluator,
  expr: Expr,
  env: Env,
  options: SqlTextOptions = {},
): readonly SqlText[] {
  const variants = read({ evaluator, options, depth: 0, active: new Set() }, expr, env);
  return variants.map((pieces) => ({ text: pieces.map((piece) => piece.text).join(''), pieces }));
}

type Variants = readonly (readonly Piece[])[];

function read(reading: Reading, expr: Expr, env: Env): Variants {
  if (reading.depth > MAX_DEPTH) return [];
  const deeper = { ...reading, depth: reading.depth + 1 };
  switch (expr.k) {
    case 'str':
      return [[stringPiece(expr, env.file)]];
    case 'tpl':
      return readTemplate(deeper, expr, env);
    case 'add':
      return product([readHole(deeper, expr.l, env), readHole(deeper, expr.r, env)]);
    case 'alt':
      return expr.items.flatMap((item) => read(deeper, item, env)).slice(0, MAX_VARIANTS);
    case 'cast':
    case 'await':
      return read(deeper, expr.v, env);
    case 'call':
      return readCall(deeper, expr, env);
    case 'name':
    case 'mem':
    case 'idx':
      return readReference(deeper, expr, env);
    default:
      return [];
  }
}

function stringPiece(expr: StringExpr, file: ProjectFile): Piece {
  return { text: expr.v, file, at: expr.at, ...(expr.rows ? { rows: expr.rows } : {}) };
}

function readTemplate(reading: Reading, expr: TemplateExpr, env: Env): Variants {
  const bound = expr.tag !== undefined || (reading.depth <= 1 && reading.options.tagged === true);
  const columns: Variants[] = [];
  expr.parts.forEach((text, index) => {
    columns.push([[templatePiece(expr, index, text, env.file)]]);
    const hole = expr.exprs[index];
    if (hole) columns.push(bound ? readBound(reading, hole, env) : readHole(reading, hole, env));
  });
  return product(columns);
}

function templatePiece(expr: TemplateExpr, index: number, text: string, file: ProjectFile): Piece {
  const at = expr.starts?.[index] ?? countedStart(expr, index);
  const rows = expr.rows?.[index];
  return { text, file, at, ...(rows ? { rows } : {}) };
}

/** Lines are exact; the column behind a hole on the same line is that of the hole at least. */
function countedStart(expr: TemplateExpr, index: number): Pos {
  if (index === 0) return expr.at;
  const { line } = unpackPosition(expr.at);
  const before = expr.parts.slice(0, index).reduce((sum, part) => sum + lineFeeds(part).length, 0);
  const hole = expr.exprs[index - 1];
  return packPosition(line + before, hole ? unpackPosition(hole.at).column : 1);
}

/** A hole of a tagged template: a fragment of the same library, or a value. */
function readBound(reading: Reading, hole: Expr, env: Env): Variants {
  const named = namedHole(reading, hole, env);
  if (named) return named;
  const fragment = taggedSource(reading, hole, env);
  return fragment.length > 0 ? fragment : [[unknownPiece(hole, env.file)]];
}

/** Tagged templates behind names and conditions; plain strings are values here. */
function taggedSource(reading: Reading, hole: Expr, env: Env): Variants {
  const inner = hole.k === 'await' || hole.k === 'cast' ? hole.v : hole;
  if (inner.k === 'tpl' && inner.tag) return read(reading, inner, env);
  if (inner.k === 'alt') {
    return inner.items
      .flatMap((item) => {
        const found = taggedSource(reading, item, env);
        return found.length > 0 ? found : [[emptyPiece(item, env.file)]];
      })
      .slice(0, MAX_VARIANTS);
  }
  if (inner.k === 'name') {
    const definition = env.file.definitions.get(inner.decl);
    return definition && !definition.each
      ? taggedSource(nextDepth(reading), definition.v, env)
      : [];
  }
  return [];
}

const nextDepth = (reading: Reading): Reading => ({ ...reading, depth: reading.depth + 1 });

function readHole(reading: Reading, hole: Expr, env: Env): Variants {
  const named = namedHole(reading, hole, env);
  if (named) return named;
  const found = read(reading, hole, env);
  return found.length > 0 ? found : [[unknownPiece(hole, env.file)]];
}

function namedHole(reading: Reading, hole: Expr, env: Env): Variants | null {
  const text = reading.options.hole?.(hole, env);
  return text === undefined ? null : [[{ text, file: env.file, at: hole.at, flat: true }]];
}

const unknownPiece = (hole: Expr, file: ProjectFile): Piece => ({
  text: '{}',
  file,
  at: hole.at,
  flat: true,
});
const emptyPiece = (hole: Expr, file: ProjectFile): Piece => ({
  text: ' ',
  file,
  at: hole.at,
  flat: true,
});

/** `[…].join(' ')`, `text.trim()`, `fragment.append(…)`. */
function readCall(reading: Reading, expr: Extract<Expr, { k: 'call' }>, env: Env): Variants {
  const callee = expr.fn;
  if (callee.k === 'mem' && callee.name === 'join' && callee.obj.k === 'arr') {
    const separator = reading.evaluator.text(expr.args[0], env)?.text ?? ',';
    const gap: Piece = { text: separator, file: env.file, at: expr.at, flat: true };
    return product(
      callee.obj.items.flatMap((item, index): Variants[] => {
        const part = readHole(reading, item, env);
        return index === 0 ? [part] : [[[gap]], part];
      }),
    );
  }
  if (callee.k === 'mem' && SAME_TEXT.has(callee.name)) return read(reading, callee.obj, env);
  if (callee.k === 'mem' && callee.name === 'concat') {
    return product([callee.obj, ...expr.args].map((part) => readHole(reading, part, env)));
  }
  return readReference(reading, expr, env);
}

const SAME_TEXT = new Set([
  'trim',
  'trimStart',
  'trimEnd',
  'toString',
  'replace',
  'replaceAll',
  'toLowerCase',
  'toUpperCase',
  'append',
]);

/** A name, a member, a call: read where it is written when that can be told. */
function readReference(reading: Reading, expr: Expr, env: Env): Variants {
  const found = expr.k === 'name' ? readWritten(reading, expr.decl, env) : [];
  if (found.length > 0) return distinct(found.map((pieces) => atUse(pieces, expr, env)));
  const strings = alternatives(reading.evaluator.value(expr, env)).flatMap((value): Variants => {
    if (value.v !== 'string') return [];
    const piece = originPiece(value.text, value.origin, env.file);
    return [[piece ?? { text: value.text, file: env.file, at: expr.at, flat: true }]];
  });
  return distinct(strings).slice(0, MAX_VARIANTS);
}

/** Names of tables count where they are used, whole statements where they are written. */
function atUse(pieces: readonly Piece[], expr: Expr, env: Env): readonly Piece[] {
  const text = pieces.map((piece) => piece.text).join('');
  return /\s/.test(text) ? pieces : [{ text, file: env.file, at: expr.at, flat: true }];
}

/** What is bound to a parameter; initialiser and later assignments of a plain variable. */
function readWritten(reading: Reading, decl: number, env: Env): Variants {
  const { file } = env;
  const bound = env.names.get(bindingKey(file, decl));
  if (bound && 'expr' in bound)
    return read({ ...reading, active: new Set() }, bound.expr, bound.env);
  const definition = file.definitions.get(decl);
  const plain = definition && !definition.each && !file.ir.decls[decl]?.path ? [definition.v] : [];
  const later = reading.active.has(decl)
    ? []
    : (file.assignments.get(decl) ?? []).map((one) => one.v);
  const inner = { ...reading, active: new Set([...reading.active, decl]) };
  return [...plain, ...later].flatMap((source) => read(inner, source, env));
}

function originPiece(
  text: string,
  origin: { readonly file: ProjectFile; readonly expr: Expr } | null,
  file: ProjectFile,
): Piece | null {
  if (!origin || origin.file !== file || origin.expr.k !== 'str' || origin.expr.v !== text)
    return null;
  // Short texts are names: they count where they are used.
  return /\s/.test(text) ? stringPiece(origin.expr, file) : null;
}

function distinct(variants: Variants): Variants {
  const key = (pieces: readonly Piece[]): string =>
    pieces.map((piece) => `${piece.at} ${piece.text}`).join('\0');
  return [...new Map(variants.map((pieces) => [key(pieces), pieces])).values()];
}

function product(columns: readonly Variants[]): Variants {
  let rows: Variants = [[]];
  for (const column of columns) {
    if (column.length === 0) continue;
    rows = rows
      .flatMap((row) => column.map((pieces) => [...row, ...pieces]))
      .slice(0, MAX_VARIANTS);
  }
  return rows;
}
