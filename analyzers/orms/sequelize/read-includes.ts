/** Related tables that a query's `include` loads, each where its model or association is named. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { exactText, isNothing, oneOrMany, propOf, valueOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import type { Spot } from '../literals/placed.ts';
import { modelsIn } from './guess-model.ts';
import type { Association, ModelRegistry, SequelizeModel } from './model-registry.ts';

export interface Included {
  readonly model: SequelizeModel;
  readonly spot: Spot;
  /** Where the list was handed in, for what is written in other files. */
  readonly outer: Spot;
  readonly evidence: string;
  readonly inferred: boolean;
}

interface Reader {
  readonly evaluator: Evaluator;
  readonly registry: ModelRegistry;
  readonly outer: Spot;
  readonly depth: number;
}

const MAX_NESTING = 8;

/** @param options the options object of the query; null `source` when its model is not known */
export function includedModels(
  evaluator: Evaluator,
  registry: ModelRegistry,
  source: SequelizeModel | null,
  options: BoundExpr,
  outer: Spot,
): readonly Included[] {
  return readIncludes({ evaluator, registry, outer, depth: 0 }, source, options);
}

function readIncludes(
  reader: Reader,
  source: SequelizeModel | null,
  options: BoundExpr,
): readonly Included[] {
  const include =
    reader.depth > MAX_NESTING ? undefined : propOf(reader.evaluator, options, 'include');
  if (!include || isNothing(reader.evaluator, include)) return [];
  const outer =
    include.env.file === reader.outer.file
      ? { at: include.expr.at, file: include.env.file }
      : reader.outer;
  const deeper = { ...reader, outer, depth: reader.depth + 1 };
  return oneOrMany(reader.evaluator, include).flatMap((item) => readItem(deeper, source, item));
}

function readItem(
  reader: Reader,
  source: SequelizeModel | null,
  item: BoundExpr,
): readonly Included[] {
  const { evaluator } = reader;
  const model = propOf(evaluator, item, 'model');
  const association = propOf(evaluator, item, 'association');
  const alias = propOf(evaluator, item, 'as');
  if (propOf(evaluator, item, 'all')) return allOf(reader, source, item);
  const named = model ?? association ?? alias ?? item;
  const targets = targetsOf(reader, source, named, named === alias || named === association);
  const own = targets.map((target) => note(reader, named, target, `include ${target.name}`));
  const inner =
    named === item
      ? []
      : targets.slice(0, 1).flatMap((target) => readIncludes(reader, target, item));
  return [...own, ...inner];
}

function note(
  reader: Reader,
  { expr, env }: BoundExpr,
  model: SequelizeModel,
  evidence: string,
  inferred = false,
): Included {
  return {
    model,
    spot: { at: expr.at, file: env.file },
    outer: reader.outer,
    evidence,
    inferred: inferred || model.inferred,
  };
}

function allOf(
  reader: Reader,
  source: SequelizeModel | null,
  item: BoundExpr,
): readonly Included[] {
  const targets = new Set([...(source?.associations.values() ?? [])].map((one) => one.target));
  return [...targets].map((target) => note(reader, item, target, 'include all', true));
}

function targetsOf(
  reader: Reader,
  source: SequelizeModel | null,
  bound: BoundExpr,
  isAssociation: boolean,
): readonly SequelizeModel[] {
  const { evaluator, registry } = reader;
  const value = valueOf(evaluator, bound);
  const text = exactText(value);
  const byAlias = text === null ? undefined : associationOf(source, text)?.target;
  if (byAlias) return [byAlias];
  if (text !== null) return [];
  const held = alternatives(value).flatMap((one) => heldTarget(reader, one));
  if (held.length > 0) return held;
  // `User.associations.posts`, `User.Posts`
  const { expr } = bound;
  const member =
    expr.k === 'mem'
      ? (associationOf(source, expr.name) ?? associationOf(source, lowered(expr.name)))
      : undefined;
  if (isAssociation) return member ? [member.target] : [];
  const found = modelsIn(evaluator, registry, bound);
  return found.length > 0 || !member ? found : [member.target];
}

/** `Association<User, Post>` as a type, or what `User.hasMany(Post)` returned: the target comes last. */
function heldTarget({ registry }: Reader, value: Value): readonly SequelizeModel[] {
  if (value.v !== 'library' || !ASSOCIATION_TYPES.test(value.type)) return [];
  const target = value.args.at(-1);
  return target ? registry.of(target) : [];
}

const ASSOCIATION_TYPES = /^(?:Association|HasMany|HasOne|BelongsTo|BelongsToMany)$/;

const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

export const associationOf = (
  source: SequelizeModel | null,
  alias: string,
): Association | undefined => source?.associations.get(alias);
