import { test } from 'vitest';
import { checkProject, tell } from '../check-project.ts';
const cfg: any = (more: any = {}) => ({ boundaries: { orders: { files: ['src/orders/**'], ...more.orders }, billing: { files: ['src/billing/**'],  ...more.billing }, ...more.b }, rules: more.rules, kernel: more.kernel });
const go = (name: string, files: any, config = cfg()) => test(name, () => {
  const { found, gaps, guarded } = checkProject(files, config);
  console.log(name, found.map((f) => `${f.severity} ${tell(f)}\n   ${f.message}\n   fix ${f.fix}\n   ${f.related.map((r) => `${r.path}:${r.line} ${r.note}`).join('; ')} target ${f.target}`).join('\n'), gaps);
  if (name.startsWith('?')) console.log(JSON.stringify([guarded.code.accesses, guarded.code.injections, guarded.code.relations, guarded.code.tables.map((t) => [t.name, t.path, t.entity]), guarded.code.transactions, guarded.code.joins,guarded.code.wiring], null, 1).slice(0,3000));
});
const T = {
 'src/billing/invoice.entity.ts': `import { Entity, Column, PrimaryGeneratedColumn } from 'typeorm';
@Entity('invoices') export class Invoice { @PrimaryGeneratedColumn('uuid') id: string; @Column() total: number; @Column() orderId: string; }`,
 'src/billing/billing.service.ts': `import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Invoice } from './invoice.entity';
@Injectable() export class BillingService { constructor(@InjectRepository(Invoice) private readonly invoices: Repository<Invoice>) {}
 create(i: Invoice) { return this.invoices.save(i); }
 find(id: string) { return this.invoices.findOneBy({ id }); }
}`,
 'src/orders/order.entity.ts': `import { Entity, Column, PrimaryGeneratedColumn } from 'typeorm';
@Entity('orders') export class Order { @PrimaryGeneratedColumn('uuid') id: string; }`,
 'src/orders/orders.service.ts': `import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Order } from './order.entity';
import { Invoice } from '../billing/invoice.entity';
@Injectable()
export class OrdersService {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    @InjectRepository(Invoice) private readonly invoices: Repository<Invoice>,
    private readonly dataSource: DataSource,
  ) {}
  async place(order: Order) { await this.orders.save(order); }
  async pay(id: string) {
    const invoice = await this.invoices.findOneBy({ id });
    await this.invoices.update(id, { total: 0 });
  }
  report() {
    return this.orders.createQueryBuilder('o').innerJoin(Invoice, 'i', 'i.orderId = o.id').getMany();
  }
  both(order: Order) {
    return this.dataSource.transaction(async (tx) => {
      await tx.save(Order, order);
      await this.bill(tx);
    });
  }
  private async bill(tx: any) { await tx.getRepository(Invoice).insert({ total: 1 }); }
}`,
};
go('?typeorm', T, cfg({ billing: { public: [] } }));
go('typeorm-public', T);
const K = {
 'src/db.ts': `import knex from 'knex';\nexport const db = knex({ client: 'pg' });\n`,
 'src/orders/store.ts': `import { db } from '../db';
export const insertOrder = (o: object) => db('orders').insert(o);
export const readInvoice = (id: string) => db('invoices').where({ id }).first();
export const payInvoice = (id: string) => db('invoices').where({ id }).update({ paid: true });
export const list = () => db('orders').join('invoices', 'invoices.order_id', 'orders.id').select('*');
export async function both() {
  await db.transaction(async (trx) => {
    await trx('orders').insert({});
    await bill(trx);
  });
}
async function bill(trx: any) { await trx('invoices').insert({}); }
`,
 'src/billing/store.ts': `import { db } from '../db';
export const insertInvoice = (o: object) => db('invoices').insert(o);
export const updateInvoice = (o: object) => db('invoices').update(o);
export const findInvoice = (id: string) => db('invoices').where({ id }).first();
`,
};
go('knex', K);
go('knex pinned', K, cfg({ billing: { tables: ['invoices'] } }));
const P = {
 'package.json': '{"dependencies":{"@prisma/client":"6"}}',
 'prisma/schema.prisma': `generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
model Order {
  id String @id
  invoices Invoice[]
  @@map("orders")
}
model Invoice {
  id String @id
  orderId String
  order Order @relation(fields: [orderId], references: [id], onDelete: Cascade)
  @@map("invoices")
}
`,
 'src/prisma.ts': `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n`,
 'src/orders/store.ts': `import { prisma } from '../prisma';
export const insertOrder = (data: any) => prisma.order.create({ data });
export const readInvoice = (id: string) => prisma.invoice.findUnique({ where: { id } });
export const payInvoice = (id: string) => prisma.invoice.update({ where: { id }, data: {} });
export const withInvoices = (id: string) => prisma.order.findUnique({ where: { id }, include: { invoices: true } });
export const nested = (id: string) => prisma.order.create({ data: { id, invoices: { create: { id } } } });
export async function both(data: any) {
  await prisma.$transaction([prisma.order.create({ data }), prisma.invoice.create({ data })]);
}
`,
 'src/billing/store.ts': `import { prisma } from '../prisma';
export const insertInvoice = (data: any) => prisma.invoice.create({ data });
export const dropInvoice = (id: string) => prisma.invoice.delete({ where: { id } });
`,
};
go('prisma', P, cfg({ billing: { tables: ['invoices'] } }));
const D = {
 'package.json': '{"dependencies":{"drizzle-orm":"0.40.0"}}',
 'src/billing/schema.ts': `import { pgTable, uuid } from 'drizzle-orm/pg-core';
import { orders } from '../orders/schema';
export const invoices = pgTable('invoices', { id: uuid('id').primaryKey(), orderId: uuid('order_id').references(() => orders.id, { onDelete: 'cascade' }) });
`,
 'src/orders/schema.ts': `import { pgTable, uuid } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: uuid('id').primaryKey() });
`,
 'src/db.ts': `import { drizzle } from 'drizzle-orm/node-postgres';
export const db = drizzle(process.env.URL!);
`,
 'src/orders/store.ts': `import { eq } from 'drizzle-orm';
import { db } from '../db';
import { invoices } from '../billing/schema';
import { orders } from './schema';
export const insertOrder = (o: any) => db.insert(orders).values(o);
export const readInvoice = (id: string) => db.select().from(invoices).where(eq(invoices.id, id));
export const payInvoice = (id: string) => db.update(invoices).set({}).where(eq(invoices.id, id));
export const list = () => db.select().from(orders).innerJoin(invoices, eq(invoices.orderId, orders.id));
export const both = () => db.transaction(async (tx) => { await tx.insert(orders).values({}); await tx.insert(invoices).values({}); });
`,
 'src/billing/store.ts': `import { db } from '../db';
import { invoices } from './schema';
export const insertInvoice = (o: any) => db.insert(invoices).values(o);
`,
};
go('drizzle', D);
