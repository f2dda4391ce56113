/** What a flush writes: the entities that the code before it created, changed, persisted or removed. */
import type { Visit } from '../../adapter.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import { findMember } from '../../program/class-members.ts';
import type { CallSite, ProjectFunction } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { isInside } from '../entities/decorator-calls.ts';
import { joinTableOf } from '../entities/entity-model.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { COLLECTION_WRITES, isMikro, receiverOf, UNFLUSHED } from './library-types.ts';
import { pivotTableName } from './naming.ts';

/** Tables in the order in which the code changes them. */
export function changedTables(visit: Visit, model: EntityModel): readonly string[] {
  const { fn, file } = visit.site;
  const tables = new Set<string>();
  const calls = fn
    ? file.calls.filter((site) => isInside(site.fn, fn))
    : file.calls.filter((site) => !site.fn);
  for (const site of calls)
    for (const table of changedByCall(visit, model, site)) tables.add(table);
  for (const entity of fn ? assignedEntities(visit, model, fn) : []) tables.add(entity.table);
  return [...tables];
}

const FLUSHES = new Set(['flush', 'persistAndFlush', 'removeAndFlush', 'commit']);

/** Whether the function around a call flushes, which is then where its changes are written. */
export function flushesLater(site: CallSite): boolean {
  let outer = site.fn;
  for (let next = outer; next; next = next.file.functions[next.ir.parent] ?? null) outer = next;
  return site.file.calls.some(
    (one) => FLUSHES.has(one.name) && (outer ? isInside(one.fn, outer) : !one.fn),
  );
}

function changedByCall(visit: Visit, model: EntityModel, site: CallSite): readonly string[] {
  const { expr } = site;
  if (expr.fn.k !== 'mem') return [];
  const collection = changedCollection(visit, model, expr, site.name);
  if (collection) return [collection];
  const receiver = visit.evaluator.value(expr.fn.obj, visit.env);
  return alternatives(receiver).flatMap((one): readonly string[] => {
    if (one.v === 'instance')
      return [
        ...changedByMethod(model, visit, one, site.name),
        ...changedByRepository(visit, model, one, site),
      ];
    if (one.v !== 'library' || !isMikro(one.pkg)) return [];
    if (one.type === 'WrappedEntity')
      return site.name === 'assign' ? tablesOf(model, one.args[0]) : [];
    return changedByLibrary(visit, model, site, receiverOf(one, site.name).kind, one.args[0]);
  });
}

const tablesOf = (model: EntityModel, value: Value | undefined): readonly string[] =>
  value ? model.of(value).map((entity) => entity.table) : [];

function changedByLibrary(
  visit: Visit,
  model: EntityModel,
  { expr, name }: CallSite,
  kind: string,
  subject: Value | undefined,
): readonly string[] {
  if (kind !== 'manager' && kind !== 'repository') return [];
  const first = expr.args[0] ? visit.evaluator.value(expr.args[0], visit.env) : undefined;
  if (name === 'create') return tablesOf(model, kind === 'repository' ? subject : first);
  return UNFLUSHED.has(name) || name === 'assign' ? tablesOf(model, first) : [];
}

/** `this.users.create(…)` where `users` is a project class that extends the library's repository. */
function changedByRepository(
  visit: Visit,
  model: EntityModel,
  value: Extract<Value, { v: 'instance' }>,
  site: CallSite,
): readonly string[] {
  const found = findMember(visit.evaluator, value, site.name);
  if (found?.kind !== 'library' || !isMikro(found.value.pkg)) return [];
  return changedByLibrary(
    visit,
    model,
    site,
    receiverOf(found.value, site.name).kind,
    found.value.args[0],
  );
}

/** `order.cancel()` changes the order when the method assigns to `this`. */
function changedByMethod(
  model: EntityModel,
  visit: Visit,
  value: Extract<Value, { v: 'instance' }>,
  name: string,
): readonly string[] {
  const found = findMember(visit.evaluator, value, name);
  if (found?.kind !== 'method') return [];
  const { fn } = found;
  const assigns = [...(fn.owner?.assigned.values() ?? [])].some((list) =>
    list.some((one) => one.fn === fn),
  );
  return assigns ? tablesOf(model, value) : [];
}

/** `user.favorites.add(article)`: the pivot table, or the table with the foreign key. */
function changedCollection(
  visit: Visit,
  model: EntityModel,
  call: CallExpr,
  name: string,
): string | null {
  if (!COLLECTION_WRITES.has(name) || call.fn.k !== 'mem' || call.fn.obj.k !== 'mem') return null;
  const { obj, name: property } = call.fn.obj;
  for (const owner of model.of(visit.evaluator.value(obj, visit.env))) {
    const relation = owner.relations.get(property);
    const target = relation ? model.of(relation.target)[0] : undefined;
    if (!relation || !target) continue;
    return joinTableOf(model, owner, relation, pivotTableName) ?? target.table;
  }
  return null;
}

/** Entities with a property assigned to in the function: `user.name = …`. */
function assignedEntities(
  visit: Visit,
  model: EntityModel,
  fn: ProjectFunction,
): readonly Entity[] {
  const found: Entity[] = [];
  const look = (expr: Expr): void => {
    if (expr.k !== 'set' || expr.target.k !== 'mem' || expr.target.obj.k === 'this') return;
    const value = visit.evaluator.value(expr.target.obj, visit.env);
    const objects = alternatives(value).filter((one) => one.v === 'instance');
    for (const one of objects) found.push(...model.of(one));
  };
  const functions = fn.file.functions.filter((one) => isInside(one, fn));
  for (const one of functions) for (const root of one.ir.body) forEachExpr(root, look);
  return found;
}
