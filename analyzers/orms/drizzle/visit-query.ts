/** Relational queries: `db.query.trips.findMany({ with: { driver: true } })`. */
import type { Visit } from '../../adapter.ts';
import { alternatives } from '../../program/values.ts';
import type { LibraryValue, ObjectValue, Value } from '../../program/values.ts';
import type { Pos } from '../../scan/ir.ts';
import { modelOf } from './drizzle-model.ts';
import { stateOf } from './drizzle-state.ts';

const MAX_DEPTH = 8;

export function visitQuery(visit: Visit, model: LibraryValue): void {
  const { call, env, evaluator, facts, site, tables } = visit;
  const { key = '', table } = stateOf<{ key: string; table: string | null }>(model);
  // A database whose schema is not seen: a table constant of that name is what it can only be.
  const name = table ?? tables.ofEntityName(key)?.name;
  if (name === undefined) {
    visit.unresolved('table', `The table behind db.query.${key} is not known here.`);
    return;
  }
  facts.access({
    table: name,
    mode: 'read',
    at: call.at,
    via: `drizzle query.${site.name}`,
    evidence: `query.${key}.${site.name}(…)`,
    ...(table ? {} : { certainty: 'inferred' as const }),
  });
  const [first] = call.args;
  const reading: Reading = { visit, names: new Set([name]) };
  if (first) walkOptions(reading, evaluator.value(first, env), name, 0);
  if (reading.names.size > 1)
    facts.join({
      tables: [...reading.names],
      at: call.at,
      evidence: `query.${key}.${site.name}(…) with relations`,
    });
}

interface Reading {
  readonly visit: Visit;
  readonly names: Set<string>;
}

function walkOptions(reading: Reading, options: Value, table: string, depth: number): void {
  if (depth > MAX_DEPTH) return;
  const { evaluator } = reading.visit;
  for (const one of alternatives(options)) {
    if (one.v !== 'object') continue;
    walkRelations(reading, evaluator.member(one, 'with'), table, depth);
    // Filters of Drizzle 1 name relations as well.
    walkFilter(reading, evaluator.member(one, 'where'), table);
  }
}

function walkRelations(reading: Reading, value: Value, table: string, depth: number): void {
  const { evaluator } = reading.visit;
  for (const one of alternatives(value)) {
    if (one.v !== 'object') continue;
    for (const prop of one.expr.props) {
      const inner = evaluator.value(prop.v, one.env);
      if (prop.spread) walkRelations(reading, inner, table, depth + 1);
      const to = prop.name === null ? undefined : modelOf(evaluator).relation(table, prop.name);
      if (to === undefined || (inner.v === 'literal' && inner.value === false)) continue;
      report(reading, to, `with: { ${prop.name} }`, placeIn(reading.visit, one, prop.at));
      walkOptions(reading, inner, to, depth + 1);
    }
  }
}

function walkFilter(reading: Reading, value: Value, table: string): void {
  const { evaluator } = reading.visit;
  for (const one of alternatives(value)) {
    if (one.v !== 'object') continue;
    for (const prop of one.expr.props) {
      const to = prop.name === null ? undefined : modelOf(evaluator).relation(table, prop.name);
      if (to === undefined) continue;
      report(reading, to, `where: { ${prop.name} }`, placeIn(reading.visit, one, prop.at));
      walkFilter(reading, evaluator.value(prop.v, one.env), to);
    }
  }
}

function report({ visit, names }: Reading, table: string, evidence: string, at: Pos): void {
  names.add(table);
  visit.facts.access({
    table,
    mode: 'read',
    at,
    via: `drizzle query.${visit.site.name}`,
    evidence,
  });
}

/** Where the relation is named, if that is in the call itself. */
function placeIn({ call, site }: Visit, object: ObjectValue, at: Pos): Pos {
  return object.env.file === site.file && at >= call.start && at <= call.end ? at : call.at;
}
