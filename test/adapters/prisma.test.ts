import { describe, expect, it } from 'vitest';
import { prismaAdapter } from '../../analyzers/orms/prisma/prisma-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';
import type { SnippetOptions } from './analyze-snippet.ts';

const SCHEMA = `// a comment with { braces }
generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL") // "quoted }"
}

/// Users
model User {
  id       Int       @id @default(autoincrement())
  email    String    @unique @map("email_address")
  role     Role      @default(USER)
  profile  Profile?
  posts    Post[]    @relation("Author")
  comments Comment[]
  follows  User[]    @relation("Follows")
  followed User[]    @relation("Follows")

  @@map("users")
}

model Profile {
  id     Int    @id
  bio    String @default("a { b // c")
  userId Int    @unique
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
}

model Post {
  id       Int       @id
  title    String    @db.VarChar(255)
  tenantId String    @map("tenant_id")
  authorId Int
  author   User      @relation(name: "Author", fields: [authorId], references: [id])
  comments Comment[]
  tags     Tag[]

  @@index([tenantId, authorId(sort: Desc)])
  @@map(name: "posts")
}

model Comment {
  id     Int    @id
  postId Int
  post   Post   @relation(
    fields: [postId],
    references: [id]
  )
  userId Int?
  user   User?  @relation(fields: [userId], references: [id], onDelete: SetNull)
}

model Tag {
  id    Int    @id
  name  String
  posts Post[]
}

enum Role {
  USER
  ADMIN
}
`;

type Sources = string | Readonly<Record<string, string>>;

const HEAD = `import { PrismaClient, Prisma } from '@prisma/client';
const prisma = new PrismaClient();
`;

function analyze(sources: Sources, options: Partial<SnippetOptions> = {}) {
  return analyzeSnippets(typeof sources === 'string' ? { 'src/a.ts': sources } : sources, {
    adapters: [prismaAdapter],
    others: { 'prisma/schema.prisma': SCHEMA },
    dependencies: ['@prisma/client'],
    ...options,
  });
}

/** `line mode table`, with the file when there are several. */
function accesses(sources: Sources, options: Partial<SnippetOptions> = {}): readonly string[] {
  const many = typeof sources !== 'string';
  return analyze(sources, options).accesses.map(
    (one) =>
      `${many ? `${one.path}:` : ''}${one.line} ${one.mode[0]} ${one.table}${one.certainty === 'inferred' ? '?' : ''}`,
  );
}
/** Accesses of code that follows the usual two lines. */
const uses = (code: string): readonly string[] => accesses(HEAD + code);

describe('Prisma schema', () => {
  it('declares tables with columns, indexes and pivots', () => {
    const { tables } = analyze('export {};');
    expect(tables.map((table) => table.name)).toEqual([
      'Comment',
      'Profile',
      'Tag',
      '_Follows',
      '_PostToTag',
      'posts',
      'users',
    ]);
    const posts = tables.find((table) => table.name === 'posts');
    expect(posts).toMatchObject({
      entityName: 'Post',
      orm: 'prisma',
      place: { path: 'prisma/schema.prisma', line: 31, column: 7 },
    });
    expect(posts?.columns.map((column) => column.name)).toEqual([
      'id',
      'title',
      'tenant_id',
      'authorId',
    ]);
    expect(posts?.indexes).toEqual([['id'], ['tenant_id', 'authorId']]);
  });
  it('declares relations on both sides', () => {
    const lines = analyze('export {};').relations.map((one) =>
      `${one.line} ${one.from} ${one.kind} ${one.to} ${one.onDelete ?? ''}`.trim(),
    );
    expect(lines).toEqual([
      '15 users one-to-one Profile',
      '16 users one-to-many posts',
      '17 users one-to-many Comment',
      '18 users many-to-many users',
      '18 _Follows foreign-key users Cascade',
      '19 users many-to-many users',
      '28 Profile one-to-one users Cascade',
      '36 posts many-to-one users',
      '37 posts one-to-many Comment',
      '38 _PostToTag foreign-key Tag Cascade',
      '38 _PostToTag foreign-key posts Cascade',
      '38 posts many-to-many Tag',
      '47 Comment many-to-one posts',
      '52 Comment many-to-one users SetNull',
      '58 Tag many-to-many posts',
    ]);
  });
  it('joins the files of a multi-file schema and keeps schemas of two packages apart', () => {
    const others = {
      'apps/a/prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
      'apps/a/prisma/models/order.prisma': 'model Order {\n  id Int @id\n  items Item[]\n}\n',
      'apps/a/prisma/models/item.prisma':
        'model Item {\n  id Int @id\n  orderId Int\n  order Order @relation(fields: [orderId], references: [id])\n  @@schema("shop")\n}\n',
      'apps/b/prisma/schema.prisma':
        'datasource db {\n  provider = "postgresql"\n}\nmodel Order {\n  id Int @id\n  @@map("b_orders")\n}\n',
    };
    const code = `import { PrismaClient } from '@prisma/client';\nexport const list = () => new PrismaClient().order.findMany({ include: { items: true } });`;
    expect(accesses({ 'apps/a/src/x.ts': code, 'apps/b/src/x.ts': code }, { others })).toEqual([
      'apps/a/src/x.ts:2 r Order',
      'apps/a/src/x.ts:2 r shop.Item',
      'apps/b/src/x.ts:2 r b_orders',
    ]);
  });
  it('reads views, unsupported types and broken blocks', () => {
    const others = {
      'schema.prisma':
        'view Stats {\n  id Int @unique\n  geo Unsupported("circle")?\n  }\nmodel Broken {\n  id Int @id @default("x)\n  name String',
    };
    const { tables } = analyze('export {};', { others });
    expect(
      tables.map((table) => `${table.name} ${table.columns.map((one) => one.name).join()}`),
    ).toEqual(['Broken id', 'Stats id,geo']);
  });
});

describe('Prisma clients', () => {
  it('knows constructed, inherited, extended, injected and typed clients', () => {
    expect(
      accesses({
        'src/prisma.service.ts': `import { PrismaClient } from '@prisma/client';
export class PrismaService extends PrismaClient {
  all() { return this.user.findMany(); }
}`,
        'src/users.ts': `import { Prisma, type PrismaClient } from '@prisma/client';
import { PrismaService } from './prisma.service';
type Tx = Omit<PrismaClient, '$transaction'>;
export class Users {
  constructor(private readonly prisma: PrismaService, private readonly delegate: Prisma.UserDelegate) {}
  one(id: number) { return this.prisma.user.findUnique({ where: { id } }); }
  two() { return this.delegate.count(); }
  three(tx: Prisma.TransactionClient = this.prisma) { return tx.post.create({ data: {} }); }
  four(tx: Tx, other?: Prisma.TransactionClient) { return (other ?? tx).tag.deleteMany(); }
}`,
        'src/db.ts': `import { PrismaClient } from '@prisma/client';
const make = () => new PrismaClient().$extends({ model: {} }).$extends((client) => client.$extends({}));
const globalForPrisma = globalThis as unknown as { prisma: ReturnType<typeof make> | undefined };
export const db = globalForPrisma.prisma ?? make();
const { user: users } = db;
export const five = () => db.post.findMany();
export const six = () => users.findFirst();`,
      }),
    ).toEqual([
      'src/db.ts:6 r posts',
      'src/db.ts:7 r users',
      'src/prisma.service.ts:3 r users',
      'src/users.ts:6 r users',
      'src/users.ts:7 r users',
      'src/users.ts:8 w posts',
      'src/users.ts:9 w Tag',
    ]);
  });
  it('knows generated clients by the output of the generator, present or not', () => {
    const others = {
      'apps/api/prisma/schema.prisma': SCHEMA.replace(
        'prisma-client-js"',
        'prisma-client"\n  output = "../src/generated/prisma"',
      ),
    };
    const body = `\nexport const run = () => new PrismaClient().post.findMany();`;
    expect(
      accesses(
        {
          'apps/api/src/a.ts': `import { PrismaClient } from './generated/prisma/client';${body}`,
          'apps/api/src/b.ts': `import { PrismaClient } from 'src/generated/prisma/client';${body}`,
          'apps/api/src/c.ts': `import { PrismaClient } from '@/generated/prisma';${body}`,
          'apps/api/src/d.ts': `import { PrismaClient } from './missing/client';${body}`,
          'apps/api/src/e.ts': `import { PrismaClient } from 'other/prisma';${body}`,
        },
        { others },
      ),
    ).toEqual(['a', 'b', 'c', 'd'].map((name) => `apps/api/src/${name}.ts:2 r posts`));
    expect(
      accesses(
        {
          'apps/api/src/generated/prisma/client.ts': `export declare class PrismaClient { post: any }`,
          'apps/api/src/a.ts': `import { PrismaClient } from './generated/prisma/client';${body}`,
        },
        { others },
      ),
    ).toEqual(['apps/api/src/a.ts:2 r posts']);
  });
  it('guesses at contexts without types and leaves other objects alone', () => {
    expect(
      accesses(`export const resolver = (_: unknown, args: unknown, ctx: any) => ctx.prisma.user.findMany();
export const other = (repo: any) => repo.user.findMany();
export const list = [1].find((x) => x);
class Store { user = { findMany: () => [] }; run(prisma: Store) { return prisma.user.findMany(); } }`),
    ).toEqual(['1 r users?']);
  });
  it('asks for the model of dynamic access and finds it at callers', () => {
    const facts =
      analyze(`${HEAD}export function size(model: string) { return prisma[model].count(); }
export const a = () => size('user');
export function any(model: 'user' | 'post') {
  const delegate = (prisma as any)[model];
  return delegate.findMany();
}`);
    expect(facts.accesses.map((one) => `${one.line} ${one.table}`)).toEqual([
      '4 users',
      '7 posts',
      '7 users',
    ]);
    const unknown = analyze(
      `${HEAD}export function size(model: string) { return prisma[model].count(); }`,
    );
    expect(unknown.findings.map((one) => `${one.line} ${one.code}`)).toEqual(['3 dynamic-table']);
  });
});

describe('Prisma repositories', () => {
  it('finds the model of a generic base class in what derived classes hand up', () => {
    expect(
      accesses({
        'src/base.ts': `import { PrismaClient } from '@prisma/client';
export abstract class Base<D extends { findMany(a?: unknown): unknown }> {
  constructor(protected readonly delegate: D) {}
  all() { return this.delegate.findMany(); }
}
export abstract class Named {
  abstract readonly model: 'tag' | 'post';
  constructor(protected readonly prisma: PrismaClient) {}
  drop() { return (this.prisma[this.model] as any).deleteMany(); }
}`,
        'src/users.ts': `import { Prisma, PrismaClient } from '@prisma/client';
import { Base, Named } from './base';
export class Users extends Base<Prisma.UserDelegate> { constructor(prisma: PrismaClient) { super(prisma.user); } }
export class Posts extends Base<any> { constructor(prisma: PrismaClient) { super(prisma.post); } }
export class Tags extends Named { readonly model = 'tag'; }`,
      }),
    ).toEqual([
      'src/base.ts:9 w Tag',
      'src/base.ts:9 w posts',
      'src/users.ts:3 r users',
      'src/users.ts:4 r posts',
    ]);
  });
  it('follows services around the client and methods of extended clients', () => {
    expect(
      accesses({
        'src/db.ts': `import { PrismaClient } from '@prisma/client';
import { readReplicas } from '@prisma/extension-read-replicas';
const base = new PrismaClient().$extends(readReplicas({ url: '' }));
export class Db { readonly client = base; get users() { return this.client.user; } }`,
        'src/a.ts': `import { Db } from './db';
const db = new Db();
export const one = () => db.users.count();
export const two = () => db.client.$primary().post.findMany();
export const three = () => db.client.$transaction((tx) => tx.tag.create({ data: { name: 'x' } }));`,
      }),
    ).toEqual(['src/a.ts:3 r users', 'src/a.ts:4 r posts', 'src/a.ts:5 w Tag']);
  });
});

describe('Prisma arguments', () => {
  it('reads included and selected relations, nested and counted', () => {
    expect(
      uses(`prisma.user.findMany({
  include: {
    posts: {
      where: { tags: { some: { name: 'x' } } },
      include: { comments: true, author: false },
      orderBy: [{ author: { email: 'asc' } }],
    },
    _count: { select: { comments: true } },
  },
});`),
    ).toEqual(['3 r users', '5 r posts', '6 r Tag', '7 r Comment', '8 r users', '10 r Comment']);
  });
  it('reads conditions, logic, orders by relation', () => {
    expect(
      uses(`prisma.post.count({ where: {
  OR: [
    { author: { is: { profile: { bio: 'x' } } } },
    { NOT: { comments: { none: {} } } },
    { author: null },
  ],
} });
prisma.post.findMany({ orderBy: {
  comments: { _count: 'desc' } } });`),
    ).toEqual([
      '3 r posts',
      '5 r users',
      '5 r Profile',
      '6 r Comment',
      '10 r posts',
      '11 r Comment',
    ]);
  });
  it('writes nested data; linking on the own key is no access', () => {
    expect(
      uses(`prisma.post.create({ data: {
  author: { connect: { id: 1 } },
  comments: { create: [{ user: { create: {} } }] },
  tags: { connectOrCreate: { where: {}, create: {} } },
} });
prisma.post.update({ where: { id: 1 }, data: {
  tags: { set: [] },
  comments: { connect: { id: 1 } },
  author: { update: { profile: { upsert: { create: {}, update: {} } } } },
} });`),
    ).toEqual([
      '3 w posts',
      '5 w Comment',
      '5 w users',
      '6 r Tag',
      '6 w Tag',
      '6 w _PostToTag',
      '8 w posts',
      '9 w _PostToTag',
      '10 w Comment',
      '11 w users',
      '11 w Profile',
    ]);
  });
  it('follows options through variables, spreads, helpers, validators and other files', () => {
    expect(
      accesses({
        'src/include.ts': `export const withAuthor = { author: true };`,
        'src/a.ts': `${HEAD}import { withAuthor } from './include';
const withTags = Prisma.validator<Prisma.PostInclude>()({ tags: true });
const base = { include: withTags } satisfies Prisma.PostFindManyArgs;
const filter = (name?: string) => {
  const where: Prisma.PostWhereInput = {};
  if (name) where.author = { email: name };
  const list: any[] = [];
  list.push({ comments: { some: {} } });
  where.AND = list;
  return where;
};
export const run = (name: string) => prisma.post.findMany({ ...base, where: filter(name) });
export const two = () => prisma.post.findFirst({
  include: withAuthor });
export const three = (include: Prisma.PostInclude) => prisma.post.findFirst({ include });`,
      }),
    ).toEqual([
      'src/a.ts:4 r Tag',
      'src/a.ts:8 r users',
      'src/a.ts:10 r Comment',
      'src/a.ts:14 r posts',
      'src/a.ts:15 r posts',
      'src/a.ts:16 r users',
      'src/a.ts:17 r posts',
    ]);
  });
  it('takes values put into a nested write that others hand in as one inferred access', () => {
    expect(
      uses(`export async function add(data: Prisma.PostCreateInput) {
  data.author.connectOrCreate.create.email = 'x';
  data.author.connectOrCreate.create.role = 'USER';
  data.author.connectOrCreate.where.id = 1;
  data.author.connectOrCreate.create.profile = { create: {} };
  data.comments.create = { text: 'x' };
  await prisma.post.create({ data });
}`),
    ).toEqual(['4 r users?', '4 w users?', '7 w Profile', '8 w Comment', '9 w posts']);
  });
  it('adds nothing for values put into a nested write that is written whole', () => {
    expect(
      uses(`export async function add(email: string) {
  const data = {
    author: { create: { role: 'USER' } } };
  data.author.create.email = email;
  await prisma.post.create({ data });
}`),
    ).toEqual(['5 w users', '7 w posts']);
  });
  it('takes values put into a condition or a selection that others hand in as one inferred access', () => {
    expect(
      uses(`export function list(args: Prisma.PostFindManyArgs) {
  args.where.author.email = 'x';
  args.where.author.role = 'USER';
  args.include.comments.take = 1;
  args.include.comments.orderBy = { id: 'asc' };
  args.include.tags = true;
  return prisma.post.findMany(args);
}`),
    ).toEqual(['4 r users?', '6 r Comment?', '8 r Tag', '9 r posts']);
  });
  it('follows the elements of lists into callbacks and loops', () => {
    expect(
      uses(`const build = (title: string): Prisma.PostCreateInput => ({
  title,
  comments: { create: { text: 'x' } } });
const all = titles.map((title) => build(title));
all.map((one) => prisma.post.create({ data: { ...one } }));
for (const one of titles.map(build)) prisma.post.create({ data: one });`),
    ).toEqual(['5 w Comment', '7 w posts', '8 w posts']);
  });
  it('follows the fluent API', () => {
    expect(
      uses(`prisma.post.findUnique({ where: { id: 1 } }).author()
  .profile();
const list = prisma.post.findMany();`),
    ).toEqual(['3 r posts', '3 r users', '4 r Profile', '5 r posts']);
  });
});

describe('Prisma transactions and raw SQL', () => {
  const transactions = (code: string): readonly string[] =>
    analyze(HEAD + code).transactions.map((one) => `${one.line} ${one.tables.join(' ')}`);
  it('collects arrays, callbacks and pushed operations', () => {
    expect(
      transactions(`export async function run(work: any[]) {
  await prisma.$transaction([prisma.user.create({ data: {} }), ...work.map((w) => prisma.tag.update(w))]);
  await prisma.$transaction(async (tx) => {
    await tx.post.create({ data: { tags: { connect: [] } } });
    await helper(tx);
  }, { timeout: 1 });
  const operations = [];
  operations.push(prisma.comment.deleteMany());
  await prisma.$transaction(operations);
}
const helper = (tx: Prisma.TransactionClient) => tx.profile.deleteMany();`),
    ).toEqual(['4 Tag users', '5 Profile _PostToTag posts', '11 Comment']);
  });
  it('follows pushed operations into the helpers that make them', () => {
    expect(
      transactions(`class Profiles {
  constructor(private readonly prisma: PrismaClient) {}
  clear() { return this.prisma.profile.deleteMany({}); }
  rename(id: number) {
    const change = this.prisma.user.update({ where: { id }, data: { posts: { create: {} } } });
    return change;
  }
  drop(ids: number[]) { return ids.map((id) => this.prisma.tag.delete({ where: { id } })); }
}
export async function run(profiles: Profiles, all: boolean) {
  const operations = [profiles.clear()];
  if (all) {
    const seen = await prisma.comment.findMany();
    operations.push(profiles.rename(seen.length), ...profiles.drop([1]));
  }
  await prisma.$transaction(operations);
}`),
    ).toEqual(['18 Profile Tag posts users']);
  });
  it('reads raw SQL', () => {
    expect(
      uses(`const where = Prisma.sql\`WHERE id IN (SELECT "postId" FROM "Comment")\`;
prisma.$queryRaw<{ id: number }[]>\`
  SELECT * FROM posts p
  JOIN users u ON u.id = p."authorId" \${where}\`;
prisma.$executeRaw(Prisma.sql\`UPDATE "Tag" SET name = \${1}\`);
prisma.$queryRawUnsafe('DELETE FROM "users" WHERE id = $1', 1);`),
    ).toEqual(['3 r Comment', '5 r posts', '6 r users', '7 w Tag', '8 w users']);
  });
});
