import { describe, expect, it } from 'vitest';
import { pluralize, singularize } from '../../analyzers/orms/sequelize/pluralize.ts';
import { sequelizeAdapter } from '../../analyzers/orms/sequelize/sequelize-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';
import type { SnippetOptions } from './analyze-snippet.ts';

type Sources = string | Readonly<Record<string, string>>;

function analyze(sources: Sources, options: Partial<SnippetOptions> = {}) {
  return analyzeSnippets(typeof sources === 'string' ? { 'src/a.ts': sources } : sources, {
    adapters: [sequelizeAdapter],
    dependencies: ['sequelize'],
    ...options,
  });
}

/** `line mode table`, with the file when there are several; `?` when inferred. */
function accesses(sources: Sources): readonly string[] {
  const many = typeof sources !== 'string';
  return analyze(sources).accesses.map(
    (one) =>
      `${many ? `${one.path}:` : ''}${one.line} ${one.mode[0]} ${one.table}${one.certainty === 'inferred' ? '?' : ''}`,
  );
}
const tables = (sources: Sources): readonly string[] =>
  analyze(sources).tables.map(
    (table) => `${table.name}(${table.columns.map((column) => column.name).join(' ')})`,
  );

describe('plurals', () => {
  it('are those of Sequelize', () => {
    const words: Record<string, string> = {
      user: 'users',
      Category: 'Categories',
      Person: 'People',
      UserStatus: 'UserStatuses',
      box: 'boxes',
      Address: 'Addresses',
      equipment: 'equipment',
      child: 'children',
      posts: 'posts',
      Day: 'Days',
      Analysis: 'Analyses',
      bus: 'buses',
      index: 'indices',
      OrderHistory: 'OrderHistories',
      hero: 'heros',
      medium: 'media',
      wife: 'wives',
      data: 'data',
    };
    for (const [one, many] of Object.entries(words)) expect(pluralize(one)).toBe(many);
    expect(
      ['posts', 'categories', 'People', 'statuses', 'children', 'indices'].map(singularize),
    ).toEqual(['post', 'category', 'Person', 'status', 'child', 'index']);
  });
});

const DEFINED = `import { Sequelize, DataTypes } from 'sequelize';
const sequelize = new Sequelize('postgres://');
const User = sequelize.define('user', { name: DataTypes.STRING, tenantId: { type: DataTypes.UUID, field: 'tenant_id' } });
const Post = sequelize.define('post', { title: DataTypes.STRING }, { tableName: 'blog_posts', indexes: [{ fields: ['title'] }] });
const Tag = sequelize.define('tag', {});
User.hasMany(Post, { as: 'articles', foreignKey: 'author_id', onDelete: 'CASCADE' });
Post.belongsTo(User, { as: 'author', foreignKey: 'author_id' });
Post.belongsToMany(Tag, { through: 'post_tags' });
Tag.belongsToMany(Post, { through: 'post_tags' });
`;

describe('define', () => {
  it('declares tables, columns, keys and relations', () => {
    expect(tables(DEFINED)).toEqual([
      'blog_posts(title author_id)',
      'post_tags()',
      'tags()',
      'users(name tenant_id)',
    ]);
    const { relations } = analyze(DEFINED);
    expect(
      relations.map((one) =>
        `${one.line} ${one.from} ${one.kind} ${one.to} ${one.onDelete ?? ''}`.trim(),
      ),
    ).toEqual([
      '6 users one-to-many blog_posts CASCADE',
      '7 blog_posts many-to-one users',
      '8 blog_posts many-to-many tags',
      '9 tags many-to-many blog_posts',
    ]);
  });
  it('reads and writes through models and records', () => {
    expect(
      accesses(`${DEFINED}async function run(id: number) {
  const user = await User.findByPk(id);
  await user.update({ name: 'x' });
  await user.destroy();
  const [post, created] = await Post.findOrCreate({ where: { id } });
  await post.save();
  const { rows } = await Tag.findAndCountAll();
  for (const tag of rows) await tag.reload();
  User.build({});
  await User.scope('x').count();
  await sequelize.model('tag').truncate();
  await sequelize.models.post.bulkCreate([]);
}`),
    ).toEqual([
      '11 r users',
      '12 w users',
      '13 w users',
      '14 r blog_posts',
      '14 w blog_posts',
      '15 w blog_posts',
      '16 r tags',
      '17 r tags',
      '19 r users',
      '20 w tags',
      '21 w blog_posts',
    ]);
  });
  it('reads what is included, nested, by model, alias or association', () => {
    expect(
      accesses(`${DEFINED}const withTags = { model: Tag };
const PostUser = Post.belongsTo(User);
Post.findAll({ include: [
  { model: User, as: 'author', include: [
    Post] },
  'author',
  { association: PostUser },
  withTags,
  ] });
User.findByPk(1, { include: {
  association: 'articles' } });
User.create({}, { include: [
  Post] });
User.findAll({ include: [
  { all: true }] });`),
    ).toEqual([
      '10 r tags',
      '12 r blog_posts',
      '13 r users',
      '14 r blog_posts',
      '15 r users',
      '16 r users',
      '19 r users',
      '20 r blog_posts',
      '21 w users',
      '22 w blog_posts',
      '23 r users',
      '24 r blog_posts?',
    ]);
  });
  it('follows association mixins', () => {
    expect(
      accesses(`${DEFINED}async function run(id: number) {
  const user = await User.findOne();
  await user.getArticles();
  await user.createArticle({});
  const post = await Post.findOne();
  await post.addTag(1);
  await post.setAuthor(user);
  await post.createTag({});
  await post.countTags();
}
const other = { getArticles() {} };
other.getArticles();`),
    ).toEqual([
      '11 r users',
      '12 r blog_posts',
      '13 w blog_posts',
      '14 r blog_posts',
      '15 w post_tags',
      '16 w blog_posts',
      '17 w post_tags',
      '17 w tags',
      '18 r tags',
    ]);
  });
});

describe('model classes', () => {
  it('knows init, static initialisers, table options and global defaults', () => {
    expect(
      tables({
        'src/db.ts': `import { Sequelize } from 'sequelize';
export const sequelize = new Sequelize({ dialect: 'postgres', define: { underscored: true } });`,
        'src/models.ts': `import { Model, DataTypes } from 'sequelize';
import { sequelize } from './db';
abstract class Base extends Model {}
export class OrderItem extends Base { declare productId: number; }
OrderItem.init({ productId: DataTypes.INTEGER }, { sequelize });
export class Stock extends Model {
  static initModel(s: any) { return super.init({}, { sequelize: s, modelName: 'StockLevel', freezeTableName: true, schema: 'shop' }); }
}
export class Named extends Model {
  static setup() { this.init({}, { sequelize, tableName: 'my_named' }); }
}`,
      }),
    ).toEqual(['my_named()', 'order_items(product_id)', 'shop.StockLevel()']);
  });
  it('reads statics, instances, own methods and generic repositories', () => {
    expect(
      accesses({
        'src/models.ts': `import { Model, DataTypes, Sequelize } from 'sequelize';
const sequelize = new Sequelize('x');
export class Order extends Model {
  static active() { return this.findAll(); }
  close() { return this.update({ closed: true }); }
  static override(): void {}
}
Order.init({}, { sequelize });
export class Item extends Model { static findAll(): any { return []; } }
Item.init({}, { sequelize, tableName: 'order_items' });
export class Tool extends Model {}
Tool.init({}, { sequelize, tableName: 'tools' });`,
        'src/repo.ts': `import type { Model, ModelStatic } from 'sequelize';
import { Order, Item, Tool } from './models';
abstract class Repo<T extends Model> {
  constructor(protected readonly model: ModelStatic<T>) {}
  all() { return this.model.findAll(); }
}
export class Orders extends Repo<Order> { constructor() { super(Order); } }
export class Tools extends Repo<Tool> { constructor() { super(Tool); } }
export const three = (order: Order) => order.save();
export const four = () => Item.findAll();
export const five = (Type: typeof Order) => Type.destroy({ where: {} });`,
      }),
    ).toEqual([
      'src/models.ts:4 r Orders',
      'src/models.ts:5 w Orders',
      'src/repo.ts:7 r Orders',
      'src/repo.ts:8 r tools',
      'src/repo.ts:9 w Orders',
      'src/repo.ts:11 w Orders',
    ]);
  });
  it('knows models by the interfaces they are typed with', () => {
    expect(
      accesses({
        'src/user.ts': `import { Model, ModelCtor, Sequelize, DataTypes } from 'sequelize';
export interface User extends Model { name: string }
export type UserStatic = typeof Model & { new (values?: object): User };
export const defineUser = (sequelize: Sequelize): ModelCtor<User> => sequelize.define('user', {});
export interface Tag { name: string }
export type ModelDef<M> = ModelCtor<Model<M> & M>;
export const makeTag = (sequelize: Sequelize) => {
  const Tag: ModelDef<Tag> = sequelize.define('tag', {});
  return { Tag };
};`,
        'src/service.ts': `import type { ModelCtor } from 'sequelize';
import type { User, Tag, ModelDef } from './user';
export class Service {
  private User: ModelCtor<User>;
  private Tag: ModelDef<Tag>;
  constructor({ User, Tag }: { User: ModelCtor<User>; Tag: ModelDef<Tag> }) { this.User = User; this.Tag = Tag; }
  one() { return this.User.findAll({ include: this.Tag }); }
  two(user: User) { return user.destroy(); }
}`,
      }),
    ).toEqual(['src/service.ts:7 r users', 'src/service.ts:7 r tags', 'src/service.ts:8 w users']);
  });
});

describe('declared associations', () => {
  it('reads what an association member leads to', () => {
    expect(
      accesses(`import { Model, Sequelize, Association, NonAttribute } from 'sequelize';
const sequelize = new Sequelize('x');
export class User extends Model {
  declare posts?: NonAttribute<Post[]>;
  static associations: { posts: Association<User, Post> };
}
User.init({}, { sequelize });
export class Post extends Model {}
Post.init({}, { sequelize });
const Posts = User.hasMany(Post, { as: 'posts' });
async function run(where: any) {
  const user = await User.findOne({ where, include: [User.associations.posts] });
  user.posts?.forEach((post) => post.destroy());
  const include: any[] = [];
  if (where) include.push({ model: Post });
  await User.findAll({ include });
  await User.create({}, { include: [{ association: Posts }] });
}`),
    ).toEqual([
      '12 r Users',
      '12 r Posts',
      '13 w Posts',
      '15 r Posts',
      '16 r Users',
      '17 w Users',
      '17 w Posts',
    ]);
  });
});

describe('JavaScript conventions', () => {
  it('knows models collected in an object by their names', () => {
    expect(
      accesses({
        'models/index.js': `const fs = require('fs'); const Sequelize = require('sequelize');
const sequelize = new Sequelize('x'); const db = {};
fs.readdirSync(__dirname).forEach((file) => { const model = require(file)(sequelize, Sequelize.DataTypes); db[model.name] = model; });
db.sequelize = sequelize;
module.exports = db;`,
        'models/user.js': `'use strict';
const { Model } = require('sequelize');
module.exports = (sequelize, DataTypes) => {
  class User extends Model { static associate(models) { this.hasMany(models.Post, { as: 'posts' }); } }
  User.init({ name: DataTypes.STRING }, { sequelize, modelName: 'User' });
  return User;
};`,
        'models/post.js': `module.exports = (sequelize, DataTypes) => {
  const Post = sequelize.define('Post', { userId: DataTypes.INTEGER }, { tableName: 'posts' });
  Post.associate = function (models) { Post.belongsTo(models.User, { foreignKey: 'userId', as: 'author' }); };
  return Post;
};`,
        'src/a.js': `const db = require('../models');
const { Post } = require('../models');
exports.list = async () => db.User.findAll({ include: [{ model: db.Post, as: 'posts' }] });
exports.add = async () => {
  const user = await db.User.findOne();
  await user.save();
  await user.getPosts();
  return db.sequelize.transaction(async (t) => { await Post.create({}, { transaction: t }); });
};
exports.other = (service) => service.update();`,
      }),
    ).toEqual([
      'src/a.js:3 r Users?',
      'src/a.js:3 r posts',
      'src/a.js:5 r Users?',
      'src/a.js:6 w Users?',
      'src/a.js:7 r posts?',
      'src/a.js:8 w posts?',
    ]);
  });
  it('reads migrations in order and leaves their undoing out', () => {
    const facts = analyze({
      'migrations/1-a.js': `module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('orders', { id: { type: Sequelize.INTEGER, primaryKey: true }, old: Sequelize.STRING,
      userId: { type: Sequelize.INTEGER, references: { model: 'users', key: 'id' }, onDelete: 'CASCADE' } });
    await queryInterface.addIndex('orders', ['userId']);
    await queryInterface.sequelize.query('UPDATE orders SET old = 1');
  },
  down: (queryInterface) => queryInterface.dropTable('orders'),
};`,
      'migrations/2-b.js': `module.exports = { up: async (queryInterface, Sequelize) => {
  await queryInterface.addColumn('orders', 'tenant_id', { type: Sequelize.UUID });
  await queryInterface.removeColumn('orders', 'old');
  await queryInterface.addConstraint('orders', { fields: ['tenant_id'], type: 'foreign key', references: { table: 'tenants', field: 'id' } });
}, down: async () => {} };`,
    });
    expect(
      facts.tables.map(
        (one) =>
          `${one.name}(${one.columns.map((column) => column.name).join(' ')}) ${JSON.stringify(one.indexes)}`,
      ),
    ).toEqual(['orders(id userId tenant_id) [["id"],["userId"]]']);
    expect(
      facts.relations.map((one) => `${one.from} ${one.to} ${one.onDelete ?? ''}`.trim()),
    ).toEqual(['orders users CASCADE', 'orders tenants']);
    expect(facts.accesses).toEqual([]);
  });
});

describe('sequelize-typescript', () => {
  const MODELS = `import { Table, Column, Model, ForeignKey, BelongsTo, HasMany, BelongsToMany } from 'sequelize-typescript';
@Table({ tableName: 'people' })
export class Person extends Model<Person> {
  @Column name!: string;
  @HasMany(() => Pet) pets!: Pet[];
}
@Table
export class Pet extends Model {
  @ForeignKey(() => Person) @Column({ field: 'owner_id' }) ownerId!: number;
  @BelongsTo(() => Person) owner!: Person;
  @BelongsToMany(() => Toy, () => PetToy) toys!: Toy[];
}
@Table({ underscored: true })
export class Toy extends Model {}
@Table
export class PetToy extends Model { @ForeignKey(() => Pet) petId!: number; @ForeignKey(() => Toy) toyId!: number; }
`;
  it('declares tables and relations', () => {
    const facts = analyze(MODELS);
    expect(
      facts.tables.map(
        (one) => `${one.name}(${one.columns.map((column) => column.name).join(' ')})`,
      ),
    ).toEqual(['PetToys(petId toyId)', 'Pets(owner_id)', 'people(name)', 'toys()']);
    expect(facts.relations.map((one) => `${one.line} ${one.from} ${one.kind} ${one.to}`)).toEqual([
      '5 people one-to-many Pets',
      '10 Pets many-to-one people',
      '11 Pets many-to-many toys',
      '16 PetToys foreign-key Pets',
      '16 PetToys foreign-key toys',
    ]);
  });
  it('knows Nest injection, repositories and dollar methods', () => {
    expect(
      accesses({
        'src/models.ts': MODELS,
        'src/service.ts': `import { InjectModel, InjectConnection } from '@nestjs/sequelize';
import { Sequelize, Repository } from 'sequelize-typescript';
import { Person, Pet } from './models';
export class Service {
  private readonly repo: Repository<Pet>;
  constructor(@InjectModel(Person) private people: typeof Person, @InjectConnection() private db: Sequelize) {
    this.repo = db.getRepository(Pet);
  }
  async run(pet: Pet) {
    await this.people.findAll({ include: [Pet] });
    await this.repo.findOne();
    await pet.$get('owner');
    await pet.$add('toys', 1);
    await this.db.query('SELECT * FROM people JOIN "Pets" p ON true');
    const t = await this.db.transaction();
    await this.people.create({}, { transaction: t });
  }
}`,
      }),
    ).toEqual([
      'src/service.ts:10 r people',
      'src/service.ts:10 r Pets',
      'src/service.ts:11 r Pets',
      'src/service.ts:12 r people',
      'src/service.ts:13 w PetToys',
      'src/service.ts:14 r people',
      'src/service.ts:14 r Pets',
      'src/service.ts:16 w people',
    ]);
  });
});

describe('transactions', () => {
  it('knows managed and unmanaged ones', () => {
    const { transactions } = analyze(`${DEFINED}async function a() {
  await User.findOne();
  const t = await sequelize.transaction({ isolationLevel: 'x' });
  await Post.create({}, { transaction: t });
}
const b = () => sequelize.transaction({ autocommit: true }, (t) => Tag.destroy({ where: {}, transaction: t }).then(() => help(t)));
const help = (t: any) => User.update({}, { where: {} });
sequelize.query({ query: 'SELECT 1' });
User.findAll({ attributes: [[sequelize.literal('(SELECT COUNT(*) FROM votes)'), 'n']] });`);
    expect(transactions.map((one) => `${one.line} ${one.tables.join(' ')}`)).toEqual([
      '12 blog_posts',
      '15 tags users',
    ]);
  });
});
