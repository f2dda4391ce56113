import type { ProjectFiles } from '../discover/discover-project.ts';
import { createTsconfigLookup } from '../discover/find-tsconfig.ts';
import { createIgnoreTest } from '../discover/ignore-rules.ts';
import { folderOf, joinSpecifier, relativePath } from '../discover/posix-path.ts';
import type { Tsconfig } from '../discover/read-tsconfigs.ts';
import { createPackageLookup, type PackageFact } from '../discover/read-workspace.ts';
import { createPackageStore } from './classify-package.ts';
import { createDiskTest, createFileIndex } from './file-index.ts';
import { findRootDirPaths } from './find-candidates.ts';
import { passesOf } from './find-module-file.ts';
import type { Lookup, Request, Resolution } from './resolution.ts';
import { resolveNamed } from './resolve-named.ts';
import { resolvePaths } from './resolve-paths.ts';

/** How a module is asked for; it decides between the `import` and `require` conditions. */
export type ImportMode = 'import' | 'dynamic' | 'require';

export interface Resolver {
  readonly resolve: (from: string, specifier: string, mode: ImportMode) => Resolution;
  readonly tsconfigOf: (path: string) => Tsconfig | null;
  readonly packageOf: (path: string) => PackageFact | null;
}

type Answers = Map<string, Resolution>;

/** What all imports of one file in one format share, and the answers found so far. */
type FileContext = Omit<Request, 'specifier'> & {
  /** By specifier, for the files of a folder and of a package. */
  readonly relative: Answers;
  readonly named: Answers;
  /** Project files by the path that leads to them, for all files under one setting. */
  readonly byPath: Answers;
};

/** Builds the resolver of a project. It agrees with TypeScript's own and prefers source to output. */
export function createResolver(project: ProjectFiles): Resolver {
  const lookup = createLookup(project);
  const findConfig = createTsconfigLookup(project.root, {
    configs: project.tsconfigs,
    findings: [],
  });
  const tsconfigOf = memoize(findConfig);
  const contexts: Readonly<Record<ImportMode, Map<string, FileContext>>> = {
    import: new Map(),
    dynamic: new Map(),
    require: new Map(),
  };
  const caches = new Map<string, Answers>();
  const cacheOf = (key: string): Answers => {
    const cache = caches.get(key) ?? new Map<string, Resolution>();
    caches.set(key, cache);
    return cache;
  };
  const contextOf = (from: string, mode: ImportMode): FileContext => {
    const known = contexts[mode].get(from);
    if (known !== undefined) return known;
    const config = tsconfigOf(from);
    const owner = lookup.packageOf(from);
    const esm = isEsm(from, owner, mode);
    const folder = folderOf(from);
    const setting = `${esm}\0${config?.path ?? ''}\0`;
    const context: FileContext = {
      from,
      folder,
      config,
      owner,
      ...settingsOf(config, esm),
      relative: cacheOf(`./${folder}\0${setting}`),
      named: cacheOf(`${owner?.path ?? ''}\0${setting}`),
      byPath: cacheOf(`=\0${setting}`),
    };
    contexts[mode].set(from, context);
    return context;
  };
  const resolve = (from: string, specifier: string, mode: ImportMode): Resolution => {
    const context = contextOf(from, mode);
    const isPath = /^\.{0,2}\/|^\.{1,2}$/.test(specifier);
    const cache = isPath ? context.relative : context.named;
    const known = cache.get(specifier);
    if (known !== undefined) return known;
    const found = isPath
      ? resolveRelative(lookup, context, specifier)
      : resolveNamed(lookup, { ...context, specifier });
    cache.set(specifier, found);
    return found;
  };
  return { resolve, tsconfigOf, packageOf: lookup.packageOf };
}

function createLookup(project: ProjectFiles): Lookup {
  const { root, workspace } = project;
  const ignored = createIgnoreTest(project.ignores);
  const byFolder = new Map(workspace.packages.map((each) => [each.path, each]));
  return {
    root,
    configs: [...project.tsconfigs.values()],
    index: createFileIndex(
      project.files.map((file) => file.path),
      project.links,
    ),
    onDisk: createDiskTest(root),
    isIgnored: (path) => ignored(project.prefix + path),
    packageAt: (folder) => byFolder.get(folder) ?? null,
    packageOf: createPackageLookup(workspace),
    links: workspace.links,
    store: createPackageStore(root, workspace),
  };
}

function resolveRelative(lookup: Lookup, context: FileContext, specifier: string): Resolution {
  const { folder, config, byPath } = context;
  const joined = specifier.startsWith('/')
    ? relativePath(lookup.root, specifier)
    : joinSpecifier(folder, specifier);
  // `.`, `..` and a trailing slash name a folder, never a file beside it.
  const path = /(?:^|\/)\.{0,2}$/.test(specifier) ? `${joined}/` : joined;
  const known = byPath.get(path);
  if (known !== undefined) return known;
  const request = { ...context, specifier };
  const inRootDirs = specifier.endsWith('/') ? path : joined;
  const paths = new Set([...findRootDirPaths(lookup.root, config, inRootDirs), path]);
  const found = resolvePaths(lookup, request, [...paths]);
  // What is no project file may depend on who asks, and with `rootDirs` on how it is written.
  if (found?.kind === 'file' && paths.size === 1) byPath.set(path, found);
  return found ?? { kind: 'unresolved', path: joined };
}

/** Node's rule for the format of a file, which TypeScript follows under `node16`. */
function isEsm(from: string, owner: PackageFact | null, mode: ImportMode): boolean {
  if (mode !== 'import') return mode === 'dynamic';
  if (/\.m[jt]s$/.test(from)) return true;
  return !/\.c[jt]s$/.test(from) && owner?.type === 'module';
}

function settingsOf(config: Tsconfig | null, esm: boolean): Pick<Request, 'style' | 'conditions'> {
  const resolution = config?.options.moduleResolution ?? 'bundler';
  const format = esm || resolution === 'bundler' ? 'import' : 'require';
  const custom = config?.options.customConditions ?? [];
  return {
    style: {
      exact: resolution === 'node16' && esm,
      passes: passesOf(resolution),
      suffixes: config?.options.moduleSuffixes ?? [''],
    },
    conditions: new Set([format, 'types', 'node', 'source', ...custom]),
  };
}

function memoize<T>(find: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    if (known.has(path)) return known.get(path) as T;
    const found = find(path);
    known.set(path, found);
    return found;
  };
}
