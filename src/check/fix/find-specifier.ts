/** How a file would name another one, in the manner in which it names files already. */
import { posix } from 'node:path';

import { baseName, folderOf, joinPath } from '../../../analyzers/discover/posix-path.ts';
import type { Tsconfig } from '../../../analyzers/discover/read-tsconfigs.ts';
import type { ImportMode, Resolver } from '../../../analyzers/graph/resolve-import.ts';

export interface SpecifierSearch {
  readonly from: string;
  readonly mode: ImportMode;
  /** How the file names its target today. */
  readonly today: string;
  readonly target: string;
  /** What it should name instead. */
  readonly wanted: string;
  /** All other specifiers of the file: they show whether it writes extensions. */
  readonly others: readonly string[];
}

const EXTENSION = /(?:\.d)?\.[mc]?[jt]sx?$/;

/** @returns null when nothing that the compiler would accept leads there */
export function findSpecifier(
  root: string,
  resolver: Resolver,
  search: SpecifierSearch,
): string | null {
  const { from, mode, wanted } = search;
  const leads = (specifier: string): boolean => {
    const found = resolver.resolve(from, specifier, mode);
    return found.kind === 'file' && found.path === wanted && found.guessed !== true;
  };
  for (const specifier of candidates(root, resolver, search))
    if (leads(specifier)) return specifier;
  return null;
}

function* candidates(root: string, resolver: Resolver, search: SpecifierSearch): Generator<string> {
  const { from, today, wanted } = search;
  const style = styleOf(search);
  if (!today.startsWith('.')) {
    yield* packageNames(resolver, search);
    yield* likeToday(search, style);
    yield* aliases(root, resolver.tsconfigOf(from), wanted, style);
  }
  yield* forms(relativeTo(folderOf(from), wanted), wanted, style);
}

interface Style {
  /** `js` for the name of the output, `ts` for that of the source. */
  readonly extension: 'none' | 'js' | 'ts';
  /** `./orders/index` and not `./orders`. */
  readonly namesIndex: boolean;
}

function styleOf({ today, target, others }: SpecifierSearch): Style {
  // A bare name says nothing: `@acme/orders`.
  const isPath = baseName(stem(today)) === baseName(stem(target));
  const shown = [...(isPath ? [today] : []), ...others.filter((one) => /^[.~@#]/.test(one))];
  const written = isPath ? EXTENSION.exec(today)?.[0] : extensionIn(others);
  const extension = written === undefined ? 'none' : /j/.test(written) ? 'js' : 'ts';
  return { extension, namesIndex: shown.some((one) => one.endsWith('/index')) };
}

/** Of the first specifier with a path that is written with one; dots in names are no extension. */
const extensionIn = (specifiers: readonly string[]): string | undefined =>
  specifiers
    .filter((one) => one.startsWith('.'))
    .map((one) => EXTENSION.exec(one)?.[0])
    .find((one) => one !== undefined);

const stem = (path: string): string => path.replace(EXTENSION, '');

/** The ways to write a path, the file's own way first. */
function* forms(path: string, file: string, { extension, namesIndex }: Style): Generator<string> {
  const bare = stem(path);
  const source = EXTENSION.exec(file)?.[0] ?? '';
  const output = source.replace(/^\.d/, '').replace(/tsx?$/, 'js');
  const folder = bare.replace(/\/index$/, '');
  const canElide = folder !== bare && !/(?:^|\/)\.{1,2}$/.test(folder);
  const plain = canElide && !namesIndex ? [folder, bare] : [bare, folder];
  const written = { none: plain, js: [`${bare}${output}`], ts: [`${bare}${source}`] };
  yield* written[extension];
  for (const other of ['none', 'js', 'ts'] as const) if (other !== extension) yield* written[other];
}

function relativeTo(folder: string, file: string): string {
  const path = posix.relative(folder, file);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The name of the workspace package whose entry the file is. */
function* packageNames(
  resolver: Resolver,
  { from, today, wanted }: SpecifierSearch,
): Generator<string> {
  const name = resolver.packageOf(wanted)?.name ?? null;
  if (name !== null && (today === name || today.startsWith(`${name}/`))) yield name;
  for (const key of Object.keys(resolver.packageOf(from)?.imports ?? {}))
    if (today.startsWith('#') && !key.includes('*')) yield key;
}

/** `@app/orders/private` is `src/orders/private.ts`: so `@app/billing` may be `src/billing/index.ts`. */
function* likeToday({ today, target, wanted }: SpecifierSearch, style: Style): Generator<string> {
  const written = stem(today).split('/');
  const whole = stem(target).split('/');
  const path = whole.at(-1) === 'index' && written.at(-1) !== 'index' ? whole.slice(0, -1) : whole;
  for (let shared = sharedEnd(written, path); shared > 0; shared -= 1) {
    const folder = path.slice(0, path.length - shared).join('/');
    const lead = written.slice(0, written.length - shared);
    const prefix = folder === '' ? '' : `${folder}/`;
    if (!wanted.startsWith(prefix)) continue;
    yield* forms([...lead, wanted.slice(prefix.length)].join('/'), wanted, style);
  }
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
}

/** What `paths` of the tsconfig would call it. */
function* aliases(
  root: string,
  config: Tsconfig | null,
  wanted: string,
  style: Style,
): Generator<string> {
  const file = `${root}/${wanted}`;
  for (const { pattern, targets } of config?.options.paths ?? []) {
    for (const target of targets) {
      const [before = '', after] = joinPath('', target).split('*');
      if (after === undefined) yield pattern;
      else if (file.startsWith(before))
        for (const form of forms(file.slice(before.length), wanted, style))
          yield pattern.replace('*', form);
    }
  }
}
