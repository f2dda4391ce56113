import { describe, expect, it } from 'vitest';

import { kyselyAdapter } from '../../analyzers/orms/kysely/kysely-adapter.ts';
import { mikroOrmAdapter } from '../../analyzers/orms/mikro-orm/mikro-orm-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const ENTITIES = `import { Entity, Property, PrimaryKey, ManyToOne, OneToMany, ManyToMany, Collection, Rel, Ref, defineEntity, EntitySchema, p } from '@mikro-orm/core';
export abstract class Base { @PrimaryKey() id: number; @Property() tenantId: string }
@Entity() export class UserAccount extends Base { @Property({ fieldName: 'mail' }) email: string;
@ManyToMany({ hidden: true }) favorites = new Collection<Article>(this);
@OneToMany(() => Article, (a) => a.author) articles = new Collection<Article>(this);
rename(name: string) { this.email = name; } }
@Entity({ tableName: 'posts' }) export class Article extends Base { @ManyToOne() author: Rel<UserAccount>; @ManyToOne({ entity: () => UserAccount, ref: true, nullable: true }) editor: Ref<UserAccount>;
@ManyToMany(() => Tag, 'articles', { owner: true, pivotTable: 'post_tag' }) tags = new Collection<Tag>(this); }
@Entity() export class Tag extends Base { @ManyToMany(() => Article, (a) => a.tags) articles = new Collection<Article>(this); }
export const Book = new EntitySchema({ name: 'Book', tableName: 'books', properties: { title: { type: 'string' }, owner: { kind: 'm:1', entity: () => UserAccount } } });
export const Shelf = defineEntity({ name: 'Shelf', properties: { roomNo: p.string(), books: () => p.oneToMany(Book).mappedBy('shelf') } });
`;

function analyze(body: string) {
  const source = `import { EntityManager, EntityRepository, Loaded, wrap, Transactional } from '@mikro-orm/postgresql';
import { InjectRepository } from '@mikro-orm/nestjs';
import { UserAccount, Article, Tag, Book, Shelf } from './entities';
class S { constructor(private em: EntityManager, @InjectRepository(Article) private articles, private users: EntityRepository<UserAccount>) {}
${body} }`;
  return analyzeSnippets(
    { 'src/entities.ts': ENTITIES, 'src/a.ts': source },
    { adapters: [mikroOrmAdapter] },
  );
}

const HEAD = 4;
const rows = (facts: ReturnType<typeof analyze>): readonly string[] =>
  facts.accesses.map((a) => `${a.line - HEAD} ${a.mode} ${a.table}`);

describe('mikro-orm', () => {
  it('knows tables, columns, relations and pivot tables', () => {
    const facts = analyze('');
    expect(facts.tables.map((t) => `${t.name}: ${t.columns.map((c) => c.name).join()}`)).toEqual([
      'books: title,owner_id',
      'post_tag: ',
      'posts: author_id,editor_id,id,tenant_id',
      'shelf: room_no',
      'tag: id,tenant_id',
      'user_account: mail,id,tenant_id',
      'user_account_favorites: ',
    ]);
    expect(facts.relations.map((r) => `${r.from} ${r.kind} ${r.to}`)).toEqual([
      'user_account many-to-many posts',
      'user_account one-to-many posts',
      'posts many-to-one user_account',
      'posts many-to-one user_account',
      'posts many-to-many tag',
      'tag many-to-many posts',
      'books many-to-one user_account',
      'shelf one-to-many books',
    ]);
  });
  it('reads and writes through managers and repositories', () => {
    const facts = analyze(`async a() {
await this.em.find(Book, {});
await this.em.fork().findOneOrFail(UserAccount, 1);
await this.articles.nativeDelete({});
await this.em.getRepository(Tag).count();
await this.em.upsert(Tag, {});
await this.em.persistAndFlush(new Article());
await this.users.findAll();
await this.em.nativeInsert(Shelf, {}); }`);
    expect(rows(facts)).toEqual([
      '2 read books',
      '3 read user_account',
      '4 write posts',
      '5 read tag',
      '6 write tag',
      '7 write posts',
      '8 read user_account',
      '9 write shelf',
    ]);
    expect(facts.findings).toEqual([]);
  });
  it('reads what is populated, filtered through, loaded', () => {
    const facts = analyze(`async a(user: Loaded<UserAccount, 'favorites'>) {
const posts = await this.articles.find({ author: { email: 'x' } }, { populate: ['tags',
'editor'] });
await this.em.populate(posts, ['author']);
await user.favorites.loadItems();
await posts[0].editor.load(); }`);
    expect(rows(facts)).toEqual([
      '2 read posts',
      '2 read user_account',
      '2 read tag',
      '3 read user_account',
      '4 read user_account',
      '5 read posts',
      '6 read user_account',
    ]);
    expect(facts.joins.map((j) => j.tables.join())).toEqual(['posts,tag,user_account']);
  });
  it('writes at the flush what was changed before', () => {
    const facts = analyze(`async a(user: UserAccount, id: number) {
const post = await this.articles.findOneOrFail(id);
user.favorites.add(post);
user.rename('x');
await this.em.flush(); }
async b(id: number, dto) { const tag = await this.em.findOne(Tag, id);
wrap(tag).assign(dto);
await this.em.flush(); }
async c() { const post = this.em.create(Article, {}); post.title = 'x';
await this.em.flush(); }
d(tag: Tag) { this.em.remove(tag); }`);
    expect(rows(facts)).toEqual([
      '2 read posts',
      '5 write user_account',
      '5 write user_account_favorites',
      '6 read tag',
      '8 write tag',
      '10 write posts',
      '11 write tag',
    ]);
    expect(
      facts.accesses.filter((a) => a.mode === 'write').every((a) => a.certainty === 'inferred'),
    ).toBe(true);
  });
  it('follows query builders', () => {
    const facts = analyze(`a() { return this.em.createQueryBuilder(Article, 'a').select('*')
.leftJoin('a.author', 'u')
.innerJoin('u.favorites', 'f').getResult(); }
b() { const qb = this.users.createQueryBuilder('u'); return qb.update({}).where({}); }
c() { return this.articles.qb('a').joinAndSelect('a.tags', 't'); }`);
    expect(rows(facts)).toEqual([
      '1 read posts',
      '2 read user_account',
      '3 read posts',
      '4 write user_account',
      '5 read posts',
      '5 read tag',
    ]);
    expect(facts.joins.map((j) => j.tables.join())).toEqual(['posts,user_account', 'posts,tag']);
  });
  it('knows transactions', () => {
    const facts =
      analyze(`a() { return this.em.transactional(async (em) => { await em.nativeDelete(Tag, {}); await this.b(em); }); }
b(em: EntityManager) { return em.findOne(Book, 1); }
async c() { await this.em.begin();
await this.users.nativeUpdate({}, {}); await this.em.commit(); }
@Transactional()
d() { return this.em.count(Shelf); }`);
    expect(facts.transactions.map((t) => `${t.line - HEAD} ${t.tables.join()}`)).toEqual([
      '1 books,tag',
      '3 user_account',
      '5 shelf',
    ]);
  });

  it('counts changed fields, locks and names kysely tables by their entities', () => {
    expect(
      rows(
        analyze(`async a(post: Article) { post.views++; await this.em.flush(); }
async b(post: Article) { await this.em.lock(post, LockMode.PESSIMISTIC_WRITE); await this.em.lock(post, LockMode.OPTIMISTIC, 1); }`),
      ),
    ).toEqual(['1 write posts', '2 read posts']);
    const facts = analyzeSnippets(
      {
        'src/entities.ts': ENTITIES,
        'src/a.ts': `import { EntityManager } from '@mikro-orm/postgresql';
export const list = (em: EntityManager) => em.getKysely({ tableNamingStrategy: 'entity' }).selectFrom('Article').selectAll().execute();
export const plain = (em: EntityManager) => em.getKysely().selectFrom('user_account').selectAll().execute();`,
      },
      { adapters: [mikroOrmAdapter, kyselyAdapter] },
    );
    expect(facts.accesses.map((a) => `${a.line} ${a.mode} ${a.table}`)).toEqual([
      '2 read posts',
      '3 read user_account',
    ]);
  });
});
