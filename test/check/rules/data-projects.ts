/** One shop in four libraries: `orders` owns the table orders, `billing` owns invoices. */
import type { Sources } from '../check-project.ts';

export interface DataProject {
  readonly name: string;
  readonly sources: Sources;
  /** First lines of a file that uses it: imports, on as many lines in every library. */
  readonly head: string;
  /** Functions of one line each. */
  readonly readInvoice: string;
  readonly writeInvoice: string;
  /** What stands where the write is told: the call, or the table that it names. */
  readonly writeAt: string;
  readonly writeOrder: string;
  /** Orders with their invoices. */
  readonly join: string;
  /** Both tables in one transaction; the invoice is written by the function `bill`, on the second line. */
  readonly transaction: string;
  readonly reads: string;
  readonly writes: string;
}

const TYPEORM: DataProject = {
  name: 'TypeORM',
  sources: {
    'src/billing/invoice.entity.ts':
      "import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';\n@Entity('invoices')\nexport class Invoice { @PrimaryGeneratedColumn() id: number; @Column() orderId: number; }\n",
    'src/orders/order.entity.ts':
      "import { Entity, PrimaryGeneratedColumn } from 'typeorm';\n@Entity('orders')\nexport class Order { @PrimaryGeneratedColumn() id: number; }\n",
    'src/db.ts':
      "import { DataSource } from 'typeorm';\nexport const db = new DataSource({ type: 'postgres' });\n",
    'src/billing/store.ts':
      "import { db } from '../db';\nimport { Invoice } from './invoice.entity';\nexport const saveInvoice = (i: Invoice) => db.getRepository(Invoice).save(i);\n",
    'src/orders/store.ts':
      "import { db } from '../db';\nimport { Order } from './order.entity';\nexport const saveOrder = (o: Order) => db.getRepository(Order).save(o);\n",
  },
  head: "import { db } from '../db';\nimport { Invoice } from '../billing/invoice.entity';\nimport { Order } from '../orders/order.entity';\n",
  readInvoice: 'export const read = (id: number) => db.getRepository(Invoice).findOneBy({ id });',
  writeInvoice: 'export const write = (id: number) => db.getRepository(Invoice).update(id, {});',
  writeAt: 'update(',
  writeOrder: 'export const order = () => db.getRepository(Order).insert({});',
  join: "export const list = () => db.getRepository(Order).createQueryBuilder('o').innerJoin(Invoice, 'i', 'i.orderId = o.id').getMany();",
  transaction:
    'export const both = () => db.transaction(async (tx) => { await tx.insert(Order, {}); await bill(tx); });\nconst bill = (tx: import("typeorm").EntityManager) => tx.insert(Invoice, {});',
  reads: 'typeorm Repository.findOneBy',
  writes: 'typeorm Repository.update',
};

const KNEX: DataProject = {
  name: 'Knex',
  sources: {
    'src/db.ts': "import knex from 'knex';\nexport const db = knex({ client: 'pg' });\n",
    'src/billing/store.ts':
      "import { db } from '../db';\nexport const saveInvoice = (i: object) => db('invoices').insert(i);\n",
    'src/orders/store.ts':
      "import { db } from '../db';\nexport const saveOrder = (o: object) => db('orders').insert(o);\n",
  },
  head: "import type { Knex } from 'knex';\nimport { db } from '../db';\n\n",
  readInvoice: "export const read = (id: number) => db('invoices').where({ id }).first();",
  writeInvoice:
    "export const write = (id: number) => db('invoices').where({ id }).update({ paid: true });",
  writeAt: 'invoices',
  writeOrder: "export const order = () => db('orders').insert({});",
  join: "export const list = () => db('orders').join('invoices', 'invoices.order_id', 'orders.id');",
  transaction:
    "export const both = () => db.transaction(async (trx) => { await trx('orders').insert({}); await bill(trx); });\nconst bill = (trx: Knex.Transaction) => trx('invoices').insert({});",
  reads: 'knex select',
  writes: 'knex update',
};

const PRISMA: DataProject = {
  name: 'Prisma',
  sources: {
    'package.json': { json: { dependencies: { '@prisma/client': '6' } } },
    'prisma/schema.prisma':
      'generator client {\n  provider = "prisma-client-js"\n}\nmodel Order {\n  id Int @id\n  invoices Invoice[]\n  @@map("orders")\n}\nmodel Invoice {\n  id Int @id\n  orderId Int\n  order Order @relation(fields: [orderId], references: [id])\n  @@map("invoices")\n}\n',
    'src/db.ts':
      "import { PrismaClient } from '@prisma/client';\nexport const db = new PrismaClient();\n",
    'src/billing/store.ts':
      "import { db } from '../db';\nexport const saveInvoice = (data: any) => db.invoice.create({ data });\n",
    'src/orders/store.ts':
      "import { db } from '../db';\nexport const saveOrder = (data: any) => db.order.create({ data });\n",
  },
  head: "import type { Prisma } from '@prisma/client';\nimport { db } from '../db';\n\n",
  readInvoice: 'export const read = (id: number) => db.invoice.findUnique({ where: { id } });',
  writeInvoice:
    'export const write = (id: number) => db.invoice.update({ where: { id }, data: {} });',
  writeAt: 'update(',
  writeOrder: 'export const order = (data: any) => db.order.create({ data });',
  join: 'export const list = () => db.order.findMany({ include: { invoices: true } });',
  transaction:
    'export const both = (data: any) => db.$transaction(async (tx) => { await tx.order.create({ data }); await bill(tx, data); });\nconst bill = (tx: Prisma.TransactionClient, data: any) => tx.invoice.create({ data });',
  reads: 'prisma Invoice.findUnique',
  writes: 'prisma Invoice.update',
};

const DRIZZLE: DataProject = {
  name: 'Drizzle',
  sources: {
    'src/billing/schema.ts':
      "import { integer, pgTable } from 'drizzle-orm/pg-core';\nexport const invoices = pgTable('invoices', { id: integer('id'), orderId: integer('order_id') });\n",
    'src/orders/schema.ts':
      "import { integer, pgTable } from 'drizzle-orm/pg-core';\nexport const orders = pgTable('orders', { id: integer('id') });\n",
    'src/db.ts':
      "import { drizzle } from 'drizzle-orm/node-postgres';\nexport const db = drizzle('postgres://');\nexport type Tx = Parameters<Parameters<typeof db['transaction']>[0]>[0];\n",
    'src/billing/store.ts':
      "import { db } from '../db';\nimport { invoices } from './schema';\nexport const saveInvoice = (i: any) => db.insert(invoices).values(i);\n",
    'src/orders/store.ts':
      "import { db } from '../db';\nimport { orders } from './schema';\nexport const saveOrder = (o: any) => db.insert(orders).values(o);\n",
  },
  head: "import { eq } from 'drizzle-orm';\nimport { db, type Tx } from '../db';\nimport { invoices } from '../billing/schema'; import { orders } from '../orders/schema';\n",
  readInvoice:
    'export const read = (id: number) => db.select().from(invoices).where(eq(invoices.id, id));',
  writeInvoice: 'export const write = (id: number) => db.update(invoices).set({ id });',
  writeAt: 'invoices',
  writeOrder: 'export const order = () => db.insert(orders).values({ id: 1 });',
  join: 'export const list = () => db.select().from(orders).innerJoin(invoices, eq(invoices.orderId, orders.id));',
  transaction:
    'export const both = () => db.transaction(async (tx) => { await tx.insert(orders).values({ id: 1 }); await bill(tx); });\nconst bill = (tx: Tx) => tx.insert(invoices).values({ id: 1 });',
  reads: 'drizzle select',
  writes: 'drizzle update',
};

export const DATA_PROJECTS: readonly DataProject[] = [TYPEORM, KNEX, PRISMA, DRIZZLE];
