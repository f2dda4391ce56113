import { describe, expect, it } from 'vitest';

import { checkProject, checkRule } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { DATA_PROJECTS } from './data-projects.ts';
import type { DataProject } from './data-projects.ts';
import { openConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const PINNED: ShopChanges = { orders: { tables: ['orders'] }, billing: { tables: ['invoices'] } };

const find = (sources: Sources, changes: ShopChanges = PINNED): readonly string[] =>
  checkRule('foreign-table-read', sources, openConfig(changes));

describe.each(DATA_PROJECTS)('$name', (project: DataProject) => {
  const { sources, head, readInvoice, writeInvoice, join } = project;

  it('finds a read at its line', () => {
    const { found } = checkProject(
      { ...sources, 'src/orders/use.ts': `${head}${readInvoice}\n` },
      openConfig(PINNED),
    );
    const read = found.find((one) => one.rule === 'foreign-table-read');
    expect(read && [read.from, read.to, read.symbol, read.path, read.line, read.message]).toEqual([
      'orders',
      'billing',
      'invoices',
      'src/orders/use.ts',
      4,
      `read reads table invoices of billing (${project.reads})`,
    ]);
  });

  it('finds it without pinned tables', () => {
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${readInvoice}\n` }, {})).toHaveLength(
      1,
    );
  });

  it('lets the owner read', () => {
    const code = `${head}${readInvoice}\n`.replace('../billing/', './');
    expect(find({ ...sources, 'src/billing/use.ts': code })).toEqual([]);
  });

  it('does not tell a join again', () => {
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${join}\n` })).toEqual([]);
  });

  it('tells the reads of a join where joins are off', () => {
    const rules = { 'crossing-join': 'off' } as const;
    expect(
      find({ ...sources, 'src/orders/use.ts': `${head}${join}\n` }, { ...PINNED, rules }),
    ).toHaveLength(1);
  });

  it('does not tell a write again', () => {
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${writeInvoice}\n` })).toEqual([]);
  });

  it('leaves tests and seeds alone', () => {
    const seed = `${head}${readInvoice}\n`.replaceAll("'../", "'../../");
    const changed = {
      ...sources,
      'src/orders/use.test.ts': `${head}${readInvoice}\n`,
      'src/orders/seeds/s.ts': seed,
    };
    expect(find(changed)).toEqual([]);
  });
});

describe('joins within one boundary', () => {
  const sources = {
    'src/db.ts': "import knex from 'knex';\nexport const db = knex({ client: 'pg' });\n",
    'src/billing/store.ts':
      "import { db } from '../db';\nexport const a = () => db('invoices').insert({});\nexport const b = () => db('payments').insert({});\n",
    'src/orders/use.ts':
      "import { db } from '../db';\nexport const list = () => db('invoices').join('payments', 'payments.invoice_id', 'invoices.id');\n",
  };

  it('are reads of each table when another boundary makes them', () => {
    expect(find(sources, {})).toEqual([
      'orders → billing invoices @ src/orders/use.ts:2:31',
      'orders → billing payments @ src/orders/use.ts:2:48',
    ]);
  });
});

describe('joins of several lines', () => {
  const [typeorm] = DATA_PROJECTS as readonly [DataProject];
  const { sources, head, readInvoice } = typeorm;
  const list = [
    'export const list = () =>',
    '  db',
    '    .getRepository(Order)',
    "    .createQueryBuilder('o')",
    "    .innerJoin(Invoice, 'i', 'i.orderId = o.id')",
    '    .getMany();',
  ].join('\n');

  it('are told as a whole', () => {
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${list}\n` })).toEqual([]);
  });

  it('do not hide a read of their own beside them, in the same function or in another', () => {
    const both = list
      .replace('=>', '=> [')
      .replace('getMany();', 'getMany(),\n  db.getRepository(Invoice).find()];');
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${both}\n` })).toEqual([
      'orders → billing invoices @ src/orders/use.ts:10:29',
    ]);
    expect(
      find({ ...sources, 'src/orders/use.ts': `${head}${list}\n${readInvoice}\n` }),
    ).toHaveLength(1);
  });
});

it('without a function of the owner that reads it, a copy by events is a way out', () => {
  const [, knex] = DATA_PROJECTS;
  const { sources, head, readInvoice } = knex as DataProject;
  const { found } = checkProject(
    { ...sources, 'src/orders/use.ts': `${head}${readInvoice}\n` },
    openConfig(PINNED),
  );
  expect(found[0]?.fix).toMatch(
    /^ask billing through a function of its public API,.* keep a copy by events/,
  );
});
