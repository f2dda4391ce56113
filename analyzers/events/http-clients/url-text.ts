/**
 * Text of an URL with `{}` for what is only known when the program runs. Values with a fallback
 * (`process.env.API ?? 'http://localhost'`) count as unknown: the fallback is for development.
 */
import { followed, memberExpr, returnsOf } from '../../program/located.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';

const MAX_DEPTH = 10;
const HOLE = '{}';

/** Null when nothing of it is known. */
export function urlText(evaluator: Evaluator, expr: Expr | undefined, env: Env): string | null {
  if (!expr) return null;
  const text = textOf(evaluator, expr, env, 0).replaceAll(/(?:\{\}){2,}/g, HOLE);
  return text === HOLE || text === '' ? null : text;
}

function textOf(evaluator: Evaluator, from: Expr, scope: Env, depth: number): string {
  if (depth > MAX_DEPTH) return HOLE;
  const { expr, env } = followed(evaluator, { expr: from, env: scope });
  const inner = (one: Expr): string => textOf(evaluator, one, env, depth + 1);
  switch (expr.k) {
    case 'str':
      return expr.v;
    case 'tpl':
      return expr.tag
        ? HOLE
        : expr.parts
            .map((part, at) => part + (expr.exprs[at] ? inner(expr.exprs[at]) : ''))
            .join('');
    case 'add':
      return inner(expr.l) + inner(expr.r);
    case 'lit':
      return typeof expr.v === 'number' ? String(expr.v) : HOLE;
    case 'mem':
      return memberText(evaluator, expr, env, depth);
    case 'call':
      return callText(evaluator, expr, env, depth);
    case 'alt': {
      const texts = new Set(expr.items.map(inner));
      return texts.size === 1 ? ([...texts][0] ?? HOLE) : HOLE;
    }
    default:
      return HOLE;
  }
}

function memberText(
  evaluator: Evaluator,
  expr: Extract<Expr, { k: 'mem' }>,
  env: Env,
  depth: number,
): string {
  const member = memberExpr(evaluator, { expr, env });
  if (member) return textOf(evaluator, member.expr, member.env, depth + 1);
  // A field with an initialiser that no constructor argument can change.
  const owner = expr.obj.k === 'this' ? env.owner : null;
  const field = owner?.ir.properties.find((one) => one.name === expr.name && one.init);
  if (field?.init && owner && !owner.assigned.has(expr.name))
    return textOf(evaluator, field.init, evaluator.envOf(owner.file, owner), depth + 1);
  const value = evaluator.value(expr.obj, env);
  if (value.v !== 'enum') return HOLE;
  const member2 = evaluator.member(value, expr.name);
  return member2.v === 'string' && member2.exact ? member2.text : HOLE;
}

/** `new URL(path, base)`. */
function resolvedUrl(path: string, base: string | undefined): string {
  if (base === undefined || /^\w+:/.test(path)) return path;
  if (!path.startsWith('/')) return `${base}${base.endsWith('/') ? '' : '/'}${path}`;
  return base.replace(/^(\w+:\/\/[^/]+).*$/, '$1').replace(/\/$/, '') + path;
}

/** `new URL('/path', base)`, `url.toString()`, `encodeURI('…')`, what a function of the project returns. */
function callText(
  evaluator: Evaluator,
  { fn, args, isNew }: Extract<Expr, { k: 'call' }>,
  env: Env,
  depth: number,
): string {
  const inner = (one: Expr): string => textOf(evaluator, one, env, depth + 1);
  const [first, second] = args;
  if (isNew && fn.k === 'name' && fn.name === 'URL' && fn.decl < 0 && first)
    return resolvedUrl(inner(first), second && inner(second));
  if (fn.k === 'mem' && (fn.name === 'toString' || fn.name === 'trim') && args.length === 0)
    return inner(fn.obj);
  if (fn.k === 'name' && (fn.name === 'encodeURI' || fn.name === 'String') && fn.decl < 0 && first)
    return inner(first);
  const returned = returnsOf(evaluator, { k: 'call', fn, args, at: 0, start: 0, end: 0 }, env);
  const [only] = returned;
  return only && returned.length === 1 ? textOf(evaluator, only.expr, only.env, depth + 1) : HOLE;
}

/** A path behind a base: absolute URLs stand for themselves. */
export function joinedUrl(base: string | null, path: string | null): string | null {
  if (base === null || (path !== null && /^\w+:\/\//.test(path))) return path;
  if (path === null) return base === HOLE ? null : `${base.replace(/\/$/, '')}/${HOLE}`;
  return path === ''
    ? base
    : `${base.replace(/\/$/, '')}${path.startsWith('/') || path.startsWith('?') ? '' : '/'}${path}`;
}
