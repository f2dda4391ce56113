/** Tables as the adapters declare them, looked up by entity class, variable or name. */
import type { DeclaredTable, TableRegistry } from '../adapter.ts';
import type { ColumnFact } from '../contract.ts';
import type { ProjectClass, ProjectFile } from '../program/program.ts';
import { bindingKey } from '../program/values.ts';

export function createTableRegistry(): TableRegistry {
  const byName = new Map<string, DeclaredTable>();
  const byEntity = new Map<ProjectClass, string>();
  const byEntityName = new Map<string, string>();
  const byDeclaration = new Map<string, string>();
  const declare = (table: DeclaredTable): void => {
    const known = byName.get(table.name);
    byName.set(table.name, known ? merged(known, table) : table);
    if (table.entity) byEntity.set(table.entity, table.name);
    if (table.entityName && !byEntityName.has(table.entityName)) {
      byEntityName.set(table.entityName, table.name);
    }
  };
  const named = (name: string | undefined): DeclaredTable | undefined =>
    name === undefined ? undefined : byName.get(name);
  return {
    declare,
    ofEntity: (cls) => named(byEntity.get(cls)),
    ofName: (name) => byName.get(name),
    ofEntityName: (name) => named(byEntityName.get(name)),
    bind: (file: ProjectFile, decl: number, name: string) => {
      byDeclaration.set(bindingKey(file, decl), name);
    },
    ofDeclaration: (file, decl) => byDeclaration.get(bindingKey(file, decl)),
    all: () => [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** An entity class says more than a migration: the first declaration with an entity leads. */
function merged(first: DeclaredTable, second: DeclaredTable): DeclaredTable {
  const lead = first.entityName === null && second.entityName !== null ? second : first;
  const other = lead === first ? second : first;
  return {
    ...lead,
    columns: mergedColumns(lead.columns, other.columns),
    indexes: [...lead.indexes, ...other.indexes.filter((index) => !hasIndex(lead.indexes, index))],
  };
}

function mergedColumns(
  lead: readonly ColumnFact[],
  other: readonly ColumnFact[],
): readonly ColumnFact[] {
  const names = new Set(lead.map((column) => column.name));
  return [...lead, ...other.filter((column) => !names.has(column.name))];
}

function hasIndex(indexes: DeclaredTable['indexes'], index: readonly string[]): boolean {
  return indexes.some((one) => one.join('\0') === index.join('\0'));
}
