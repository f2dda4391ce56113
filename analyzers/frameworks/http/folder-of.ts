/** The project folder that code names relative to itself: `join(import.meta.dirname, 'routes')` and friends. */
import { posix } from 'node:path';

import type { Evaluator } from '../../program/evaluator.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { written } from './written-values.ts';

const JOINING = new Set(['join', 'resolve', 'normalize']);
const SAME = new Set(['fileURLToPath', 'pathToFileURL', 'toString', 'realpathSync']);

/** @returns project-relative POSIX path without slash at the end, '' for the root, null when unknown */
export function folderOf(evaluator: Evaluator, expr: Expr, env: Env, depth = 0): string | null {
  if (depth > 8) return null;
  const here = clean(posix.dirname(env.file.path));
  const again = (one: Expr, scope = env): string | null =>
    folderOf(evaluator, one, scope, depth + 1);
  const text = (one: Expr): string | null => {
    const value = evaluator.text(one, env);
    return value?.exact ? value.text : null;
  };
  const own = ownFolder(expr, env.file.path, here);
  if (own !== null) return own;
  if (expr.k === 'mem' && (expr.name === 'href' || expr.name === 'pathname'))
    return again(expr.obj);
  if (expr.k === 'call') return ofCall(expr, again, text, here);
  if (expr.k === 'add') {
    const left = again(expr.l);
    const right = text(expr.r);
    return left === null || right === null ? null : joined(left, right);
  }
  if (expr.k === 'tpl') {
    const [first] = expr.exprs;
    const base = first && expr.parts[0] === '' && expr.exprs.length === 1 ? again(first) : null;
    return base === null ? null : joined(base, expr.parts[1] ?? '');
  }
  const source = written(evaluator, expr, env);
  return source.expr === expr ? null : again(source.expr, source.env);
}

/** `__dirname`, `import.meta.url` and the like. */
function ownFolder(expr: Expr, file: string, here: string): string | null {
  if (expr.k === 'name' && expr.decl < 0) {
    return expr.name === '__dirname' ? here : expr.name === '__filename' ? file : null;
  }
  if (expr.k !== 'mem' || expr.obj.k !== 'name' || expr.obj.name !== 'import.meta') return null;
  if (expr.name === 'dirname') return here;
  return expr.name === 'filename' || expr.name === 'url' ? file : null;
}

function ofCall(
  call: Extract<Expr, { k: 'call' }>,
  again: (expr: Expr) => string | null,
  text: (expr: Expr) => string | null,
  here: string,
): string | null {
  const name = call.fn.k === 'mem' || call.fn.k === 'name' ? call.fn.name : '';
  const [first, second] = call.args;
  if (name === 'URL' && first) {
    const path = text(first);
    return path === null || !second ? null : joined(here, path);
  }
  if (name === 'cwd') return '';
  if (name === 'dirname' && first) {
    const inner = again(first);
    return inner === null ? null : clean(posix.dirname(inner));
  }
  if (SAME.has(name)) {
    const inner = first ?? (call.fn.k === 'mem' ? call.fn.obj : undefined);
    return inner ? again(inner) : null;
  }
  if (!JOINING.has(name) || !first) return null;
  let folder = again(first);
  for (const part of call.args.slice(1)) {
    const step = text(part);
    folder = folder === null || step === null ? null : joined(folder, step);
  }
  return folder;
}

const joined = (folder: string, path: string): string =>
  clean(posix.join(folder === '' ? '.' : folder, path));
const clean = (path: string): string =>
  path === '.' || path === './' ? '' : path.replace(/\/+$/, '');
