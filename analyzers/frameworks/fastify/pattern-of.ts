/** Which paths a filter lets through, as far as it is written out: text, regular expression, simple function. */
import type { Visit } from '../../adapter.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import type { Written } from '../http/written-values.ts';

/** Tells whether a path (with leading slash) matches; undefined when that is not known. */
export type PathTest = (path: string) => boolean | undefined;

/** @param pattern matched against file and folder names, @param filter against paths */
export function patternOf(
  visit: Visit,
  pattern: Written | null,
  filter: Written | null,
): PathTest | null {
  const tests = [pattern, filter].flatMap((one) => (one ? [testOf(visit, one.expr, one.env)] : []));
  const known = tests.filter((test) => test !== null);
  if (known.length === 0) return null;
  return (path) => known.some((test) => test(path) === true);
}

function testOf(visit: Visit, expr: Expr, env: Env): PathTest | null {
  const regex = regexOf(expr);
  if (regex) return (path) => regex.test(path) || path.split('/').some((part) => regex.test(part));
  const value = visit.evaluator.value(expr, env);
  if (value.v === 'string' && value.exact) return (path) => path.includes(value.text);
  if (value.v !== 'function') return null;
  const returned = value.fn.ir.body.find((one) => one.k === 'ret');
  return returned?.k === 'ret' ? conditionOf(visit, returned.v, value.env) : null;
}

/** `/x/.test(path)`, `path.endsWith('x')`, `path.includes('x')`, `path.match(/x/)`. */
function conditionOf(visit: Visit, expr: Expr, env: Env): PathTest | null {
  if (expr.k !== 'call' || expr.fn.k !== 'mem') return null;
  const { name, obj } = expr.fn;
  const [arg] = expr.args;
  if (name === 'test') {
    const regex = regexOf(obj);
    return regex ? (path) => regex.test(path) : null;
  }
  const given = arg ? regexOf(arg) : null;
  if (name === 'match' && given) return (path) => given.test(path);
  const text = arg ? visit.evaluator.text(arg, env) : undefined;
  if (!text?.exact) return null;
  if (name === 'endsWith') return (path) => path.endsWith(text.text);
  if (name === 'startsWith') return (path) => path.startsWith(text.text);
  return name === 'includes' ? (path) => path.includes(text.text) : null;
}

export function regexOf(expr: Expr): RegExp | null {
  if (expr.k !== 'lit' || expr.regex === undefined) return null;
  const end = expr.regex.lastIndexOf('/');
  try {
    return new RegExp(expr.regex.slice(1, end), expr.regex.slice(end + 1).replace(/[gy]/g, ''));
  } catch {
    return null;
  }
}
