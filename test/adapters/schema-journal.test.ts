import { expect, it, vi } from 'vitest';

import { applyDdl } from '../../analyzers/orms/sql/apply-ddl.ts';
import { openJournal } from '../../analyzers/orms/sql/schema-journal.ts';
import type { SchemaJournal } from '../../analyzers/orms/sql/schema-journal.ts';

const PLACE = { path: 'migration.sql', line: 1, column: 1 };

/** One statement per line, as one call of a migration each. */
function journalOf(...statements: readonly string[]): SchemaJournal {
  const journal = openJournal();
  statements.forEach((text, index) => {
    const place = { ...PLACE, line: index + 1 };
    applyDdl(journal, text, { place: () => place, line: () => index + 1 });
  });
  return journal;
}

const columnsOf = (journal: SchemaJournal, table: string): readonly string[] | undefined =>
  journal.table(table)?.columns.map((column) => column.name);

it('keeps the last of the tables that SQLite copies over', () => {
  const journal = journalOf(
    'CREATE TABLE "orders" ("id" integer, "note" text)',
    'CREATE TABLE "temporary_orders" ("id" integer, "total" integer)',
    'INSERT INTO "temporary_orders"("id") SELECT "id" FROM "orders"',
    'DROP TABLE "orders"',
    'ALTER TABLE "temporary_orders" RENAME TO "orders"',
  );
  expect(journal.names()).toEqual(['orders']);
  expect(columnsOf(journal, 'orders')).toEqual(['id', 'total']);
});

it('does not read what is dropped later', () => {
  const journal = openJournal();
  const define = vi.fn();
  journal.createTable('orders', PLACE, 'CREATE TABLE orders', define);
  journal.dropTable('orders');
  expect(journal.table('orders')).toBeUndefined();
  expect(define).not.toHaveBeenCalled();
});

it('takes a table made again for the one that is there', () => {
  const journal = journalOf(
    'CREATE TABLE "orders" ("id" integer)',
    'ALTER TABLE "orders" ADD "total" integer',
    'CREATE TABLE IF NOT EXISTS "orders" ("id" integer, "note" text)',
  );
  expect(columnsOf(journal, 'orders')).toEqual(['id', 'total', 'note']);
  expect(journal.table('orders')?.place).toMatchObject({ line: 1 });
});

it('lets a foreign key follow its table through names given after it', () => {
  const journal = journalOf(
    'CREATE TABLE "items" ("order" integer, FOREIGN KEY ("order") REFERENCES "orders" ("id"))',
    'CREATE TABLE "orders" ("id" integer)',
    'ALTER TABLE "orders" RENAME TO "purchases"',
    'ALTER TABLE "purchases" RENAME TO "sales"',
  );
  expect(journal.table('items')?.keys).toMatchObject([{ columns: ['order'], to: 'sales' }]);
});

it('leaves a foreign key alone that names its table after the renaming', () => {
  const journal = journalOf(
    'CREATE TABLE "orders" ("id" integer)',
    'ALTER TABLE "orders" RENAME TO "old_orders"',
    'CREATE TABLE "orders" ("id" integer)',
    'CREATE TABLE "items" ("order" integer, FOREIGN KEY ("order") REFERENCES "orders" ("id"))',
  );
  expect(journal.table('items')?.keys).toMatchObject([{ to: 'orders' }]);
});

it('reads a text of several statements in order', () => {
  const journal = journalOf(
    'CREATE TABLE "orders" ("id" integer); ALTER TABLE "orders" DROP COLUMN "id"; ALTER TABLE "orders" ADD "key" text',
  );
  expect(columnsOf(journal, 'orders')).toEqual(['key']);
});
