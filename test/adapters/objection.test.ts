import { describe, expect, it } from 'vitest';
import { objectionAdapter } from '../../analyzers/orms/objection/objection-adapter.ts';
import { parseRelations } from '../../analyzers/orms/objection/relation-expression.ts';
import { analyzeSnippets } from './analyze-snippet.ts';
import type { SnippetOptions } from './analyze-snippet.ts';

const MODELS: Readonly<Record<string, string>> = {
  'src/models/base.ts': `import { Model } from 'objection';
export class BaseModel extends Model { id!: number; }`,
  'src/models/person.ts': `import { Model } from 'objection';
import { BaseModel } from './base';
import { Pet } from './pet';
export class Person extends BaseModel {
  static tableName = 'persons';
  static jsonSchema = { type: 'object', properties: { id: { type: 'integer' }, tenant_id: { type: 'string' } } };
  pets?: Pet[];
  static relationMappings = () => ({
    pets: { relation: Model.HasManyRelation, modelClass: Pet, join: { from: 'persons.id', to: 'pets.ownerId' } },
    movies: {
      relation: Model.ManyToManyRelation, modelClass: __dirname + '/movie',
      join: { from: 'persons.id', through: { from: 'persons_movies.personId', to: 'persons_movies.movieId' }, to: 'movies.id' },
    },
    parent: { relation: Model.BelongsToOneRelation, modelClass: Person, join: { from: 'persons.parentId', to: 'persons.id' } },
  });
  static active() { return this.query().where('active', true); }
  rename(name: string) { return this.$query().patch({ name }); }
}`,
  'src/models/pet.ts': `import { Model } from 'objection';
import { BaseModel } from './base';
import { Person } from './person';
export class Pet extends BaseModel {
  static get tableName() { return 'pets'; }
  static get relationMappings() {
    return { owner: { relation: Model.BelongsToOneRelation, modelClass: () => Person, join: { from: 'pets.ownerId', to: 'persons.id' } } };
  }
  name!: string;
}`,
  'src/models/movie.ts': `import { BaseModel } from './base';
export class Movie extends BaseModel { static readonly tableName = 'movies'; }`,
};

function analyze(code: string, options: Partial<SnippetOptions> = {}) {
  const head = `import { Person } from './models/person'; import { Pet } from './models/pet'; import { Movie } from './models/movie';\n`;
  return analyzeSnippets(
    { ...MODELS, 'src/a.ts': head + code },
    { adapters: [objectionAdapter], ...options },
  );
}
const accesses = (code: string): readonly string[] =>
  analyze(code)
    .accesses.filter((one) => one.path === 'src/a.ts')
    .map(
      (one) => `${one.line} ${one.mode[0]} ${one.table}${one.certainty === 'inferred' ? '?' : ''}`,
    );

describe('Objection models', () => {
  it('declares tables and relations', () => {
    const facts = analyze('');
    expect(
      facts.tables.map(
        (one) => `${one.name}(${one.columns.map((column) => column.name).join(' ')})`,
      ),
    ).toEqual(['movies()', 'persons(id tenant_id)', 'persons_movies()', 'pets(name)']);
    expect(facts.relations.map((one) => `${one.line} ${one.from} ${one.kind} ${one.to}`)).toEqual([
      '9 persons one-to-many pets',
      '10 persons many-to-many movies',
      '14 persons many-to-one persons',
      '7 pets many-to-one persons',
    ]);
    expect(facts.accesses.map((one) => `${one.symbol} ${one.mode} ${one.table}`)).toEqual([
      'Person.active read persons',
      'Person.rename write persons',
    ]);
  });
  it('parses relation expressions', () => {
    const names = (text: string): unknown =>
      parseRelations(text).map((node) => [
        node.name,
        node.offset,
        node.children.map((one) => one.name),
      ]);
    expect(names('[pets, children.[pets(recent) as p, movies], parent.^3]')).toEqual([
      ['pets', 1, []],
      ['children', 7, ['pets', 'movies']],
      ['parent', 45, []],
    ]);
    expect(names('a.b')).toEqual([['a', 0, ['b']]]);
    expect(names('[a, %]')).toEqual([['a', 1, []]]);
  });
});

describe('Objection queries', () => {
  it('reads and writes by the verb of the chain, in later statements too', () => {
    expect(
      accesses(`async function run(trx: any, flag: boolean) {
  await Person.query(trx).where('id', 1);
  await Person.query().insert({});
  await Pet.query().where('x', 1).patch({});
  const query = Pet.query();
  if (flag) query.where('y', 1);
  await query.delete();
  const person = await Person.query().findById(1);
  await person.$query().patch({});
  const [first] = await Pet.query();
  await first.$query(trx).delete();
  await Person.query().join('pets as p', 'p.ownerId', 'persons.id');
}`),
    ).toEqual([
      '3 r persons',
      '4 w persons',
      '5 w pets',
      '6 w pets',
      '9 r persons',
      '10 w persons',
      '11 r pets',
      '12 w pets',
      '13 r persons',
      '13 r pets',
    ]);
  });
  it('reads relations where they are named', () => {
    expect(
      accesses(`Person.query().withGraphFetched(\`[
  pets.owner,
  movies
]\`);
Person.query().joinRelated('pets').whereExists(
  Person.relatedQuery('movies'));
Person.query().withGraphJoined({
  pets: { owner: true },
  parent: true });
const p: Person = null as any;
p.$fetchGraph('pets');
Person.fetchGraph([p], '[movies]');`),
    ).toEqual([
      '2 r persons',
      '3 r pets',
      '3 r persons',
      '4 r movies',
      '6 r persons',
      '6 r pets',
      '7 r movies',
      '8 r persons',
      '9 r pets',
      '9 r persons',
      '10 r persons',
      '12 r pets',
      '13 r movies',
    ]);
  });
  it('writes related tables', () => {
    expect(
      accesses(`async function run(person: Person) {
  await person.$relatedQuery('pets').insert({});
  await person.$relatedQuery('movies').relate(1);
  await person.$relatedQuery('movies').insert({});
  await person.$relatedQuery('parent').unrelate();
  await person.$relatedQuery('pets').where('x', 1);
  await Person.relatedQuery('pets').for(1).delete();
  await Person.query().insertGraph({
    pets: [{ name: 'x',
      owner: {} }],
  });
}`),
    ).toEqual([
      '3 w pets',
      '4 w persons_movies',
      '5 w movies',
      '5 w persons_movies',
      '6 w persons',
      '7 r pets',
      '8 w pets',
      '9 w persons',
      '10 w pets',
      '11 w persons',
    ]);
  });
  it('knows classes that are handed in, generic bases and mixins', () => {
    const facts = analyzeSnippets(
      {
        ...MODELS,
        'src/repo.ts': `import { Model, ModelClass, QueryBuilder, mixin } from 'objection';
import softDelete from 'objection-soft-delete';
import { Person } from './models/person'; import { Pet } from './models/pet';
abstract class Repo<T extends Model> {
  constructor(protected readonly model: ModelClass<T>) {}
  all() { return this.model.query(); }
}
export class People extends Repo<Person> { constructor() { super(Person); } }
export const one = (Type: typeof Pet) => Type.query().insert({});
export const two = (builder: QueryBuilder<Pet>) => builder.withGraphFetched('owner');
class Account extends softDelete({ columnName: 'x' })(Model) { static tableName = 'accounts'; }
class User extends mixin(Model, []) { static tableName = 'users'; }
export const three = () => [Account.query(), User.query()];`,
      },
      { adapters: [objectionAdapter] },
    );
    expect(
      facts.accesses
        .filter((one) => one.path === 'src/repo.ts')
        .map((one) => `${one.line} ${one.mode[0]} ${one.table}`),
    ).toEqual(['8 r persons', '9 w pets', '10 r persons', '13 r accounts', '13 r users']);
    expect(facts.findings).toEqual([]);
  });
  it('knows transactions', () => {
    const { transactions } = analyze(`import { transaction } from 'objection';
const knex: any = null;
const a = () => transaction(knex, async (trx) => { await Person.query(trx).insert({}); });
const b = () => Person.transaction((trx) => Pet.query(trx).delete());
async function c() {
  const trx = await Person.startTransaction();
  await Movie.query(trx).insert({});
}
const d = () => transaction(Person, Pet, async (BoundPerson, BoundPet) => { await BoundPerson.query().insert({}); await BoundPet.query(); });`);
    expect(transactions.map((one) => `${one.line} ${one.tables.join(' ')}`)).toEqual([
      '4 persons',
      '5 pets',
      '7 movies',
      '10 persons pets',
    ]);
  });
});
