/** One call on something of MikroORM: accesses, flushes, transactions, SQL. */
import type { Visit } from '../../adapter.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { reportSql } from '../sql/report-sql.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import type { EntityModel } from '../entities/entity-model.ts';
import { relatedByNames } from '../entities/find-options.ts';
import type { RelatedRead } from '../entities/find-options.ts';
import { libraryReceivers } from '../entities/receivers.ts';
import { reportEntity, reportTable } from '../entities/report-access.ts';
import { quoteCall } from '../literals/quote-call.ts';
import { decoratedMethod } from '../entities/decorated-method.ts';
import {
  BY_OBJECT,
  COLLECTION_READS,
  isMikro,
  JOINS,
  OPENINGS,
  READS,
  receiverOf,
  REFERENCE_READS,
  UNFLUSHED,
  WRITES,
} from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { modelOf } from './project-model.ts';
import { relatedReads } from './related.ts';
import { changedTables, flushesLater } from './unit-of-work.ts';
import { visitBuilder } from './visit-builder.ts';

export function visitCall(visit: Visit): void {
  const model = modelOf(visit.evaluator);
  if (!model) return;
  const seen = new Set<string>();
  for (const { value, method } of libraryReceivers(visit, isMikro)) {
    const receiver = receiverOf(value, method);
    if (receiver.kind === 'builder' && seen.has(receiver.kind)) continue;
    seen.add(receiver.kind);
    visitReceiver(visit, receiver, model);
  }
}

function visitReceiver(visit: Visit, receiver: Receiver, model: EntityModel): void {
  const { kind, method } = receiver;
  if (kind === 'builder') {
    if (JOINS.has(method) || method === 'from') visitBuilder(visit, receiver, model);
    return;
  }
  if (kind === 'collection' || kind === 'reference') return visitLoad(visit, receiver, model);
  if (kind === 'connection' && method === 'execute') return visitSql(visit);
  if (kind === 'export' && method === 'Transactional') {
    const body = decoratedMethod(visit);
    if (body) visit.facts.transaction({ at: visit.call.at, body, evidence: '@Transactional()' });
    return;
  }
  if (kind === 'manager' || kind === 'repository') visitManager(visit, receiver, model);
}

function visitManager(visit: Visit, receiver: Receiver, model: EntityModel): void {
  const { kind, method } = receiver;
  if (OPENINGS.has(method)) return visitBuilder(visit, receiver, model);
  if (method === 'execute' && kind === 'manager') return visitSql(visit);
  if (visitUnitOfWork(visit, receiver, model)) return;
  // Optimistic locks compare what is loaded already.
  if (method === 'lock' && lockMode(visit).endsWith('OPTIMISTIC')) return;
  const mode =
    READS.has(method) || method === 'lock' ? 'read' : WRITES.has(method) ? 'write' : null;
  if (mode !== null) visitOperation(visit, receiver, model, mode);
}

function lockMode({ call }: Visit): string {
  const [, mode] = call.args;
  return mode?.k === 'mem' ? mode.name : '';
}

function visitSql(visit: Visit): void {
  const [text] = visit.call.args;
  if (text) reportSql(visit, text, 'mikro-orm execute', { quiet: true });
}

/** Loading what a relation points to: `user.books.loadItems()`, `book.author.load()`. */
function visitLoad(visit: Visit, { kind, value, method }: Receiver, model: EntityModel): void {
  if (!(kind === 'collection' ? COLLECTION_READS : REFERENCE_READS).has(method)) return;
  for (const entity of model.of(value.args[0] ?? UNKNOWN)) {
    reportEntity(visit, entity, {
      mode: 'read',
      at: visit.call.at,
      via: `mikro-orm ${value.type}.${method}`,
      evidence: quoteCall(visit.call),
    });
  }
}

/** @returns whether the call belongs to the unit of work: flush, populate, persist, transactions */
function visitUnitOfWork(visit: Visit, receiver: Receiver, model: EntityModel): boolean {
  const { call } = visit;
  const { method, value } = receiver;
  const evidence = quoteCall(call);
  const via = `mikro-orm ${value.type}.${method}`;
  if (method === 'transactional') {
    const [body] = call.args;
    if (body) reportTransaction(visit, body, evidence);
    return true;
  }
  if (method === 'begin') {
    reportTransaction(visit, 'function', evidence);
    return true;
  }
  if (method === 'populate') {
    visitPopulate(visit, receiver, model);
    return true;
  }
  if (method === 'flush') {
    for (const table of changedTables(visit, model)) {
      reportTable(visit, table, { mode: 'write', at: call.at, via, evidence, inferred: true });
    }
    return true;
  }
  if (!UNFLUSHED.has(method)) return false;
  if (flushesLater(visit.site)) return true;
  for (const entity of model.of(visit.argument(0))) {
    reportEntity(visit, entity, { mode: 'write', at: call.at, via, evidence, inferred: true });
  }
  return true;
}

/** `em.populate(users, ['books.tags'])` */
function visitPopulate(visit: Visit, { value, method }: Receiver, model: EntityModel): void {
  const [, paths] = visit.call.args;
  if (!paths) return;
  const reader = { evaluator: visit.evaluator, model };
  const prop = {
    name: 'populate',
    expr: paths,
    env: visit.env,
    at: paths.at,
    file: visit.site.file,
  };
  const reads = model
    .of(visit.argument(0))
    .flatMap((entity) => relatedByNames(reader, entity, prop));
  reportReads(visit, reads, `mikro-orm ${value.type}.${method}`);
}

function reportReads(visit: Visit, reads: readonly RelatedRead[], via: string): void {
  for (const { entity, at, file, evidence, inferred } of reads) {
    reportEntity(visit, entity, {
      mode: 'read',
      at,
      via,
      evidence: evidence.replace('relations', 'populate'),
      inferred,
      ...(file ? { file } : {}),
    });
  }
}

function visitOperation(
  visit: Visit,
  receiver: Receiver,
  model: EntityModel,
  mode: 'read' | 'write',
): void {
  const { kind, method, value } = receiver;
  const byObject = BY_OBJECT.has(method);
  const first = visit.argument(0);
  const namesObject =
    method === 'upsert' || method === 'insert' ? visit.call.args.length === 1 : byObject;
  const subject: Value = kind === 'repository' ? (value.args[0] ?? UNKNOWN) : first;
  const entities = model.of(subject);
  if (entities.length === 0) {
    visit.unresolved('table', `The entity of ${method}(…) is not known here.`);
    return;
  }
  const skip = kind === 'repository' || namesObject ? 0 : 1;
  const via = `mikro-orm ${value.type}.${method}`;
  const inferred =
    entities.length > 1 &&
    !alternatives(subject).some((one) => one.v === 'array' && one.items !== null);
  for (const entity of entities) {
    reportEntity(visit, entity, {
      mode,
      at: visit.call.at,
      via,
      evidence: quoteCall(visit.call),
      inferred,
    });
    const reads =
      mode === 'read' && !byObject ? relatedReads(visit, model, entity, receiver, skip) : [];
    reportReads(visit, reads, via);
    if (reads.length === 0) continue;
    const tables = [entity.table, ...reads.map((read) => read.entity.table)];
    visit.facts.join({ tables, at: visit.call.at, evidence: quoteCall(visit.call) });
  }
}
