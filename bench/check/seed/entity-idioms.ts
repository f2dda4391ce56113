/** Libraries of entity classes, by hand: what is planted must not come from the tool. */
import { J, R, REL, sqlBodies, T, W, wrap } from './idiom.ts';
import type { Body, Idiom, Scene } from './idiom.ts';

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
