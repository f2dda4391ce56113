/** The packages, types and methods of Mongoose, by what they do. */
import type { LibraryValue } from '../../program/values.ts';

const TYPEGOOSE = [
  '@typegoose/typegoose',
  'typegoose',
  'nestjs-typegoose',
  '@m8a/nestjs-typegoose',
] as const;

export const PACKAGES = ['mongoose', '@nestjs/mongoose', 'mongodb', ...TYPEGOOSE] as const;

export const isTypegoose = (pkg: string): boolean => (TYPEGOOSE as readonly string[]).includes(pkg);

export const isMongoose = (pkg: string): boolean => (PACKAGES as readonly string[]).includes(pkg);

export const READS = new Set([
  'find',
  'findOne',
  'findById',
  'count',
  'countDocuments',
  'estimatedDocumentCount',
  'distinct',
  'exists',
  'aggregate',
  // By plugins that every project takes from somewhere.
  'paginate',
  'aggregatePaginate',
]);
export const WRITES = new Set([
  'create',
  'insertMany',
  'insertOne',
  'createCollection',
  'update',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'remove',
  'findOneAndUpdate',
  'findByIdAndUpdate',
  'findOneAndDelete',
  'findByIdAndDelete',
  'findOneAndRemove',
  'findByIdAndRemove',
  'findOneAndReplace',
  'bulkWrite',
  'bulkSave',
]);
export const DOCUMENT_WRITES = new Set([
  'save',
  'remove',
  'deleteOne',
  'updateOne',
  'update',
  'replaceOne',
  '$save',
]);

export const CALLS = [
  ...new Set([
    ...READS,
    ...WRITES,
    ...DOCUMENT_WRITES,
    'populate',
    'lookup',
    'graphLookup',
    'withTransaction',
    'transaction',
    'startTransaction',
  ]),
];

export type MongooseKind =
  | 'model'
  | 'document'
  | 'query'
  | 'aggregate'
  | 'schema'
  | 'connection'
  | 'session'
  | 'export'
  | 'other';

export interface Receiver {
  readonly value: LibraryValue;
  readonly kind: MongooseKind;
  readonly method: string;
}

export function receiverOf(value: LibraryValue, method: string): Receiver {
  const dot = value.type.lastIndexOf('.');
  if (method === '' && dot > 0 && !value.type.startsWith('Schema.')) {
    const inner = { ...value, type: value.type.slice(0, dot) };
    return { value: inner, kind: kindOf(inner), method: value.type.slice(dot + 1) };
  }
  if (method === '' && value.role === 'export')
    return { value, kind: 'export', method: value.type };
  return { value, kind: kindOf(value), method };
}

const KINDS: Readonly<Record<string, MongooseKind>> = {
  Model: 'model',
  Document: 'document',
  Query: 'query',
  Aggregate: 'aggregate',
  Schema: 'schema',
  Connection: 'connection',
  connection: 'connection',
  ClientSession: 'session',
  '*': 'export',
  default: 'export',
  mongoose: 'export',
  Mongoose: 'export',
};

function kindOf({ type, pkg }: LibraryValue): MongooseKind {
  if (!isMongoose(pkg)) return 'other';
  if (pkg === 'mongodb') return type === 'ClientSession' ? 'session' : 'other';
  if (type.endsWith('Model') && type !== 'InjectModel') return 'model';
  return KINDS[type] ?? 'other';
}
