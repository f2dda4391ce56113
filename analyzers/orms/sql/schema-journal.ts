/**
 * What a series of migrations leaves behind: changes are written down in order and the tables that
 * exist at the end are declared.
 */
import type { AdapterContext, DeclaredTable } from '../../adapter.ts';
import type { ColumnFact } from '../../contract.ts';

export type JournalPlace = DeclaredTable['place'];

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly to: string;
  readonly onDelete: string | null;
  readonly place: JournalPlace;
  readonly evidence: string;
}

interface Entry {
  readonly place: JournalPlace;
  readonly evidence: string;
  columns: ColumnFact[];
  indexes: readonly (readonly string[])[];
  keys: readonly ForeignKey[];
}

export interface SchemaJournal {
  readonly createTable: (name: string, place: JournalPlace, evidence: string) => void;
  readonly dropTable: (name: string) => void;
  readonly renameTable: (name: string, to: string) => void;
  readonly addColumn: (table: string, column: ColumnFact, place: JournalPlace) => void;
  readonly dropColumn: (table: string, column: string) => void;
  readonly renameColumn: (table: string, column: string, to: string) => void;
  readonly addIndex: (table: string, columns: readonly string[], place: JournalPlace) => void;
  readonly addKey: (table: string, key: ForeignKey) => void;
  readonly tables: () => ReadonlyMap<string, Readonly<Entry>>;
}

export function openJournal(): SchemaJournal {
  const entries = new Map<string, Entry>();
  /** Tables that some key has ever led to. SQLite migrations rename by the thousand, and hardly ever these. */
  const referred = new Set<string>();
  const entryOf = (name: string, place: JournalPlace, evidence: string): Entry => {
    let entry = entries.get(name);
    if (!entry)
      entries.set(name, (entry = { place, evidence, columns: [], indexes: [], keys: [] }));
    return entry;
  };
  return {
    createTable: (name, place, evidence) => void entryOf(name, place, evidence),
    dropTable: (name) => void entries.delete(name),
    renameTable: (name, to) => {
      if (!renameEntry(entries, name, to) || !referred.has(name)) return;
      renameReferences(entries, name, to);
      referred.add(to);
    },
    addColumn: (table, column, place) => {
      const entry = entryOf(table, place, `alter table ${table}`);
      if (!entry.columns.some((one) => one.name === column.name)) entry.columns.push(column);
    },
    dropColumn: (table, column) => {
      const entry = entries.get(table);
      if (!entry) return;
      entry.columns = entry.columns.filter((one) => one.name !== column);
      entry.indexes = entry.indexes.filter((index) => !index.includes(column));
      entry.keys = entry.keys.filter((key) => !key.columns.includes(column));
    },
    renameColumn: (table, column, to) => {
      const entry = entries.get(table);
      const renamed = (name: string): string => (name === column ? to : name);
      if (!entry) return;
      entry.columns = entry.columns.map((one) => ({ ...one, name: renamed(one.name) }));
      entry.indexes = entry.indexes.map((index) => index.map(renamed));
      entry.keys = entry.keys.map((key) => ({ ...key, columns: key.columns.map(renamed) }));
    },
    addIndex: (table, columns, place) => {
      const entry = entryOf(table, place, `alter table ${table}`);
      if (!entry.indexes.some((index) => index.join() === columns.join()))
        entry.indexes = [...entry.indexes, columns];
    },
    addKey: (table, key) => {
      const entry = entryOf(table, key.place, `alter table ${table}`);
      const same = (one: ForeignKey): boolean =>
        one.to === key.to && one.columns.join() === key.columns.join();
      entry.keys = [...entry.keys.filter((one) => !same(one)), key];
      referred.add(key.to);
    },
    tables: () => entries,
  };
}

/** @returns whether there is such a table */
function renameEntry(entries: Map<string, Entry>, name: string, to: string): boolean {
  const entry = entries.get(name);
  if (!entry) return false;
  entries.delete(name);
  entries.set(to, entry);
  return true;
}

function renameReferences(entries: ReadonlyMap<string, Entry>, name: string, to: string): void {
  for (const other of entries.values()) {
    if (!other.keys.some((key) => key.to === name)) continue;
    other.keys = other.keys.map((key) => (key.to === name ? { ...key, to } : key));
  }
}

/** Declares the tables that are left, with their foreign keys as relations. */
export function declareJournal(
  context: AdapterContext,
  journal: SchemaJournal,
  orm: string,
  isKnown: (table: string, key: ForeignKey) => boolean = () => false,
): void {
  const names = [...journal.tables().keys()].sort();
  for (const name of names) {
    const entry = journal.tables().get(name) as Entry;
    context.tables.declare({
      name,
      entity: null,
      entityName: null,
      orm,
      place: entry.place,
      evidence: entry.evidence,
      certainty: 'certain',
      columns: entry.columns,
      indexes: entry.indexes,
    });
    for (const { to, onDelete, place, evidence } of entry.keys.filter(
      (key) => !isKnown(name, key),
    )) {
      context.facts.relation({ from: name, to, kind: 'foreign-key', onDelete, place, evidence });
    }
  }
}
