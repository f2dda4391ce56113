/** Writes DDL text into a schema journal. */
import { parseDdl } from './parse-ddl.ts';
import type { DdlName } from './ddl-changes.ts';
import type { JournalPlace, SchemaJournal } from './schema-journal.ts';

export interface DdlPlaces {
  readonly place: (offset: number) => JournalPlace;
  /** 1-based line of an offset. */
  readonly line: (offset: number) => number;
}

export function applyDdl(journal: SchemaJournal, text: string, places: DdlPlaces): void {
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
    switch (change.kind) {
      case 'create-table':
        journal.createTable(table, place, `CREATE TABLE ${change.table.name}`);
        break;
      case 'drop-table':
        journal.dropTable(table);
        break;
      case 'rename-table':
        journal.renameTable(table, ddlTableName({ ...change.table, name: change.to }));
        break;
      case 'add-column': {
        const { name, type, offset } = change.column;
        journal.addColumn(table, { name, type, line: places.line(offset) }, place);
        break;
      }
      case 'drop-column':
        journal.dropColumn(table, change.column);
        break;
      case 'rename-column':
        journal.renameColumn(table, change.column, change.to);
        break;
      case 'add-index':
        journal.addIndex(table, change.columns, place);
        break;
      case 'add-key':
        journal.addKey(table, {
          columns: change.columns,
          to: ddlTableName(change.to),
          onDelete: change.onDelete,
          place: places.place(change.to.offset),
          evidence: `${change.columns.join(', ')} REFERENCES ${change.to.name}`,
        });
    }
  }
}

const ddlTableName = ({ schema, name }: DdlName): string =>
  schema && !/^(?:public|dbo|main)$/i.test(schema) ? `${schema}.${name}` : name;
