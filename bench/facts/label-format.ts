/** Hand labels as written and as committed. */
import { createHash } from 'node:crypto';

export interface HandLabels {
  readonly repo: string;
  readonly commit: string;
  readonly root: string;
  readonly seed: number;
  readonly sampling: string;
  readonly files: Readonly<Record<string, HandFile>>;
}

interface HandFile {
  readonly accesses?: readonly { line: number; table: string; mode: string }[];
  readonly routes?: readonly { line: number; method: string; path: string }[];
  readonly transactions?: readonly { line: number; tables: readonly string[]; partial?: boolean }[];
  readonly injections?: readonly { line: number; token: string }[];
  readonly events?: readonly { line: number; name: string; role: string }[];
}

export const KINDS = ['access', 'route', 'transaction', 'injection', 'event'] as const;
export type Kind = (typeof KINDS)[number];

/** `[kind, line, hash of the subject, …hashes of a transaction's tables]`; a partial transaction ends in `…`. */
export type EncodedLabel = readonly [
  kind: Kind,
  line: number,
  subject: string,
  ...tables: string[],
];

export interface EncodedLabels {
  readonly repo: string;
  readonly commit: string;
  readonly root: string;
  readonly seed: number;
  readonly sampling: string;
  readonly files: Readonly<Record<string, readonly EncodedLabel[]>>;
}

export const hash = (text: string): string =>
  createHash('sha1').update(text).digest('hex').slice(0, 10);

export const accessSubject = (mode: string, table: string): string =>
  hash(
    `${mode} ${table
      .replaceAll('"', '')
      .replace(/^public\./, '')
      .toLowerCase()}`,
  );
export const tableSubject = (table: string): string =>
  hash(
    table
      .replaceAll('"', '')
      .replace(/^public\./, '')
      .toLowerCase(),
  );
export const routeSubject = (method: string, path: string): string =>
  hash(`${method.toUpperCase()} ${normalizedPath(path)}`);
export const injectionSubject = (token: string): string => hash(token.replaceAll(/['"`]/g, ''));
export const eventSubject = (role: string, name: string): string =>
  hash(`${role} ${name.replaceAll(/\{\}|\*/g, '*')}`);

/** Parameter names are kept; slashes at the ends and doubled ones are not. */
function normalizedPath(path: string): string {
  const clean = `/${path}`.replaceAll(/\/+/g, '/').replace(/\/$/, '');
  return clean === '' ? '/' : clean;
}

export function encodeLabels({
  repo,
  commit,
  root,
  seed,
  sampling,
  files,
}: HandLabels): EncodedLabels {
  const encoded = Object.entries(files).map(([path, file]): [string, readonly EncodedLabel[]] => [
    path,
    encodeFile(file),
  ]);
  return { repo, commit, root, seed, sampling, files: Object.fromEntries(encoded) };
}

function encodeFile(file: HandFile): readonly EncodedLabel[] {
  const labels: EncodedLabel[] = [
    ...(file.accesses ?? []).map((one): EncodedLabel => [
      'access',
      one.line,
      accessSubject(one.mode, one.table),
    ]),
    ...(file.routes ?? []).map((one): EncodedLabel => [
      'route',
      one.line,
      routeSubject(one.method, one.path),
    ]),
    ...(file.transactions ?? []).map((one): EncodedLabel => [
      'transaction',
      one.line,
      one.partial ? '…' : '',
      ...one.tables.map(tableSubject),
    ]),
    ...(file.injections ?? []).map((one): EncodedLabel => [
      'injection',
      one.line,
      injectionSubject(one.token),
    ]),
    ...(file.events ?? []).map((one): EncodedLabel => [
      'event',
      one.line,
      eventSubject(one.role, one.name),
    ]),
  ];
  return labels.sort((a, b) => a[1] - b[1]);
}
