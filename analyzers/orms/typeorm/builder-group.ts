/**
 * Calls that build one query: a chain from the call that opens the builder, and what is called
 * later on the variable that holds it.
 */
import type { CallExpr, Expr } from '../../scan/ir.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import { bareExpr } from './written-props.ts';

const OPENING = /^(createQueryBuilder|subQuery|createDescendantsQueryBuilder|createAncestorsQueryBuilder|qb)$/;

interface Groups {
  readonly keys: ReadonlyMap<CallExpr, string>;
  readonly members: ReadonlyMap<string, readonly CallSite[]>;
}

const memo = new WeakMap<ProjectFile, Groups>();

/** All calls of the query that this call takes part in, in source order. */
export function builderGroup(site: CallSite): readonly CallSite[] {
  const groups = groupsOf(site.file);
  const key = groups.keys.get(site.expr);
  return (key === undefined ? undefined : groups.members.get(key)) ?? [site];
}

/** The call that opens the builder at the bottom of a chain, if it stands in the same expression. */
export function openingCall(expr: Expr): CallExpr | null {
  const bottom = chainBottom(expr);
  return bottom.k === 'call' && OPENING.test(calleeOf(bottom)) ? bottom : null;
}

function groupsOf(file: ProjectFile): Groups {
  const known = memo.get(file);
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
  memo.set(file, groups);
  return groups;
}

const MAX_ALIASES = 4;

function keyOf(file: ProjectFile, bottom: Expr, depth: number): string {
  if (bottom.k !== 'name' || bottom.decl < 0) return `at ${bottom.k === 'call' ? bottom.start : bottom.at}`;
  const definition = file.definitions.get(bottom.decl);
  const assigned = file.assignments.get(bottom.decl)?.[0];
  for (const v of [definition?.v, assigned?.v]) {
    if (!v || depth >= MAX_ALIASES) continue;
    const start = chainBottom(v);
    const isOpening = start.k === 'call' && OPENING.test(calleeOf(start));
    const isOther = start.k === 'name' && start.decl >= 0 && start.decl !== bottom.decl && bareExpr(v).k === 'call';
    if (isOpening || (isOther && bareExpr(v).k === 'call' && definition?.decls.length === 1)) {
      return isOpening ? keyOf(file, start, depth + 1) : keyOf(file, start, depth + 1);
    }
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
