/**
 * Everything that is done with one query builder: the calls before and behind the place where its
 * table is named, in later statements on the same variable, and at the callers when it is returned.
 */
import type { AdapterContext } from '../../adapter.ts';
import { calleesOf } from '../../program/callees.ts';
import type { CallSite, ProjectFile, ProjectFunction } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import { methodOf, pathTo } from './expr-path.ts';

export interface ChainCall {
  readonly call: CallExpr;
  readonly file: ProjectFile;
}

export interface BuilderChain {
  readonly calls: readonly ChainCall[];
  /** The call the builder is handed to: `whereIn('id', <builder>)`. */
  readonly argumentOf: CallExpr | null;
  /** Which of `calls` (from, up to) one caller of a helper makes; a caller's caller lies inside of it. */
  readonly branches: readonly Branch[];
}

interface Branch {
  readonly from: number;
  readonly to: number;
}

interface Collecting {
  readonly context: AdapterContext;
  readonly calls: ChainCall[];
  readonly seen: Set<unknown>;
  readonly branches: Branch[];
  argumentOf: CallExpr | null;
}

const MAX_CALLERS = 30;
const MAX_DEPTH = 3;
/** Behind these the chain is a promise. */
const PROMISE = new Set(['then', 'catch', 'finally', 'asCallback', 'stream', 'pipe']);

export function builderChain(context: AdapterContext, site: CallSite): BuilderChain {
  const chain: Collecting = { context, calls: [], seen: new Set(), branches: [], argumentOf: null };
  collectBelow(chain, site.file, site.expr, 0);
  collectAbove(chain, site.file, site.fn, site.root, site.expr, 0);
  return chain;
}

function note(chain: Collecting, file: ProjectFile, call: CallExpr): void {
  if (chain.seen.has(call)) return;
  chain.seen.add(call);
  chain.calls.push({ call, file });
}

/** `db.insert(x).into('t')`: what stands before; `query.from('t')`: what is done with the variable. */
function collectBelow(chain: Collecting, file: ProjectFile, call: CallExpr, depth: number): void {
  note(chain, file, call);
  let current: Expr = call;
  for (;;) {
    if (current.k === 'call' && current.fn.k === 'mem') current = current.fn.obj;
    else if (current.k === 'cast') current = current.v;
    else break;
    if (current.k === 'call') note(chain, file, current);
  }
  if (current.k === 'name') collectVariable(chain, file, current.decl, depth);
}

/** What is called on the result, up to where the statement ends. */
function collectAbove(
  chain: Collecting,
  file: ProjectFile,
  fn: ProjectFunction | null,
  root: Expr,
  node: Expr,
  depth: number,
): void {
  const path = [...pathTo(root, node)];
  let current = node;
  for (let parent = path.pop(); parent; parent = path.pop()) {
    if (parent.k === 'mem' && parent.obj === current) {
      const call = path.pop();
      if (call?.k !== 'call' || call.fn !== parent || PROMISE.has(parent.name)) return;
      note(chain, file, call);
      current = call;
    } else if (parent.k === 'cast' || parent.k === 'alt') current = parent;
    else return leaveStatement(chain, file, fn, parent, current, depth);
  }
}

function leaveStatement(
  chain: Collecting,
  file: ProjectFile,
  fn: ProjectFunction | null,
  parent: Expr,
  current: Expr,
  depth: number,
): void {
  if (parent.k === 'call' && parent.args.includes(current)) chain.argumentOf ??= parent;
  else if (parent.k === 'def' && !parent.each) {
    for (const decl of parent.decls)
      if (!file.ir.decls[decl]?.path) collectVariable(chain, file, decl, depth);
  } else if (parent.k === 'set' && parent.target.k === 'name')
    collectVariable(chain, file, parent.target.decl, depth);
  else if (parent.k === 'ret' && fn) collectCallers(chain, fn, depth);
}

function collectVariable(chain: Collecting, file: ProjectFile, decl: number, depth: number): void {
  const key = `${file.path}#${decl}`;
  const kind = file.ir.decls[decl]?.kind;
  if (decl < 0 || chain.seen.has(key) || (kind !== 'const' && kind !== 'let' && kind !== 'var'))
    return;
  if (!isBuilder(chain, file, decl)) return;
  chain.seen.add(key);
  const sources = [
    file.definitions.get(decl)?.v,
    ...(file.assignments.get(decl) ?? []).map((one) => one.v),
  ];
  for (const source of sources) {
    if (source?.k === 'call') collectBelow(chain, file, source, depth);
  }
  for (const site of file.calls) {
    const { fn } = site.expr;
    if (fn.k !== 'mem' || fn.obj.k !== 'name' || fn.obj.decl !== decl || PROMISE.has(fn.name))
      continue;
    note(chain, file, site.expr);
    collectAbove(chain, file, site.fn, site.root, site.expr, depth);
  }
  for (const fn of file.functions) if (returnsName(fn, decl)) collectCallers(chain, fn, depth);
}

/** A connection is a variable too, but what is done with it elsewhere is another query. */
function isBuilder(chain: Collecting, file: ProjectFile, decl: number): boolean {
  const { evaluator } = chain.context;
  // What was waited for is a record: each query on it is one of its own.
  if (file.definitions.get(decl)?.v.k === 'await') return false;
  const fn = file.functions[file.ir.decls[decl]?.fn ?? -1];
  const env = fn ? evaluator.functionEnv(fn) : evaluator.envOf(file, null);
  return alternatives(evaluator.declaration(file, decl, env)).some(
    (one) => one.v === 'library' && one.type === 'Builder',
  );
}

function returnsName(fn: ProjectFunction, decl: number): boolean {
  return fn.ir.body.some((expr) => {
    let found = false;
    if (expr.k === 'ret')
      forEachExpr(expr.v, (one) => {
        if (one.k === 'name' && one.decl === decl) found = true;
        return one.k === 'alt' || one === expr.v;
      });
    return found && expr.k === 'ret' && (expr.v.k === 'name' || expr.v.k === 'alt');
  });
}

/** A helper that returns the builder: what its callers do with it. */
function collectCallers(chain: Collecting, fn: ProjectFunction, depth: number): void {
  if (depth >= MAX_DEPTH || fn.ir.name === '<anonymous>' || chain.seen.has(fn)) return;
  chain.seen.add(fn);
  const { program, evaluator, hierarchy } = chain.context;
  for (const site of (program.callsByName.get(fn.ir.name) ?? []).slice(0, MAX_CALLERS)) {
    const callees = calleesOf(evaluator, hierarchy, site, evaluator.siteEnv(site));
    if (!callees.some((one) => one.fn === fn)) continue;
    const from = chain.calls.length;
    collectAbove(chain, site.file, site.fn, site.root, site.expr, depth + 1);
    chain.branches.push({ from, to: chain.calls.length });
  }
}

/** A helper's query is written by some callers (its calls include a writing one): whether others only read. */
export function isAlsoRead(
  { calls, branches }: BuilderChain,
  isWrite: (name: string) => boolean,
): boolean {
  const inside = (inner: Branch, outer: Branch): boolean =>
    inner.from >= outer.from && inner.to <= outer.to;
  return branches.some((leaf) => {
    const isLeaf = !branches.some((one) => one !== leaf && inside(one, leaf));
    const others = branches.filter((one) => !inside(leaf, one));
    return (
      isLeaf &&
      !calls.some(
        ({ call }, at) =>
          isWrite(methodOf(call) ?? '') && !others.some((one) => at >= one.from && at < one.to),
      )
    );
  });
}

/** Names of the methods called on the builder. */
export const chainMethods = (chain: BuilderChain): ReadonlySet<string> =>
  new Set(chain.calls.map(({ call }) => methodOf(call)));
