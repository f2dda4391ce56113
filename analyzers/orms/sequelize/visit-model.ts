/** Calls on models and records: their tables, and those their options include. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import { alternatives, isKnown } from '../../program/values.ts';
import { spotOf } from '../literals/placed.ts';
import { quoteCall } from '../literals/quote-call.ts';
import type { Spot } from '../literals/placed.ts';
import { exactText } from '../literals/bound-expr.ts';
import { RECORD_METHODS, STATIC_METHODS } from './library-types.ts';
import type { Method } from './library-types.ts';
import { mixinAccesses, mixinsNamed } from './mixins.ts';
import type { Mixin } from './mixins.ts';
import { registryOf } from './model-registry.ts';
import type { ModelRegistry, SequelizeModel } from './model-registry.ts';
import { associationOf, includedModels } from './read-includes.ts';
import type { Receiver } from './receivers.ts';

export function visitModel(visit: Visit, receiver: Receiver): void {
  const { name } = visit.site;
  const registry = registryOf(visit.evaluator);
  const method = (receiver.kind === 'model' ? STATIC_METHODS : RECORD_METHODS).get(name);
  if (!method || !registry) return;
  if (receiver.models.length === 0) {
    // A record whose model nobody can name is no access that could be placed.
    visit.unresolved('table', `The model that ${name} is called on is not known here.`);
    return;
  }
  for (const model of receiver.models)
    reportCall(visit, registry, model, method, receiver.inferred);
}

function reportCall(
  visit: Visit,
  registry: ModelRegistry,
  model: SequelizeModel,
  method: Method,
  inferred: boolean,
): void {
  const { call, site } = visit;
  for (const mode of method.modes)
    report(visit, model, { mode, at: call.at, evidence: quoteCall(call), inferred });
  const options = call.args[method.options];
  const included = options
    ? reportIncludes(
        visit,
        registry,
        model,
        options,
        site.name === 'create' || site.name === 'bulkCreate' ? 'write' : 'read',
      )
    : [];
  if (method.modes.includes('read') && included.length > 0) {
    visit.facts.join({
      tables: [model.table, ...included],
      at: call.at,
      evidence: quoteCall(call),
    });
  }
}

function report(
  visit: Visit,
  model: SequelizeModel,
  note: {
    readonly mode: AccessMode;
    readonly at: Pos;
    readonly evidence: string;
    readonly inferred: boolean;
  },
): void {
  const { mode, at, evidence, inferred } = note;
  visit.facts.access({
    table: model.table,
    mode,
    at,
    evidence,
    via: `sequelize ${model.name}.${visit.site.name}`,
    certainty: inferred || model.inferred ? 'inferred' : 'certain',
  });
}

function reportIncludes(
  visit: Visit,
  registry: ModelRegistry,
  model: SequelizeModel,
  options: Expr,
  mode: AccessMode,
): readonly string[] {
  const outer: Spot = {
    at: options.k === 'obj' ? visit.call.at : options.at,
    file: visit.site.file,
  };
  const found = includedModels(
    visit.evaluator,
    registry,
    model,
    { expr: options, env: visit.env },
    outer,
  );
  for (const one of found) {
    const spot = spotOf(visit, one.spot, one.outer);
    visit.facts.access({
      table: one.model.table,
      mode,
      ...spot,
      via: `sequelize ${model.name}.${visit.site.name}`,
      evidence: one.evidence,
      certainty: one.inferred ? 'inferred' : 'certain',
    });
  }
  return found.map((one) => one.model.table);
}

/** `user.getPosts()` by the record's model; by the variable's name when the record is not known. */
export function visitMixin(visit: Visit, receiver: Receiver | null): void {
  const { call, site } = visit;
  const candidates = mixinsNamed(site.file, site.name);
  if (candidates.length === 0 || call.fn.k !== 'mem') return;
  const value = visit.receiver();
  const models = receiver?.models ?? registryOf(visit.evaluator)?.of(value) ?? [];
  const known = candidates.filter((mixin) => models.includes(mixin.model));
  if (known.length > 0) {
    for (const mixin of known) reportMixin(visit, mixin, call.at, receiver?.inferred === true);
    return;
  }
  const { obj } = call.fn;
  const holder = obj.k === 'name' || obj.k === 'mem' ? obj.name.toLowerCase() : '';
  const byName = isKnown(value)
    ? []
    : candidates.filter((mixin) => mixin.model.name.toLowerCase() === holder);
  // A record of a model nobody can name: it does not matter which when all touch the same tables.
  const alike =
    receiver?.kind === 'record' &&
    new Set(candidates.map((mixin) => JSON.stringify(mixinAccesses(mixin)))).size === 1;
  for (const mixin of alike ? candidates.slice(0, 1) : byName)
    reportMixin(visit, mixin, call.at, true);
}

function reportMixin(visit: Visit, mixin: Mixin, at: Pos, inferred: boolean): void {
  const { model, association, verb } = mixin;
  for (const { table, mode } of mixinAccesses(mixin)) {
    visit.facts.access({
      table,
      mode,
      at,
      via: `sequelize ${model.name}.${verb} ${association.alias}`,
      evidence: quoteCall(visit.call),
      certainty: inferred ? 'inferred' : 'certain',
    });
  }
}

export const DOLLAR_METHODS = ['$get', '$set', '$add', '$remove', '$count', '$has', '$create'];

/** `user.$get('posts')` of sequelize-typescript. */
export function visitDollar(visit: Visit, receiver: Receiver): void {
  const [property] = visit.call.args;
  if (!property) return;
  const alias = alternatives(visit.argument(0))
    .map(exactText)
    .find((text) => text !== null);
  for (const model of receiver.models) {
    const association =
      alias === undefined || alias === null ? undefined : associationOf(model, alias);
    if (association)
      reportMixin(
        visit,
        { model, association, verb: visit.site.name.slice(1) },
        property.at,
        receiver.inferred,
      );
  }
}
