import { describe, expect, it } from 'vitest';

import { checkProject, checkRule } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { DATA_PROJECTS } from './data-projects.ts';
import type { DataProject } from './data-projects.ts';
import { openConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const PINNED: ShopChanges = { orders: { tables: ['orders'] }, billing: { tables: ['invoices'] } };

const find = (sources: Sources, changes: ShopChanges = PINNED): readonly string[] =>
  checkRule('crossing-transaction', sources, openConfig(changes));

describe.each(DATA_PROJECTS)('$name', ({ sources, head, transaction }: DataProject) => {
  it('finds a transaction over two boundaries, through the functions that it calls', () => {
    const { found } = checkProject(
      { ...sources, 'src/orders/use.ts': `${head}${transaction}\n` },
      openConfig(PINNED),
    );
    const [only, ...more] = found.filter((one) => one.rule === 'crossing-transaction');
    expect(more).toEqual([]);
    expect(only && [only.from, only.to, only.symbol, only.path, only.line, only.places]).toEqual([
      'orders',
      'billing',
      'tables of billing',
      'src/orders/use.ts',
      4,
      1,
    ]);
  });

  it('finds it when the other table is written in the file of its owner', () => {
    const [both = '', bill = ''] = transaction.split('\n');
    const code = `${head}import { bill } from '../billing/bill';\n${both}\n`;
    const other = `${head}export ${bill}\n`;
    expect(
      find({ ...sources, 'src/orders/use.ts': code, 'src/billing/bill.ts': other }),
    ).toHaveLength(1);
  });

  it('lets a transaction touch the tables of one boundary', () => {
    const own: ShopChanges = { orders: { tables: ['orders', 'invoices'] } };
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${transaction}\n` }, own)).toEqual([]);
  });

  it('leaves tests and seeds alone', () => {
    const seed = `${head}${transaction}\n`.replaceAll("'../", "'../../");
    const changed = {
      ...sources,
      'src/orders/use.test.ts': `${head}${transaction}\n`,
      'src/orders/seeds/s.ts': seed,
    };
    expect(find(changed)).toEqual([]);
  });
});

it('is a finding for each owner whose tables it touches, however many they are', () => {
  const [, knex] = DATA_PROJECTS;
  const { sources, head } = knex as DataProject;
  const tables = ['orders', 'invoices', 'payments', 'mails'];
  const steps = tables.map((table) => `await trx('${table}').insert({});`).join(' ');
  const code = `${head}export const all = () => db.transaction(async (trx) => { ${steps} });\n`;
  const own = (table: string): string =>
    `import { db } from '../db';\nexport const s = () => db('${table}').insert({});\n`;
  const all = {
    ...sources,
    'src/orders/use.ts': code,
    'src/billing/p.ts': own('payments'),
    'src/mail/m.ts': own('mails'),
  };
  const changes: ShopChanges = {
    ...PINNED,
    billing: { tables: ['invoices', 'payments'] },
    others: { mail: { files: ['src/mail/**'], tables: ['mails'] } },
  };
  expect(find(all, changes).map((one) => one.split(' @ ')[0])).toEqual([
    'orders → billing tables of billing',
    'orders → mail tables of mail',
  ]);
});

it('names what it touches and whose it is', () => {
  const [, knex] = DATA_PROJECTS;
  const { sources, head, transaction } = knex as DataProject;
  const { found } = checkProject(
    { ...sources, 'src/orders/use.ts': `${head}${transaction}\n` },
    openConfig(PINNED),
  );
  expect(found.find((one) => one.rule === 'crossing-transaction')?.message).toBe(
    'one transaction touches invoices of billing and orders of orders',
  );
});
