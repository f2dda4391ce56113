/** `client.<model>.<method>(…)`: the model's table and those of the relations that the arguments name. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import type { Expr } from '../../scan/ir.ts';
import { alternatives, isKnown } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { isMigrationFile } from '../sql/migrations.ts';
import { spotOf } from '../literals/placed.ts';
import { quoteCall } from '../literals/quote-call.ts';
import type { Spot } from '../literals/placed.ts';
import { clientsOf, delegatesOf, modelOf, PACKAGES } from './client-values.ts';
import { schemasOf } from './project-schemas.ts';
import { relatedAccesses } from './read-arguments.ts';
import type { PrismaModel } from './schema-model.ts';

const READS = [
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findOne',
  'findMany',
  'findRaw',
  'aggregate',
  'aggregateRaw',
  'count',
  'groupBy',
];
const WRITES = [
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
];

export const METHODS: ReadonlyMap<string, AccessMode> = new Map([
  ...READS.map((name) => [name, 'read'] as const),
  ...WRITES.map((name) => [name, 'write'] as const),
]);

export function visitModelCall(visit: Visit): void {
  const { fn } = visit.call;
  if (fn.k !== 'mem') return;
  const receiver = visit.receiver();
  const models = delegatesOf(visit.evaluator, receiver);
  if (models.length > 0) {
    for (const model of models) reportCall(visit, model, false);
    return;
  }
  if (isKnown(receiver) && alternatives(receiver).every((one) => one.v !== 'library')) return;
  const model = isKnown(receiver) ? undefined : modelByName(visit, fn.obj);
  if (model) reportCall(visit, model, true);
  else if (isDynamicDelegate(visit, fn.obj) || isOpenDelegate(visit, fn.obj, receiver)) {
    visit.unresolved('table', `The model that ${visit.site.name} is called on is not known here.`);
  }
}

/** Methods that no other library in wide use has. */
const OWN_METHODS =
  /^(?:find(?:Unique|First)(?:OrThrow)?|findMany|createMany\w*|updateMany\w*|deleteMany|groupBy|upsert)$/;

/** `this.delegate.findMany()` in a base class whose derived classes say which model. */
function isOpenDelegate(visit: Visit, expr: Expr, receiver: Value): boolean {
  if (isKnown(receiver) || schemasOf(visit.program)?.all.length === 0) return false;
  const name =
    expr.k === 'mem'
      ? expr.obj.k === 'this'
        ? expr.name
        : ''
      : expr.k === 'name'
        ? expr.name
        : '';
  const isHanded =
    expr.k === 'mem' || (expr.k === 'name' && visit.site.file.parameters.has(expr.decl));
  if (name === '' || !isHanded || !dependsOnPrisma(visit)) return false;
  return (
    /delegate$/i.test(name) ||
    (/^(?:model|repository|repo|entity|table|collection)$/i.test(name) &&
      OWN_METHODS.test(visit.site.name))
  );
}

function dependsOnPrisma(visit: Visit): boolean {
  const dependencies = visit.dependenciesOf(visit.site.file.path);
  return dependencies.has('@prisma/client') || dependencies.has('prisma');
}

/** `prisma[model]`, directly or through a variable. */
function isDynamicDelegate(visit: Visit, expr: Expr): boolean {
  const { evaluator, env } = visit;
  if (expr.k === 'cast' || expr.k === 'await') return isDynamicDelegate(visit, expr.v);
  if (expr.k === 'alt') return expr.items.some((item) => isDynamicDelegate(visit, item));
  if (expr.k === 'name') {
    const definition = env.file.definitions.get(expr.decl);
    const plain = definition && !definition.each && !env.file.ir.decls[expr.decl]?.path;
    return plain ? isDynamicDelegate(visit, definition.v) : false;
  }
  if (expr.k === 'idx')
    return clientsOf(libraryFaces(evaluator, evaluator.value(expr.obj, env), PACKAGES)).length > 0;
  const value: Value = evaluator.value(expr, env);
  return alternatives(value).some(
    (one) => one.v === 'library' && one.type === 'Delegate' && !modelOf(evaluator, one, 'Delegate'),
  );
}

const CLIENT_NAMES = /^(?:prisma|prismaClient|prismaService|db|tx|trx)$/i;

/** `ctx.prisma.user.findMany()` on a context nobody has typed: the model's name and the client's name speak for it. */
function modelByName(visit: Visit, expr: Expr): PrismaModel | undefined {
  if (expr.k !== 'mem') return undefined;
  const { obj, name } = expr;
  const holder = obj.k === 'mem' || obj.k === 'name' ? obj.name : '';
  if (!CLIENT_NAMES.test(holder) || isKnown(visit.evaluator.value(obj, visit.env)))
    return undefined;
  if (!dependsOnPrisma(visit) && !OWN_METHODS.test(visit.site.name)) return undefined;
  return schemasOf(visit.program)?.byAccessor(name, visit.site.file.path);
}

function reportCall(visit: Visit, model: PrismaModel, inferred: boolean): void {
  const { site, call } = visit;
  const mode = METHODS.get(site.name);
  if (!mode || isMigrationFile(site.file)) return;
  visit.facts.access({
    table: model.table,
    mode,
    at: call.at,
    via: `prisma ${model.name}.${site.name}`,
    evidence: quoteCall(call),
    certainty: inferred ? 'inferred' : 'certain',
  });
  const read = reportRelated(visit, model, call.args[0], inferred);
  const tables = mode === 'read' ? [model.table, ...read] : read;
  if (mode === 'read' && new Set(tables).size > 1)
    visit.facts.join({ tables, at: call.at, evidence: quoteCall(call) });
}

/** @returns the tables read */
function reportRelated(
  visit: Visit,
  model: PrismaModel,
  args: Expr | undefined,
  inferred: boolean,
): readonly string[] {
  if (!args) return [];
  const { site } = visit;
  const outer: Spot = { at: args.k === 'obj' ? visit.call.at : args.at, file: site.file };
  const found = relatedAccesses(visit.evaluator, model, { expr: args, env: visit.env }, outer);
  for (const one of found) {
    const spot = spotOf(visit, one.spot, one.outer);
    visit.facts.access({
      table: one.table,
      mode: one.mode,
      ...spot,
      via: `prisma ${model.name}.${site.name}`,
      evidence: one.evidence,
      certainty: inferred || one.inferred ? 'inferred' : 'certain',
    });
  }
  return found.filter((one) => one.mode === 'read').map((one) => one.table);
}

/** `client.post.findUnique(…).author()` */
export function visitFluent(visit: Visit): void {
  const { call, site } = visit;
  if (call.fn.k !== 'mem') return;
  for (const one of alternatives(visit.receiver())) {
    const relation = modelOf(visit.evaluator, one, 'Record')?.fields.get(site.name)?.relation;
    if (!relation) continue;
    const { target } = relation;
    visit.facts.access({
      table: target.table,
      mode: 'read',
      at: call.at,
      via: 'prisma fluent',
      evidence: `.${site.name}()`,
    });
    reportRelated(visit, target, call.args[0], false);
  }
}
