/** Queries on models: which tables they read and write, directly and through relations. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import { builderChain, chainMethods } from '../sql/builder-chain.ts';
import { quoteCall } from '../literals/quote-call.ts';
import type { ObjectionModel, ObjectionRelation } from './objection-models.ts';
import { report } from './report-access.ts';
import { RELATION_LOADS, relationsNamed } from './visit-relations.ts';

const WRITE =
  /^(?:insert|upsert|patch|update|delete|increment|decrement|truncate|undelete|softDelete|hardDelete)/;
const LINK = /^(?:relate|unrelate)$/;

const isWrite = (names: ReadonlySet<string>): boolean =>
  [...names].some((name) => WRITE.test(name));

export const JOINS = new Set([
  'join',
  'innerJoin',
  'leftJoin',
  'leftOuterJoin',
  'rightJoin',
  'rightOuterJoin',
  'outerJoin',
  'fullOuterJoin',
  'crossJoin',
]);

/** `User.query()…` and `user.$query()…`: one access of the model's table, its mode told by the whole chain. */
export function visitQuery(visit: Visit, models: readonly ObjectionModel[]): void {
  const chain = builderChain(visit, visit.site);
  const mode = isWrite(chainMethods(chain)) ? 'write' : 'read';
  for (const model of models) {
    report(visit, {
      table: model.table,
      mode,
      at: visit.call.at,
      evidence: quoteCall(visit.call),
      inferred: model.inferred,
    });
    if (mode === 'write') continue;
    const joined = chain.calls.flatMap(({ call, file }) => {
      const [first] = call.args;
      const name = call.fn.k === 'mem' ? call.fn.name : '';
      if (!first || file !== visit.site.file) return [];
      if (RELATION_LOADS.includes(name))
        return relationsNamed(visit, model, { expr: first, env: visit.env }).map(
          (one) => one.relation.table,
        );
      const text = JOINS.has(name) ? visit.evaluator.text(first, visit.env) : undefined;
      return text?.exact ? [tableOf(text.text)] : [];
    });
    if (joined.length > 0)
      visit.facts.join({
        tables: [model.table, ...joined],
        at: visit.call.at,
        evidence: quoteCall(visit.call),
      });
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
      report(visit, {
        table,
        mode,
        at: nameExpr.at,
        evidence: `${visit.site.name}('${name}')`,
        inferred: model.inferred,
      });
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
  if (links)
    return [{ table: through ?? (type === 'BelongsToOne' ? model.table : table), mode: 'write' }];
  if (!isWrite(methods)) return [{ table, mode: 'read' }];
  const own = { table, mode: 'write' as const };
  const inserts = [...methods].some((name) => name.startsWith('insert'));
  return through !== null && inserts ? [own, { table: through, mode: 'write' }] : [own];
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
  report(visit, {
    table: tableOf(text),
    mode: 'read',
    at: table.at,
    evidence: `.${visit.site.name}('${text}')`,
  });
}

const tableOf = (text: string): string => text.trim().split(/\s+/)[0] ?? text;
