/** Paths given to a router: strings, lists of strings, regular expressions, and what is only half known. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, isKnown, isOpen } from '../../program/values.ts';
import type { Env, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import type { PathText } from './http-paths.ts';
import { written } from './written-values.ts';

/**
 * `paths`: what is known; `unknown`: it is a path, but (a part of) it depends on something not known
 * here; `choice`: all of it is known but which one, that depends on the caller.
 */
export interface PathReading {
  readonly paths: readonly PathText[];
  readonly unknown: boolean | 'choice';
}

/** @returns null when the expression is no path */
export function readPaths(evaluator: Evaluator, expr: Expr, env: Env): PathReading | null {
  const regex = regexOf(evaluator, expr, env);
  if (regex !== null) return { paths: [{ text: regex, exact: true }], unknown: false };
  const source = written(evaluator, expr, env);
  if (source.expr.k === 'arr' && source.expr.items.length > 0)
    return readList(evaluator, source.expr.items, source.env);
  const value = evaluator.value(expr, env);
  const chosen = value.v === 'union' ? { chosen: true as const } : {};
  const paths = alternatives(value).flatMap((one): readonly PathText[] => {
    if (one.v === 'string') return [{ text: one.text, exact: one.exact, ...chosen }];
    if (one.v === 'array') return textsOf(one.items ?? [one.of]);
    return [];
  });
  if (paths.length > 0)
    return { paths, unknown: paths.some((path) => !path.exact) || (isOpen(value) && 'choice') };
  if (isKnown(value) || !isPathLike(source.expr, source.env)) return null;
  return { paths: [{ text: '{}', exact: false }], unknown: true };
}

function readList(evaluator: Evaluator, items: readonly Expr[], env: Env): PathReading | null {
  const read = items.map((item) => readPaths(evaluator, item.k === 'spread' ? item.v : item, env));
  if (read.some((one) => one === null)) return null;
  const known = read.flatMap((one) => one ?? []);
  const unknown =
    known.some((one) => one.unknown === true) || (known.some((one) => one.unknown) && 'choice');
  return { paths: known.flatMap((one) => one.paths), unknown };
}

const textsOf = (values: readonly Value[]): readonly PathText[] =>
  values.flatMap((value) =>
    value.v === 'string' ? [{ text: value.text, exact: value.exact }] : [],
  );

function regexOf(evaluator: Evaluator, expr: Expr, env: Env): string | null {
  const { expr: source } = written(evaluator, expr, env);
  return source.k === 'lit' && source.regex !== undefined ? source.regex : null;
}

const PATH_NAME = /path|prefix|base|url|uri|route(?!r)|mount|endpoint|version/i;

/** An unknown value is taken for a path when its type or its name says so. */
function isPathLike(expr: Expr, env: Env): boolean {
  if (expr.k === 'tpl' || expr.k === 'add') return true;
  if (expr.k === 'mem') return PATH_NAME.test(expr.name);
  if (expr.k === 'call')
    return expr.fn.k === 'name' && PATH_NAME.test(expr.fn.name) && expr.args.length > 0;
  if (expr.k !== 'name') return false;
  const type = env.file.ir.decls[expr.decl]?.type ?? env.file.parameters.get(expr.decl)?.param.type;
  if (type?.t === 'word') return type.v === 'string';
  return type === undefined
    ? PATH_NAME.test(expr.name)
    : type.t === 'union' && type.of.every((one) => one.t === 'text' || one.t === 'word');
}
