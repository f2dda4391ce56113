/** Relations that a query loads, joins or writes along with its model. */
import type { Visit } from '../../adapter.ts';
import { textPosition } from '../../scan/text-position.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import { alternatives } from '../../program/values.ts';
import { oneOrMany, propsOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import { modelOfClass } from './objection-models.ts';
import type { ObjectionModel, ObjectionRelation } from './objection-models.ts';
import { parseRelations } from './relation-expression.ts';
import type { RelationNode } from './relation-expression.ts';
import { report } from './report-access.ts';

export const RELATION_LOADS = [
  'joinRelated',
  'innerJoinRelated',
  'leftJoinRelated',
  'leftOuterJoinRelated',
  'rightJoinRelated',
  'rightOuterJoinRelated',
  'outerJoinRelated',
  'fullOuterJoinRelated',
  'joinRelation',
  'innerJoinRelation',
  'leftJoinRelation',
  'leftOuterJoinRelation',
  'withGraphFetched',
  'withGraphJoined',
  'withGraph',
  'eager',
  'joinEager',
  'naiveEager',
  'mergeEager',
  'mergeJoinEager',
  'eagerAlgorithm',
];
/** Relations named behind rows: `User.fetchGraph(users, 'pets')`; on a record they come first. */
export const GRAPH_FETCHES = ['fetchGraph', 'loadRelated', '$fetchGraph', '$loadRelated'];

interface NamedRelation {
  readonly relation: ObjectionRelation;
  readonly at: Pos;
}

export function visitLoad(
  visit: Visit,
  models: readonly ObjectionModel[],
  expr: Expr | undefined,
): void {
  if (!expr) return;
  for (const model of models) {
    for (const { relation, at } of relationsNamed(visit, model, { expr, env: visit.env })) {
      report(visit, {
        table: relation.table,
        mode: 'read',
        at,
        evidence: `${visit.site.name} ${relation.name}`,
        inferred: model.inferred,
      });
    }
  }
}

/** Relations of an expression: `'[pets, children.pets]'`, `{ pets: true, children: { pets: true } }`. */
export function relationsNamed(
  visit: Visit,
  model: ObjectionModel,
  bound: BoundExpr,
): readonly NamedRelation[] {
  const { evaluator } = visit;
  const value = evaluator.value(bound.expr, bound.env);
  const texts = alternatives(value).flatMap((one): readonly NamedRelation[] => {
    if (one.v !== 'string') return [];
    const origin = one.origin?.file === visit.site.file ? one.origin.expr : null;
    const place = (offset: number): Pos =>
      origin && (origin.k === 'str' || origin.k === 'tpl')
        ? textPosition(origin, offset)
        : bound.expr.at;
    return relationsInNodes(visit, model, parseRelations(one.text), place);
  });
  return [...texts, ...relationsInObject(visit, model, bound, 0)];
}

function relationsInNodes(
  visit: Visit,
  model: ObjectionModel,
  nodes: readonly RelationNode[],
  place: (offset: number) => Pos,
): readonly NamedRelation[] {
  return nodes.flatMap((node): readonly NamedRelation[] => {
    const relation = model.relations.get(node.name);
    if (!relation) return [];
    const target = relation.target ? modelOfClass(visit.evaluator, relation.target) : null;
    const inner = target ? relationsInNodes(visit, target, node.children, place) : [];
    return [{ relation, at: place(node.offset) }, ...inner];
  });
}

const MAX_NESTING = 8;

function relationsInObject(
  visit: Visit,
  model: ObjectionModel,
  bound: BoundExpr,
  depth: number,
): readonly NamedRelation[] {
  if (depth > MAX_NESTING) return [];
  return propsOf(visit.evaluator, bound).flatMap((prop): readonly NamedRelation[] => {
    const relation = model.relations.get(prop.name);
    if (!relation) return [];
    const at = prop.env.file === visit.site.file ? prop.at : visit.call.at;
    const target = relation.target ? modelOfClass(visit.evaluator, relation.target) : null;
    return [{ relation, at }, ...(target ? relationsInObject(visit, target, prop, depth + 1) : [])];
  });
}

/** `insertGraph({ name, pets: [{ … }] })`: every related table whose relation the data names. */
export function visitGraph(visit: Visit, models: readonly ObjectionModel[]): void {
  const [data] = visit.call.args;
  if (!data) return;
  for (const model of models) writeGraph(visit, model, { expr: data, env: visit.env }, 0);
}

function writeGraph(visit: Visit, model: ObjectionModel, data: BoundExpr, depth: number): void {
  if (depth > MAX_NESTING) return;
  for (const one of oneOrMany(visit.evaluator, data)) {
    for (const prop of propsOf(visit.evaluator, one)) {
      const relation = model.relations.get(prop.name);
      if (!relation) continue;
      const at = prop.env.file === visit.site.file ? prop.at : visit.call.at;
      const evidence = `${visit.site.name} of ${prop.name}`;
      for (const table of [relation.table, relation.through]) {
        if (table !== null)
          report(visit, { table, mode: 'write', at, evidence, inferred: model.inferred });
      }
      const target = relation.target ? modelOfClass(visit.evaluator, relation.target) : null;
      if (target) writeGraph(visit, target, prop, depth + 1);
    }
  }
}
