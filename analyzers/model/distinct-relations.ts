/**
 * Relations without their repetitions: what the entity tells, a query layer and a migration tell
 * again. `Analysis.relations` keeps every place; whoever counts relations counts these.
 */
import type { RelationFact, TableFact } from '../contract.ts';

type Declared = Pick<TableFact, 'name' | 'path' | 'entity'>;

/**
 * Of one table's keys to another one there are as many as the source that tells most of them
 * knows; each is told by the best source that has it: its entity, a mapper elsewhere, a migration.
 */
export function distinctRelations(
  relations: readonly RelationFact[],
  tables: readonly Declared[],
): readonly RelationFact[] {
  const homes = new Map(
    tables.flatMap(({ name, path, entity }) => (entity === null ? [] : [[name, path] as const])),
  );
  const groups = new Map<string, Map<Source, RelationFact[]>>();
  for (const relation of relations) {
    const key = keyOf(relation);
    const group = groups.get(key) ?? new Map<Source, RelationFact[]>();
    const source = sourceOf(relation, homes);
    groups.set(key, group.set(source, [...(group.get(source) ?? []), relation]));
  }
  const kept = new Set([...groups.values()].flatMap(bestTellings));
  return relations.filter((relation) => kept.has(relation));
}

/** The other side of a relation (`one-to-many`, `many-to-many`) is no foreign key of the table. */
const KEYS: ReadonlySet<RelationFact['kind']> = new Set([
  'foreign-key',
  'many-to-one',
  'one-to-one',
]);

const keyOf = ({ from, to, kind }: RelationFact): string =>
  `${from}\0${to}\0${KEYS.has(kind) ? 'key' : kind}`;

/** In the order in which they are believed. */
const SOURCES = ['declared-key', 'declaration', 'mapper', 'migration'] as const;
type Source = (typeof SOURCES)[number];

function sourceOf(relation: RelationFact, homes: ReadonlyMap<string, string>): Source {
  const isKey = relation.kind === 'foreign-key';
  if (homes.get(relation.from) === relation.path) return isKey ? 'declared-key' : 'declaration';
  return isKey ? 'migration' : 'mapper';
}

function bestTellings(
  group: ReadonlyMap<Source, readonly RelationFact[]>,
): readonly RelationFact[] {
  const kept: RelationFact[] = [];
  // A later source adds only the keys that it knows of beyond those already told.
  for (const source of SOURCES) kept.push(...(group.get(source) ?? []).slice(kept.length));
  return kept;
}
