/** The table that one call of a query builder binds, and the alias it gives. */
import type { Visit } from '../../adapter.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import type { CallSite } from '../../program/program.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { builderGroup, openingCall } from '../entities/builder-group.ts';
import { aliasesOf, builderOn, joinTarget } from './builder-values.ts';
import { isInside } from '../entities/decorator-calls.ts';
import type { Entity } from '../entities/entity-model.ts';
import { subjectOf } from './entity-values.ts';
import { JOINS, receiverOf } from './library-types.ts';
import { modelOf } from './project-model.ts';
import { extendedBy, libraryReceivers } from '../entities/receivers.ts';

export interface Binding {
  readonly tables: readonly string[];
  readonly entities: readonly Entity[];
  readonly alias: string | null;
  readonly at: Pos;
  readonly quoted: string;
  readonly inferred: boolean;
}

/** Which table the call binds; null when it binds none or an unknown one. */
export function bindingOf(
  visit: Visit,
  site: CallSite,
  seen: ReadonlySet<CallSite> = new Set(),
): Binding | null {
  if (seen.has(site) || namesNoTable(visit, site)) return null;
  const { expr } = site;
  if (site.name === 'createQueryBuilder' || site.name.endsWith('QueryBuilder'))
    return openedOn(visit, site);
  const at = JOINS[site.name];
  if (at !== undefined) return joined(visit, site, at, new Set([...seen, site]));
  const [target] = expr.args;
  return target ? named(visit, target, aliasText(visit, expr.args[1])) : null;
}

const aliasText = (visit: Visit, expr: Expr | undefined): string | null =>
  expr ? (visit.evaluator.text(expr, visit.env)?.text ?? null) : null;

function openedOn(visit: Visit, site: CallSite): Binding | null {
  const { expr } = site;
  for (const { value, method } of siteReceivers(visit, site)) {
    const receiver = receiverOf(value, method);
    if (receiver.kind === 'repository') {
      const entities = modelOf(visit.evaluator)?.of(subjectOf(receiver.value)) ?? [];
      if (entities.length > 0)
        return binding(entities, aliasText(visit, expr.args[0]), expr.at, '');
    }
    if (receiver.kind === 'manager' || receiver.kind === 'export') {
      const [target] = expr.args;
      if (target) return named(visit, target, aliasText(visit, expr.args[1]));
    }
  }
  return null;
}

/** Receivers of another call of the same query. */
function siteReceivers(visit: Visit, site: CallSite): ReturnType<typeof libraryReceivers> {
  const { evaluator, env } = visit;
  const receiver = (): Value =>
    evaluator.value(site.expr.fn.k === 'mem' ? site.expr.fn.obj : site.expr.fn, env);
  const other: Visit = { ...visit, site, call: site.expr, receiver };
  const found = libraryReceivers(other, (pkg) => pkg === 'typeorm');
  return found.length > 0 ? found : extendedReceivers(other);
}

/** `this` inside of `repository.extend({…})` is the repository. */
export function extendedReceivers(visit: Visit): ReturnType<typeof libraryReceivers> {
  if (visit.call.fn.k !== 'mem' || visit.call.fn.obj.k !== 'this') return [];
  const extension = extendedBy(visit);
  if (extension?.expr.fn.k !== 'mem') return [];
  const value = visit.evaluator.value(extension.expr.fn.obj, visit.evaluator.siteEnv(extension));
  return alternatives(value).flatMap((one) =>
    one.v === 'library' ? [{ value: one, method: visit.site.name }] : [],
  );
}

function binding(
  entities: readonly Entity[],
  alias: string | null,
  at: Pos,
  quoted: string,
): Binding {
  const inferred = entities.length > 1 || entities.some((entity) => entity.inferred);
  return { tables: entities.map((entity) => entity.table), entities, alias, at, quoted, inferred };
}

/** `.from(`(${inner.getQuery()})`, 'i')` holds a query; `addCommonTableExpression` names one. */
export function namesNoTable(visit: Visit, site: CallSite): boolean {
  const target = site.expr.args[JOINS[site.name] ?? 0];
  if (!target || (target.k !== 'str' && target.k !== 'tpl' && target.k !== 'add')) return false;
  const text = visit.evaluator.text(target, visit.env)?.text ?? '';
  if (text.trimStart().startsWith('(')) return true;
  return builderGroup(site).some(
    (one) => one.name === 'addCommonTableExpression' && aliasText(visit, one.expr.args[1]) === text,
  );
}

/** A class, an entity's name, or the name of a table. */
function named(visit: Visit, target: Expr, alias: string | null): Binding | null {
  const value = visit.evaluator.value(target, visit.env);
  const isRaw = alternatives(value).every((one) => one.v === 'object' || one.v === 'function');
  if (isRaw) return null;
  const quoted =
    target.k === 'str'
      ? `'${target.v}'`
      : target.k === 'name' || target.k === 'mem'
        ? target.name
        : '…';
  const entities = modelOf(visit.evaluator)?.of(value) ?? [];
  if (entities.length > 0) return binding(entities, alias, target.at, quoted);
  const text = alternatives(value).find((one) => one.v === 'string');
  if (text?.v !== 'string' || !text.exact || !/^[\w."]+$/.test(text.text)) return null;
  const name = text.text.replaceAll('"', '');
  const table = visit.tables.ofName(name)?.name ?? visit.tables.ofEntityName(name)?.name ?? name;
  return { tables: [table], entities: [], alias, at: target.at, quoted, inferred: false };
}

function joined(
  visit: Visit,
  site: CallSite,
  at: number,
  seen: ReadonlySet<CallSite>,
): Binding | null {
  const target = site.expr.args[at];
  if (!target) return null;
  const alias = aliasText(visit, site.expr.args[at + 1]);
  const value = visit.evaluator.value(target, visit.env);
  const builder = builderValue(visit, site);
  const keyOf = (name: string): string | undefined =>
    (builder ? aliasesOf(builder)[name] : undefined) ?? aliasKey(visit, site, name, seen);
  const empty: LibraryValue = {
    v: 'library',
    pkg: 'typeorm',
    type: 'SelectQueryBuilder',
    role: 'instance',
    args: [],
  };
  const entity = joinTarget(visit.evaluator, builder ?? empty, value, keyOf);
  const quoted = target.k === 'str' ? `'${target.v}'` : target.k === 'name' ? target.name : '…';
  if (entity) return binding([entity], alias, target.at, quoted);
  const text = value.v === 'string' && value.exact ? value.text : '';
  return text.includes('.') && !visit.tables.ofName(text) ? null : named(visit, target, alias);
}

/** The builder a call is made on, also where `this` is a repository made by `extend`. */
export function builderValue(visit: Visit, site: CallSite): LibraryValue | null {
  const { evaluator, env } = visit;
  const value = site.expr.fn.k === 'mem' ? evaluator.value(site.expr.fn.obj, env) : UNKNOWN;
  for (const one of alternatives(value)) {
    if (one.v === 'library' && receiverOf(one, site.name).kind === 'builder') return one;
  }
  const opening = openingCall(site.expr);
  const opened = opening ? builderGroup(site).find((one) => one.expr === opening) : undefined;
  const bound = opened ? openedOn(visit, opened) : null;
  const [entity] = bound?.entities ?? [];
  if (!entity?.cls) return null;
  const builder = builderOn(
    evaluator,
    { v: 'class', cls: entity.cls, types: [] },
    bound?.alias ?? null,
  );
  return builder.v === 'library' ? builder : null;
}

/** Entity key of an alias given by another statement of the query or by the query around it. */
function aliasKey(
  visit: Visit,
  site: CallSite,
  alias: string,
  seen: ReadonlySet<CallSite>,
): string | undefined {
  for (const one of [...builderGroup(site), ...surrounding(site)]) {
    if (one === site || !givesAlias(visit, one, alias)) continue;
    const [entity] = bindingOf(visit, one, seen)?.entities ?? [];
    if (entity) return entity.key;
  }
  return undefined;
}

function givesAlias(visit: Visit, site: CallSite, alias: string): boolean {
  const join = JOINS[site.name];
  const { args } = site.expr;
  if (join !== undefined) return aliasText(visit, args[join + 1]) === alias;
  if (site.name === 'from' || site.name === 'addFrom') return aliasText(visit, args[1]) === alias;
  if (!site.name.endsWith('QueryBuilder')) return false;
  return aliasText(visit, args[0]) === alias || aliasText(visit, args[1]) === alias;
}

/** Calls of the functions around, nearest first. */
function surrounding(site: CallSite): readonly CallSite[] {
  const { fn } = site;
  if (!fn) return [];
  let outer = fn;
  for (
    let next = outer.file.functions[outer.ir.parent];
    next;
    next = outer.file.functions[outer.ir.parent]
  )
    outer = next;
  return site.file.calls
    .filter((one) => one.expr.at < site.expr.at && isInside(one.fn, outer))
    .toReversed();
}

/** Tables bound by subselects written as callbacks among the call's arguments. */
export function nestedBindings(visit: Visit, site: CallSite): readonly (Binding | null)[] {
  return site.expr.args.flatMap((arg) => {
    const fn = arg.k === 'fn' ? site.file.functions[arg.fn] : undefined;
    if (!fn) return [];
    const calls = site.file.calls.filter((one) => isInside(one.fn, fn));
    return calls
      .filter((one) => one.name === 'from' || JOINS[one.name] !== undefined)
      .map((one) => bindingOf(visit, one));
  });
}
