/** Schemas of a project as models and relations, and which schema a source file means. */
import type { ColumnFact } from '../../contract.ts';
import { attributeOf, namesOf, unquoted } from './parse-schema.ts';
import type { SchemaBlock, SchemaField, SchemaPlace } from './parse-schema.ts';

export interface PrismaRelation {
  readonly target: PrismaModel;
  /** Table between the two; null unless the relation is an implicit many-to-many one. */
  readonly pivot: string | null;
  /** Whether the foreign key is a column of this side's table. */
  readonly owner: boolean;
  readonly kind: 'many-to-one' | 'one-to-many' | 'one-to-one' | 'many-to-many';
  readonly onDelete: string | null;
}

export interface PrismaField {
  readonly name: string;
  readonly list: boolean;
  readonly place: SchemaPlace;
  readonly text: string;
  readonly relation: PrismaRelation | null;
}

export interface PrismaModel {
  readonly name: string;
  readonly table: string;
  readonly isView: boolean;
  readonly place: SchemaPlace;
  readonly fields: ReadonlyMap<string, PrismaField>;
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly (readonly string[])[];
}

export interface PrismaSchema {
  /** Folder of its first file, without a slash at the end; '' for the root. */
  readonly folder: string;
  readonly key: string;
  readonly models: ReadonlyMap<string, PrismaModel>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** Where clients are generated to, as written, with the folder they are relative to. */
  readonly outputs: readonly { readonly folder: string; readonly output: string }[];
}

export interface SchemaFile {
  readonly path: string;
  readonly blocks: readonly SchemaBlock[];
}

/** Groups files into schemas: a file with a datasource takes in those beside and below it. */
export function groupSchemas(files: readonly SchemaFile[]): readonly (readonly SchemaFile[])[] {
  const roots = files.filter((file) => file.blocks.some((block) => block.kind === 'datasource'));
  const groups = new Map<string, SchemaFile[]>(roots.map((file) => [file.path, [file]]));
  for (const file of files) {
    if (groups.has(file.path)) continue;
    const above = roots
      .filter((root) => isWithin(folderOf(file.path), folderOf(root.path)))
      .sort(
        (a, b) => folderOf(b.path).length - folderOf(a.path).length || (a.path < b.path ? -1 : 1),
      );
    const key = above[0]?.path ?? folderOf(file.path);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function buildSchema(files: readonly SchemaFile[]): PrismaSchema {
  const blocks = files.flatMap((file) => file.blocks);
  const ofKind = (kind: SchemaBlock['kind']): readonly SchemaBlock[] =>
    blocks.filter((one) => one.kind === kind);
  const tables = [...ofKind('model'), ...ofKind('view')];
  const models = new Map<string, PrismaModel>();
  const names = new Set(tables.map((block) => block.name));
  for (const block of tables) models.set(block.name, shellOf(block, names));
  const isMongo = ofKind('datasource').some((one) => one.settings.get('provider') === 'mongodb');
  for (const block of tables) linkFields(block, models, blocks, isMongo);
  const first = files[0]?.path ?? '';
  return {
    folder: folderOf(first),
    key: first,
    models,
    enums: new Map(ofKind('enum').map((block) => [block.name, block.values])),
    outputs: ofKind('generator').flatMap((block) => {
      const output = block.settings.get('output');
      const provider = block.settings.get('provider') ?? '';
      const isClient = provider.includes('client') || block.name === 'client';
      return output && isClient ? [{ folder: folderOf(block.place.path), output }] : [];
    }),
  };
}

function shellOf(block: SchemaBlock, models: ReadonlySet<string>): PrismaModel {
  const mapped = attributeOf(block, 'map');
  const name = mapped
    ? unquoted(mapped.named.get('name') ?? mapped.positional[0] ?? block.name)
    : block.name;
  const schema = attributeOf(block, 'schema');
  const space = schema ? unquoted(schema.named.get('name') ?? schema.positional[0] ?? '') : '';
  const columnOf = columnNames(block);
  const scalars = block.fields.filter((field) => !models.has(field.type));
  return {
    name: block.name,
    table: space && !/^(public|dbo|main)$/.test(space) ? `${space}.${name}` : name,
    isView: block.kind === 'view',
    place: block.place,
    fields: new Map(),
    columns: scalars.map((field) => ({
      name: columnOf(field.name),
      type: `${field.type}${field.list ? '[]' : ''}`,
      line: field.place.line,
    })),
    indexes: indexesOf(block).map((index) => index.map(columnOf)),
  };
}

function columnNames(block: SchemaBlock): (field: string) => string {
  const names = new Map(
    block.fields.map((field) => {
      const mapped = attributeOf(field, 'map');
      const name = mapped
        ? unquoted(mapped.named.get('name') ?? mapped.positional[0] ?? field.name)
        : field.name;
      return [field.name, name] as const;
    }),
  );
  return (field) => names.get(field) ?? field;
}

const KEYS = ['id', 'unique', 'index'] as const;

function indexesOf(block: SchemaBlock): readonly (readonly string[])[] {
  const own = block.fields
    .filter((field) => attributeOf(field, 'id') ?? attributeOf(field, 'unique'))
    .map((field) => [field.name]);
  const wide = block.attributes
    .filter((one) => (KEYS as readonly string[]).includes(one.name))
    .map((one) => namesOf(one.named.get('fields') ?? one.positional[0]));
  return [...own, ...wide.filter((index) => index.length > 0)];
}

function isUnique(block: SchemaBlock, names: readonly string[]): boolean {
  const wanted = [...names].sort().join();
  const own = block.fields.some(
    (field) => field.name === wanted && (attributeOf(field, 'id') ?? attributeOf(field, 'unique')),
  );
  return (
    own ||
    block.attributes.some(
      (one) =>
        (one.name === 'id' || one.name === 'unique') &&
        [...namesOf(one.named.get('fields') ?? one.positional[0])].sort().join() === wanted,
    )
  );
}

function linkFields(
  block: SchemaBlock,
  models: ReadonlyMap<string, PrismaModel>,
  blocks: readonly SchemaBlock[],
  isMongo: boolean,
): void {
  const model = models.get(block.name) as Mutable<PrismaModel>;
  const fields = new Map<string, PrismaField>();
  for (const field of block.fields) {
    const target = models.get(field.type);
    const other = blocks.find((one) => one.name === field.type && one.kind !== 'enum');
    const relation = target && other ? relationOf(block, field, target, other, isMongo) : null;
    fields.set(field.name, {
      name: field.name,
      list: field.list,
      place: field.place,
      text: field.text,
      relation,
    });
  }
  model.fields = fields;
}

function relationOf(
  block: SchemaBlock,
  field: SchemaField,
  target: PrismaModel,
  other: SchemaBlock,
  isMongo: boolean,
): PrismaRelation {
  const attribute = attributeOf(field, 'relation');
  const columns = namesOf(attribute?.named.get('fields'));
  const onDelete = attribute?.named.get('onDelete') ?? null;
  if (columns.length > 0 && !field.list) {
    const kind = isUnique(block, columns) ? 'one-to-one' : 'many-to-one';
    return { target, pivot: null, owner: true, kind, onDelete };
  }
  const name = relationName(field);
  const back = backField(block, field, other, name);
  if (!field.list) return { target, pivot: null, owner: false, kind: 'one-to-one', onDelete };
  const many = back ? back.list : false;
  if (!many) return { target, pivot: null, owner: false, kind: 'one-to-many', onDelete };
  const pivot =
    isMongo || columns.length > 0 ? null : `_${name ?? [block.name, other.name].sort().join('To')}`;
  return { target, pivot, owner: false, kind: 'many-to-many', onDelete };
}

function relationName(field: SchemaField): string | null {
  const attribute = attributeOf(field, 'relation');
  const name = attribute?.named.get('name') ?? attribute?.positional[0];
  return name === undefined ? null : unquoted(name);
}

/** The field on the other side of a relation. A list of the model itself alone is its own other side. */
function backField(
  block: SchemaBlock,
  field: SchemaField,
  other: SchemaBlock,
  name: string | null,
): SchemaField | undefined {
  const same = other.fields.filter((one) => one.type === block.name && relationName(one) === name);
  return (
    same.find((one) => !(other === block && one.name === field.name)) ??
    (other === block ? field : undefined)
  );
}
