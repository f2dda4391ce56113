/** Prisma: schema files, model calls with their relations, raw SQL, transactions. */
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import { call, callback, member, PACKAGES, SINGLE, type } from './client-values.ts';
import { declareSchemas } from './declare-schemas.ts';
import { substituteClient } from './generated-client.ts';
import { readSchemas } from './project-schemas.ts';
import { METHODS, visitFluent, visitModelCall } from './visit-model-call.ts';
import { RAW_METHODS, visitRaw, visitTransaction } from './visit-client-call.ts';

export const prismaAdapter: Adapter = {
  id: 'prisma',
  title: 'Prisma',
  kind: 'orm',
  packages: PACKAGES,
  calls: [...METHODS.keys(), ...RAW_METHODS, '$transaction'],
  wants: isFluent,
  substitute: substituteClient,
  call,
  member,
  callback,
  type,
  prepare: (context: AdapterContext) => declareSchemas(context, readSchemas(context)),
  onlyReports: true,
  visitCall,
};

/** `client.post.findUnique(…).author()`: a name called on the result of a call that yields one record. */
function isFluent({ expr }: CallSite): boolean {
  let { fn } = expr;
  while (fn.k === 'mem' && fn.obj.k === 'call') {
    const inner = fn.obj.fn;
    if (inner.k === 'mem' && SINGLE.has(inner.name)) return true;
    fn = inner;
  }
  return false;
}

function visitCall(visit: Visit): void {
  const { name } = visit.site;
  if (name === '$transaction') visitTransaction(visit);
  else if (RAW_METHODS.includes(name)) visitRaw(visit);
  else if (METHODS.has(name)) visitModelCall(visit);
  else visitFluent(visit);
}
