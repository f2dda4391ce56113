/** Transactions of TypeORM and of the packages that make methods transactional with it. */
import type { Visit } from '../../adapter.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import { decoratedMethod } from '../entities/decorated-method.ts';
import type { Receiver } from './library-types.ts';
import { quoteCall } from '../literals/quote-call.ts';

const WITH_CALLBACK = new Set(['runInTransaction', 'wrapInTransaction']);

/** @returns whether the call was about a transaction */
export function visitTransaction(visit: Visit, { value, kind, method }: Receiver): boolean {
  const { call } = visit;
  const evidence = quoteCall(call);
  if (kind === 'export' || kind === 'other') {
    const name = kind === 'export' ? method : visit.site.name;
    if (name === 'Transactional' || name === 'Transaction') {
      const method = decoratedMethod(visit);
      if (method) visit.facts.transaction({ at: call.at, body: method, evidence: `@${name}()` });
      return true;
    }
    const isHost = value.pkg === '@nestjs-cls/transactional' && name === 'withTransaction';
    const body = isHost ? call.args[call.args.length - 1] : call.args[0];
    if ((!WITH_CALLBACK.has(name) && !isHost) || !body) return false;
    reportTransaction(visit, body, evidence);
    return true;
  }
  if (kind !== 'manager') return false;
  if (method === 'startTransaction') {
    reportTransaction(visit, 'function', evidence);
    return true;
  }
  const body = call.args[call.args.length - 1];
  if (method !== 'transaction' || !body) return method === 'transaction';
  reportTransaction(visit, body, evidence);
  return true;
}
