/** How each library writes, reads, joins and relates tables, by hand: what is planted must not come from the tool. */
import type { RuleId } from '../../../src/check/rules.ts';

/** A table as code can name it, seen from the file that is planted. */
export interface Named {
  readonly table: string;
  readonly entity: string;
  /** Path to the file of the entity. */
  readonly from: string;
}

export interface Client {
  readonly name: string;
  readonly from: string;
  readonly kind: 'injected' | 'default';
}

export interface Scene {
  readonly own: Named | null;
  readonly foreign: Named;
  readonly client: Client | null;
}

export interface Idiom {
  readonly rule: RuleId;
  readonly shape: string;
  /** With the mark `«x»` where it must be told. */
  readonly text: string;
}

const W = 'foreign-table-write';
const R = 'foreign-table-read';
const J = 'crossing-join';
const T = 'crossing-transaction';
const REL = 'crossing-relation';

const quoted = (table: string): string => (/^[a-z_0-9]+$/.test(table) ? table : `"${table}"`);
const delegate = (entity: string): string => entity[0]?.toLowerCase() + entity.slice(1);

/** Statements as bodies of functions, around which the library puts what it needs. */
type Body = readonly [rule: RuleId, shape: string, body: string];

function wrap(all: readonly Body[], around: (body: string) => string): readonly Idiom[] {
  return all.map(([rule, shape, body]) => ({ rule, shape, text: around(body) }));
}

function sqlBodies({ own, foreign }: Scene, run: (sql: string) => string): readonly Body[] {
  const table = quoted(foreign.table);
  const bodies: Body[] = [
    [W, 'SQL UPDATE', `«x»await ${run(`UPDATE ${table} SET updated = true WHERE id = 1`)};`],
    [W, 'SQL INSERT', `«x»await ${run(`INSERT INTO ${table} (id) VALUES (1)`)};`],
    [W, 'SQL DELETE', `«x»await ${run(`DELETE FROM ${table} WHERE id = 1`)};`],
    [R, 'SQL SELECT', `«x»return ${run(`SELECT id FROM ${table} WHERE id = 1`)};`],
  ];
  if (own)
    bodies.push([
      J,
      'SQL JOIN',
      `«x»return ${run(`SELECT a.id FROM ${quoted(own.table)} a JOIN ${table} b ON b.id = a.id`)};`,
    ]);
  return bodies;
}

export function typeormIdioms(scene: Scene): readonly Idiom[] {
  const { own, foreign } = scene;
  const E = foreign.entity;
  const imports = (names: string): string =>
    `import { Injectable } from '@nestjs/common';\nimport { InjectRepository } from '@nestjs/typeorm';\nimport { ${names} } from 'typeorm';\nimport { ${E} } from '${foreign.from}';\n${own ? `import { ${own.entity} } from '${own.from}';\n` : ''}\n`;
  const repository = (body: string): string =>
    `${imports('Repository')}@Injectable()\nexport class SeedProbe {\n  constructor(\n    @InjectRepository(${E})\n    private readonly seeded: Repository<${E}>,\n  ) {}\n\n  async probe(id: string) {\n    ${body}\n  }\n}\n`;
  const source = (body: string): string =>
    `${imports('DataSource')}@Injectable()\nexport class SeedProbe {\n  constructor(private readonly dataSource: DataSource) {}\n\n  async probe(id: string) {\n    ${body}\n  }\n}\n`;
  const plain = (body: string): string =>
    `${imports('DataSource, EntityManager')}export async function probe(manager: EntityManager, id: string) {\n  ${body}\n}\n`;
  const bodies: readonly Body[] = [
    [W, 'Repository.save', '«x»await this.seeded.save({ id } as never);'],
    [W, 'Repository.update', '«x»await this.seeded.update(id, {} as never);'],
    [W, 'Repository.delete', '«x»await this.seeded.delete(id);'],
    [
      W,
      'Repository.insert over lines',
      '«x»await this.seeded.insert({\n      id,\n    } as never);',
    ],
    [
      W,
      'query builder update',
      "«x»await this.seeded.createQueryBuilder().update().set({} as never).where('id = :id', { id }).execute();",
    ],
    [R, 'Repository.findOne', '«x»return this.seeded.findOne({ where: { id } as never });'],
    [R, 'Repository.count', '«x»return this.seeded.count();'],
    [
      R,
      'query builder getMany',
      "«x»return this.seeded.createQueryBuilder('s').where('s.id = :id', { id }).getMany();",
    ],
  ];
  const sources: readonly Body[] = [
    [W, 'DataSource.getRepository', `«x»await this.dataSource.getRepository(${E}).delete(id);`],
    [W, 'DataSource.manager', `«x»await this.dataSource.manager.update(${E}, id, {} as never);`],
    [R, 'DataSource.getRepository', `«x»return this.dataSource.getRepository(${E}).find();`],
    ...sqlBodies(scene, (sql) => `this.dataSource.query(\`${sql}\`)`),
    ...(own
      ? ([
          [
            J,
            'query builder leftJoin',
            `«x»return this.dataSource.getRepository(${own.entity}).createQueryBuilder('a').leftJoin(${E}, 'b', 'b.id = a.id').getMany();`,
          ],
          [
            J,
            'query builder over lines',
            `return this.dataSource\n      .getRepository(${own.entity})\n«x»      .createQueryBuilder('a')\n      .innerJoin(${E}, 'b', 'b.id = a.id')\n      .getMany();`,
          ],
          [
            T,
            'DataSource.transaction',
            `«x»await this.dataSource.transaction(async (manager) => {\n      await manager.save(${own.entity}, { id } as never);\n      await manager.save(${E}, { id } as never);\n    });`,
          ],
          [
            T,
            'transaction with getRepository',
            `«x»await this.dataSource.transaction(async (manager) => {\n      await manager.getRepository(${own.entity}).delete(id);\n      await manager.getRepository(${E}).delete(id);\n    });`,
          ],
          [
            T,
            'transaction through a method',
            `«x»await this.dataSource.transaction((manager) => this.both(manager, id));\n  }\n\n  private async both(manager: EntityManager, id: string) {\n    await manager.update(${own.entity}, id, {} as never);\n    await manager.update(${E}, id, {} as never);`,
          ],
          [
            T,
            'manager.transaction',
            `«x»await this.dataSource.manager.transaction(async (em) => {\n      await em.insert(${own.entity}, { id } as never);\n      await em.insert(${E}, { id } as never);\n    });`,
          ],
        ] as const)
      : []),
  ];
  const relation = (decorator: string, more: string, field: string): string =>
    `import { Column, Entity, ${decorator}${more}, PrimaryGeneratedColumn } from 'typeorm';\nimport { ${E} } from '${foreign.from}';\n\n@Entity('seed_probe')\nexport class SeedProbe {\n  @PrimaryGeneratedColumn()\n  id!: number;\n\n  @Column()\n  name!: string;\n\n${field}\n}\n`;
  return [
    ...wrap(bodies, repository),
    ...wrap(sources, source).map((one) => ({
      ...one,
      text: one.text.replace('import { DataSource }', 'import { DataSource, EntityManager }'),
    })),
    ...wrap([[W, 'EntityManager in a function', `«x»await manager.softDelete(${E}, id);`]], plain),
    {
      rule: REL,
      shape: '@ManyToOne',
      text: relation('ManyToOne', '', `«x»  @ManyToOne(() => ${E})\n  seeded!: ${E};`),
    },
    {
      rule: REL,
      shape: '@ManyToOne with options',
      text: relation(
        'ManyToOne',
        ', JoinColumn',
        `«x»  @ManyToOne(() => ${E}, { onDelete: 'CASCADE', nullable: false })\n  @JoinColumn({ name: 'seeded_id' })\n  seeded!: ${E};`,
      ),
    },
    {
      rule: REL,
      shape: '@OneToOne',
      text: relation(
        'OneToOne',
        ', JoinColumn',
        `«x»  @OneToOne(() => ${E})\n  @JoinColumn()\n  seeded!: ${E};`,
      ),
    },
    {
      rule: REL,
      shape: '@ManyToMany',
      text: relation(
        'ManyToMany',
        ', JoinTable',
        `«x»  @ManyToMany(() => ${E})\n  @JoinTable()\n  seeded!: ${E}[];`,
      ),
    },
  ];
}

export function mikroIdioms(scene: Scene): readonly Idiom[] {
  const { own, foreign } = scene;
  const E = foreign.entity;
  const around = (body: string): string =>
    `import { EntityManager } from '@mikro-orm/core';\nimport { ${E} } from '${foreign.from}';\n${own ? `import { ${own.entity} } from '${own.from}';\n` : ''}\nexport class SeedProbe {\n  constructor(private readonly em: EntityManager) {}\n\n  async probe(id: number) {\n    ${body}\n  }\n}\n`;
  const bodies: readonly Body[] = [
    [W, 'em.nativeUpdate', `«x»await this.em.nativeUpdate(${E}, { id }, {});`],
    [W, 'em.nativeDelete', `«x»await this.em.nativeDelete(${E}, { id });`],
    [W, 'em.insert', `«x»await this.em.insert(${E}, {} as never);`],
    [W, 'em.upsert', `«x»await this.em.upsert(${E}, { id } as never);`],
    [W, 'em.getRepository', `«x»await this.em.getRepository(${E}).nativeDelete({ id });`],
    [R, 'em.find', `«x»return this.em.find(${E}, { id });`],
    [R, 'em.findOne', `«x»return this.em.findOne(${E}, { id });`],
    [R, 'em.count', `«x»return this.em.count(${E});`],
    ...sqlBodies(scene, (sql) => `this.em.getConnection().execute(\`${sql}\`)`),
    ...(own
      ? ([
          [
            T,
            'em.transactional',
            `«x»await this.em.transactional(async (em) => {\n      await em.nativeUpdate(${own.entity}, { id }, {});\n      await em.nativeUpdate(${E}, { id }, {});\n    });`,
          ],
        ] as const)
      : []),
  ];
  const relation = (field: string): string =>
    `import { Entity, ManyToMany, ManyToOne, OneToOne, PrimaryKey } from '@mikro-orm/core';\nimport { ${E} } from '${foreign.from}';\n\n@Entity({ tableName: 'seed_probe' })\nexport class SeedProbe {\n  @PrimaryKey()\n  id!: number;\n\n${field}\n}\n`;
  return [
    ...wrap(bodies, around),
    {
      rule: REL,
      shape: '@ManyToOne',
      text: relation(`«x»  @ManyToOne(() => ${E})\n  seeded!: ${E};`),
    },
    {
      rule: REL,
      shape: '@ManyToOne by type',
      text: relation(`«x»  @ManyToOne()\n  seeded!: ${E};`),
    },
    {
      rule: REL,
      shape: '@OneToOne',
      text: relation(`«x»  @OneToOne(() => ${E}, { owner: true })\n  seeded!: ${E};`),
    },
  ];
}

export function prismaIdioms(scene: Scene): readonly Idiom[] {
  const { own, foreign, client } = scene;
  if (client === null) return [];
  const isInjected = client.kind === 'injected';
  const db = isInjected ? 'this.seeded' : 'prisma';
  const around = (body: string): string =>
    isInjected
      ? `import { Injectable } from '@nestjs/common';\nimport { ${client.name} } from '${client.from}';\n\n@Injectable()\nexport class SeedProbe {\n  constructor(private readonly seeded: ${client.name}) {}\n\n  async probe(id: string) {\n    ${body}\n  }\n}\n`
      : `import prisma from '${client.from}';\n\nexport async function probe(id: string) {\n  ${body}\n}\n`;
  const d = delegate(foreign.entity);
  const bodies: readonly Body[] = [
    [W, 'update', `«x»await ${db}.${d}.update({ where: { id }, data: {} });`],
    [W, 'create', `«x»await ${db}.${d}.create({ data: { id } });`],
    [W, 'deleteMany', `«x»await ${db}.${d}.deleteMany();`],
    [
      W,
      'upsert over lines',
      `«x»await ${db}.${d}.upsert({\n      where: { id },\n      create: { id },\n      update: {},\n    });`,
    ],
    [
      W,
      'delegate in a variable',
      `const { ${d} } = ${db};\n«x»    await ${d}.updateMany({ data: {} });`,
    ],
    [R, 'findMany', `«x»return ${db}.${d}.findMany();`],
    [R, 'findUnique', `«x»return ${db}.${d}.findUnique({ where: { id } });`],
    [R, 'count', `«x»return ${db}.${d}.count({ where: { id } });`],
    [R, 'aggregate', `«x»return ${db}.${d}.aggregate({ _count: true });`],
    ...sqlBodies(
      scene,
      (sql) => `${db}.${sql.startsWith('SELECT') ? '$queryRaw' : '$executeRaw'}\`${sql}\``,
    ),
    ...(own
      ? ([
          [
            T,
            '$transaction of a list',
            `«x»await ${db}.$transaction([\n      ${db}.${delegate(own.entity)}.update({ where: { id }, data: {} }),\n      ${db}.${d}.update({ where: { id }, data: {} }),\n    ]);`,
          ],
          [
            T,
            '$transaction with a function',
            `«x»await ${db}.$transaction(async (tx) => {\n      await tx.${delegate(own.entity)}.create({ data: { id } });\n      await tx.${d}.create({ data: { id } });\n    });`,
          ],
          [
            T,
            '$transaction with timeout',
            `«x»await ${db}.$transaction(async (tx) => {\n      await tx.${delegate(own.entity)}.delete({ where: { id } });\n      await tx.${d}.delete({ where: { id } });\n    }, { timeout: 1000 });`,
          ],
        ] as const)
      : []),
  ];
  return wrap(bodies, around);
}

export function knexIdioms(scene: Scene): readonly Idiom[] {
  const { own, foreign } = scene;
  const t = `'${foreign.table}'`;
  const fn = (body: string): string =>
    `import type { Knex } from 'knex';\n\nexport async function probe(db: Knex, id: string) {\n  ${body}\n}\n`;
  const store = (body: string): string =>
    `import type { Knex } from 'knex';\n\nexport class SeedStore {\n  private readonly db: Knex;\n\n  constructor(db: Knex) {\n    this.db = db;\n  }\n\n  async probe(id: string) {\n    ${body.replaceAll('db', 'this.db')}\n  }\n}\n`;
  const bodies: readonly Body[] = [
    [W, 'update', `«x»await db(${t}).where({ id }).update({ id });`],
    [W, 'insert', `«x»await db(${t}).insert({ id });`],
    [W, 'del over lines', `await db\n«x»    .from(${t})\n    .where({ id })\n    .del();`],
    [W, 'insert … onConflict', `«x»await db(${t}).insert({ id }).onConflict('id').merge();`],
    [W, 'insert … into', `«x»await db.insert({ id }).into(${t});`],
    [W, 'table in a constant', `const table = ${t};\n«x»    await db(table).delete();`],
    [W, 'increment', `«x»await db(${t}).where({ id }).increment('n', 1);`],
    [R, 'select', `«x»return db(${t}).select('id');`],
    [R, 'first', `«x»return db(${t}).where({ id }).first();`],
    [R, 'select … from', `«x»return db.select('id').from(${t});`],
    [R, 'count', `«x»return db(${t}).count();`],
    ...sqlBodies(scene, (sql) => `db.raw(\`${sql}\`)`),
    ...(own
      ? ([
          [
            J,
            'leftJoin',
            `«x»return db('${own.table}').leftJoin(${t}, '${foreign.table}.id', '${own.table}.id').select();`,
          ],
          [
            J,
            'join with alias over lines',
            `«x»return db('${own.table} as a')\n    .innerJoin('${foreign.table} as b', 'b.id', 'a.id')\n    .select('a.id');`,
          ],
          [
            T,
            'transaction',
            `«x»await db.transaction(async (trx) => {\n    await trx('${own.table}').insert({ id });\n    await trx(${t}).insert({ id });\n  });`,
          ],
          [
            T,
            'transaction with transacting',
            `«x»await db.transaction(async (trx) => {\n    await db('${own.table}').transacting(trx).update({ id });\n    await db(${t}).transacting(trx).update({ id });\n  });`,
          ],
        ] as const)
      : []),
  ];
  return [
    ...wrap(bodies, fn),
    ...wrap(bodies.slice(0, 2), store).map((one) => ({ ...one, shape: `${one.shape} in a store` })),
  ];
}

export function drizzleIdioms(scene: Scene): readonly Idiom[] {
  const { own, foreign } = scene;
  const E = foreign.entity;
  const around = (body: string): string =>
    `import { eq } from 'drizzle-orm';\nimport type { NodePgDatabase } from 'drizzle-orm/node-postgres';\nimport { ${E} } from '${foreign.from}';\n${own ? `import { ${own.entity} } from '${own.from}';\n` : ''}\nexport async function probe(db: NodePgDatabase, id: string) {\n  ${body}\n}\n`;
  const bodies: readonly Body[] = [
    [W, 'insert', `«x»await db.insert(${E}).values({ id } as never);`],
    [W, 'update', `«x»await db.update(${E}).set({} as never).where(eq(${E}.id, id));`],
    [W, 'delete', `«x»await db.delete(${E}).where(eq(${E}.id, id));`],
    [R, 'select … from', `«x»return db.select().from(${E});`],
    ...(own
      ? ([
          [
            J,
            'innerJoin',
            `«x»return db.select().from(${own.entity}).innerJoin(${E}, eq(${E}.id, ${own.entity}.id));`,
          ],
          [
            T,
            'transaction',
            `«x»await db.transaction(async (tx) => {\n    await tx.insert(${own.entity}).values({ id } as never);\n    await tx.insert(${E}).values({ id } as never);\n  });`,
          ],
        ] as const)
      : []),
  ];
  const relation = `import { pgTable, uuid } from 'drizzle-orm/pg-core';\nimport { ${E} } from '${foreign.from}';\n\nexport const seedProbe = pgTable('seed_probe', {\n  id: uuid('id').primaryKey(),\n«x»  seededId: uuid('seeded_id').references(() => ${E}.id),\n});\n`;
  return [...wrap(bodies, around), { rule: REL, shape: 'references', text: relation }];
}

export function mongooseIdioms({ foreign }: Scene): readonly Idiom[] {
  const E = foreign.entity;
  const around = (body: string): string =>
    `import { Injectable } from '@nestjs/common';\nimport { InjectModel } from '@nestjs/mongoose';\nimport { Model } from 'mongoose';\nimport { ${E} } from '${foreign.from}';\n\n@Injectable()\nexport class SeedProbe {\n  constructor(@InjectModel(${E}.name) private readonly seeded: Model<${E}>) {}\n\n  async probe(id: string) {\n    ${body}\n  }\n}\n`;
  return wrap(
    [
      [W, 'updateOne', '«x»await this.seeded.updateOne({ _id: id }, {});'],
      [W, 'create', '«x»await this.seeded.create({});'],
      [W, 'findByIdAndDelete', '«x»await this.seeded.findByIdAndDelete(id);'],
      [R, 'find', '«x»return this.seeded.find({ _id: id });'],
      [R, 'countDocuments', '«x»return this.seeded.countDocuments();'],
    ],
    around,
  );
}

export function sequelizeIdioms(scene: Scene): readonly Idiom[] {
  const around = (body: string): string =>
    `import { Sequelize } from 'sequelize';\n\nexport async function probe(sequelize: Sequelize, id: string) {\n  ${body}\n}\n`;
  return wrap(
    sqlBodies(scene, (sql) => `sequelize.query('${sql}')`),
    around,
  );
}

export function pgIdioms(scene: Scene): readonly Idiom[] {
  const around = (body: string): string =>
    `import { Pool } from 'pg';\n\nexport async function probe(pool: Pool) {\n  ${body}\n}\n`;
  return wrap(
    sqlBodies(scene, (sql) => `pool.query('${sql}')`),
    around,
  ).map((one) => ({ ...one, shape: `pg: ${one.shape}` }));
}

export const IDIOMS: Readonly<Record<string, (scene: Scene) => readonly Idiom[]>> = {
  typeorm: typeormIdioms,
  'mikro-orm': mikroIdioms,
  prisma: prismaIdioms,
  knex: knexIdioms,
  drizzle: drizzleIdioms,
  mongoose: mongooseIdioms,
  sequelize: sequelizeIdioms,
  sql: pgIdioms,
};
