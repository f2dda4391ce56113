/** One table of a schema journal while its changes are carried out, in order. */
import type { ColumnFact } from '../../contract.ts';
import type { ForeignKey, JournalTable, TableWriter } from './schema-journal.ts';

/** When tables were given other names, by the old name and in order of time. */
export type TableRenames = Map<string, { readonly time: number; readonly to: string }[]>;

export interface TableDraft extends TableWriter {
  /** The time at which the next changes happen: keys lead to what their tables are called by then. */
  readonly at: (time: number) => void;
  readonly dropColumn: (column: string) => void;
  readonly renameColumn: (column: string, to: string) => void;
  readonly state: () => Pick<JournalTable, 'columns' | 'indexes' | 'keys'>;
}

interface DatedKey {
  readonly key: ForeignKey;
  /** Renames up to here are in it. */
  readonly time: number;
}

export function openDraft(renames: TableRenames): TableDraft {
  let now = 0;
  let columns: ColumnFact[] = [];
  let indexes: (readonly string[])[] = [];
  let keys: DatedKey[] = [];
  const update = (): void => {
    if (keys.length > 0) keys = keys.map((one) => followRenames(one, renames, now));
  };
  return {
    at: (time) => {
      now = time;
    },
    addColumn: (column) => {
      if (!columns.some((one) => one.name === column.name)) columns.push(column);
    },
    dropColumn: (column) => {
      columns = columns.filter((one) => one.name !== column);
      indexes = indexes.filter((index) => !index.includes(column));
      keys = keys.filter(({ key }) => !key.columns.includes(column));
    },
    renameColumn: (column, to) => {
      const renamed = (name: string): string => (name === column ? to : name);
      columns = columns.map((one) => ({ ...one, name: renamed(one.name) }));
      indexes = indexes.map((index) => index.map(renamed));
      keys = keys.map(({ key, time }) => ({
        key: { ...key, columns: key.columns.map(renamed) },
        time,
      }));
    },
    addIndex: (added) => {
      if (!indexes.some((index) => index.join() === added.join())) indexes.push(added);
    },
    addKey: (key) => {
      update();
      keys = [...keys.filter((one) => !isSameKey(one.key, key)), { key, time: now }];
    },
    state: () => {
      update();
      return { columns, indexes, keys: keys.map((one) => one.key) };
    },
  };
}

const isSameKey = (one: ForeignKey, other: ForeignKey): boolean =>
  one.to === other.to && one.columns.join() === other.columns.join();

function followRenames(dated: DatedKey, renames: TableRenames, until: number): DatedKey {
  let { key, time } = dated;
  for (;;) {
    const next = renames.get(key.to)?.find((one) => one.time > time && one.time < until);
    if (!next) return { key, time };
    key = { ...key, to: next.to };
    time = next.time;
  }
}
