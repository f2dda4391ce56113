import { describe, expect, it } from 'vitest';

import { typeormAdapter } from '../../analyzers/orms/typeorm/typeorm-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const ENTITIES = `
import { Entity, Column, PrimaryGeneratedColumn, ManyToOne, OneToMany, ManyToMany, JoinTable, JoinColumn, Index, BaseEntity } from 'typeorm';
export abstract class Base { @PrimaryGeneratedColumn('uuid') id: string; @Column({ name: 'tenant_id' }) tenantId: string; }
@Entity('users') export class User extends Base { @Column() email: string; @OneToMany(() => Order, (o) => o.customer) orders: Order[]; }
@Index(['tenantId', 'number']) @Entity({ name: 'orders' })
export class Order extends Base {
  @Column() number: string;
  @ManyToOne(() => User, (u) => u.orders, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'customer_id' }) customer: User;
  @OneToMany(() => OrderItem, (i) => i.order) items: OrderItem[];
  @ManyToMany('Tag') @JoinTable({ name: 'order_tags' }) tags: Tag[];
}
@Entity() export class OrderItem extends Base { @ManyToOne(() => Order) order: Order; @ManyToOne('Product') product: Product; }
@Entity() export class Product extends Base {}
@Entity('tags') export class Tag extends BaseEntity { @PrimaryGeneratedColumn() id: number; static byName(name: string) { return this.findOneBy({ name }); } }
`;

function analyze(body: string, more: Record<string, string> = {}, imports: readonly string[] = []) {
  const source = `import { Repository, DataSource, EntityManager, SelectQueryBuilder, getRepository, EntityRepository, AbstractRepository } from 'typeorm';
import { InjectRepository, InjectDataSource } from '@nestjs/typeorm';
import { Transactional } from 'typeorm-transactional';
import { User, Order, OrderItem, Product, Tag } from './entities'; ${imports.join(' ')}
${body}`;
  return analyzeSnippets(
    { 'src/entities.ts': ENTITIES, 'src/a.ts': source, ...more },
    { adapters: [typeormAdapter] },
  );
}

const HEAD = 5;
const rows = (facts: ReturnType<typeof analyze>, path = 'src/a.ts'): readonly string[] =>
  facts.accesses
    .filter((a) => a.path === path)
    .map((a) => `${a.line - (path === 'src/a.ts' ? HEAD - 1 : 0)} ${a.mode} ${a.table}`);

describe('typeorm entities', () => {
  const facts = analyze('');
  it('knows tables, columns of bases, indexes', () => {
    expect(facts.tables.map((t) => t.name)).toEqual([
      'order_item',
      'order_tags',
      'orders',
      'product',
      'tags',
      'users',
    ]);
    const orders = facts.tables.find((t) => t.name === 'orders');
    expect(orders?.columns.map((c) => c.name)).toEqual([
      'number',
      'customer_id',
      'id',
      'tenant_id',
    ]);
    expect(orders?.indexes).toEqual([['tenant_id', 'number']]);
  });
  it('knows relations', () => {
    expect(
      facts.relations.map((r) => `${r.from} ${r.kind} ${r.to} ${r.onDelete ?? ''}`.trim()),
    ).toEqual([
      'users one-to-many orders',
      'orders many-to-one users CASCADE',
      'orders one-to-many order_item',
      'orders many-to-many tags',
      'order_item many-to-one orders',
      'order_item many-to-one product',
    ]);
  });
  it('honours the naming strategy, schemas, views, children, embedded columns', () => {
    const { tables } = analyzeSnippets(
      {
        'src/data-source.ts': `import { SnakeNamingStrategy } from 'typeorm-naming-strategies'; import { DataSource } from 'typeorm';
        export const ds = new DataSource({ type: 'postgres', namingStrategy: new SnakeNamingStrategy() });`,
        'src/e.ts': `import { Entity, Column, ViewEntity, ChildEntity, TableInheritance, ManyToOne, EntitySchema } from 'typeorm';
        class Address { @Column() zipCode: string }
        @Entity({ name: 'people', schema: 'crm' }) @TableInheritance({ column: 'kind' })
        export class Person { @Column() firstName: string; @Column(() => Address) home: Address; @ManyToOne(() => Person) bossMan: Person }
        @ChildEntity() export class Boss extends Person { @Column() salaryCents: number }
        @ViewEntity({ expression: 'SELECT 1' }) export class SalesTotal { }
        export const Log = new EntitySchema({ name: 'AuditLog', columns: { createdAt: { type: 'timestamp' } }, relations: { who: { type: 'many-to-one', target: 'Person' } } });`,
      },
      { adapters: [typeormAdapter] },
    );
    expect(tables.map((t) => `${t.name}: ${t.columns.map((c) => c.name).join()}`)).toEqual([
      'audit_log: created_at,who_id',
      'crm.people: first_name,home_zip_code,boss_man_id,salary_cents',
      'sales_total: ',
    ]);
  });
  it('looks inside decorators of the project that wrap those of the library', () => {
    const facts = analyzeSnippets(
      {
        'src/multi.ts': `import { Entity as TypeOrmEntity, Column, ManyToOne } from 'typeorm';
        export function MultiEntity(nameOrOptions?: string | object, options?: object): ClassDecorator {
          const typeOrmOptions: any = isPlain(nameOrOptions) ? nameOrOptions : nameOrOptions || {};
          return (target: any) => { TypeOrmEntity(typeOrmOptions, options)(target); };
        }
        export const MultiColumn = (o?: any) => (target: any, key: string) => { Column({ ...o })(target, key); };
        export function MultiManyToOne(type: any, options?: any) { return (t: any, k: string) => { if (x()) ManyToOne(type as () => any, options)(t, k); }; }`,
        'src/e.ts': `import { MultiEntity, MultiColumn, MultiManyToOne } from './multi';
        @MultiEntity('cars') export class Car { @MultiColumn({ name: 'plate_no' }) plate: string; @MultiManyToOne(() => Owner, { onDelete: 'SET NULL' }) owner: Owner }
        @MultiEntity() export class Owner {}`,
      },
      { adapters: [typeormAdapter] },
    );
    expect(facts.tables.map((t) => `${t.name}: ${t.columns.map((c) => c.name).join()}`)).toEqual([
      'cars: plate_no,ownerId',
      'owner: ',
    ]);
    expect(facts.relations.map((r) => `${r.from} ${r.to} ${r.onDelete}`)).toEqual([
      'cars owner SET NULL',
    ]);
  });
});

describe('typeorm repositories', () => {
  it('reads and writes by injected, typed and asked-for repositories', () => {
    const facts = analyze(`class S {
constructor(@InjectRepository(Order) private readonly orders, private readonly users: Repository<User>, private ds: DataSource) {}
async run(dto) {
const order = this.orders.create(dto);
await this.orders.save(order);
await this.users.findOneBy({ id: dto.id });
await this.ds.getRepository(Product).softDelete(1);
await this.ds.manager.save(order);
await this.ds.manager.save([order]);
await this.ds.manager.find('OrderItem');
await getRepository(Tag).count();
const { manager } = this.orders;
await manager.update(User, 1, dto);
}}`);
    expect(rows(facts)).toEqual([
      '5 write orders',
      '6 read users',
      '7 write product',
      '8 write orders',
      '9 write orders',
      '10 read order_item',
      '11 read tags',
      '13 write users',
    ]);
    expect(facts.findings).toEqual([]);
  });
  it('follows classes that extend the library, generic bases, extend(), old custom repositories', () => {
    const facts =
      analyze(`class UserRepo extends Repository<User> { active() { return this.find(); } }
abstract class Crud<T> { constructor(protected readonly repo: Repository<T>) {}
all() { return this.repo.find(); } }
class OrderService extends Crud<Order> { constructor(@InjectRepository(Order) repo: Repository<Order>) { super(repo); }
list() { return this.all(); } }
const tags = getRepository(Tag).extend({ top() { return this.find(); },
named() { return this.createQueryBuilder('t').getMany(); } });
@EntityRepository(Product) class Products extends AbstractRepository<Product> { one() { return this.repository.findOne(1); } }
class Use { constructor(private users: UserRepo) {}
x() { return this.users.save({}); } }`);
    expect(rows(facts)).toEqual([
      '1 read users',
      '4 read orders',
      '5 read orders',
      '6 read tags',
      '7 read tags',
      '8 read product',
      '10 write users',
    ]);
  });
  it('asks what a helper makes when its type leaves the entity open', () => {
    const facts = analyze(`class Connection { constructor(private ds: DataSource) {}
repo<E>(ctx: object, target: string | (new () => E)): Repository<E> { return this.ds.getRepository(target); } }
const repoOf = (ds: DataSource, entity: any): Repository<any> => ds.getRepository(entity);
class S { constructor(private connection: Connection, private ds: DataSource) {}
a(ctx: object) { return this.connection.repo(ctx, 'Order').find(); }
b(ctx: object) { return this.connection.repo(ctx, User).find(); }
c() { return repoOf(this.ds, Tag).find(); } }`);
    expect(rows(facts)).toEqual(['5 read orders', '6 read users', '7 read tags']);
  });
  it('knows active records', () => {
    const facts = analyze(`async function f() { const tag = await Tag.findOneBy({ id: 1 });
await tag.save();
const fresh = Tag.create({});
await fresh.remove();
Tag.createQueryBuilder('t').getMany();
await Tag.delete(1); }`);
    expect(rows(facts)).toEqual([
      '1 read tags',
      '2 write tags',
      '4 write tags',
      '5 read tags',
      '6 write tags',
    ]);
    expect(rows(facts, 'src/entities.ts')).toEqual(['14 read tags']);
  });
  it('reads related tables where the relation is named', () => {
    const facts = analyze(`class S { constructor(private orders: Repository<Order>) {}
a() { return this.orders.find({
relations: ['items',
'items.product'] }); }
b() { return this.orders.findOne({ where: { customer: {
id: 1 } },
relations: {
items: { product: true },
tags: true } }); }
c() { return this.orders.findBy({ customer: { email: 'x' } }); }
d() { const where: any = {};
where.customer = { id: 1 };
return this.orders.find({ where }); } }`);
    expect(rows(facts)).toEqual([
      '2 read orders',
      '3 read order_item',
      '4 read product',
      '5 read orders',
      '5 read users',
      '8 read order_item',
      '8 read product',
      '9 read tags',
      '10 read orders',
      '10 read users',
      '12 read users',
      '13 read orders',
    ]);
    expect(facts.joins.map((j) => `${j.line - HEAD + 1} ${j.tables.join()}`)).toEqual([
      '2 order_item,orders,product',
      '5 order_item,orders,product,tags,users',
      '10 orders,users',
      '13 orders,users',
    ]);
  });
  it('knows subscribers, pagination packages, CRUD services and counted relations', () => {
    const facts = analyze(
      `class Sub { async afterInsert(event: InsertEvent<User>) {
await event.manager.save(new Order());
await event.queryRunner.manager.insert(Tag, {}); } }
class S { constructor(private orders: Repository<Order>) {}
a(o: any) { return paginate<Order>(this.orders, o, { relations: ['items'] }); }
b() { return this.orders.createQueryBuilder('o').loadRelationCountAndMap('o.n', 'o.items').getMany(); } }
class C extends TypeOrmCrudService<Product> { constructor(@InjectRepository(Product) repo: Repository<Product>) { super(repo); }
x() { return this.repo.find(); } }`,
      {},
      [
        "import { InsertEvent } from 'typeorm'; import { paginate } from 'nestjs-typeorm-paginate'; import { TypeOrmCrudService } from '@nestjsx/crud-typeorm';",
      ],
    );
    expect(rows(facts)).toEqual([
      '2 write orders',
      '3 write tags',
      '5 read orders',
      '5 read order_item',
      '6 read orders',
      '6 read order_item',
      '8 read product',
    ]);
  });
  it('says what it does not know', () => {
    const facts = analyze('export function f(m: EntityManager, x: any) { return m.save(x); }');
    expect(facts.findings.map((f) => f.code)).toEqual(['dynamic-table']);
  });
});

describe('typeorm query builders', () => {
  it('follows aliases through chains, later statements and parameters', () => {
    const facts =
      analyze(`class S { constructor(private orders: Repository<Order>, private ds: DataSource) {}
a() { return this.orders.createQueryBuilder('o')
.leftJoinAndSelect('o.items', 'i')
.innerJoin('i.product', 'p').getMany(); }
b(q) { const qb = this.orders.createQueryBuilder('o');
qb.leftJoin('o.customer', 'c');
if (q) { qb.innerJoin('c.orders', 'other'); }
this.tags(qb); return qb.getMany(); }
private tags(qb: SelectQueryBuilder<Order>) { qb.leftJoin('o.tags', 't'); }
c() { return this.ds.createQueryBuilder().select('u').from(User, 'u')
.leftJoin(Order, 'o', 'o.customer_id = u.id').getRawMany(); }
d() { return this.ds.createQueryBuilder(User, 'u').innerJoin('order_tags', 'x', 'true').getMany(); } }`);
    expect(rows(facts)).toEqual([
      '2 read orders',
      '3 read order_item',
      '4 read product',
      '5 read orders',
      '6 read users',
      '7 read orders',
      '9 read tags',
      '10 read users',
      '11 read orders',
      '12 read users',
      '12 read order_tags',
    ]);
    expect(facts.joins.map((j) => `${j.line - HEAD + 1} ${j.tables.join()}`)).toEqual([
      '2 order_item,orders,product',
      '5 orders,users',
      '10 orders,users',
      '12 order_tags,users',
    ]);
  });
  it('keeps the builder through selects, settings and joins on classes below', () => {
    const facts = analyze(
      `class S { constructor(private orders: Repository<Order>, private sessions: Repository<Session>) {}
a() { return this.orders.createQueryBuilder('o').select('o.id', 'id').addSelect('COUNT(*)', 'n')
.setFindOptions({ loadEagerRelations: false }).setParameter('x', 1).addOrderBy('o.id')
.innerJoin('o.items', 'i').getRawMany(); }
b() { const qb = this.orders.createQueryBuilder('o').setLock('pessimistic_read');
return qb.leftJoin('o.customer', 'c').getMany(); }
c() { return this.sessions.createQueryBuilder('s')
.leftJoinAndSelect('s.user', 'u').getOne(); } }`,
      {
        'src/session.ts': `import { Entity, ChildEntity, TableInheritance, ManyToOne } from 'typeorm'; import { User } from './entities';
@Entity('sessions') @TableInheritance({ column: 'type' }) export abstract class Session {}
@ChildEntity() export class SignedIn extends Session { @ManyToOne(() => User) user: User }`,
      },
      ["import { Session } from './session';"],
    );
    expect(rows(facts)).toEqual([
      '2 read orders',
      '4 read order_item',
      '5 read orders',
      '6 read users',
      '7 read sessions',
      '8 read users',
    ]);
    expect(facts.findings).toEqual([]);
    expect(facts.relations.filter((r) => r.from === 'sessions')).toHaveLength(1);
  });
  it('tells writes from the whole chain', () => {
    const facts =
      analyze(`class S { constructor(private orders: Repository<Order>, private ds: DataSource) {}
a() { return this.orders.createQueryBuilder().update()
.set({ number: 'x' }).where('id = 1').execute(); }
b() { return this.ds.createQueryBuilder()
.update(User).set({ email: 'x' }).execute(); }
c() { return this.ds.createQueryBuilder().delete()
.from(Product).where('true').execute(); }
d() { return this.ds.createQueryBuilder().insert()
.into(Tag).values([]).execute(); }
e() { return this.orders.createQueryBuilder('o').delete().where('o.id = 1').execute(); }
f() { return this.ds.createQueryBuilder().relation(Order,
'tags').of(1).add(2); }
g() { return this.ds.createQueryBuilder().relation(Order, 'customer').of(1).loadOne(); } }`);
    expect(rows(facts)).toEqual([
      '2 write orders',
      '5 write users',
      '7 write product',
      '9 write tags',
      '10 write orders',
      '12 write order_tags',
      '13 read users',
    ]);
  });
  it('sees subselects in callbacks and variables', () => {
    const facts = analyze(`class S { constructor(private orders: Repository<Order>) {}
a() { return this.orders.createQueryBuilder('o').where((qb) => {
const sub = qb.subQuery().select('1').from(OrderItem, 'i').getQuery();
return 'EXISTS ' + sub; }).getMany(); }
b() { const qb = this.orders.createQueryBuilder('o');
const sub = qb.subQuery().from(Tag, 't').getQuery();
return qb.where(\`o.id IN \${sub}\`).getMany(); } }`);
    expect(rows(facts)).toEqual([
      '2 read orders',
      '3 read order_item',
      '5 read orders',
      '6 read tags',
    ]);
    expect(facts.joins.map((j) => `${j.line - HEAD + 1} ${j.tables.join()}`)).toEqual([
      '2 order_item,orders',
      '5 orders,tags',
    ]);
  });
  it('loads the relations that callers of a helper ask for', () => {
    const facts = analyze(`class Finder { constructor(private ds: DataSource) {}
one<T>(entity: new () => T, id: number, options: any = {}) {
const qb = this.ds.getRepository(entity).createQueryBuilder('e');
qb.setFindOptions({ relationLoadStrategy: 'query', ...options });
return qb.andWhere('e.id = :id', { id }).getOne(); } }
class S { constructor(private finder: Finder) {}
a() { return this.finder.one(Order, 1, {
relations: ['items'] }); } }`);
    expect(rows(facts)).toEqual(['7 read orders', '8 read order_item']);
    expect(facts.findings).toEqual([]);
  });
  it('takes neither a query in brackets nor a common table expression for a table', () => {
    const facts =
      analyze(`class S { constructor(private orders: Repository<Order>, private ds: DataSource) {}
a() { const inner = this.orders.createQueryBuilder('o').select('o.id', 'id');
return this.ds.createQueryBuilder().select('t.id').from(\`(\${inner.getQuery()})\`, 't').getRawMany(); }
b() { const recent = this.orders.createQueryBuilder('o');
return this.ds.createQueryBuilder().addCommonTableExpression(recent, 'recent').select('r.id').from('recent', 'r')
.innerJoin('recent', 'other', 'true').getRawMany(); } }`);
    expect(rows(facts)).toEqual(['2 read orders', '4 read orders']);
    expect(facts.findings).toEqual([]);
  });
  it('reads SQL of query()', () => {
    const facts = analyze(`class S { constructor(@InjectDataSource() private ds: DataSource) {}
a() { return this.ds.query('SELECT * FROM users JOIN orders ON true'); } }`);
    expect(rows(facts)).toEqual(['2 read users', '2 read orders']);
  });
});

describe('typeorm transactions', () => {
  it('follows callbacks, query runners and decorators', () => {
    const facts =
      analyze(`class S { constructor(private ds: DataSource, private users: Repository<User>) {}
a() { return this.ds.transaction('SERIALIZABLE', async (m) => { await m.save(new Order()); await this.inner(m); }); }
private inner(m: EntityManager) { return m.getRepository(Product).delete(1); }
async b() { const runner = this.ds.createQueryRunner();
await runner.startTransaction();
await runner.manager.insert(Tag, {});
await runner.commitTransaction(); }
@Transactional()
async c() { await this.users.clear(); } }`);
    expect(facts.transactions.map((t) => `${t.line - HEAD + 1} ${t.tables.join()}`)).toEqual([
      '2 orders,product',
      '5 tags',
      '8 users',
    ]);
  });
  it('gives the transaction of a wrapper to those who hand in the work', () => {
    const facts = analyze(`class Tx { constructor(private ds: DataSource) {}
run<T>(work: (m: EntityManager) => Promise<T>) { return this.ds.transaction((m) => work(m)); }
async manual<T>(work: (m: EntityManager) => Promise<T>) { const runner = this.ds.createQueryRunner(); await runner.startTransaction();
try { const out = await work(runner.manager); await runner.commitTransaction(); return out; } finally { await runner.release(); } } }
class S { constructor(private tx: Tx) {}
a() { return this.tx.run(async (m) => { await m.save(new Order()); await m.delete(Tag, 1); }); }
b() { return this.tx.manual((m) => m.getRepository(Product).delete(1)); } }`);
    expect(facts.transactions.map((t) => `${t.line - HEAD + 1} ${t.tables.join()}`)).toEqual([
      '6 orders,tags',
      '7 product',
    ]);
  });
  it('keeps the transaction of a handler that only passes on how it went', () => {
    const facts = analyze(`class S { constructor(private ds: DataSource) {}
async place(req: any, res: any, next: any) { const runner = this.ds.createQueryRunner();
await runner.startTransaction();
try { await runner.manager.save(new Order()); await runner.commitTransaction(); } catch (e) { next(e); } }
poll() { return new Promise((done, fail) => {
this.ds.transaction(async (m) => { done(await m.find(Tag)); }).catch((e) => fail(e)); }); } }`);
    expect(facts.transactions.map((t) => `${t.line - HEAD + 1} ${t.tables.join()}`)).toEqual([
      '3 orders',
      '6 tags',
    ]);
  });
});

describe('typeorm options through helpers', () => {
  it('reads the relations a caller hands through scoping helpers, not the conditions they add', () => {
    const facts = analyze(`import { FindOneOptions } from 'typeorm';
class Crud<T> { constructor(protected repo: Repository<T>) {}
findOne(id: string, options?: FindOneOptions<T>) { return this.repo.findOne({ where: { id, ...(options && options.where ? options.where : {}) }, ...(options && options.relations ? { relations: options.relations } : []) } as FindOneOptions<T>); } }
class Scoped<T> extends Crud<T> {
private scope(filter?: FindOneOptions<T>): FindOneOptions<T> { if (!filter) return filter; return { ...filter, where: { customer: { id: 1 } } }; }
findOne(id: string, options?: FindOneOptions<T>) { return super.findOne(id, this.scope(options)); } }
class Orders extends Scoped<Order> { constructor(@InjectRepository(Order) repo: Repository<Order>) { super(repo); }
full(id: string) {
return this.findOne(id, {
relations: { items: true } }); } }`);
    expect(rows(facts).filter((one) => /^(?:8|9|10) /.test(one))).toEqual([
      '9 read orders',
      '10 read order_item',
    ]);
  });

  it('knows a repository handed to an untyped parameter of a function', () => {
    const facts = analyze(`const make = (repo: any) => ({ all: () => repo.find({}) });
class S { constructor(private ds: DataSource) {} run() { return make(this.ds.getRepository(Tag)); } }`);
    expect(rows(facts)).toEqual(['1 read tags']);
  });
});
