/** Related tables that find options read: `relations`, conditions on relations, `join`. */
import type { Visit } from '../../adapter.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, StringValue, Value } from '../../program/values.ts';
import type { Entity, EntityModel, EntityRelation } from './entity-model.ts';
import { objectProps } from './object-props.ts';
import type { BoundProp } from './object-props.ts';
import { bareExpr, writtenProps } from './written-props.ts';

/** A related entity read by a query, where its relation is named. */
export interface RelatedRead {
  readonly entity: Entity;
  readonly relation: EntityRelation;
  readonly at: Pos;
  readonly file: ProjectFile | undefined;
  readonly evidence: string;
  readonly inferred: boolean;
}

interface Reader {
  readonly evaluator: Evaluator;
  readonly model: EntityModel;
}

const OPTION_KEYS = new Set([
  'where',
  'relations',
  'join',
  'order',
  'select',
  'withDeleted',
  'skip',
  'take',
  'cache',
  'lock',
]);

/**
 * @param expr find options, or a bare condition where the library takes one
 * @param condition the expression is a condition for sure (`findBy`)
 */
export function relatedByOptions(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
  expr: Expr,
  env: Env,
  condition: boolean,
): readonly RelatedRead[] {
  const reader: Reader = { evaluator: visit.evaluator, model };
  const props = writtenProps(visit.evaluator, expr, env);
  if (condition || (props.length > 0 && !props.some((prop) => OPTION_KEYS.has(prop.name)))) {
    return relatedByCondition(reader, entity, expr, env);
  }
  const reads = props.flatMap((prop): readonly RelatedRead[] => {
    if (prop.name === 'relations') return relatedByNames(reader, entity, prop);
    if (prop.name === 'where' || prop.name === 'order')
      return relatedByCondition(reader, entity, prop.expr, prop.env);
    return prop.name === 'join' ? relatedByJoin(reader, entity, prop) : [];
  });
  return withoutRepeats(reads);
}

/** Ordering or filtering by a relation that is loaded anyway reads nothing more. */
export function withoutRepeats(reads: readonly RelatedRead[]): readonly RelatedRead[] {
  const loaded = new Set(reads.filter((read) => !read.inferred).map((read) => read.relation));
  const seen = new Set<EntityRelation>();
  return reads.filter((read) => {
    if (!read.inferred) return true;
    if (loaded.has(read.relation) || seen.has(read.relation)) return false;
    seen.add(read.relation);
    return true;
  });
}

/** Of a call seen again for its caller, what the caller itself asks for; conditions of a base class are not its own. */
export function ownReads(visit: Visit, reads: readonly RelatedRead[]): readonly RelatedRead[] {
  if (!visit.lifted) return reads;
  return reads.filter((read) => !read.inferred || !read.file || read.file === visit.place.file);
}

export function relatedByNames(
  reader: Reader,
  entity: Entity,
  prop: BoundProp,
): readonly RelatedRead[] {
  const value = reader.evaluator.value(prop.expr, prop.env);
  const strings = alternatives(value)
    .flatMap((one) =>
      one.v === 'array' ? (one.items ?? [one.of]) : one.v === 'string' ? [one] : [],
    )
    .flatMap(alternatives)
    .filter((one): one is StringValue => one.v === 'string' && one.exact);
  const named = new Set(strings.map((one) => one.text));
  return [
    ...strings.flatMap((one) => relatedByPath(reader, entity, one, named, prop)),
    ...relatedByTree(reader, entity, writtenProps(reader.evaluator, prop.expr, prop.env), 0),
  ];
}

/** `'items.product'`: the last table, and those on the way that are not named by themselves. */
function relatedByPath(
  reader: Reader,
  entity: Entity,
  text: StringValue,
  named: ReadonlySet<string>,
  prop: BoundProp,
): readonly RelatedRead[] {
  const reads: RelatedRead[] = [];
  const steps = text.text.split('.');
  let current: Entity | undefined = entity;
  steps.forEach((step, at) => {
    const relation: EntityRelation | undefined = current?.relations.get(step);
    current = relation ? reader.model.of(relation.target)[0] : undefined;
    const path = steps.slice(0, at + 1).join('.');
    if (!relation || !current || (at < steps.length - 1 && named.has(path))) return;
    reads.push({
      entity: current,
      relation,
      at: text.origin?.expr.at ?? prop.at,
      file: text.origin?.file ?? prop.file,
      evidence: `relations '${text.text}'`,
      inferred: false,
    });
  });
  return reads;
}

const MAX_NESTING = 6;

/** `{ items: { product: true } }` */
function relatedByTree(
  reader: Reader,
  entity: Entity,
  props: readonly BoundProp[],
  depth: number,
): readonly RelatedRead[] {
  if (depth > MAX_NESTING) return [];
  return props.flatMap((prop): readonly RelatedRead[] => {
    const relation = entity.relations.get(prop.name);
    const target = relation ? reader.model.of(relation.target)[0] : undefined;
    const value = reader.evaluator.value(prop.expr, prop.env);
    if (!relation || !target || (value.v === 'literal' && value.value === false)) return [];
    const { at, file } = prop;
    const read = {
      entity: target,
      relation,
      at,
      file,
      evidence: `relations ${prop.name}`,
      inferred: false,
    };
    return [
      read,
      ...relatedByTree(reader, target, objectProps(reader.evaluator, value), depth + 1),
    ];
  });
}

/** `where: { customer: { id } }` joins the customer's table. */
export function relatedByCondition(
  reader: Reader,
  entity: Entity,
  expr: Expr,
  env: Env,
  depth = 0,
): readonly RelatedRead[] {
  if (depth > MAX_NESTING) return [];
  return conditionProps(reader, expr, env).flatMap((prop): readonly RelatedRead[] => {
    const relation = entity.relations.get(prop.name);
    const target = relation ? reader.model.of(relation.target)[0] : undefined;
    if (!relation || !target || !isNestedCondition(reader, prop)) return [];
    const { at, file } = prop;
    const read = {
      entity: target,
      relation,
      at,
      file,
      evidence: `condition on ${prop.name}`,
      inferred: true,
    };
    return [read, ...relatedByCondition(reader, target, prop.expr, prop.env, depth + 1)];
  });
}

/** Properties of one condition or of several in a list. */
function conditionProps(reader: Reader, expr: Expr, env: Env): readonly BoundProp[] {
  const bare = bareExpr(expr);
  if (bare.k === 'arr') return bare.items.flatMap((item) => conditionProps(reader, item, env));
  const listed = alternatives(reader.evaluator.value(expr, env)).flatMap((one): readonly Value[] =>
    one.v === 'array' ? (one.items ?? []) : [],
  );
  return [
    ...writtenProps(reader.evaluator, expr, env),
    ...listed.flatMap((one) => objectProps(reader.evaluator, one)),
  ];
}

function isNestedCondition(reader: Reader, prop: BoundProp): boolean {
  const value = reader.evaluator.value(prop.expr, prop.env);
  return alternatives(value).some(
    (one) => one.v === 'object' || (one.v === 'array' && one.of.v === 'object'),
  );
}

/** `join: { alias: 'order', leftJoinAndSelect: { items: 'order.items' } }` of TypeORM 0.2. */
function relatedByJoin(reader: Reader, entity: Entity, prop: BoundProp): readonly RelatedRead[] {
  const value = reader.evaluator.value(prop.expr, prop.env);
  const aliases = new Map<string, Entity>();
  const props = objectProps(reader.evaluator, value);
  const alias = props.find((one) => one.name === 'alias');
  const name = alias ? reader.evaluator.text(alias.expr, alias.env)?.text : undefined;
  if (name) aliases.set(name, entity);
  const joins = props.filter((one) => /^(left|inner)Join/.test(one.name));
  return joins.flatMap((join) =>
    objectProps(reader.evaluator, reader.evaluator.value(join.expr, join.env)).flatMap(
      (one): readonly RelatedRead[] => {
        const [owner = '', property = ''] = (
          reader.evaluator.text(one.expr, one.env)?.text ?? ''
        ).split('.');
        const relation = aliases.get(owner)?.relations.get(property);
        const target = relation ? reader.model.of(relation.target)[0] : undefined;
        if (!relation || !target) return [];
        aliases.set(one.name, target);
        return [
          {
            entity: target,
            relation,
            at: one.at,
            file: one.file,
            evidence: `${join.name} '${owner}.${property}'`,
            inferred: false,
          },
        ];
      },
    ),
  );
}
