/** Queries on models: which tables they read and write, directly and through relations. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import { textPosition } from '../../scan/text-position.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import { alternatives } from '../../program/values.ts';
import { builderChain, chainMethods } from '../sql/builder-chain.ts';
import { oneOrMany, propsOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import { quoteCall } from '../literals/placed.ts';
import { modelOfClass } from './objection-models.ts';
import type { ObjectionModel, ObjectionRelation } from './objection-models.ts';
import { parseRelations } from './relation-expression.ts';
import type { RelationNode } from './relation-expression.ts';

const WRITE = /^(?:insert|upsert|patch|update|delete|increment|decrement|truncate|undelete|softDelete|hardDelete)/;
const LINK = /^(?:relate|unrelate)$/;

const isWrite = (names: ReadonlySet<string>): boolean => [...names].some((name) => WRITE.test(name));

export interface Access {
  readonly table: string;
  readonly mode: AccessMode;
  readonly at: Pos;
  readonly evidence: string;
  readonly inferred?: boolean;
}

export function report(visit: Visit, { inferred, ...access }: Access): void {
  visit.facts.access({ ...access, via: `objection ${visit.site.name}`, certainty: inferred ? 'inferred' : 'certain' });
}

/** `User.query()…` and `user.$query()…`: one access of the model's table, its mode told by the whole chain. */
export function visitQuery(visit: Visit, models: readonly ObjectionModel[]): void {
  const chain = builderChain(visit, visit.site);
  const mode = isWrite(chainMethods(chain)) ? 'write' : 'read';
  for (const model of models) {
    report(visit, { table: model.table, mode, at: visit.call.at, evidence: quoteCall(visit.call), inferred: model.inferred });
    if (mode === 'write') continue;
    const joined = chain.calls.flatMap(({ call, file }) => {
      const [first] = call.args;
      const name = call.fn.k === 'mem' ? call.fn.name : '';
      if (!first || file !== visit.site.file) return [];
      if (RELATION_LOADS.includes(name)) return relationsNamed(visit, model, { expr: first, env: visit.env }).map((one) => one.relation.table);
      const text = JOINS.has(name) ? visit.evaluator.text(first, visit.env) : undefined;
      return text?.exact ? [tableOf(text.text)] : [];
    });
    if (joined.length > 0) visit.facts.join({ tables: [model.table, ...joined], at: visit.call.at, evidence: quoteCall(visit.call) });
  }
}

/** `user.$relatedQuery('pets')`, `User.relatedQuery('pets')`: the related table, where the relation is named. */
export function visitRelated(visit: Visit, models: readonly ObjectionModel[]): void {
  const [nameExpr] = visit.call.args;
  const name = visit.text(0);
  if (!nameExpr || name === undefined) return;
  const methods = chainMethods(builderChain(visit, visit.site));
  for (const model of models) {
    const relation = model.relations.get(name);
    if (!relation) {
      visit.unresolved('table', `The relation that ${visit.site.name} names is not known here.`);
      continue;
    }
    for (const { table, mode } of relatedTables(model, relation, methods)) {
      report(visit, { table, mode, at: nameExpr.at, evidence: `${visit.site.name}('${name}')`, inferred: model.inferred });
    }
  }
}

function relatedTables(
  model: ObjectionModel,
  relation: ObjectionRelation,
  methods: ReadonlySet<string>,
): readonly { readonly table: string; readonly mode: AccessMode }[] {
  const { table, through, type } = relation;
  const links = [...methods].some((name) => LINK.test(name));
  if (links) return [{ table: through ?? (type === 'BelongsToOne' ? model.table : table), mode: 'write' }];
  if (!isWrite(methods)) return [{ table, mode: 'read' }];
  const own = { table, mode: 'write' as const };
  const inserts = [...methods].some((name) => name.startsWith('insert'));
  return through !== null && inserts ? [own, { table: through, mode: 'write' }] : [own];
}

export const RELATION_LOADS = [
  'joinRelated', 'innerJoinRelated', 'leftJoinRelated', 'leftOuterJoinRelated', 'rightJoinRelated', 'rightOuterJoinRelated',
  'outerJoinRelated', 'fullOuterJoinRelated', 'joinRelation', 'innerJoinRelation', 'leftJoinRelation', 'leftOuterJoinRelation',
  'withGraphFetched', 'withGraphJoined', 'withGraph', 'eager', 'joinEager', 'naiveEager', 'mergeEager', 'mergeJoinEager', 'eagerAlgorithm',
];
/** Relations named behind rows: `User.fetchGraph(users, 'pets')`; on a record they come first. */
export const GRAPH_FETCHES = ['fetchGraph', 'loadRelated', '$fetchGraph', '$loadRelated'];

export const JOINS = new Set([
  'join', 'innerJoin', 'leftJoin', 'leftOuterJoin', 'rightJoin', 'rightOuterJoin', 'outerJoin', 'fullOuterJoin', 'crossJoin',
]);

interface NamedRelation {
  readonly relation: ObjectionRelation;
  readonly at: Pos;
}

export function visitLoad(visit: Visit, models: readonly ObjectionModel[], expr: Expr | undefined): void {
  if (!expr) return;
  for (const model of models) {
    for (const { relation, at } of relationsNamed(visit, model, { expr, env: visit.env })) {
      report(visit, { table: relation.table, mode: 'read', at, evidence: `${visit.site.name} ${relation.name}`, inferred: model.inferred });
    }
  }
}

/** Relations of an expression: `'[pets, children.pets]'`, `{ pets: true, children: { pets: true } }`. */
function relationsNamed(visit: Visit, model: ObjectionModel, bound: BoundExpr): readonly NamedRelation[] {
  const { evaluator } = visit;
  const value = evaluator.value(bound.expr, bound.env);
  const texts = alternatives(value).flatMap((one): readonly NamedRelation[] => {
    if (one.v !== 'string') return [];
    const origin = one.origin?.file === visit.site.file ? one.origin.expr : null;
    const place = (offset: number): Pos =>
      origin && (origin.k === 'str' || origin.k === 'tpl') ? textPosition(origin, offset) : bound.expr.at;
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

function relationsInObject(visit: Visit, model: ObjectionModel, bound: BoundExpr, depth: number): readonly NamedRelation[] {
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
        if (table !== null) report(visit, { table, mode: 'write', at, evidence, inferred: model.inferred });
      }
      const target = relation.target ? modelOfClass(visit.evaluator, relation.target) : null;
      if (target) writeGraph(visit, target, prop, depth + 1);
    }
  }
}

/** `.join('pets as p', …)` as in knex; a builder as an argument is a query of its own. */
export function visitJoin(visit: Visit): void {
  const [table] = visit.call.args;
  const text = visit.text(0);
  if (!table || text === undefined) return;
  if (text.includes('{}')) {
    visit.unresolved('table', `The table that ${visit.site.name} names is not known here.`);
    return;
  }
  report(visit, { table: tableOf(text), mode: 'read', at: table.at, evidence: `.${visit.site.name}('${text}')` });
}

const tableOf = (text: string): string => text.trim().split(/\s+/)[0] ?? text;
