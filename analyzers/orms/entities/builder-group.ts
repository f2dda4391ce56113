/**
 * Calls that build one query: a chain from the call that opens the builder, and what is called
 * later on the variable that holds it.
 */
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import { bareExpr } from './written-props.ts';

const OPENING =
  /^(createQueryBuilder|subQuery|createDescendantsQueryBuilder|createAncestorsQueryBuilder|qb)$/;

interface Groups {
  readonly keys: ReadonlyMap<CallExpr, string>;
  readonly members: ReadonlyMap<string, readonly CallSite[]>;
}

/** By the calls of a file, so that whoever asks has looked at the file. */
const memo = new WeakMap<ProjectFile['calls'], Groups>();

/** All calls of the query that this call takes part in, in source order. */
export function builderGroup(site: CallSite): readonly CallSite[] {
  const groups = groupsOf(site.file);
  const key = groups.keys.get(site.expr);
  return (key === undefined ? undefined : groups.members.get(key)) ?? [site];
}

/**
 * Other queries of the file that become part of this one: subqueries opened on its builder, and
 * builders mentioned in its arguments (`.where(`id IN ${open.getQuery()}`)`).
 */
export function innerGroups(site: CallSite): readonly (readonly CallSite[])[] {
  const { file } = site;
  const groups = groupsOf(file);
  const own = groups.keys.get(site.expr) ?? '';
  const keys = new Set<string>();
  for (const one of file.calls) {
    if (one.name !== 'subQuery' || one.expr.fn.k !== 'mem') continue;
    if (keyOf(file, chainBottom(one.expr.fn.obj), 0) === own) keys.add(keyOf(file, one.expr, 0));
  }
  for (const one of groups.members.get(own) ?? []) {
    for (const arg of one.expr.args) {
      forEachExpr(arg, (expr) => {
        if (expr.k === 'name' && expr.decl >= 0)
          keys.add(keyOf(file, definedBottom(file, expr), 0));
        if (expr.k === 'call') keys.add(keyOf(file, chainBottom(expr), 0));
      });
    }
  }
  keys.delete(own);
  return [...keys].sort().flatMap((key) => {
    const members = groups.members.get(key);
    return members?.some((one) => OPENING.test(one.name)) ? [members] : [];
  });
}

/** Where the chain begins that a variable was defined by. */
function definedBottom(file: ProjectFile, name: Extract<Expr, { k: 'name' }>): Expr {
  const definition = file.definitions.get(name.decl);
  return definition ? chainBottom(definition.v) : name;
}

/** Whether the query is opened by `subQuery()`. */
export const isSubquery = (group: readonly CallSite[]): boolean =>
  group.some((one) => one.name === 'subQuery');

/** The call that opens the builder at the bottom of a chain, if it stands in the same expression. */
export function openingCall(expr: Expr): CallExpr | null {
  const bottom = chainBottom(expr);
  return bottom.k === 'call' && OPENING.test(calleeOf(bottom)) ? bottom : null;
}

function groupsOf(file: ProjectFile): Groups {
  const known = memo.get(file.calls);
  if (known) return known;
  const keys = new Map<CallExpr, string>();
  const members = new Map<string, CallSite[]>();
  for (const site of file.calls) {
    const key = keyOf(file, chainBottom(site.expr), 0);
    keys.set(site.expr, key);
    const list = members.get(key);
    if (list) list.push(site);
    else members.set(key, [site]);
  }
  const groups = { keys, members };
  memo.set(file.calls, groups);
  return groups;
}

const MAX_ALIASES = 4;

function keyOf(file: ProjectFile, bottom: Expr, depth: number): string {
  if (bottom.k !== 'name' || bottom.decl < 0)
    return `at ${bottom.k === 'call' ? bottom.start : bottom.at}`;
  const definition = file.definitions.get(bottom.decl);
  const assigned = file.assignments.get(bottom.decl)?.[0];
  for (const v of [definition?.v, assigned?.v]) {
    if (!v || depth >= MAX_ALIASES) continue;
    const start = chainBottom(v);
    const isOpening = start.k === 'call' && OPENING.test(calleeOf(start));
    const isOther = start.k === 'name' && start.decl >= 0 && start.decl !== bottom.decl;
    const isChain = isOther && bareExpr(v).k === 'call' && definition?.decls.length === 1;
    if (isOpening || isChain) return keyOf(file, start, depth + 1);
  }
  return `name ${bottom.decl}`;
}

/** Where a chain begins: the opening call, a variable, or the innermost call. */
function chainBottom(expr: Expr): Expr {
  let current = bareExpr(expr);
  while (current.k === 'call') {
    if (OPENING.test(calleeOf(current)) || current.fn.k !== 'mem') return current;
    const inner = bareExpr(current.fn.obj);
    if (inner.k !== 'call' && inner.k !== 'name') return current;
    current = inner;
  }
  return current;
}

const calleeOf = (call: CallExpr): string =>
  call.fn.k === 'mem' || call.fn.k === 'name' ? call.fn.name : '';
