/** Other collections that a call reads: `populate`, `$lookup` and its like in pipelines. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import type { ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, StringValue, Value } from '../../program/values.ts';
import type { Entity, EntityModel, EntityRelation } from '../entities/entity-model.ts';
import { objectProps } from '../entities/object-props.ts';
import type { BoundProp } from '../entities/object-props.ts';

export interface RelatedAccess {
  readonly table: string;
  readonly mode: AccessMode;
  readonly at: Pos;
  readonly file: ProjectFile;
  readonly evidence: string;
}

/** `'author comments'`, `['author']`, `{ path: 'author', populate: … }` */
export function populated(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
  expr: Expr,
  env: Env,
): readonly RelatedAccess[] {
  return populatedBy(
    visit,
    model,
    entity,
    visit.evaluator.value(expr, env),
    { at: expr.at, file: env.file },
    0,
  );
}

const MAX_NESTING = 6;

interface Spot {
  readonly at: Pos;
  readonly file: ProjectFile;
}

function populatedBy(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
  value: Value,
  spot: Spot,
  depth: number,
): readonly RelatedAccess[] {
  if (depth > MAX_NESTING) return [];
  return alternatives(value).flatMap((one): readonly RelatedAccess[] => {
    if (one.v === 'string') return one.exact ? pathsOf(model, entity, one, spot).reads : [];
    if (one.v === 'array')
      return (one.items ?? []).flatMap((item) =>
        populatedBy(visit, model, entity, item, spot, depth + 1),
      );
    if (one.v !== 'object') return [];
    const props = objectProps(visit.evaluator, one);
    const path = props.find((prop) => prop.name === 'path');
    const text = path ? visit.evaluator.text(path.expr, path.env) : undefined;
    if (!path || !text?.exact) return [];
    const found = pathsOf(model, entity, text, { at: path.expr.at, file: path.file });
    const inner = props.find((prop) => prop.name === 'populate');
    const target = found.last;
    if (!inner || !target) return found.reads;
    const deeper = visit.evaluator.value(inner.expr, inner.env);
    return [
      ...found.reads,
      ...populatedBy(
        visit,
        model,
        target,
        deeper,
        { at: inner.expr.at, file: inner.file },
        depth + 1,
      ),
    ];
  });
}

function pathsOf(
  model: EntityModel,
  entity: Entity,
  text: StringValue,
  spot: Spot,
): { readonly reads: readonly RelatedAccess[]; readonly last: Entity | undefined } {
  const origin = text.origin?.expr.k === 'str' ? text.origin : null;
  const { at, file } = origin ? { at: origin.expr.at, file: origin.file } : spot;
  const reads: RelatedAccess[] = [];
  let last: Entity | undefined;
  for (const path of text.text.split(/\s+/).filter((one) => one !== '' && !one.startsWith('-'))) {
    let owner: Entity | undefined = entity;
    let rest = path;
    while (owner && rest !== '') {
      const property: string | undefined = [...owner.relations.keys()].find(
        (name) => rest === name || rest.startsWith(`${name}.`),
      );
      const relation: EntityRelation | undefined =
        property === undefined ? undefined : owner.relations.get(property);
      owner = relation ? model.of(relation.target)[0] : undefined;
      rest = rest.slice((property?.length ?? rest.length) + 1);
      if (!owner) continue;
      last = owner;
      reads.push({ table: owner.table, mode: 'read', at, file, evidence: `populate '${path}'` });
    }
  }
  return { reads, last };
}

/** Collections named by the stages of a pipeline. */
export function pipelineAccesses(
  visit: Visit,
  model: EntityModel,
  expr: Expr,
  env: Env,
): readonly RelatedAccess[] {
  return stages(visit, model, visit.evaluator.value(expr, env), 0);
}

const LOOKUPS: Readonly<Record<string, readonly [string, AccessMode]>> = {
  $lookup: ['from', 'read'],
  $graphLookup: ['from', 'read'],
  $unionWith: ['coll', 'read'],
  $merge: ['into', 'write'],
  $out: ['coll', 'write'],
};
const MAX_STAGES = 8;

function stages(
  visit: Visit,
  model: EntityModel,
  value: Value,
  depth: number,
): readonly RelatedAccess[] {
  if (depth > MAX_STAGES) return [];
  return alternatives(value).flatMap((one): readonly RelatedAccess[] => {
    if (one.v === 'array')
      return (one.items ?? []).flatMap((item) => stages(visit, model, item, depth + 1));
    return objectProps(visit.evaluator, one).flatMap((prop) => {
      const inner = visit.evaluator.value(prop.expr, prop.env);
      return [
        ...namedCollection(visit, model, prop, inner),
        ...stages(visit, model, inner, depth + 1),
      ];
    });
  });
}

function namedCollection(
  visit: Visit,
  model: EntityModel,
  prop: BoundProp,
  inner: Value,
): readonly RelatedAccess[] {
  const [key, mode] = LOOKUPS[prop.name] ?? [];
  if (!key || !mode) return [];
  const from = objectProps(visit.evaluator, inner).find((one) => one.name === key);
  const text = from
    ? visit.evaluator.text(from.expr, from.env)
    : inner.v === 'string'
      ? inner
      : undefined;
  if (!text?.exact) return [];
  const { expr, file } = from ?? prop;
  return [
    {
      table: collectionTable(model, text.text),
      mode,
      at: expr.at,
      file,
      evidence: `${prop.name} '${text.text}'`,
    },
  ];
}

/** The model whose collection it is: Mongoose puts a model's name into lower case and the plural. */
export function collectionTable(model: EntityModel, collection: string): string {
  if (model.entities.some((entity) => entity.table === collection)) return collection;
  const found = model.entities.find(
    (entity) => plural(entity.name.toLowerCase()) === collection.toLowerCase(),
  );
  return found?.table ?? collection;
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
