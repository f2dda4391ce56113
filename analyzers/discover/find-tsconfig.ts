import { compileTsconfigGlob } from './match-glob.ts';
import { baseName, compareText, folderOf, isWithin, relativePath } from './posix-path.ts';
import type { Tsconfig, TsconfigSet } from './read-tsconfigs.ts';

/** What a configuration says about a file. */
interface Coverage {
  readonly includes: (file: string) => boolean;
  /** Not included itself, yet what its `files` import may well lead there. */
  readonly mayReach: (file: string) => boolean;
}

/**
 * Finds the configuration a file is compiled with, as TypeScript's language service does: the
 * nearest tsconfig.json upward that includes it, or one that this references. A file no
 * configuration includes gets a sibling configuration that includes it, else the nearest one.
 */
export function createTsconfigLookup(
  root: string,
  set: TsconfigSet,
): (path: string) => Tsconfig | null {
  const byFolder = groupByFolder(set);
  const coverage = new Map<string, Coverage>();
  const cover = (config: Tsconfig): Coverage => {
    const known = coverage.get(config.path) ?? buildCoverage(config);
    coverage.set(config.path, known);
    return known;
  };
  return (path) => {
    const file = `${root}/${path}`;
    const upward = configsUpward(file, byFolder);
    const primary = upward.flatMap((configs) => configs.filter(isPrimary));
    const includes = (config: Tsconfig): boolean => cover(config).includes(file);
    const mayReach = (config: Tsconfig): boolean => cover(config).mayReach(file);
    return (
      firstOf(primary, (config) => findReferenced(set, config, includes)) ??
      firstOf(primary, (config) => findReferenced(set, config, mayReach)) ??
      upward.flat().find(includes) ??
      upward.flat().find(mayReach) ??
      primary[0] ??
      upward[0]?.[0] ??
      null
    );
  };
}

function isPrimary(config: Tsconfig): boolean {
  const name = baseName(config.path);
  return name === 'tsconfig.json' || name === 'jsconfig.json';
}

function groupByFolder(set: TsconfigSet): ReadonlyMap<string, readonly Tsconfig[]> {
  const groups = new Map<string, Tsconfig[]>();
  for (const config of set.configs.values()) {
    groups.set(config.folder, [...(groups.get(config.folder) ?? []), config]);
  }
  for (const configs of groups.values())
    configs.sort((a, b) => rank(a) - rank(b) || compareText(a.path, b.path));
  return groups;
}

/** tsconfig.json first, jsconfig.json next, then the configurations of a build, of tests last. */
function rank(config: Tsconfig): number {
  const name = baseName(config.path);
  if (name === 'tsconfig.json') return 0;
  if (name === 'jsconfig.json') return 1;
  if (/^tsconfig\.(?:app|build|lib|server|prod)\./.test(name)) return 2;
  return /spec|test|e2e|eslint/.test(name) ? 4 : 3;
}

function configsUpward(
  file: string,
  byFolder: ReadonlyMap<string, readonly Tsconfig[]>,
): readonly (readonly Tsconfig[])[] {
  const found: (readonly Tsconfig[])[] = [];
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const configs = byFolder.get(folder);
    if (configs !== undefined) found.push(configs);
    if (folder === '' || folder === folderOf(folder)) return found;
  }
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

/** The configuration itself or the first it references, depth first, that accepts the file. */
function findReferenced(
  set: TsconfigSet,
  start: Tsconfig,
  accepts: (config: Tsconfig) => boolean,
): Tsconfig | null {
  const seen = new Set<string>();
  const open = [start];
  for (let config = open.pop(); config !== undefined; config = open.pop()) {
    if (seen.has(config.path)) continue;
    seen.add(config.path);
    if (accepts(config)) return config;
    const next = config.references.flatMap((path) => set.configs.get(path) ?? []);
    open.push(...next.toReversed());
  }
  return null;
}

function buildCoverage(config: Tsconfig): Coverage {
  const { folder, options } = config;
  const files = new Set(config.files ?? []);
  const include = config.include ?? (config.files === null ? [`${folder}/**/*`] : []);
  const outputs = [options.outDir, options.declarationDir].flatMap((path) => path ?? []);
  const exclude = config.exclude ?? [
    ...['node_modules', 'bower_components', 'jspm_packages'].map((name) => `${folder}/**/${name}`),
    ...outputs,
  ];
  const place = (glob: string): string => glob.replace('${configDir}', folder);
  const included = include.map((glob) => compileTsconfigGlob(place(glob), 'include'));
  const excluded = exclude.map((glob) => compileTsconfigGlob(place(glob), 'exclude'));
  const isSupported = (file: string): boolean => options.allowJs || /\.[mc]?tsx?$/.test(file);
  const matches = (globs: readonly RegExp[], file: string): boolean => {
    const path = file.replace(/^\//, '');
    return globs.some((glob) => glob.test(path));
  };
  return {
    includes: (file) =>
      files.has(file) || (isSupported(file) && matches(included, file) && !matches(excluded, file)),
    mayReach: (file) =>
      files.size > 0 && isWithin(file, folder) && isSupported(file) && !matches(excluded, file),
  };
}

/** Folders that a configuration compiles into, root-relative; those that hold its sources are not. */
export function findOutputFolders(root: string, set: TsconfigSet): readonly string[] {
  const folders = new Set<string>();
  for (const { folder, options } of set.configs.values()) {
    for (const output of [options.outDir, options.declarationDir]) {
      if (output === null || isWithin(folder, output)) continue;
      folders.add(relativePath(root, output));
    }
  }
  return [...folders].filter((path) => path !== '' && !path.startsWith('..')).sort(compareText);
}
