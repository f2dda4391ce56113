/** Entities written as `new EntitySchema({…})` or `defineEntity({…})`. */
import type { ColumnFact, RelationKind } from '../../contract.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { UNKNOWN } from '../../program/values.ts';
import type { Env, Value } from '../../program/values.ts';
import { qualifiedName } from '../entities/entity-model.ts';
import type { EntityRelation } from '../entities/entity-model.ts';
import { objectProps, propText, propValue } from '../entities/object-props.ts';
import type { BoundProp } from '../entities/object-props.ts';
import type { ReadEntity } from '../entities/property-model.ts';
import { isMikro } from './library-types.ts';
import { underscore } from './naming.ts';
import { writtenName } from './read-entities.ts';
import { relationFrom } from './read-properties.ts';

/** Ties the value of a schema expression to its entity. */
export const schemaKey = (file: ProjectFile, call: CallExpr): string =>
  `${file.path}@${call.start}`;

export function readSchemas(evaluator: Evaluator): readonly ReadEntity[] {
  const { callsByName } = evaluator.program;
  const sites = [
    ...(callsByName.get('EntitySchema') ?? []),
    ...(callsByName.get('defineEntity') ?? []),
  ];
  return sites.flatMap((site): readonly ReadEntity[] => {
    const callee = evaluator.value(site.expr.fn, evaluator.siteEnv(site));
    return callee.v === 'library' && isMikro(callee.pkg) ? [readSchema(evaluator, site)] : [];
  });
}

function readSchema(evaluator: Evaluator, site: CallSite): ReadEntity {
  const env = evaluator.siteEnv(site);
  const options = site.expr.args[0] ? evaluator.value(site.expr.args[0], env) : UNKNOWN;
  const typed = site.expr.types?.[0] ? evaluator.type(site.expr.types[0], env) : null;
  const target = propValue(evaluator, options, 'class') ?? typed;
  const cls = target?.v === 'class' || target?.v === 'instance' ? target.cls : null;
  const name = propText(evaluator, options, 'name') ?? cls?.name ?? 'unknown';
  const table =
    writtenName(evaluator, options) ??
    qualifiedName(underscore(name), propText(evaluator, options, 'schema'));
  const fields = fieldsOf(evaluator, options).map((prop) => readField(evaluator, prop));
  const relations = fields.flatMap((field) => (field.relation ? [field.relation] : []));
  return {
    entity: {
      key: schemaKey(site.file, site.expr),
      name,
      cls,
      table,
      inferred: false,
      type: typed,
      relations: new Map(relations.map((relation) => [relation.property, relation])),
    },
    table: {
      name: table,
      entity: cls,
      entityName: name,
      orm: 'mikro-orm',
      place: { file: site.file, at: site.expr.at },
      evidence: `${site.name} '${name}'`,
      certainty: 'certain',
      columns: fields.flatMap((field) => (field.column ? [field.column] : [])),
      indexes: [],
    },
  };
}

/** `properties: {…}` or `properties: (p) => ({…})`. */
function fieldsOf(evaluator: Evaluator, options: Value): readonly BoundProp[] {
  const written = propValue(evaluator, options, 'properties');
  if (!written) return [];
  return objectProps(evaluator, written.v === 'function' ? returnOf(evaluator, written) : written);
}

interface Field {
  readonly column: ColumnFact | null;
  readonly relation: EntityRelation | null;
}

const KINDS: Readonly<Record<string, RelationKind>> = {
  'm:1': 'many-to-one',
  '1:m': 'one-to-many',
  '1:1': 'one-to-one',
  'm:n': 'many-to-many',
  manyToOne: 'many-to-one',
  oneToMany: 'one-to-many',
  oneToOne: 'one-to-one',
  manyToMany: 'many-to-many',
};

/** `() => p.manyToOne(Author)` defers to what it returns. */
function undeferred(prop: BoundProp): Expr {
  const body = prop.expr.k === 'fn' ? (prop.env.file.functions[prop.expr.fn]?.ir.body ?? []) : [];
  const result = body.find((expr) => expr.k === 'ret');
  return result?.k === 'ret' ? result.v : prop.expr;
}

function readField(evaluator: Evaluator, prop: BoundProp): Field {
  const { line } = unpackPosition(prop.at);
  const chained = chainOf(undeferred(prop));
  const value = chained ? UNKNOWN : evaluator.value(prop.expr, prop.env);
  const word =
    chained?.kind ?? propText(evaluator, value, 'kind') ?? propText(evaluator, value, 'reference');
  const kind = word === null ? undefined : KINDS[word];
  if (!kind) {
    const name = chained?.name ?? propText(evaluator, value, 'fieldName') ?? underscore(prop.name);
    return {
      column: { name, type: chained?.kind ?? propText(evaluator, value, 'type'), line },
      relation: null,
    };
  }
  const source = {
    property: prop.name,
    kind,
    place: { file: prop.file, at: prop.at },
    evidence: `${prop.name}: ${word}`,
    typed: UNKNOWN,
  };
  const relation = chained
    ? chainedRelation(evaluator, chained, source, prop.env)
    : relationFrom(evaluator, [value], source);
  const column =
    relation.owner && kind !== 'many-to-many'
      ? { name: `${underscore(prop.name)}_id`, type: null, line }
      : null;
  return { column, relation };
}

interface Chain {
  /** `manyToOne` of `p.manyToOne(Author).nullable()` */
  readonly kind: string;
  readonly args: readonly Expr[];
  /** Calls after it, by name. */
  readonly later: ReadonlyMap<string, readonly Expr[]>;
  readonly name: string | null;
}

/** Takes `() => p.manyToOne(Author).inversedBy('books')` apart; null for anything else. */
function chainOf(expr: Expr): Chain | null {
  const later = new Map<string, readonly Expr[]>();
  let current = expr;
  while (current.k === 'call' && current.fn.k === 'mem') {
    const inner = current.fn.obj;
    if (inner.k !== 'call') {
      const [name] = later.get('name') ?? later.get('fieldName') ?? [];
      return {
        kind: current.fn.name,
        args: current.args,
        later,
        name: name?.k === 'str' ? name.v : null,
      };
    }
    later.set(current.fn.name, current.args);
    current = inner;
  }
  return null;
}

function chainedRelation(
  evaluator: Evaluator,
  chain: Chain,
  source: Parameters<typeof relationFrom>[2],
  env: Env,
): EntityRelation {
  const value = (name: string): Value | undefined => {
    const [expr] = chain.later.get(name) ?? [];
    return expr ? evaluator.value(expr, env) : undefined;
  };
  const target = chain.args[0] ? evaluator.value(chain.args[0], env) : UNKNOWN;
  const mapped = value('mappedBy');
  const made = relationFrom(evaluator, mapped ? [target, mapped] : [target], source);
  const pivot = value('pivotTable');
  return made.joinTable && pivot?.v === 'string'
    ? { ...made, joinTable: { ...made.joinTable, name: pivot.text } }
    : made;
}
