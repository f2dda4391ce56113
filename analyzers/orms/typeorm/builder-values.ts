/** Query builders as values: which aliases a chain has given to which entities so far. */
import type { LibraryCall } from '../../program/library.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, arrayOf, isKnown, libraryInstance, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { Entity } from '../entities/entity-model.ts';
import { entityObject } from './entity-values.ts';
import { JOINS } from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { modelOf } from './project-model.ts';

export type Aliases = Readonly<Record<string, string>>;

/** Aliases of a builder: entity keys by alias. */
export function aliasesOf(value: LibraryValue): Aliases {
  return (value.state?.['aliases'] as Aliases | undefined) ?? {};
}

export function builderOn(evaluator: Evaluator, subject: Value, alias: string | null): Value {
  const [entity] = isKnown(subject) ? (modelOf(evaluator)?.of(subject) ?? []) : [];
  const aliases: Aliases = entity && alias ? { [alias]: entity.key } : {};
  const args =
    isKnown(subject) || subject.v === 'type-parameter' ? [entityObject(evaluator, subject)] : [];
  return libraryInstance('typeorm', 'SelectQueryBuilder', args.filter(isKnown), { aliases });
}

/** Calls that end a chain; `addSelect`, `setParameter` and their like go on. */
const RESULTS =
  /^(?:get(?:Raw\w*|Count|Exists|Query\w*|Sql|Parameters)|execute|stream|loadAll|loadMany|loadOne|loadRaw\w*|add|remove)$/;

export function builderCall(site: LibraryCall, { value, method }: Receiver): Value | undefined {
  if (method === 'subQuery')
    return libraryInstance('typeorm', 'SelectQueryBuilder', [], { aliases: {} });
  const entity = value.args[0] ?? UNKNOWN;
  if (method.startsWith('getOne')) return entity;
  if (method === 'getManyAndCount') return arrayOf(arrayOf(entity), [arrayOf(entity), UNKNOWN]);
  if (method === 'getMany') return arrayOf(entity);
  if (RESULTS.test(method)) return undefined;
  const joined = joinedAlias(site, value, method);
  if (!joined)
    return method === 'from' || method === 'update' || method === 'into'
      ? onTarget(site, value)
      : value;
  const aliases: Aliases = { ...aliasesOf(value), [joined.alias]: joined.entity.key };
  return { ...value, state: { ...value.state, aliases } };
}

function onTarget(site: LibraryCall, value: LibraryValue): Value {
  const { evaluator, call, env } = site;
  const target = call.args[0] ? evaluator.value(call.args[0], env) : UNKNOWN;
  const [entity] = modelOf(evaluator)?.of(target) ?? [];
  if (!entity) return value;
  const alias = call.args[1] ? evaluator.text(call.args[1], env)?.text : undefined;
  const aliases: Aliases = alias ? { ...aliasesOf(value), [alias]: entity.key } : aliasesOf(value);
  return {
    ...value,
    args: [entityObject(evaluator, target)].filter(isKnown),
    state: { ...value.state, aliases },
  };
}

function joinedAlias(
  site: LibraryCall,
  value: LibraryValue,
  method: string,
): { readonly alias: string; readonly entity: Entity } | null {
  const at = JOINS[method];
  if (at === undefined) return null;
  const { evaluator, call, env } = site;
  const target = call.args[at];
  const alias = call.args[at + 1] ? evaluator.text(call.args[at + 1], env)?.text : undefined;
  if (!target || !alias) return null;
  const entity = joinTarget(
    evaluator,
    value,
    evaluator.value(target, env),
    (name) => aliasesOf(value)[name],
  );
  return entity ? { alias, entity } : null;
}

/**
 * Entity that a join names: `'order.items'` through the relation, a class, an entity or table name.
 * @param keyOf entity key of an alias
 */
export function joinTarget(
  evaluator: Evaluator,
  builder: LibraryValue,
  target: Value,
  keyOf: (alias: string) => string | undefined,
): Entity | undefined {
  const model = modelOf(evaluator);
  if (!model) return undefined;
  for (const one of alternatives(target)) {
    const dot = one.v === 'string' ? one.text.indexOf('.') : -1;
    if (one.v !== 'string' || dot < 0) {
      const [entity] = model.of(one);
      if (entity) return entity;
      continue;
    }
    const property = one.text.slice(dot + 1).replaceAll('"', '');
    const alias = one.text.slice(0, dot);
    const key = keyOf(alias);
    const owners = key !== undefined ? [model.ofKey(key)] : model.of(builder.args[0] ?? UNKNOWN);
    for (const owner of owners) {
      const relation = owner?.relations.get(property);
      const [entity] = relation ? model.of(relation.target) : [];
      if (entity) return entity;
    }
  }
  return undefined;
}
