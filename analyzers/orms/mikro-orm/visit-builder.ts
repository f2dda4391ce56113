/** Accesses and joins of MikroORM's query builder. */
import type { Visit } from '../../adapter.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import type { CallSite } from '../../program/program.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { builderGroup } from '../entities/builder-group.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { libraryReceivers } from '../entities/receivers.ts';
import { reportEntity } from '../entities/report-access.ts';
import { quoteCall } from '../literals/quote-call.ts';
import { BUILDER_WRITES, isMikro, JOINS, OPENINGS, receiverOf } from './library-types.ts';
import type { Receiver } from './library-types.ts';

interface Binding {
  readonly site: CallSite;
  readonly entity: Entity;
  readonly at: Pos;
}

/** Called for each call of a query that binds a table. */
export function visitBuilder(visit: Visit, receiver: Receiver, model: EntityModel): void {
  const group = builderGroup(visit.site);
  const bindings = bindingsOf(visit, model, group, receiver);
  const own = bindings.find((binding) => binding.site.expr === visit.call);
  if (!own) {
    if (visit.call.args.length > 0 && !isFunction(visit.argument(0)))
      visit.unresolved('table', `The table of ${visit.site.name}(…) is not known here.`);
    return;
  }
  const writes =
    OPENINGS.has(visit.site.name) && group.some((site) => BUILDER_WRITES.has(site.name));
  reportEntity(visit, own.entity, {
    mode: writes ? 'write' : 'read',
    at: own.at,
    via: `mikro-orm ${visit.site.name}`,
    evidence: quoteCall(visit.call),
  });
  if (bindings[0] !== own || bindings.length < 2) return;
  visit.facts.join({
    tables: bindings.map((one) => one.entity.table),
    at: own.at,
    evidence: quoteCall(visit.call),
  });
}

const isFunction = (value: Value): boolean =>
  alternatives(value).some((one) => one.v === 'function' || one.v === 'library');

function bindingsOf(
  visit: Visit,
  model: EntityModel,
  group: readonly CallSite[],
  receiver: Receiver,
): readonly Binding[] {
  const aliases = new Map<string, Entity>();
  const found: Binding[] = [];
  const [main] = receiver.kind === 'builder' ? model.of(receiver.value.args[0] ?? UNKNOWN) : [];
  for (const site of group) {
    const binding = bindingOf(visit, model, site, aliases, main);
    if (binding) found.push(binding);
  }
  return found;
}

function bindingOf(
  visit: Visit,
  model: EntityModel,
  site: CallSite,
  aliases: Map<string, Entity>,
  main: Entity | undefined,
): Binding | null {
  const { args, at } = site.expr;
  const text = (expr: Expr | undefined): string | undefined =>
    expr ? visit.evaluator.text(expr, visit.env)?.text : undefined;
  if (OPENINGS.has(site.name)) {
    const opened = openedOn(visit, model, site);
    const alias = text(opened?.byArgument ? args[1] : args[0]);
    if (opened && alias) aliases.set(alias, opened.entity);
    return opened
      ? { site, entity: opened.entity, at: opened.byArgument ? (args[0]?.at ?? at) : at }
      : null;
  }
  const [target] = args;
  if (!target) return null;
  if (site.name === 'from') {
    const [entity] = model.of(visit.evaluator.value(target, visit.env));
    const alias = text(args[1]);
    if (entity && alias) aliases.set(alias, entity);
    return entity ? { site, entity, at: target.at } : null;
  }
  if (!JOINS.has(site.name)) return null;
  const entity = joinedEntity(visit, model, target, aliases, main);
  const alias = text(args[1]);
  if (entity && alias) aliases.set(alias, entity);
  return entity ? { site, entity, at: target.at } : null;
}

function joinedEntity(
  visit: Visit,
  model: EntityModel,
  target: Expr,
  aliases: ReadonlyMap<string, Entity>,
  main: Entity | undefined,
): Entity | undefined {
  const value = visit.evaluator.value(target, visit.env);
  const text = alternatives(value).find((one) => one.v === 'string');
  if (text?.v !== 'string') return model.of(value)[0];
  const [head = '', property] = text.text.split('.');
  const owner =
    property === undefined ? (main ?? [...aliases.values()][0]) : (aliases.get(head) ?? main);
  const relation = owner?.relations.get(property ?? head);
  return relation ? model.of(relation.target)[0] : model.ofName(text.text);
}

function openedOn(
  visit: Visit,
  model: EntityModel,
  site: CallSite,
): { readonly entity: Entity; readonly byArgument: boolean } | null {
  const { evaluator, env } = visit;
  const receiver = (): Value =>
    evaluator.value(site.expr.fn.k === 'mem' ? site.expr.fn.obj : site.expr.fn, env);
  for (const { value, method } of libraryReceivers(
    { ...visit, site, call: site.expr, receiver },
    isMikro,
  )) {
    const found = receiverOf(value, method);
    const byArgument = found.kind === 'manager';
    const subject = byArgument
      ? site.expr.args[0]
        ? evaluator.value(site.expr.args[0], env)
        : UNKNOWN
      : (found.value.args[0] ?? UNKNOWN);
    const [entity] = model.of(subject);
    if (entity) return { entity, byArgument };
  }
  return null;
}
