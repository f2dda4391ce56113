/** Query builders and clients, by hand: what is planted must not come from the tool. */
import { delegate, J, R, REL, sqlBodies, T, W, wrap } from './idiom.ts';
import type { Body, Idiom, Scene } from './idiom.ts';

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
