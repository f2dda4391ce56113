/** Entities written as `new EntitySchema({ name, tableName, columns, relations })`. */
import type { ColumnFact, RelationKind } from '../../contract.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { CallExpr } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { qualifiedName } from '../entities/entity-model.ts';
import type { EntityRelation } from '../entities/entity-model.ts';
import { snakeCase } from './naming.ts';
import type { Naming } from './naming.ts';
import { exactText, objectProps, propText, propValue, textsOf } from '../entities/object-props.ts';
import type { BoundProp } from '../entities/object-props.ts';
import type { ReadEntity } from '../entities/property-model.ts';

/** Ties the value of a schema expression to its entity. */
export const schemaKey = (file: ProjectFile, call: CallExpr): string =>
  `${file.path}@${call.start}`;

export function readEntitySchemas(evaluator: Evaluator, naming: Naming): readonly ReadEntity[] {
  const sites = evaluator.program.callsByName.get('EntitySchema') ?? [];
  return sites.flatMap((site): readonly ReadEntity[] => {
    if (!site.expr.isNew) return [];
    const callee = evaluator.value(site.expr.fn, evaluator.siteEnv(site));
    if (callee.v !== 'library' || callee.pkg !== 'typeorm') return [];
    return [readSchema(evaluator, naming, site)];
  });
}

function readSchema(evaluator: Evaluator, naming: Naming, site: CallSite): ReadEntity {
  const env = evaluator.siteEnv(site);
  const options = site.expr.args[0] ? evaluator.value(site.expr.args[0], env) : UNKNOWN;
  const typed = site.expr.types?.[0] ? evaluator.type(site.expr.types[0], env) : null;
  const target = propValue(evaluator, options, 'target') ?? typed;
  const cls = target?.v === 'class' || target?.v === 'instance' ? target.cls : null;
  const name = propText(evaluator, options, 'name') ?? cls?.name ?? 'unknown';
  const written = propText(evaluator, options, 'tableName');
  const table = qualifiedName(written ?? snakeCase(name), propText(evaluator, options, 'schema'));
  const place = { file: site.file, at: site.expr.at };
  const relations = relationsOf(evaluator, site.file, options);
  const columns = [
    ...columnsOf(evaluator, naming, options),
    ...foreignKeys(evaluator, naming, options, relations),
  ];
  return {
    entity: {
      key: schemaKey(site.file, site.expr),
      name,
      cls,
      table,
      inferred: false,
      relations: new Map(relations.map((relation) => [relation.property, relation])),
      type: typed,
    },
    table: {
      name: table,
      entity: cls,
      entityName: name,
      orm: 'typeorm',
      place,
      evidence: `new EntitySchema '${name}'`,
      certainty: 'certain',
      columns,
      indexes: indexesOf(evaluator, options),
    },
  };
}

function section(evaluator: Evaluator, options: Value, name: string): readonly BoundProp[] {
  const value = propValue(evaluator, options, name);
  return value ? objectProps(evaluator, value) : [];
}

function columnsOf(evaluator: Evaluator, naming: Naming, options: Value): readonly ColumnFact[] {
  return section(evaluator, options, 'columns').map((prop) => {
    const column = evaluator.value(prop.expr, prop.env);
    return {
      name: propText(evaluator, column, 'name') ?? naming.column(prop.name),
      type: propText(evaluator, column, 'type'),
      line: unpackPosition(prop.at).line,
    };
  });
}

function relationsOf(
  evaluator: Evaluator,
  file: ProjectFile,
  options: Value,
): readonly EntityRelation[] {
  return section(evaluator, options, 'relations').flatMap((prop): readonly EntityRelation[] => {
    const relation = evaluator.value(prop.expr, prop.env);
    const kind = propText(evaluator, relation, 'type') as RelationKind | null;
    const target = propValue(evaluator, relation, 'target');
    if (!kind || !target) return [];
    const place = { file: prop.file === file ? file : prop.file, at: prop.at };
    const join = propValue(evaluator, relation, 'joinTable');
    return [
      {
        property: prop.name,
        kind,
        target,
        joinTable:
          join && kind === 'many-to-many'
            ? {
                name: exactText(join) ?? propText(evaluator, join, 'name'),
                schema: null,
                place,
                columns: [],
              }
            : null,
        onDelete: propText(evaluator, relation, 'onDelete'),
        owner:
          kind === 'many-to-one' ||
          (kind === 'one-to-one' && propValue(evaluator, relation, 'joinColumn') !== undefined),
        inverse: propText(evaluator, relation, 'inverseSide'),
        place,
        evidence: `relations.${prop.name}`,
      },
    ];
  });
}

function foreignKeys(
  evaluator: Evaluator,
  naming: Naming,
  options: Value,
  relations: readonly EntityRelation[],
): readonly ColumnFact[] {
  const written = new Map(
    section(evaluator, options, 'relations').map((prop) => [prop.name, prop]),
  );
  return relations.flatMap((relation): readonly ColumnFact[] => {
    const prop = written.get(relation.property);
    if (!relation.owner || !prop) return [];
    const join = propValue(evaluator, evaluator.value(prop.expr, prop.env), 'joinColumn');
    const name = join ? propText(evaluator, join, 'name') : null;
    return [
      {
        name: name ?? naming.joinColumn(relation.property, 'id'),
        type: null,
        line: unpackPosition(prop.at).line,
      },
    ];
  });
}

function indexesOf(evaluator: Evaluator, options: Value): readonly (readonly string[])[] {
  return ['indices', 'uniques']
    .flatMap((name) => {
      const list = propValue(evaluator, options, name);
      return list
        ? alternatives(list).flatMap((one) => (one.v === 'array' ? (one.items ?? []) : []))
        : [];
    })
    .flatMap((one) => {
      const columns = propValue(evaluator, one, 'columns');
      return columns ? [textsOf(columns)] : [];
    });
}
