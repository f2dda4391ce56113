/** Files that are loaded by a computed name and called at once: `require('./routes/' + file)(app)`. */
import { posix } from 'node:path';

import type { AdapterContext } from '../../adapter.ts';
import type { CallSite, ProjectFile, ProjectFunction } from '../../program/program.ts';
import type { Expr } from '../../scan/ir.ts';
import { folderOf } from './folder-of.ts';

interface DynamicCall {
  readonly site: CallSite;
  /** What the loaded path begins with, null when that is not known. */
  readonly prefix: string | null;
}

const known = new WeakMap<object, readonly DynamicCall[]>();

/** Calls that may run a function because its file is loaded by a computed name; of files that are imported plainly there are none. */
export function dynamicCallsOf(
  context: AdapterContext,
  fn: ProjectFunction,
  isImported: boolean,
): readonly CallSite[] {
  if (isImported || !isWholeExport(fn)) return [];
  return dynamicCalls(context)
    .filter(({ site, prefix }) => site.file !== fn.file && fn.file.path.startsWith(prefix ?? ''))
    .map(({ site }) => site);
}

function isWholeExport({ file, index }: ProjectFunction): boolean {
  return file.ir.exports.some(({ name, expr, decl }) => {
    if (name !== '=' && name !== 'default') return false;
    const made = expr ?? file.definitions.get(decl)?.v;
    return made?.k === 'fn' ? made.fn === index : file.ir.decls[decl]?.func === index;
  });
}

function dynamicCalls(context: AdapterContext): readonly DynamicCall[] {
  const { run } = context.program.reading;
  const before = known.get(run);
  if (before) return before;
  const found: DynamicCall[] = [];
  for (const file of context.program.files.values()) {
    // Without a computed import there is nothing to look for.
    if (!context.isSource(file.path)) continue;
    for (const site of file.calls) {
      const path = loadedPath(file, site.expr.fn);
      if (path && site.expr.args.length > 0)
        found.push({ site, prefix: prefixOf(context, path, site) });
    }
  }
  known.set(run, found);
  return found;
}

/** The computed name behind a callee. */
function loadedPath(file: ProjectFile, callee: Expr): Expr | undefined {
  if (callee.k === 'import') return callee.index < 0 ? callee.arg : undefined;
  if (callee.k === 'await' || callee.k === 'cast') return loadedPath(file, callee.v);
  if (callee.k === 'mem' && callee.name === 'default') return loadedPath(file, callee.obj);
  if (callee.k !== 'name' || callee.decl < 0) return undefined;
  const made = file.definitions.get(callee.decl);
  const v = made && !made.each ? (made.v.k === 'await' ? made.v.v : made.v) : undefined;
  return v?.k === 'import' && v.index < 0 ? v.arg : undefined;
}

function prefixOf({ evaluator }: AdapterContext, path: Expr, site: CallSite): string | null {
  const env = evaluator.siteEnv(site);
  const text = evaluator.text(path, env)?.text.split('{}')[0] ?? '';
  if (/^\.{1,2}\//.test(text)) {
    const whole = posix.join(posix.dirname(site.file.path), text);
    return whole.startsWith('.') ? null : whole;
  }
  // `path.join(__dirname, 'routes', file)`: all parts but the last.
  if (path.k === 'call' && path.args.length > 1) {
    const folder = folderOf(evaluator, { ...path, args: path.args.slice(0, -1) }, env);
    return folder === null || folder === '' ? null : `${folder}/`;
  }
  if (path.k !== 'tpl' && path.k !== 'add') return null;
  const [first] = path.k === 'tpl' ? path.exprs : [path.l];
  const base = first ? folderOf(evaluator, first, env) : null;
  return base === null || base === '' ? null : `${base}/`;
}
