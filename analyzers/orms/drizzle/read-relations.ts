/** `relations(users, ({ one, many }) => …)` and `defineRelations(schema, (r) => …)`. */
import type { AdapterContext, Place } from '../../adapter.ts';
import type { RelationKind } from '../../contract.ts';
import type { CallSite } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, ObjectValue, Value } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import type { DrizzleModel } from './drizzle-model.ts';
import { isDrizzle, tablesOf } from './drizzle-state.ts';
import { schemaTable } from './drizzle-values.ts';
import { columnKey } from './read-tables.ts';

export function readRelations(context: AdapterContext, model: DrizzleModel): void {
  const { callsByName } = context.program;
  for (const site of callsByName.get('relations') ?? []) readTableRelations(context, model, site);
  for (const name of ['defineRelations', 'defineRelationsPart']) {
    for (const site of callsByName.get(name) ?? []) readSchemaRelations(context, model, site);
  }
}

function objectOf(context: AdapterContext, site: CallSite): ObjectValue | null {
  const { evaluator } = context;
  const env = evaluator.siteEnv(site);
  const [subject, written] = site.expr.args;
  if (!context.isSource(site.file.path) || !subject || !written) return null;
  if (!alternatives(evaluator.value(site.expr, env)).some((one) => isDrizzle(one, 'Relations')))
    return null;
  const value = evaluator.value(written, env);
  return firstObject(value.v === 'function' ? returnOf(evaluator, value) : value);
}

function firstObject(value: Value): ObjectValue | null {
  return alternatives(value).find((one): one is ObjectValue => one.v === 'object') ?? null;
}

function readTableRelations(context: AdapterContext, model: DrizzleModel, site: CallSite): void {
  const { evaluator, facts } = context;
  const object = objectOf(context, site);
  const subject = site.expr.args[0];
  const [from] = subject ? tablesOf(evaluator.value(subject, evaluator.siteEnv(site))).names : [];
  if (!object || from === undefined) return;
  for (const prop of object.expr.props) {
    const call = callBehind(prop.v);
    const side = call ? sideOf(call, object.env) : null;
    const [target, options] = call?.args ?? [];
    const [to] = target ? tablesOf(evaluator.value(target, object.env)).names : [];
    if (prop.name === null || !side || to === undefined) continue;
    const fields = options
      ? keysOf(evaluator.member(evaluator.value(options, object.env), 'fields'))
      : [];
    const kind = kindOf(model, side, from, fields);
    model.addRelation(from, prop.name, to);
    facts.relation({
      from,
      to,
      kind,
      place: { file: object.env.file, at: prop.at },
      evidence: `${prop.name}: ${side}(…)`,
    });
  }
}

const callBehind = (expr: Expr): CallExpr | null =>
  expr.k === 'call' ? expr : expr.k === 'cast' ? callBehind(expr.v) : null;

type Side = 'one' | 'many';

/** `one(…)`, `helpers.one(…)`, or under another name: `({ one: single }) => …`. */
function sideOf({ fn }: CallExpr, env: Env): Side | null {
  const name =
    fn.k === 'name'
      ? (env.file.ir.decls[fn.decl]?.path?.at(-1) ?? fn.name)
      : fn.k === 'mem'
        ? fn.name
        : '';
  return name === 'one' || name === 'many' ? name : null;
}

function kindOf(
  model: DrizzleModel,
  side: Side,
  from: string,
  fields: readonly string[],
): RelationKind {
  if (side === 'many') return 'one-to-many';
  return fields.length === 0 || model.isUnique(from, fields) ? 'one-to-one' : 'many-to-one';
}

const keysOf = (value: Value): readonly string[] =>
  alternatives(value)
    .flatMap((one) => (one.v === 'array' ? (one.items ?? []) : [one]))
    .flatMap((one) => columnKey(one) ?? []);

/** Of Drizzle 1: `r.one.users({ from: r.posts.authorId, to: r.users.id })`. */
function readSchemaRelations(context: AdapterContext, model: DrizzleModel, site: CallSite): void {
  const { evaluator } = context;
  const object = objectOf(context, site);
  const subject = site.expr.args[0];
  if (!object || !subject) return;
  const schema = evaluator.value(subject, evaluator.siteEnv(site));
  const tableOf = (key: string): string | null => schemaTable(evaluator, schema, key);
  for (const entry of object.expr.props) {
    const from = entry.name === null ? null : tableOf(entry.name);
    const inner = from === null ? null : firstObject(evaluator.value(entry.v, object.env));
    if (from === null || !inner) continue;
    for (const prop of inner.expr.props) {
      const call = callBehind(prop.v);
      if (prop.name === null || !call) continue;
      const place = { file: inner.env.file, at: prop.at };
      readSchemaRelation(context, { model, from, name: prop.name, call, place, tableOf });
    }
  }
}

interface SchemaRelation {
  readonly model: DrizzleModel;
  readonly from: string;
  readonly name: string;
  readonly call: CallExpr;
  readonly place: Place;
  readonly tableOf: (key: string) => string | null;
}

function readSchemaRelation({ facts }: AdapterContext, relation: SchemaRelation): void {
  const { model, from, name, call, place, tableOf } = relation;
  if (call.fn.k !== 'mem' || call.fn.obj.k !== 'mem') return;
  const side = call.fn.obj.name;
  const to = tableOf(call.fn.name);
  if ((side !== 'one' && side !== 'many') || to === null) return;
  const written =
    call.args[0]?.k === 'obj'
      ? call.args[0].props.find((one) => one.name === 'from')?.v
      : undefined;
  const columns = written ? columnsOf(written) : { keys: [], through: false };
  const kind: RelationKind = columns.through
    ? 'many-to-many'
    : kindOf(model, side, from, columns.keys);
  model.addRelation(from, name, to);
  facts.relation({ from, to, kind, place, evidence: `${name}: r.${side}.${call.fn.name}(…)` });
}

/** `r.posts.authorId`, `[r.a.x, r.a.y]`, `r.users.id.through(r.usersToGroups.userId)`. */
function columnsOf(expr: Expr): { readonly keys: readonly string[]; readonly through: boolean } {
  if (expr.k === 'arr') {
    const parts = expr.items.map(columnsOf);
    return { keys: parts.flatMap((one) => one.keys), through: parts.some((one) => one.through) };
  }
  if (expr.k === 'call' && expr.fn.k === 'mem' && expr.fn.name === 'through')
    return { ...columnsOf(expr.fn.obj), through: true };
  return { keys: expr.k === 'mem' ? [expr.name] : [], through: false };
}
