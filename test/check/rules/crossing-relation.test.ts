import { describe, expect, it } from 'vitest';

import { checkProject, checkRule } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { openConfig } from './shop-config.ts';

const TYPEORM =
  "import { Entity, ManyToMany, ManyToOne, OneToMany, OneToOne, JoinColumn, JoinTable, PrimaryGeneratedColumn } from 'typeorm';\n";
const order = (relation = ''): string =>
  `${TYPEORM}import { Invoice } from '../billing/invoice.entity';\n@Entity('orders')\nexport class Order {\n  @PrimaryGeneratedColumn() id: number;\n  ${relation}\n  last?: Invoice;\n}\n`;
const invoice = (relation = ''): string =>
  `${TYPEORM}import { Order } from '../orders/order.entity';\n@Entity('invoices')\nexport class Invoice {\n  @PrimaryGeneratedColumn() id: number;\n  ${relation}\n  last?: Order;\n}\n`;

const MANY = '@OneToMany(() => Invoice, (i) => i.order) invoices: Invoice[];';
const ONE = "@ManyToOne(() => Order, (o) => o.invoices, { onDelete: 'CASCADE' }) order: Order;";

const find = (sources: Sources): readonly string[] =>
  checkRule('crossing-relation', sources, openConfig());
const entities = (ofOrder: string, ofInvoice: string): Sources => ({
  'src/orders/order.entity.ts': order(ofOrder),
  'src/billing/invoice.entity.ts': invoice(ofInvoice),
});

describe('TypeORM', () => {
  it('lets entities of one boundary relate', () => {
    const config = { boundaries: { shop: { files: ['src/**'] } } };
    expect(checkRule('crossing-relation', entities(MANY, ONE), config)).toEqual([]);
  });

  it('lets an entity keep a plain id', () => {
    expect(find(entities('', '@Column() orderId: number;'))).toEqual([]);
  });

  it('tells both ends of a relation once, on the side that holds the key', () => {
    expect(find(entities(MANY, ONE))).toEqual([
      'billing → orders invoices → orders @ src/billing/invoice.entity.ts:6:3',
    ]);
  });

  it('tells a relation of which only one end is written', () => {
    expect(find(entities('', ONE.replace('(o) => o.invoices, ', '')))).toHaveLength(1);
    expect(find(entities(MANY, ''))).toEqual([
      'orders → billing orders → invoices @ src/orders/order.entity.ts:6:3',
    ]);
  });

  it('tells many-to-many', () => {
    const found = find(
      entities('@ManyToMany(() => Invoice) @JoinTable() invoices: Invoice[];', ''),
    );
    expect(found.map((one) => one.split(' @ ')[0])).toContain('orders → billing orders → invoices');
  });

  it('says what is lost: the key and its delete rule', () => {
    const [found] = checkProject(entities(MANY, ONE), openConfig()).found.filter(
      (one) => one.rule === 'crossing-relation',
    );
    expect(found && [found.message, found.fix]).toEqual([
      'many-to-one from invoices of billing to orders of orders, on delete cascade',
      'keep the id as a plain column and ask orders for the rest; make the delete rule (CASCADE) explicit',
    ]);
  });

  it('tells two keys between the same tables as one, in two places', () => {
    const two = '@ManyToOne(() => Order) order: Order;\n  @ManyToOne(() => Order) refundOf: Order;';
    expect(find(entities('', two))).toEqual([
      'billing → orders invoices → orders @ src/billing/invoice.entity.ts:6:3 ×2',
    ]);
  });
});

it('TypeORM: tells what many entities inherit once, at the base class', () => {
  const entity = (name: string): string =>
    `import { Entity } from 'typeorm';\nimport { Base } from '../kernel/base.entity';\n@Entity('${name}')\nexport class Entity_${name} extends Base {}\n`;
  const sources = {
    'src/kernel/base.entity.ts':
      "import { ManyToOne, PrimaryGeneratedColumn } from 'typeorm';\nimport { Order } from '../orders/order.entity';\nexport abstract class Base {\n  @PrimaryGeneratedColumn() id: number;\n  @ManyToOne(() => Order) order: Order;\n}\n",
    'src/orders/order.entity.ts': order()
      .replace(/^import \{ Invoice.*$/m, '')
      .replace('last?: Invoice;', ''),
    'src/billing/invoices.ts': entity('invoices'),
    'src/billing/payments.ts': entity('payments'),
  };
  const { found } = checkProject(sources, openConfig({ kernel: { files: ['src/kernel/**'] } }));
  const told = found.filter((one) => one.rule === 'crossing-relation');
  expect(
    told.map((one) => [one.from, one.to, one.symbol, `${one.path}:${one.line}`, one.places]),
  ).toEqual([['kernel', 'orders', 'base.entity.ts → orders', 'src/kernel/base.entity.ts:5', 1]]);
  expect(told[0]?.message).toContain('2 tables that inherit it');
});

it('Prisma: tells the side with the fields, in the schema', () => {
  const sources = {
    'package.json': { json: { dependencies: { '@prisma/client': '6' } } },
    'prisma/schema.prisma':
      'generator client {\n  provider = "prisma-client-js"\n}\nmodel Order {\n  id Int @id\n  invoices Invoice[]\n}\nmodel Invoice {\n  id Int @id\n  orderId Int\n  order Order @relation(fields: [orderId], references: [id], onDelete: SetNull)\n}\n',
    'src/db.ts':
      "import { PrismaClient } from '@prisma/client';\nexport const db = new PrismaClient();\n",
    'src/orders/o.ts':
      "import { db } from '../db';\nexport const o = () => db.order.create({ data: {} });",
    'src/billing/b.ts':
      "import { db } from '../db';\nexport const b = () => db.invoice.create({ data: {} as any });",
  };
  expect(find(sources)).toEqual(['billing → orders Invoice → Order @ prisma/schema.prisma:11:3']);
});

it('Drizzle: tells a reference and the relation above it once', () => {
  const sources = {
    'src/orders/schema.ts':
      "import { integer, pgTable } from 'drizzle-orm/pg-core';\nexport const orders = pgTable('orders', { id: integer('id') });\n",
    'src/billing/schema.ts':
      "import { relations } from 'drizzle-orm';\nimport { integer, pgTable } from 'drizzle-orm/pg-core';\nimport { orders } from '../orders/schema';\nexport const invoices = pgTable('invoices', {\n  orderId: integer('order_id').references(() => orders.id),\n});\nexport const more = relations(invoices, ({ one }) => ({ order: one(orders, { fields: [invoices.orderId], references: [orders.id] }) }));\n",
  };
  expect(find(sources)).toEqual([
    'billing → orders invoices → orders @ src/billing/schema.ts:5:32',
  ]);
});

it('Knex: tells a foreign key of a migration, whoever keeps the migrations', () => {
  const sources = {
    'migrations/001_init.ts':
      "import type { Knex } from 'knex';\nexport async function up(knex: Knex) {\n  await knex.schema.createTable('orders', (t) => { t.increments('id'); });\n  await knex.schema.createTable('invoices', (t) => {\n    t.increments('id');\n    t.integer('order_id').references('id').inTable('orders');\n  });\n}\n",
    'src/db.ts': "import knex from 'knex';\nexport const db = knex({ client: 'pg' });\n",
    'src/orders/o.ts':
      "import { db } from '../db';\nexport const o = () => db('orders').insert({});",
    'src/billing/b.ts':
      "import { db } from '../db';\nexport const b = () => db('invoices').insert({});",
  };
  const found = find(sources);
  expect(found.map((one) => one.split(':').slice(0, 2).join(':'))).toEqual([
    'billing → orders invoices → orders @ migrations/001_init.ts:6',
  ]);
});

it('may be switched off', () => {
  const config = openConfig({ rules: { 'crossing-relation': 'off' } });
  expect(checkRule('crossing-relation', entities(MANY, ONE), config)).toEqual([]);
});
