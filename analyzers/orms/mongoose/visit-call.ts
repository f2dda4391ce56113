/** One call on something of Mongoose: accesses, population, aggregation, transactions. */
import type { Visit } from '../../adapter.ts';
import type { Expr } from '../../scan/ir.ts';
import type { CallSite } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { LibraryValue } from '../../program/values.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { objectProps } from '../entities/object-props.ts';
import { libraryReceivers } from '../entities/receivers.ts';
import { reportEntity, reportTable } from '../entities/report-access.ts';
import { quoteCall } from '../literals/quote-call.ts';
import { DOCUMENT_WRITES, isMongoose, READS, receiverOf, WRITES } from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { entitiesOf, entitiesOfType } from './model-entities.ts';
import { modelsOf } from './project-model.ts';
import { pipelineAccesses, populated } from './related.ts';
import type { RelatedAccess } from './related.ts';
import { schemaReceivers } from './schema-methods.ts';

export function visitCall(visit: Visit): void {
  const model = modelsOf(visit.evaluator)?.model;
  if (!model) return;
  const found = [...libraryReceivers(visit, isMongoose), ...interfaceReceivers(visit)];
  const receivers = found.length > 0 ? found : schemaReceivers(visit);
  const seen = new Set<string>();
  for (const { value, method } of receivers) {
    const receiver = receiverOf(value, method);
    if (seen.has(receiver.kind)) continue;
    seen.add(receiver.kind);
    visitReceiver(visit, receiver, model);
  }
}

/** `interface IUser extends Document`: its values are documents. */
function interfaceReceivers(
  visit: Visit,
): readonly { readonly value: LibraryValue; readonly method: string }[] {
  const { site, call, evaluator } = visit;
  if (call.fn.k !== 'mem') return [];
  return alternatives(visit.receiver()).flatMap((one) => {
    if (one.v !== 'interface') return [];
    const member = evaluator.member(one, site.name);
    if (member.v !== 'library' || !isMongoose(member.pkg)) return [];
    const [type = ''] = member.type.split('.');
    return [{ value: { ...member, type, args: [one] }, method: site.name }];
  });
}

function visitReceiver(visit: Visit, receiver: Receiver, model: EntityModel): void {
  const { kind, method } = receiver;
  if (kind === 'session' || kind === 'connection' || kind === 'export')
    return visitTransaction(visit, receiver);
  if (kind === 'aggregate') return visitLookup(visit, receiver, model);
  if (kind !== 'model' && kind !== 'document' && kind !== 'query') return;
  if (method === 'populate') return visitPopulate(visit, receiver, model);
  const mode = modeOf(visit, receiver);
  if (mode === null) return;
  const entities = subjects(visit, receiver);
  if (entities.length === 0) {
    if (kind === 'model' || isOpen(receiver.value))
      visit.unresolved('table', `The model of ${method}(…) is not known here.`);
    return;
  }
  for (const entity of entities) visitOperation(visit, receiver, model, entity, mode);
}

/** A document of a type parameter: `new this.model(data).save()` in a base class. */
const isOpen = ({ args }: LibraryValue): boolean => args.some((arg) => arg.v === 'type-parameter');

function modeOf(visit: Visit, { kind, method }: Receiver): 'read' | 'write' | null {
  if (kind === 'model') return READS.has(method) ? 'read' : WRITES.has(method) ? 'write' : null;
  // A found object may be saved: queries stand for what they resolve to.
  if (kind === 'query' && !isAwaited(visit)) return method === 'save' ? 'write' : null;
  const isPlain = method === 'update' && visit.call.args.length === 0;
  return DOCUMENT_WRITES.has(method) && !isPlain ? 'write' : null;
}

/** `const user = await User.findOne(); user.remove()`: no longer the query, but what it found. */
function isAwaited(visit: Visit): boolean {
  const { fn } = visit.call;
  if (fn.k !== 'mem' || fn.obj.k !== 'name') return false;
  return visit.site.file.definitions.get(fn.obj.decl)?.v.k === 'await';
}

function subjects(visit: Visit, { value }: Receiver): readonly Entity[] {
  const direct = entitiesOf(visit.evaluator, value);
  // `User & Document`: the class says which document it is.
  return direct.length > 0 ? direct : entitiesOfType(visit.evaluator, visit.receiver()).slice(0, 1);
}

function visitOperation(
  visit: Visit,
  receiver: Receiver,
  model: EntityModel,
  entity: Entity,
  mode: 'read' | 'write',
): void {
  const { call } = visit;
  const { method, kind, value } = receiver;
  const name = kind === 'model' ? `Model.${method}` : `Document.${method}`;
  const via = `mongoose ${name}`;
  reportEntity(visit, entity, {
    mode,
    at: call.at,
    via,
    evidence: quoteCall(call),
    inferred: value.type === 'Query',
  });
  const related: RelatedAccess[] = [];
  const [first] = call.args;
  if (method === 'aggregate' && first)
    related.push(...pipelineAccesses(visit, model, first, visit.env));
  if (kind === 'model' && mode === 'read') related.push(...populateOption(visit, model, entity));
  report(visit, related, via);
  const tables = [...related, ...chainedReads(visit, model, entity)]
    .filter((one) => one.mode === 'read')
    .map((one) => one.table);
  if (tables.length > 0)
    visit.facts.join({ tables: [entity.table, ...tables], at: call.at, evidence: quoteCall(call) });
}

function report(visit: Visit, related: readonly RelatedAccess[], via: string): void {
  for (const { table, mode, at, file, evidence } of related)
    reportTable(visit, table, { mode, at, file, via, evidence });
}

/** `find({}, null, { populate: 'author' })` */
function populateOption(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
): readonly RelatedAccess[] {
  return visit.call.args.slice(1).flatMap((arg) =>
    objectProps(visit.evaluator, visit.evaluator.value(arg, visit.env))
      .filter((prop) => prop.name === 'populate')
      .flatMap((prop) => populated(visit, model, entity, prop.expr, prop.env)),
  );
}

/** What `.populate(…)` and `.lookup(…)` later in the same chain read. */
function chainedReads(visit: Visit, model: EntityModel, entity: Entity): readonly RelatedAccess[] {
  return visit.site.file.calls
    .filter(
      (site) =>
        site.root === visit.site.root && site.name === 'populate' && isChainedOn(site, visit.call),
    )
    .flatMap((site) =>
      site.expr.args[0] ? populated(visit, model, entity, site.expr.args[0], visit.env) : [],
    );
}

function isChainedOn(site: CallSite, base: Expr): boolean {
  let current: Expr = site.expr;
  while (current.k === 'call' && current.fn.k === 'mem') {
    current = current.fn.obj;
    if (current === base) return true;
  }
  return false;
}

function visitPopulate(visit: Visit, receiver: Receiver, model: EntityModel): void {
  const at = receiver.kind === 'model' ? 1 : 0;
  const paths = visit.call.args[at];
  if (!paths) return;
  for (const entity of subjects(visit, receiver))
    report(visit, populated(visit, model, entity, paths, visit.env), 'mongoose populate');
}

/** `Model.aggregate().lookup({ from: 'orders', … })` */
function visitLookup(visit: Visit, { method }: Receiver, model: EntityModel): void {
  const [options] = visit.call.args;
  if (!options || (method !== 'lookup' && method !== 'graphLookup')) return;
  const at = options.at;
  const stage: Expr = { k: 'obj', at, props: [{ name: `$${method}`, v: options, at }] };
  report(visit, pipelineAccesses(visit, model, stage, visit.env), `mongoose ${method}`);
}

function visitTransaction(visit: Visit, { kind, method }: Receiver): void {
  const { call } = visit;
  const evidence = quoteCall(call);
  if (method === 'startTransaction' && kind === 'session') {
    reportTransaction(visit, 'function', evidence);
    return;
  }
  const [body] = call.args;
  const opens =
    (kind === 'session' && method === 'withTransaction') ||
    (kind !== 'session' && method === 'transaction');
  if (opens && body) reportTransaction(visit, body, evidence);
}
