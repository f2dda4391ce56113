/** Objection 1 to 3: model classes with their relations, queries, graphs, transactions. */
import { findInFiles } from '../../program/find-in-files.ts';
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import type { RelationKind } from '../../contract.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import { unpackPosition } from '../../scan/ir.ts';
import { isMigrationFile } from '../sql/migrations.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import {
  isModelClass,
  isOurs,
  modelOfClass,
  PACKAGES,
  propertyType,
  schemaProperties,
} from './objection-models.ts';
import type { ObjectionModel, RelationType } from './objection-models.ts';
import {
  call,
  callback,
  isBuilder,
  isObjection,
  member,
  modelsOf,
  type,
} from './objection-values.ts';
import { JOINS, visitJoin, visitQuery, visitRelated } from './visit-query.ts';
import { GRAPH_FETCHES, RELATION_LOADS, visitGraph, visitLoad } from './visit-relations.ts';

const GRAPHS = [
  'insertGraph',
  'insertGraphAndFetch',
  'insertWithRelated',
  'insertWithRelatedAndFetch',
  'upsertGraph',
  'upsertGraphAndFetch',
];

export const objectionAdapter: Adapter = {
  id: 'objection',
  title: 'Objection',
  kind: 'orm',
  packages: PACKAGES,
  calls: [
    'query',
    '$query',
    'relatedQuery',
    '$relatedQuery',
    ...RELATION_LOADS,
    ...GRAPH_FETCHES,
    ...GRAPHS,
    ...JOINS,
    'transaction',
    'startTransaction',
    'start',
  ],
  call,
  callback,
  member,
  type,
  prepare,
  onlyReports: true,
  visitCall,
};

const KINDS: Readonly<Record<RelationType, RelationKind>> = {
  BelongsToOne: 'many-to-one',
  HasOne: 'one-to-one',
  HasOneThrough: 'one-to-one',
  HasMany: 'one-to-many',
  ManyToMany: 'many-to-many',
};

function prepare(context: AdapterContext): void {
  const { evaluator, isSource } = context;
  const models = findInFiles(evaluator, 'objection models', (file) =>
    isSource(file.path) ? file.classes.filter((cls) => modelOfClass(evaluator, cls)) : [],
  ).flatMap((cls) => modelOfClass(evaluator, cls) ?? []);
  for (const model of models) declareModel(context, model);
  for (const model of models) declareRelations(context, model);
}

function declareModel(
  { evaluator, tables }: AdapterContext,
  { cls, table, relations, inferred }: ObjectionModel,
): void {
  const described = schemaProperties(evaluator, cls).map((prop) => ({
    name: prop.name,
    type: propertyType(evaluator, prop),
    line: unpackPosition(prop.at).line,
  }));
  const fields = cls.ir.properties
    .filter(
      (one) =>
        !one.isStatic && !relations.has(one.name) && one.name !== 'QueryBuilderType' && !one.init,
    )
    .map((one) => ({ name: one.name, type: null, line: unpackPosition(one.at).line }));
  tables.declare({
    name: table,
    entity: cls,
    entityName: cls.name,
    orm: 'objection',
    place: { file: cls.file, at: cls.ir.at },
    evidence: `class ${cls.name} tableName '${table}'`,
    certainty: inferred ? 'inferred' : 'certain',
    indexes: [],
    columns: described.length > 0 ? described : fields,
  });
}

function declareRelations(context: AdapterContext, model: ObjectionModel): void {
  for (const { name, type: kind, table, through, prop } of model.relations.values()) {
    const place = { file: prop.env.file, at: prop.at };
    context.facts.relation({
      from: model.table,
      to: table,
      kind: KINDS[kind],
      place,
      evidence: `${name}: ${kind}Relation${through === null ? '' : ` through ${through}`}`,
    });
    if (through === null || context.tables.ofName(through)) continue;
    context.tables.declare({
      name: through,
      entity: null,
      entityName: null,
      orm: 'objection',
      place,
      evidence: `through ${through}`,
      certainty: 'certain',
      columns: [],
      indexes: [],
    });
  }
}

function visitCall(visit: Visit): void {
  const { name, file } = visit.site;
  if (isMigrationFile(file)) return;
  if (name === 'transaction' || name === 'startTransaction' || name === 'start')
    return visitTransaction(visit);
  if (visit.call.fn.k !== 'mem') return;
  const receiver = visit.receiver();
  const models = modelsOf(visit.evaluator, receiver).filter(
    (model) => !overrides(visit, model.cls, name),
  );
  if (models.length === 0) {
    if (isOpen(visit) && (name === 'query' || name === '$query')) {
      visit.unresolved('table', `The model that ${name} is called on is not known here.`);
    }
    return;
  }
  visitModels(visit, models);
}

function visitModels(visit: Visit, models: readonly ObjectionModel[]): void {
  const { name } = visit.site;
  const onBuilder = alternatives(visit.receiver()).some(isBuilder);
  if (name === 'query' || name === '$query') visitQuery(visit, models);
  else if (name === 'relatedQuery' || name === '$relatedQuery') visitRelated(visit, models);
  else if (GRAPH_FETCHES.includes(name))
    visitLoad(visit, models, visit.call.args[name.startsWith('$') ? 0 : 1]);
  else if (!onBuilder) return;
  else if (RELATION_LOADS.includes(name)) visitLoad(visit, models, visit.call.args[0]);
  else if (GRAPHS.includes(name)) visitGraph(visit, models);
  else visitJoin(visit);
}

/** A method that the project's own class defines is followed as any other. */
function overrides(visit: Visit, cls: ProjectClass, name: string): boolean {
  const onClass = alternatives(visit.receiver()).some(
    (one) => (one.v === 'class' || one.v === 'instance') && one.cls === cls,
  );
  return onClass && (cls.methods.get(name) ?? []).length > 0;
}

/** Objection's object, or a class of the project that is a model without a table of its own. */
function isOpen(visit: Visit): boolean {
  const receiver = visit.receiver();
  if (isObjection(receiver)) return true;
  return alternatives(receiver).some(
    (one) =>
      (one.v === 'class' || one.v === 'instance') &&
      isModelClass(visit.evaluator, one.cls) &&
      !(one.cls.methods.get(visit.site.name) ?? []).length,
  );
}

/** `transaction(knex, cb)`, `transaction.start(knex)`, `User.transaction(cb)`, `User.startTransaction()`. */
function visitTransaction(visit: Visit): void {
  const { call: expr, site } = visit;
  const { fn } = expr;
  const callee = visit.evaluator.value(fn, visit.env);
  const isFunction = alternatives(callee).some(
    (one) =>
      one.v === 'library' && isOurs(one.pkg) && /(?:^|\.)transaction(?:\.start)?$/.test(one.type),
  );
  const onModel =
    fn.k === 'mem' &&
    site.name !== 'start' &&
    (isObjection(visit.receiver()) ||
      modelsOf(visit.evaluator, visit.receiver()).length > 0 ||
      isOpen(visit));
  if (!isFunction && !onModel) return;
  const body = expr.args.at(-1);
  const managed = site.name === 'transaction' && body !== undefined;
  reportTransaction(
    visit,
    managed ? body : 'function',
    managed ? 'transaction(…)' : `${site.name}()`,
  );
}
