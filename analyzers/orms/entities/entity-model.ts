/**
 * Entities of a project and their relations, looked up by whatever code uses for an entity: its
 * class, an instance of it, its name, an entity schema.
 */
import type { RelationKind } from '../../contract.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives, instanceOf, sameValue } from '../../program/values.ts';
import type { InterfaceValue, Value } from '../../program/values.ts';
import type { Place } from '../../adapter.ts';

export interface EntityRelation {
  readonly property: string;
  readonly kind: RelationKind;
  /** What the relation's target stands for: class, name or schema. */
  readonly target: Value;
  /** Table between the two, for many-to-many relations on either side. */
  readonly joinTable: JoinTable | null;
  readonly onDelete: string | null;
  /** Whether this side holds the foreign key. */
  readonly owner: boolean;
  /** The property on the other side, as far as it is written. */
  readonly inverse: string | null;
  readonly place: Place;
  readonly evidence: string;
}

export interface JoinTable {
  readonly name: string | null;
  readonly schema: string | null;
  readonly place: Place;
  readonly columns: readonly string[];
}

export interface Entity {
  readonly key: string;
  readonly name: string;
  readonly cls: ProjectClass | null;
  readonly table: string;
  readonly inferred: boolean;
  readonly relations: ReadonlyMap<string, EntityRelation>;
  /** The type argument of an entity schema (`new EntitySchema<User>`). */
  readonly type: Value | null;
}

export interface EntityModel {
  readonly entities: readonly Entity[];
  readonly ofClass: (cls: ProjectClass) => Entity | undefined;
  readonly ofName: (name: string) => Entity | undefined;
  readonly ofKey: (key: string) => Entity | undefined;
  /** Every entity that a value may stand for; empty when it is none. */
  readonly of: (value: Value) => readonly Entity[];
}

export function buildEntityModel(evaluator: Evaluator, entities: readonly Entity[]): EntityModel {
  const byClass = new Map<ProjectClass, Entity>();
  const byName = new Map<string, Entity>();
  const byKey = new Map<string, Entity>();
  for (const entity of entities) {
    if (entity.cls && !byClass.has(entity.cls)) byClass.set(entity.cls, entity);
    if (!byName.has(entity.name)) byName.set(entity.name, entity);
    byKey.set(entity.key, entity);
  }
  for (const entity of entities) if (!byName.has(entity.table)) byName.set(entity.table, entity);

  const ofClass = (cls: ProjectClass): Entity | undefined => {
    const own = byClass.get(cls);
    if (own) return own;
    for (const view of viewsOf(evaluator, instanceOf(cls))) {
      const found = 'v' in view ? schemaOf(view) : byClass.get(view.holder);
      if (found) return found;
    }
    return undefined;
  };
  const schemaOf = (value: Value): Entity | undefined => {
    const key = value.v === 'library' ? value.state?.['entity'] : undefined;
    return typeof key === 'string' ? byKey.get(key) : undefined;
  };
  const ofInterface = (value: InterfaceValue): Entity | undefined =>
    entities.find((entity) => entity.type !== null && sameValue(entity.type, value));
  const ofOne = (value: Value): readonly (Entity | undefined)[] => {
    switch (value.v) {
      case 'class':
      case 'instance':
        return [ofClass(value.cls)];
      case 'string':
        return value.exact ? [byName.get(value.text)] : [];
      case 'library':
        return [schemaOf(value)];
      case 'interface':
        return [ofInterface(value)];
      case 'array':
        return alternatives(value.of).flatMap(ofOne);
      case 'function':
        return value.fn.ir.params.length > 1
          ? []
          : alternatives(returnOf(evaluator, value)).flatMap(ofOne);
      default:
        return [];
    }
  };
  return {
    entities,
    ofClass,
    ofName: (name) => byName.get(name),
    ofKey: (key) => byKey.get(key),
    of: (value) => {
      const found = alternatives(value).flatMap(ofOne);
      return [...new Set(found)].filter((entity): entity is Entity => entity !== undefined);
    },
  };
}

/** Physical name: the schema is part of it unless it is PostgreSQL's default one. */
export function qualifiedName(name: string, schema: string | null | undefined): string {
  return schema && schema !== 'public' && !name.includes('.') ? `${schema}.${name}` : name;
}

/** Table between the entities of a many-to-many relation, from whichever side knows it. */
export function joinTableOf(
  model: EntityModel,
  entity: Entity,
  relation: EntityRelation,
  nameOf: (owner: Entity, relation: EntityRelation, target: Entity) => string,
): string | null {
  if (relation.kind !== 'many-to-many') return null;
  const target = model.of(relation.target)[0];
  if (!target) return null;
  if (relation.joinTable) return tableOfJoin(entity, relation, target, nameOf);
  const back = [...target.relations.values()].find(
    (other) =>
      other.joinTable !== null &&
      model.of(other.target)[0] === entity &&
      (relation.inverse === null || other.property === relation.inverse),
  );
  return back ? tableOfJoin(target, back, entity, nameOf) : null;
}

function tableOfJoin(
  owner: Entity,
  relation: EntityRelation,
  target: Entity,
  nameOf: (owner: Entity, relation: EntityRelation, target: Entity) => string,
): string {
  const { joinTable } = relation;
  return qualifiedName(joinTable?.name ?? nameOf(owner, relation, target), joinTable?.schema);
}
