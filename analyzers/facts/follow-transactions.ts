/** Every table touched inside a transaction, in its body and in all that the body calls. */
import type { AdapterContext } from '../adapter.ts';
import { calleesOf } from '../program/callees.ts';
import { bindingValue } from '../program/evaluator.ts';
import type { CallSite, ProjectClass, ProjectFile, ProjectFunction } from '../program/program.ts';
import { pushTo } from '../program/program.ts';
import { alternatives, bindingKey } from '../program/values.ts';
import type { Env } from '../program/values.ts';
import type { Expr, Pos } from '../scan/ir.ts';
import { forEachExpr } from '../scan/walk.ts';
import { compareLocations } from './fact-sink.ts';
import type { FactStore } from './fact-sink.ts';
import type { FollowedTransaction, RawAccess, RawTransaction } from './raw-facts.ts';

const MAX_DEPTH = 12;

interface Walk {
  readonly context: AdapterContext;
  readonly accesses: AccessIndex;
  readonly calls: ReadonlyMap<ProjectFunction, readonly CallSite[]>;
  readonly tables: Set<string>;
  readonly visited: Set<string>;
  unresolved: number;
}

interface AccessIndex {
  readonly byFunction: ReadonlyMap<ProjectFunction, readonly RawAccess[]>;
  readonly inherited: ReadonlyMap<ProjectClass, readonly RawAccess[]>;
  /** Outside of any function, by file. */
  readonly topLevel: ReadonlyMap<string, readonly RawAccess[]>;
}

export function followTransactions(
  context: AdapterContext,
  store: FactStore,
): readonly FollowedTransaction[] {
  if (store.transactions.length === 0) return [];
  const accesses = indexAccesses(store.lists.accesses);
  const calls = indexCalls(context);
  return store.transactions
    .map((transaction) =>
      follow(
        {
          context,
          accesses,
          calls,
          tables: new Set(transaction.known),
          visited: new Set(),
          unresolved: 0,
        },
        transaction,
      ),
    )
    .sort(compareLocations);
}

function indexAccesses(all: readonly RawAccess[]): AccessIndex {
  const byFunction = new Map<ProjectFunction, RawAccess[]>();
  const inherited = new Map<ProjectClass, RawAccess[]>();
  const topLevel = new Map<string, RawAccess[]>();
  for (const access of all) {
    if (access.inherited) pushTo(inherited, access.inherited.cls, access);
    else if (!access.fn) pushTo(topLevel, access.path, access);
    forEachAround(access.fn, (fn) => pushTo(byFunction, fn, access));
  }
  return { byFunction, inherited, topLevel };
}

function indexCalls(context: AdapterContext): ReadonlyMap<ProjectFunction, readonly CallSite[]> {
  const calls = new Map<ProjectFunction, CallSite[]>();
  for (const file of context.program.files.values()) {
    for (const site of file.calls) forEachAround(site.fn, (fn) => pushTo(calls, fn, site));
  }
  return calls;
}

/** A function and those it is written in: what is inside a callback is inside of them all. */
function forEachAround(fn: ProjectFunction | null, visit: (fn: ProjectFunction) => void): void {
  for (let current = fn; current; current = current.file.functions[current.ir.parent] ?? null)
    visit(current);
}

function follow(walk: Walk, transaction: RawTransaction): FollowedTransaction {
  const { body, file, fn, env } = transaction;
  if (body === 'function') {
    if (fn) followFunction(walk, fn, env, null, 0, transaction.at);
  } else {
    followBody(walk, file, fn, body, env);
  }
  const { path, line, column, evidence, certainty } = transaction;
  return {
    path,
    line,
    column,
    evidence,
    certainty,
    tables: [...walk.tables].sort(),
    unresolvedCalls: walk.unresolved,
  };
}

/** A callback (here or elsewhere), or a list of operations written in place. */
function followBody(
  walk: Walk,
  file: ProjectFile,
  fn: ProjectFunction | null,
  body: Expr,
  env: Env,
): void {
  const value = walk.context.evaluator.value(body, env);
  let followed = false;
  for (const one of alternatives(value)) {
    if (one.v !== 'function') continue;
    followed = true;
    followFunction(walk, one.fn, one.env, null, 0, 0);
  }
  if (followed) return;
  const [start, end] = spanOf(body);
  const { byFunction, topLevel } = walk.accesses;
  for (const access of (fn ? byFunction.get(fn) : topLevel.get(file.path)) ?? []) {
    const at = access.line * 65536 + access.column;
    if (access.path === file.path && at >= start && at <= end) walk.tables.add(access.table);
  }
  for (const site of file.calls) {
    if (site.expr.at >= start && site.expr.at <= end) followCall(walk, site, env, 0);
  }
}

function spanOf(body: Expr): readonly [Pos, Pos] {
  let start = body.at;
  let end = body.at;
  forEachExpr(body, (expr) => {
    start = Math.min(start, expr.k === 'call' ? expr.start : expr.at);
    end = Math.max(end, expr.k === 'call' ? expr.end : expr.at);
  });
  return [start, end];
}

function followFunction(
  walk: Walk,
  fn: ProjectFunction,
  env: Env,
  self: ProjectClass | null,
  depth: number,
  from: Pos,
): void {
  const key = `${fn.file.path}#${fn.index} ${self ? `${self.file.path}#${self.index}` : ''} ${workHandedIn(walk, fn, env)}`;
  if (depth > MAX_DEPTH || walk.visited.has(key)) return;
  walk.visited.add(key);
  for (const access of walk.accesses.byFunction.get(fn) ?? []) {
    if (access.path !== fn.file.path || access.line * 65536 + access.column >= from)
      walk.tables.add(access.table);
  }
  if (self) {
    for (const access of walk.accesses.inherited.get(self) ?? []) {
      if (access.inherited?.method === fn) walk.tables.add(access.table);
    }
  }
  for (const site of walk.calls.get(fn) ?? []) {
    if (site.expr.at >= from)
      followCall(
        walk,
        site,
        site.file === env.file ? env : walk.context.evaluator.siteEnv(site),
        depth,
      );
  }
}

/** A function that runs what it is given (`retry(work)`) is followed once for each thing it is given. */
function workHandedIn({ context }: Walk, fn: ProjectFunction, env: Env): string {
  return fn.ir.params
    .flatMap(({ decl }) => env.names.get(bindingKey(fn.file, decl)) ?? [])
    .flatMap((binding) => alternatives(bindingValue(context.evaluator, binding)))
    .flatMap((one) => (one.v === 'function' ? `${one.fn.file.path}#${one.fn.index}` : []))
    .join();
}

function followCall(walk: Walk, site: CallSite, env: Env, depth: number): void {
  const { evaluator, hierarchy } = walk.context;
  const callees = calleesOf(evaluator, hierarchy, site, env);
  for (const callee of callees) {
    followFunction(walk, callee.fn, callee.env, callee.self?.cls ?? null, depth + 1, 0);
  }
  if (callees.length === 0 && passesFunctionOn(walk, site, env)) walk.unresolved += 1;
}

/** A call whose target is not known at all, on something that is not a library's: it may touch tables unseen. */
function passesFunctionOn(walk: Walk, site: CallSite, env: Env): boolean {
  const { expr } = site;
  if (expr.fn.k !== 'mem' || expr.fn.obj.k === 'name') return false;
  const receiver = expr.fn.obj;
  if (receiver.k !== 'mem' || receiver.obj.k !== 'this') return false;
  return walk.context.evaluator.value(receiver, env).v === 'unknown';
}
