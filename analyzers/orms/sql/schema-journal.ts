/**
 * What a series of migrations leaves behind: changes are written down in order and the tables that
 * exist at the end are declared.
 */
import type { AdapterContext, DeclaredTable } from '../../adapter.ts';
import type { ColumnFact } from '../../contract.ts';
import { pushTo } from '../../program/program.ts';
import { openDraft } from './table-draft.ts';
import type { TableDraft, TableRenames } from './table-draft.ts';

export type JournalPlace = DeclaredTable['place'];

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly to: string;
  readonly onDelete: string | null;
  readonly place: JournalPlace;
  readonly evidence: string;
}

/** A table as it stands at the end. */
export interface JournalTable {
  readonly place: JournalPlace;
  readonly evidence: string;
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly (readonly string[])[];
  readonly keys: readonly ForeignKey[];
}

/** What a statement can say about the table it is about. */
export interface TableWriter {
  readonly addColumn: (column: ColumnFact) => void;
  readonly addIndex: (columns: readonly string[]) => void;
  readonly addKey: (key: ForeignKey) => void;
}

export interface SchemaJournal {
  /** @param define says what is in the table; not called when the table is dropped later */
  readonly createTable: (
    name: string,
    place: JournalPlace,
    evidence: string,
    define?: (table: TableWriter) => void,
  ) => void;
  readonly dropTable: (name: string) => void;
  readonly renameTable: (name: string, to: string) => void;
  readonly addColumn: (table: string, column: ColumnFact, place: JournalPlace) => void;
  readonly dropColumn: (table: string, column: string) => void;
  readonly renameColumn: (table: string, column: string, to: string) => void;
  readonly addIndex: (table: string, columns: readonly string[], place: JournalPlace) => void;
  readonly addKey: (table: string, key: ForeignKey) => void;
  readonly names: () => readonly string[];
  readonly table: (name: string) => JournalTable | undefined;
}

/**
 * What happened to a table, to be carried out when somebody asks for it: migrations of SQLite make
 * most tables dozens of times, and only the last one counts.
 */
interface Entry {
  readonly place: JournalPlace;
  readonly evidence: string;
  readonly steps: { readonly time: number; readonly run: (draft: TableDraft) => void }[];
  readonly draft: TableDraft;
}

export function openJournal(): SchemaJournal {
  const entries = new Map<string, Entry>();
  const renames: TableRenames = new Map();
  let time = 0;
  const note = (entry: Entry | undefined, run: (draft: TableDraft) => void): void => {
    time += 1;
    entry?.steps.push({ time, run });
  };
  const entryOf = (name: string, place: JournalPlace, evidence?: string): Entry => {
    let entry = entries.get(name);
    if (!entry) {
      const draft = openDraft(renames);
      entry = { place, evidence: evidence ?? `alter table ${name}`, steps: [], draft };
      entries.set(name, entry);
    }
    return entry;
  };
  return {
    createTable: (name, place, evidence, define) => {
      const entry = entryOf(name, place, evidence);
      if (define) note(entry, define);
    },
    dropTable: (name) => void entries.delete(name),
    renameTable: (name, to) => {
      const entry = entries.get(name);
      if (!entry) return;
      entries.delete(name);
      entries.set(to, entry);
      time += 1;
      pushTo(renames, name, { time, to });
    },
    addColumn: (table, column, place) =>
      note(entryOf(table, place), (draft) => draft.addColumn(column)),
    dropColumn: (table, column) => note(entries.get(table), (draft) => draft.dropColumn(column)),
    renameColumn: (table, column, to) =>
      note(entries.get(table), (draft) => draft.renameColumn(column, to)),
    addIndex: (table, columns, place) =>
      note(entryOf(table, place), (draft) => draft.addIndex(columns)),
    addKey: (table, key) => note(entryOf(table, key.place), (draft) => draft.addKey(key)),
    names: () => [...entries.keys()].sort(),
    table: (name) => {
      const entry = entries.get(name);
      return entry && carryOut(entry);
    },
  };
}

function carryOut({ place, evidence, steps, draft }: Entry): JournalTable {
  for (const { time, run } of steps.splice(0)) {
    draft.at(time);
    run(draft);
  }
  draft.at(Infinity);
  return { place, evidence, ...draft.state() };
}

/** Declares the tables that are left, with their foreign keys as relations. */
export function declareJournal(
  context: AdapterContext,
  journal: SchemaJournal,
  orm: string,
  isKnown: (table: string, key: ForeignKey) => boolean = () => false,
): void {
  for (const name of journal.names()) {
    const entry = journal.table(name);
    if (!entry) continue;
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
