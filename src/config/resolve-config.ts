/** What a saasctl.json says and the files there are → boundaries with their files. Pure. */
import type { ConfiguredPlan } from '../../analyzers/boundaries/plan-boundaries.ts';
import { suggestNames } from '../report/suggest-names.ts';
import { configError, keyText } from './config-problem.ts';
import type { ConfigProblem, KeyPath } from './config-problem.ts';
import { createFileMatcher } from './match-files.ts';
import type { MatchFiles } from './match-files.ts';
import type { ParsedConfig } from './parse-config.ts';
import { matchPublic } from './public-entry.ts';

/** A source file, as discovery knows it. */
export interface ConfiguredFile {
  readonly path: string;
  readonly test: boolean;
}

/** Where a file was put first. */
type Places = Map<number, { readonly owner: string; readonly path: KeyPath }>;

/** A file that others may import, or the names of it that they may. */
export interface PublicFile {
  readonly path: string;
  readonly names: readonly string[] | null;
}

export interface ResolvedBoundary {
  readonly id: string;
  readonly files: readonly string[];
  readonly tables: readonly string[];
  /** Null when the configuration does not say what is public. */
  readonly public: readonly PublicFile[] | null;
  /** Null when the configuration does not say on whom it may depend. */
  readonly dependsOn: readonly string[] | null;
  /** Folder of the service, once it has been extracted. */
  readonly service: string | null;
}

export interface ResolvedConfig {
  readonly boundaries: readonly ResolvedBoundary[];
  readonly kernel: readonly string[];
}

/**
 * The plan to judge.
 * @returns null when the file says nothing about boundaries
 * @throws UserError as `resolveBoundaries`
 */
export function resolveConfig(
  parsed: ParsedConfig,
  files: readonly ConfiguredFile[],
): ConfiguredPlan | null {
  const { boundaries, kernel } = resolveBoundaries(parsed, files);
  if (boundaries.length === 0) return null;
  return {
    boundaries: boundaries.map(({ id, files: own, tables }) => ({ id, files: own, tables })),
    kernel,
  };
}

/**
 * @param isOther the files are not those the configuration was written for: entries may match nothing
 * @throws UserError when an entry matches nothing or a file has two places
 */
export function resolveBoundaries(
  { config, source }: ParsedConfig,
  files: readonly ConfiguredFile[],
  isOther = false,
): ResolvedConfig {
  const { boundaries = {}, kernel } = config;
  const problems: ConfigProblem[] = [];
  const resolver = { files, match: createFileMatcher(files.map((file) => file.path)), problems };
  const places: Places = new Map();
  const claimed = Object.entries(boundaries).map(([id, boundary]): ResolvedBoundary => {
    const { files: entries, tables = [], dependsOn, service } = boundary;
    // What has been taken out is no longer here.
    const mayBeGone = isOther || service !== undefined;
    const own = claim(resolver, places, id, ['boundaries', id, 'files'], entries, mayBeGone);
    const open = boundary.public && resolvePublic(resolver, id, boundary.public, own, mayBeGone);
    return {
      id,
      files: own.map((file) => files[file]?.path ?? ''),
      tables,
      public: open ?? null,
      dependsOn: dependsOn ?? null,
      service: service ?? null,
    };
  });
  const shared = claim(
    resolver,
    places,
    'kernel',
    ['kernel', 'files'],
    kernel?.files ?? [],
    isOther || kernel?.files.length === 0,
  );
  if (problems.length > 0) throw configError(source, problems);
  return { boundaries: claimed, kernel: shared.map((file) => files[file]?.path ?? '') };
}

interface Resolver {
  readonly files: readonly ConfiguredFile[];
  readonly match: MatchFiles;
  readonly problems: ConfigProblem[];
}

/** Sources that the entries stand for; tests may be matched by several, they are in no boundary. */
function claim(
  { files, match, problems }: Resolver,
  places: Places,
  owner: string,
  path: KeyPath,
  entries: readonly string[],
  mayBeGone: boolean,
): readonly number[] {
  const own = new Set<number>();
  if (entries.length === 0 && !mayBeGone && owner !== 'kernel')
    problems.push({ path, at: 'value', message: 'is empty' });
  for (const [index, entry] of entries.entries()) {
    const at: KeyPath = [...path, index];
    const found = match(entry);
    if (found.length === 0 && !mayBeGone)
      problems.push({ path: at, at: 'value', message: nothing(entry, files) });
    const sources = found.filter((file) => files[file]?.test === false);
    const taken = sources.filter((file) => (places.get(file)?.owner ?? owner) !== owner);
    if (taken.length > 0) problems.push(twoPlaces(taken, at, entry, files, places));
    for (const file of sources) {
      if (!places.has(file)) places.set(file, { owner, path: at });
      if (places.get(file)?.owner === owner) own.add(file);
    }
  }
  return [...own].sort((a, b) => a - b);
}

function twoPlaces(
  taken: readonly number[],
  path: KeyPath,
  entry: string,
  files: readonly ConfiguredFile[],
  places: Places,
): ConfigProblem {
  const [first = 0] = taken;
  const other = places.get(first);
  const more = taken.length > 1 ? ` and ${taken.length - 1} more` : '';
  const message = `"${entry}" matches ${files[first]?.path ?? ''}${more}, which ${keyText(other?.path ?? [])} puts into "${other?.owner ?? ''}"`;
  return { path, at: 'value', message };
}

function resolvePublic(
  { files, match, problems }: Resolver,
  id: string,
  entries: readonly string[],
  own: readonly number[],
  mayBeGone: boolean,
): readonly PublicFile[] {
  const mine = new Set(own);
  return entries.flatMap((entry, index) => {
    const found = matchPublic(entry, match);
    const open = found.files.filter((file) => mine.has(file));
    if (open.length === 0 && !mayBeGone)
      problems.push({
        path: ['boundaries', id, 'public', index],
        at: 'value',
        message: `"${entry}" matches no file of "${id}"`,
      });
    return open.map((file) => ({ path: files[file]?.path ?? '', names: found.names }));
  });
}

function nothing(entry: string, files: readonly ConfiguredFile[]): string {
  const folder = entry.replace(/^\.\//, '').replace(/\/$/, '');
  const below = files.filter((file) => file.path.startsWith(`${folder}/`)).length;
  if (below > 0) return `"${entry}" matches no file; "${folder}/**" would match ${below}`;
  const nearest = suggestNames(
    folder,
    files.map((file) => file.path),
  );
  return `"${entry}" matches no file${nearest[0] === undefined ? '' : `; did you mean ${nearest[0]}?`}`;
}

/** @throws UserError when a boundary is given a table that the code does not know */
export function checkTables({ config, source }: ParsedConfig, tables: readonly string[]): void {
  const known = new Set(tables);
  const problems = Object.entries(config.boundaries ?? {}).flatMap(([id, boundary]) =>
    (boundary.tables ?? []).flatMap((table, index): ConfigProblem[] => {
      if (known.has(table) || boundary.service !== undefined) return [];
      const [near] = suggestNames(table, tables);
      const hint = near === undefined ? '' : `; did you mean "${near}"?`;
      const path = ['boundaries', id, 'tables', index];
      return [{ path, at: 'value', message: `there is no table "${table}"${hint}` }];
    }),
  );
  if (problems.length > 0) throw configError(source, problems);
}
