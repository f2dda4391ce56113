/** One call on something of TypeORM: accesses, transactions, SQL. */
import type { Visit } from '../../adapter.ts';
import type { Expr } from '../../scan/ir.ts';
import { alternatives, isKnown } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { reportSql } from '../sql/report-sql.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { extendedReceivers } from './builder-tables.ts';
import { subjectOf } from './entity-values.ts';
import { ownReads, relatedByOptions } from '../entities/find-options.ts';
import {
  ENTITY_WRITES,
  JOINS,
  PACKAGES,
  PAGINATORS,
  READS,
  receiverOf,
  WRITES,
} from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { modelOf } from './project-model.ts';
import { libraryReceivers } from '../entities/receivers.ts';
import { reportEntity } from '../entities/report-access.ts';
import { quoteCall } from '../literals/quote-call.ts';
import { visitBuilder, visitOpening } from './visit-builder.ts';
import { visitTransaction } from './visit-transaction.ts';

const isOurs = (pkg: string): boolean => (PACKAGES as readonly string[]).includes(pkg);

export function visitCall(visit: Visit): void {
  const model = modelOf(visit.evaluator);
  if (!model) return;
  const found = libraryReceivers(visit, isOurs);
  const receivers = found.length > 0 ? found : extendedReceivers(visit);
  if (receivers.length === 0 && chainsOnExtension(visit))
    visitBuilder(visit, builderReceiver(visit), model);
  const seen = new Set<string>();
  for (const { value, method } of receivers) {
    const receiver = receiverOf(value, method);
    const key = `${receiver.kind} ${receiver.value.type}`;
    if (receiver.kind === 'builder' && seen.has(key)) continue;
    seen.add(key);
    visitReceiver(visit, receiver, model);
  }
}

/** `this.createQueryBuilder('x').leftJoin(…)` in a method given to `extend`. */
function chainsOnExtension(visit: Visit): boolean {
  if (JOINS[visit.site.name] === undefined) return false;
  let current: Expr = visit.call;
  while (current.k === 'call' && current.fn.k === 'mem') current = current.fn.obj;
  return current.k === 'this' && !isKnown(visit.receiver());
}

const builderReceiver = (visit: Visit): Receiver => ({
  value: { v: 'library', pkg: 'typeorm', type: 'SelectQueryBuilder', role: 'instance', args: [] },
  kind: 'builder',
  method: visit.site.name,
});

function visitReceiver(visit: Visit, receiver: Receiver, model: EntityModel): void {
  const { kind, method } = receiver;
  if (visitTransaction(visit, receiver)) return;
  if (PAGINATORS.has(method) && kind !== 'repository') return visitPaginator(visit, model);
  if (kind === 'builder') return visitBuilder(visit, receiver, model);
  if (kind !== 'repository' && kind !== 'manager' && kind !== 'export') return;
  if (method.endsWith('QueryBuilder')) return visitOpening(visit);
  if (method === 'query' && kind !== 'export') return visitQuery(visit);
  const mode = READS.has(method) ? 'read' : WRITES.has(method) ? 'write' : null;
  if (mode === null || kind === 'export') return;
  if (kind === 'repository')
    return visitOperation(visit, receiver, mode, subjectOf(receiver.value), 0);
  visitManager(visit, receiver, mode);
}

/** `paginate(this.users, options, { relations: ['posts'] })`; a builder has told its tables itself. */
function visitPaginator(visit: Visit, model: EntityModel): void {
  const { call } = visit;
  for (const at of call.args.keys()) {
    for (const one of alternatives(visit.argument(at))) {
      if (one.v !== 'library' && one.v !== 'instance') continue;
      const face = libraryFaces(visit.evaluator, one, ['typeorm'])[0];
      if (!face || receiverOf(face, 'find').kind !== 'repository') continue;
      for (const entity of model.of(subjectOf(face))) {
        const via = `typeorm ${visit.site.name}`;
        reportEntity(visit, entity, { mode: 'read', at: call.at, via, evidence: quoteCall(call) });
        reportRelated(visit, model, entity, 'find', via, at + 1);
      }
    }
  }
}

function visitQuery(visit: Visit): void {
  const [text] = visit.call.args;
  if (!text) return;
  reportSql(visit, text, 'typeorm query', {
    onControl: (control) => {
      if (control !== 'begin') return;
      visit.facts.transaction({
        at: visit.call.at,
        body: 'function',
        evidence: quoteCall(visit.call),
      });
    },
  });
}

function visitManager(visit: Visit, receiver: Receiver, mode: 'read' | 'write'): void {
  const { method } = receiver;
  const target = visit.argument(0);
  if (
    receiver.value.type === 'DataSource' &&
    !ENTITY_WRITES.has(method) &&
    visit.call.args.length === 0
  )
    return;
  const byObject = ENTITY_WRITES.has(method) && visit.call.args.length === 1;
  visitOperation(visit, receiver, mode, target, byObject ? 0 : 1);
}

/** @param skip arguments before the library's own (the manager's entity) */
function visitOperation(
  visit: Visit,
  receiver: Receiver,
  mode: 'read' | 'write',
  subject: Value,
  skip: number,
): void {
  const model = modelOf(visit.evaluator);
  const entities = model?.of(subject) ?? [];
  const { value, method } = receiver;
  const via = `typeorm ${value.type}.${method}`;
  if (!model || entities.length === 0) {
    visit.unresolved('table', `The entity of ${method}(…) is not known here.`);
    return;
  }
  const inferred = entities.length > 1 && !isListed(subject);
  for (const entity of entities) {
    reportEntity(visit, entity, {
      mode,
      at: visit.call.at,
      via,
      evidence: quoteCall(visit.call),
      inferred,
    });
    if (mode === 'read') reportRelated(visit, model, entity, method, via, skip);
  }
}

/** `[user, account]` names each of its entities; other alternatives are one or the other. */
const isListed = (subject: Value): boolean =>
  alternatives(subject).some((one) => one.v === 'array' && one.items !== null);

function reportRelated(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
  method: string,
  via: string,
  skip: number,
): void {
  const isCondition = /By(OrFail)?$/.test(method) || /^(sum|average|minimum|maximum)$/.test(method);
  const options = visit.call.args.slice(skip, skip + 2);
  const related = options.flatMap((expr) =>
    relatedByOptions(visit, model, entity, expr, visit.env, isCondition),
  );
  const reads = ownReads(visit, related);
  for (const { entity: related, at, file, evidence, inferred } of reads) {
    reportEntity(visit, related, {
      mode: 'read',
      at,
      via,
      evidence,
      inferred,
      ...(file ? { file } : {}),
    });
  }
  if (reads.length === 0) return;
  const tables = [entity.table, ...reads.map((read) => read.entity.table)];
  visit.facts.join({ tables, at: visit.call.at, evidence: quoteCall(visit.call) });
}
