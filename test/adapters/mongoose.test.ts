import { describe, expect, it } from 'vitest';

import { mongooseAdapter } from '../../analyzers/orms/mongoose/mongoose-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const MODELS = `import mongoose, { Schema, model, Document } from 'mongoose';
export interface IUser extends Document { name: string }
const userSchema = new Schema<IUser>({ name: String, tenantId: { type: String, index: true }, company: { type: Schema.Types.ObjectId, ref: 'Company' } });
userSchema.statics.byName = function (name: string) { return this.findOne({ name }); };
userSchema.methods.touch = function () { return this.save(); };
userSchema.virtual('posts', { ref: 'Post', localField: '_id', foreignField: 'author' });
userSchema.index({ tenantId: 1, name: 1 });
export const User = model<IUser>('User', userSchema);
export const Post = mongoose.model('Post', new mongoose.Schema({ author: { type: Schema.Types.ObjectId, ref: 'User' }, comments: [{ by: { type: Schema.Types.ObjectId, ref: 'User' } }] }, { collection: 'blog_posts' }));
export const Company = model('Company', new Schema({}));
`;

function analyze(body: string) {
  const source = `import mongoose from 'mongoose'; import { User, Post, Company, IUser } from './models';
${body}`;
  return analyzeSnippets(
    { 'src/models.ts': MODELS, 'src/a.ts': source },
    { adapters: [mongooseAdapter] },
  );
}

const rows = (facts: ReturnType<typeof analyze>, path = 'src/a.ts'): readonly string[] =>
  facts.accesses
    .filter((a) => a.path === path)
    .map((a) => `${path === 'src/a.ts' ? a.line - 1 : a.line} ${a.mode} ${a.table}`);

describe('mongoose', () => {
  it('knows models, references, indexes and functions of schemas', () => {
    const facts = analyze('');
    expect(facts.tables.map((t) => `${t.name}: ${t.columns.map((c) => c.name).join()}`)).toEqual([
      'Company: ',
      'User: name,tenantId,company',
      'blog_posts: author,comments',
    ]);
    expect(facts.tables.find((t) => t.name === 'User')?.indexes).toEqual([
      ['tenantId'],
      ['tenantId', 'name'],
    ]);
    expect(facts.relations.map((r) => `${r.from} ${r.kind} ${r.to}`)).toEqual([
      'User many-to-one Company',
      'User one-to-many blog_posts',
      'blog_posts many-to-one User',
      'blog_posts one-to-many User',
    ]);
    expect(rows(facts, 'src/models.ts')).toEqual(['4 read User', '5 write User']);
  });
  it('reads and writes by models and documents', () => {
    const facts = analyze(`export async function f(typed: IUser) {
const user = await User.findOne({ name: 'x' });
user.name = 'y'; await user.save();
await new Post({}).save();
await Post.create({});
await User.findOneAndUpdate({}, {});
for (const one of await User.find({}).sort('name')) await one.save();
await typed.save();
await mongoose.model('Company').countDocuments();
await Company.bulkWrite([]); }`);
    expect(rows(facts)).toEqual([
      '2 read User',
      '3 write User',
      '4 write blog_posts',
      '5 write blog_posts',
      '6 write User',
      '7 read User',
      '7 write User',
      '8 write User',
      '9 read Company',
      '10 write Company',
    ]);
  });
  it('reads what is populated and looked up', () => {
    const facts = analyze(`export async function f() {
await Post.find().populate('author')
.populate({ path: 'comments.by', populate: { path: 'company' } }).exec();
await User.aggregate([{ $match: {} }, { $lookup: {
from: 'blog_posts', as: 'posts', pipeline: [{ $lookup: { from: 'companies' } }] } }]);
const user = await User.findById(1);
await user.populate('posts'); }`);
    expect(rows(facts)).toEqual([
      '2 read blog_posts',
      '2 read User',
      '3 read User',
      '3 read Company',
      '4 read User',
      '5 read blog_posts',
      '5 read Company',
      '6 read User',
      '7 read blog_posts',
    ]);
    expect(facts.joins.map((j) => `${j.line - 1} ${j.tables.join()}`)).toEqual([
      '2 Company,User,blog_posts',
      '4 Company,User,blog_posts',
    ]);
  });
  it('knows transactions', () => {
    const facts = analyze(`export async function f() {
const session = await mongoose.startSession();
await session.withTransaction(async () => { await User.deleteOne({}, { session }); await g(); });
session.startTransaction();
await Company.updateOne({}, {}); }
async function g() { await Post.deleteMany({}); }
export const h = () => mongoose.connection.transaction(async (s) => { await Company.create([{}], { session: s }); });`);
    expect(facts.transactions.map((t) => `${t.line - 1} ${t.tables.join()}`)).toEqual([
      '3 User,blog_posts',
      '4 Company',
      '7 Company',
    ]);
  });
  it('knows NestJS schemas, features and injected models', () => {
    const facts = analyzeSnippets(
      {
        'src/cat.ts': `import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'; import { HydratedDocument, Types } from 'mongoose';
import { Owner } from './owner';
export type CatDocument = HydratedDocument<Cat>;
@Schema({ collection: 'cats' }) export class Cat { @Prop() name: string; @Prop({ type: Types.ObjectId, ref: Owner.name }) owner: Owner; }
export const CatSchema = SchemaFactory.createForClass(Cat);`,
        'src/owner.ts': `import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'; import { Document } from 'mongoose';
@Schema() export class Owner { @Prop({ unique: true }) mail: string; }
export type OwnerDocument = Owner & Document;
export const OwnerSchema = SchemaFactory.createForClass(Owner);`,
        'src/m.ts': `import { MongooseModule } from '@nestjs/mongoose'; import { Cat, CatSchema } from './cat'; import { Owner, OwnerSchema } from './owner';
export class M { static x = MongooseModule.forFeature([{ name: Cat.name, schema: CatSchema }]); static y = MongooseModule.forFeatureAsync([{ name: Owner.name, useFactory: () => OwnerSchema }]); }`,
        'src/s.ts': `import { InjectModel } from '@nestjs/mongoose'; import { Model } from 'mongoose'; import { Cat, CatDocument } from './cat'; import { Owner, OwnerDocument } from './owner';
export class S { constructor(@InjectModel(Cat.name) private cats: Model<CatDocument>, @InjectModel('Owner') private owners) {}
async a(owner: OwnerDocument, cat: CatDocument) { await new this.cats({}).save();
await this.owners.find();
await owner.save();
await cat.deleteOne();
return this.cats.find().populate('owner'); } }`,
      },
      { adapters: [mongooseAdapter] },
    );
    const placeOf = (t: (typeof facts.tables)[number]) =>
      'file' in t.place ? `${t.place.file.path}:${Math.floor(t.place.at / 65536)}` : '';
    expect(facts.tables.map((t) => `${t.name} ${placeOf(t)}`)).toEqual([
      'Owner src/owner.ts:2',
      'cats src/cat.ts:4',
    ]);
    expect(facts.relations.map((r) => `${r.from} ${r.to}`)).toEqual(['cats Owner']);
    expect(facts.accesses.map((a) => `${a.line} ${a.mode} ${a.table}`)).toEqual([
      '3 write cats',
      '4 read Owner',
      '5 write Owner',
      '6 write cats',
      '7 read cats',
      '7 read Owner',
    ]);
  });
  it('knows schemas made without new, found documents, plugins, models by document type', () => {
    const facts = analyzeSnippets(
      {
        'src/models.js': `const mongoose = require('mongoose');
const tokenSchema = mongoose.Schema({ user: { type: mongoose.SchemaTypes.ObjectId, ref: 'User' } });
tokenSchema.statics.ofUser = function (user) { return this.findOne({ user }); };
exports.Token = mongoose.model('Token', tokenSchema);
exports.User = mongoose.model('User', mongoose.Schema({ name: String }));`,
        'src/models.test.js': `const mongoose = require('mongoose'); mongoose.model('Fake', mongoose.Schema({}));`,
        'src/account.ts': `import { Document, model, Schema, Model } from 'mongoose';
export interface IAccount { name: string }
export const Account = model<IAccount & Document>('Account', new Schema({}));`,
        'src/a.ts': `import { Token, User } from './models'; import { Model, Document } from 'mongoose'; import { IAccount } from './account';
export async function f(accounts: Model<IAccount & Document>) {
const token = await Token.findOne({});
await token.remove();
await User.paginate({});
await accounts.findById(1);
}`,
      },
      { adapters: [mongooseAdapter] },
    );
    expect(facts.tables.map((t) => `${t.name}: ${t.columns.map((c) => c.name).join()}`)).toEqual([
      'Account: ',
      'Token: user',
      'User: name',
    ]);
    expect(facts.relations.map((r) => `${r.from} ${r.to}`)).toEqual(['Token User']);
    expect(facts.accesses.map((a) => `${a.path} ${a.line} ${a.mode} ${a.table}`)).toEqual([
      'src/a.ts 3 read Token',
      'src/a.ts 4 write Token',
      'src/a.ts 5 read User',
      'src/a.ts 6 read Account',
      'src/models.js 3 read Token',
    ]);
  });
  it('finds Nest models whose class extends Document, wherever they are registered', () => {
    const facts = analyzeSnippets(
      {
        'src/team.model.ts': `import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'; import { Document } from 'mongoose';
@Schema() export class Team extends Document { @Prop({ unique: true }) name: string }
export const TeamSchema = SchemaFactory.createForClass(Team);`,
        'src/team.service.ts': `import { InjectModel } from '@nestjs/mongoose'; import { Model } from 'mongoose'; import { Team } from './team.model';
export class S { constructor(@InjectModel(Team.name) private readonly teams: Model<Team>) {}
all() { return this.teams.find({}); } }`,
      },
      { adapters: [mongooseAdapter] },
    );
    expect(facts.tables.map((t) => `${t.name}: ${t.columns.map((c) => c.name).join()}`)).toEqual([
      'Team: name',
    ]);
    expect(facts.accesses.map((a) => `${a.line} ${a.mode} ${a.table}`)).toEqual(['3 read Team']);
  });
  it('follows generic repositories to the class that names the model', () => {
    const facts = analyzeSnippets(
      {
        'src/user.ts': `import { Prop, Schema, SchemaFactory, MongooseModule } from '@nestjs/mongoose'; import { HydratedDocument } from 'mongoose';
@Schema() export class User { @Prop() name: string }
export type UserDocument = HydratedDocument<User>; export const UserSchema = SchemaFactory.createForClass(User);
MongooseModule.forFeature([{ name: User.name, schema: UserSchema }]);`,
        'src/base.ts': `import { Model, FilterQuery, Document } from 'mongoose';
export abstract class Repo<T extends Document> { constructor(protected readonly model: Model<T>) {}
one(q: FilterQuery<T>) { return this.model.findOne(q).exec(); }
async add(d: unknown) { const made = new this.model(d); return made.save(); } }`,
        'src/a.ts': `import { InjectModel } from '@nestjs/mongoose'; import { Model } from 'mongoose'; import { User, UserDocument } from './user'; import { Repo } from './base';
export class Users extends Repo<UserDocument> { constructor(@InjectModel(User.name) users: Model<UserDocument>) { super(users); }
active() { return this.model.find({}); } }`,
      },
      { adapters: [mongooseAdapter] },
    );
    expect([...rows(facts)].sort()).toEqual(['1 read User', '1 write User', '2 read User']);
    expect(facts.findings).toEqual([]);
  });
  it('tells a model by the name of its document type when nothing else ties them', () => {
    const facts = analyzeSnippets(
      {
        'src/cat.ts': `import { Connection, Document, Schema } from 'mongoose'; export interface ICat extends Document { name: string }
export const providers = [{ provide: 'CAT', useFactory: (connection: Connection) => connection.model('Cat', new Schema({})) }];`,
        'src/a.ts': `import { Model } from 'mongoose'; import { ICat } from './cat';
export class S { constructor(private cats: Model<ICat>) {} all() { return this.cats.find(); } }`,
      },
      { adapters: [mongooseAdapter] },
    );
    expect(facts.accesses.map((a) => `${a.mode} ${a.table} ${a.certainty}`)).toEqual([
      'read Cat inferred',
    ]);
  });
  it('knows this in options, static(), method() and hooks of a schema', () => {
    const facts = analyzeSnippets(
      {
        'src/a.ts': `import mongoose, { Schema } from 'mongoose';
const s = new Schema({ name: String }, { statics: { byName(name) { return this.find({ name }); } },
methods: { async touch() { return this.save(); } } });
s.static('all', function () { return this.find(); });
s.method('kill', function () { return this.deleteOne(); });
s.pre('save', async function (next) { await this.constructor.countDocuments({});
await this.model('Org').updateOne({}); next(); });
export const U = mongoose.model('U', s); export const Org = mongoose.model('Org', new Schema({}));`,
      },
      { adapters: [mongooseAdapter] },
    );
    expect(rows(facts)).toEqual([
      '1 read U',
      '2 write U',
      '3 read U',
      '4 write U',
      '5 read U',
      '6 write Org',
    ]);
  });
  it('reads Typegoose', () => {
    const facts = analyzeSnippets(
      {
        'src/m.ts': `import { prop, getModelForClass, modelOptions, Ref, ReturnModelType } from '@typegoose/typegoose';
export class Org { @prop() name: string }
@modelOptions({ schemaOptions: { collection: 'people' } })
export class User { @prop({ unique: true }) name: string; @prop({ ref: () => Org }) org: Ref<Org>;
static byName(this: ReturnModelType<typeof User>, name: string) { return this.findOne({ name }); } }
export const UserModel = getModelForClass(User); export const OrgModel = getModelForClass(Org);`,
        'src/a.ts': `import { UserModel, User } from './m'; import { InjectModel } from 'nestjs-typegoose'; import { ReturnModelType } from '@typegoose/typegoose';
export class S { constructor(@InjectModel(User) private readonly users: ReturnModelType<typeof User>) {}
a() { return this.users.find().populate('org'); }
b() { return UserModel.create({}); } }`,
      },
      { adapters: [mongooseAdapter] },
    );
    expect(facts.tables.map((t) => `${t.name}: ${t.columns.map((c) => c.name).join()}`)).toEqual([
      'Org: name',
      'people: name,org',
    ]);
    expect(facts.relations.map((r) => `${r.from} ${r.to}`)).toEqual(['people Org']);
    expect(rows(facts)).toEqual(['2 read people', '2 read Org', '3 write people']);
    expect(rows(facts, 'src/m.ts')).toEqual(['5 read people']);
  });
});
