/** Tables and relations of the schemas. */
import type { AdapterContext } from '../../adapter.ts';
import type { ProjectSchemas } from './project-schemas.ts';
import type { PrismaField, PrismaModel } from './schema-model.ts';

export function declareSchemas(context: AdapterContext, { all }: ProjectSchemas): void {
  const models = all.flatMap((schema) => [...schema.models.values()]);
  for (const model of models) declareModel(context, model);
  for (const model of models) {
    for (const field of model.fields.values()) declareRelation(context, model, field);
  }
}

function declareModel({ tables }: AdapterContext, model: PrismaModel): void {
  const { name, table, place, columns, indexes } = model;
  tables.declare({
    name: table,
    entity: null,
    entityName: name,
    orm: 'prisma',
    place,
    columns,
    indexes,
    certainty: 'certain',
    evidence: `${model.isView ? 'view' : 'model'} ${name}`,
  });
}

function declareRelation(context: AdapterContext, model: PrismaModel, field: PrismaField): void {
  const { relation, place, text } = field;
  if (!relation) return;
  const { target, kind, onDelete, pivot } = relation;
  context.facts.relation({
    from: model.table,
    to: target.table,
    kind,
    onDelete,
    place,
    evidence: text,
  });
  if (pivot === null || context.tables.ofName(pivot)) return;
  const sides = [model.name, target.name].sort();
  const evidence = `implicit many-to-many of ${sides.join(' and ')}`;
  context.tables.declare({
    name: pivot,
    entity: null,
    entityName: null,
    orm: 'prisma',
    place,
    evidence,
    certainty: 'certain',
    columns: ['A', 'B'].map((name) => ({ name, type: null, line: place.line })),
    indexes: [['A', 'B'], ['B']],
  });
  for (const to of new Set([model.table, target.table])) {
    context.facts.relation({
      from: pivot,
      to,
      kind: 'foreign-key',
      onDelete: 'Cascade',
      place,
      evidence,
    });
  }
}
