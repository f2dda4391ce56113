/** Accesses and joins of query builders. */
import type { Visit } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import type { LibraryValue } from '../../program/values.ts';
import { builderGroup, innerGroups, isSubquery } from '../entities/builder-group.ts';
import { bindingOf, namesNoTable, nestedBindings } from './builder-tables.ts';
import type { Binding } from './builder-tables.ts';
import { joinTableOf } from '../entities/entity-model.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { relatedByOptions } from '../entities/find-options.ts';
import { writtenProps } from '../entities/written-props.ts';
import { BUILDER_WRITES, JOINS, RELATION_WRITES } from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { joinTableName } from './naming.ts';
import { reportEntity, reportTable } from '../entities/report-access.ts';
import { quoteCall } from '../literals/quote-call.ts';

const BINDING = new Set([
  'createQueryBuilder',
  'from',
  'addFrom',
  'into',
  'update',
  ...Object.keys(JOINS),
]);

/** `repository.createQueryBuilder('x')`, `manager.createQueryBuilder(X, 'x')` */
export function visitOpening(visit: Visit): void {
  const group = builderGroup(visit.site);
  const binding = bindingOf(visit, visit.site);
  if (!binding) {
    if (visit.call.args.length !== 1 || visit.call.fn.k !== 'mem') return;
    visit.unresolved('table', 'The entity of the query builder is not known here.');
    return;
  }
  const writes = group.filter((site) => BUILDER_WRITES.has(site.name));
  const named = group.some((site) => namesTarget(visit, site));
  if (group.some((site) => site.name === 'relation')) return;
  if (writes.length === 0) report(visit, binding, 'read', quoteCall(visit.call));
  else if (!named) report(visit, binding, 'write', `.${writes[0]?.name}()`);
  reportJoin(visit, group);
}

/** Whether a write in the chain names its table itself. */
function namesTarget(visit: Visit, site: CallSite): boolean {
  if (site.name === 'into' || site.name === 'from') return true;
  return site.name === 'update' && bindingOf(visit, site) !== null;
}

export function visitBuilder(visit: Visit, { value, method }: Receiver, model: EntityModel): void {
  if (method === 'relation') visitRelation(visit, value, model);
  else if (method === 'setFindOptions') visitFindOptions(visit, value, model);
  else if (BINDING.has(method) && method !== 'createQueryBuilder') visitBinding(visit, method);
}

function visitBinding(visit: Visit, method: string): void {
  const group = builderGroup(visit.site);
  const [target] = visit.call.args;
  if (!target || target.k === 'fn') return;
  if (namesNoTable(visit, visit.site)) return;
  const binding = bindingOf(visit, visit.site);
  if (!binding) {
    const isValues = method === 'update' && visit.argument(0).v === 'object';
    if (!isValues && visit.argument(0).v !== 'function')
      visit.unresolved('table', `The table of .${method}(…) is not known here.`);
    return;
  }
  const isWrite = method === 'into' || method === 'update' || (method === 'from' && deletes(group));
  report(visit, binding, isWrite ? 'write' : 'read', `.${method}(${binding.quoted})`);
  reportJoin(visit, group);
}

const deletes = (group: readonly CallSite[]): boolean =>
  group.some(
    (site) => site.name === 'delete' || site.name === 'softDelete' || site.name === 'restore',
  );

function report(visit: Visit, binding: Binding, mode: 'read' | 'write', evidence: string): void {
  const note = {
    mode,
    at: binding.at,
    via: `typeorm ${visit.site.name}`,
    evidence,
    inferred: binding.inferred,
  };
  for (const table of binding.tables) reportTable(visit, table, note);
}

/** One join per query, told by the call that binds the first table. */
function reportJoin(visit: Visit, group: readonly CallSite[]): void {
  const { site } = visit;
  const first = group.find((one) => BINDING.has(one.name) && bindingOf(visit, one) !== null);
  if (first?.expr !== site.expr || isNested(site) || isSubquery(group)) return;
  const bindings = [group, ...innerGroups(site)]
    .flat()
    .flatMap((one) => [
      ...(BINDING.has(one.name) ? [bindingOf(visit, one)] : []),
      ...nestedBindings(visit, one),
    ]);
  const tables = bindings.flatMap((binding) => binding?.tables ?? []);
  const at = bindings[0]?.at ?? visit.call.at;
  if (new Set(tables).size > 1) visit.facts.join({ tables, at, evidence: quoteCall(visit.call) });
}

/** A subselect in a callback belongs to the query around it. */
function isNested(site: CallSite): boolean {
  const place = site.fn ? site.file.argumentOf.get(site.fn.index) : undefined;
  return (
    place !== undefined &&
    /^(from|addFrom|where|andWhere|orWhere|select|addSelect|having|leftJoin|innerJoin)/.test(
      place.site.name,
    )
  );
}

function visitFindOptions(visit: Visit, value: LibraryValue, model: EntityModel): void {
  const [options] = visit.call.args;
  if (!options) return;
  const entities = value.args[0] ? model.of(value.args[0]) : [];
  const names = writtenProps(visit.evaluator, options, visit.env).map((prop) => prop.name);
  const mayRelate =
    options.k !== 'obj' || names.length < options.props.length || names.includes('relations');
  if (entities.length === 0 && mayRelate)
    visit.unresolved('table', 'The entity whose relations are loaded is not known here.');
  for (const entity of entities) {
    for (const read of relatedByOptions(visit, model, entity, options, visit.env, false)) {
      const { at, file, evidence, inferred } = read;
      reportEntity(visit, read.entity, {
        mode: 'read',
        at,
        via: 'typeorm setFindOptions',
        evidence,
        inferred,
        ...(file ? { file } : {}),
      });
    }
  }
}

/** `.relation(Post, 'tags').of(post).add(tag)` */
function visitRelation(visit: Visit, value: LibraryValue, model: EntityModel): void {
  const { call } = visit;
  const twoArguments = call.args.length > 1;
  const owners = model.of(twoArguments ? visit.argument(0) : (value.args[0] ?? visit.argument(0)));
  const property = visit.text(twoArguments ? 1 : 0);
  const at = call.args[twoArguments ? 1 : 0]?.at ?? call.at;
  const isWrite = builderGroup(visit.site).some((site) => RELATION_WRITES.has(site.name));
  const tables = owners.flatMap((owner) => relationTables(model, owner, property ?? '', isWrite));
  if (tables.length === 0) {
    visit.unresolved('table', 'The relation is not known here.');
    return;
  }
  for (const table of new Set(tables)) {
    reportTable(visit, table, {
      mode: isWrite ? 'write' : 'read',
      at,
      via: 'typeorm relation',
      evidence: `.relation('${property}')`,
    });
  }
}

function relationTables(
  model: EntityModel,
  owner: Entity,
  property: string,
  isWrite: boolean,
): readonly string[] {
  const relation = owner.relations.get(property);
  const target = relation ? model.of(relation.target)[0] : undefined;
  if (!relation || !target) return [];
  if (!isWrite) return [target.table];
  if (relation.kind === 'many-to-many')
    return [joinTableOf(model, owner, relation, joinTableName) ?? target.table];
  return [relation.owner ? owner.table : target.table];
}
