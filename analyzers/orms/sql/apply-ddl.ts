/** Writes DDL text into a schema journal. */
import type { ColumnFact } from '../../contract.ts';
import { parseDdl } from './parse-ddl.ts';
import type { DdlChange, DdlName } from './ddl-changes.ts';
import type { ForeignKey, JournalPlace, SchemaJournal, TableWriter } from './schema-journal.ts';

export interface DdlPlaces {
  readonly place: (offset: number) => JournalPlace;
  /** 1-based line of an offset. */
  readonly line: (offset: number) => number;
}

export function applyDdl(journal: SchemaJournal, text: string, places: DdlPlaces): void {
  const head = CREATE_HEAD.exec(text)?.groups;
  // One statement whose head tells the table is read only if the table is there in the end.
  if (head?.['name'] && !/;\s*\S/.test(text)) {
    const { before = '', name } = head;
    const place = places.place(before.length);
    journal.createTable(name, place, `CREATE TABLE ${name}`, (table) => {
      for (const change of parseDdl(text)) writeTable(table, change, places);
    });
    return;
  }
  let written: DdlName | null = null;
  let table = '';
  let place: JournalPlace | null = null;
  for (const change of parseDdl(text)) {
    // All that one CREATE TABLE says stands behind one name.
    if (change.table !== written || !place) {
      written = change.table;
      table = ddlTableName(written);
      place = places.place(written.offset);
    }
    writeJournal(journal, change, table, place, places);
  }
}

/** `CREATE TABLE "orders" (`, as migration tools write it: a quoted name without schema or hole. */
const CREATE_HEAD =
  /^(?<before>\s*create\s+table\s+(?:if\s+not\s+exists\s+)?)(?<quote>["`])(?<name>[^"`{}.]+)\k<quote>\s*\(/i;

/** What a CREATE TABLE says about its own table. */
function writeTable(table: TableWriter, change: DdlChange, places: DdlPlaces): void {
  if (change.kind === 'add-column') table.addColumn(columnFact(change, places));
  else if (change.kind === 'add-index') table.addIndex(change.columns);
  else if (change.kind === 'add-key') table.addKey(foreignKey(change, places));
}

function writeJournal(
  journal: SchemaJournal,
  change: DdlChange,
  table: string,
  place: JournalPlace,
  places: DdlPlaces,
): void {
  switch (change.kind) {
    case 'create-table':
      return journal.createTable(table, place, `CREATE TABLE ${change.table.name}`);
    case 'drop-table':
      return journal.dropTable(table);
    case 'rename-table':
      return journal.renameTable(table, ddlTableName({ ...change.table, name: change.to }));
    case 'add-column':
      return journal.addColumn(table, columnFact(change, places), place);
    case 'drop-column':
      return journal.dropColumn(table, change.column);
    case 'rename-column':
      return journal.renameColumn(table, change.column, change.to);
    case 'add-index':
      return journal.addIndex(table, change.columns, place);
    case 'add-key':
      return journal.addKey(table, foreignKey(change, places));
  }
}

type ChangeOf<K extends DdlChange['kind']> = Extract<DdlChange, { kind: K }>;

function columnFact({ column }: ChangeOf<'add-column'>, places: DdlPlaces): ColumnFact {
  const { name, type, offset } = column;
  return { name, type, line: places.line(offset) };
}

function foreignKey({ columns, to, onDelete }: ChangeOf<'add-key'>, places: DdlPlaces): ForeignKey {
  return {
    columns,
    to: ddlTableName(to),
    onDelete,
    place: places.place(to.offset),
    evidence: `${columns.join(', ')} REFERENCES ${to.name}`,
  };
}

const ddlTableName = ({ schema, name }: DdlName): string =>
  schema && !/^(?:public|dbo|main)$/i.test(schema) ? `${schema}.${name}` : name;
