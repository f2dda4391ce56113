import type { Json, JsonObject } from '../scan/parse-json.ts';
import { asObject, asString, asStrings } from './read-json.ts';

/** A `paths` entry: targets are absolute and may hold one `*`. */
export interface PathMapping {
  readonly pattern: string;
  readonly targets: readonly string[];
}

export type ModuleResolutionKind = 'node10' | 'node16' | 'bundler';

/** The compiler options that change what an import means; folders are absolute. */
export interface TsconfigOptions {
  readonly baseUrl: string | null;
  readonly paths: readonly PathMapping[];
  readonly rootDirs: readonly string[];
  readonly rootDir: string | null;
  readonly outDir: string | null;
  readonly declarationDir: string | null;
  readonly module: string | null;
  readonly moduleResolution: ModuleResolutionKind;
  readonly moduleSuffixes: readonly string[];
  readonly customConditions: readonly string[];
  readonly resolveJsonModule: boolean;
  readonly allowJs: boolean;
  readonly jsx: string | null;
  readonly emitDecoratorMetadata: boolean;
  readonly experimentalDecorators: boolean;
  readonly verbatimModuleSyntax: boolean;
  readonly isolatedModules: boolean;
  readonly preserveConstEnums: boolean;
  /** `preserveValueImports`. */
  readonly keepsUnusedValues: boolean;
  /** `importsNotUsedAsValues` is `preserve` or `error`. */
  readonly keepsUnusedImports: boolean;
}

/** Raw options with every path made absolute; what `extends` merges. */
export type RawOptions = Readonly<Record<string, Json | undefined>>;

const PATH_OPTIONS = ['baseUrl', 'rootDir', 'outDir', 'declarationDir'];
const CONFIG_DIR = '${configDir}';

/** Makes the paths of one file's `compilerOptions` absolute; `${configDir}` is left for later. */
export function absoluteOptions(options: JsonObject, folder: string, join: JoinFolder): RawOptions {
  const result: Record<string, Json | undefined> = { ...options };
  for (const name of PATH_OPTIONS) {
    const value = options[name];
    if (typeof value === 'string') result[name] = join(folder, value);
  }
  if (Array.isArray(options['rootDirs'])) {
    result['rootDirs'] = asStrings(options['rootDirs']).map((path) => join(folder, path));
  }
  if (options['paths'] !== undefined) result['pathsBase'] = folder;
  return result;
}

type JoinFolder = (folder: string, path: string) => string;

/** Turns merged raw options into what the resolver needs. */
export function readOptions(
  raw: RawOptions,
  configFolder: string,
  join: JoinFolder,
): TsconfigOptions {
  const place = (path: string): string =>
    path.includes(CONFIG_DIR)
      ? join(configFolder, `.${path.slice(path.indexOf(CONFIG_DIR) + CONFIG_DIR.length)}`)
      : path;
  const folder = (name: string): string | null => {
    const value = raw[name];
    return typeof value === 'string' ? place(value) : null;
  };
  const isOn = (name: string): boolean => raw[name] === true;
  const module = asString(raw['module'])?.toLowerCase() ?? null;
  const baseUrl = folder('baseUrl');
  const verbatim = isOn('verbatimModuleSyntax');
  const unused = asString(raw['importsNotUsedAsValues'])?.toLowerCase();
  return {
    baseUrl,
    paths: readPaths(raw, baseUrl ?? asString(raw['pathsBase']) ?? configFolder, place, join),
    rootDirs: asStrings(raw['rootDirs']).map(place),
    rootDir: folder('rootDir'),
    outDir: folder('outDir'),
    declarationDir: folder('declarationDir'),
    module,
    moduleResolution: readResolution(asString(raw['moduleResolution'])?.toLowerCase(), module),
    moduleSuffixes: Array.isArray(raw['moduleSuffixes']) ? asStrings(raw['moduleSuffixes']) : [''],
    customConditions: asStrings(raw['customConditions']),
    resolveJsonModule: isOn('resolveJsonModule'),
    allowJs: isOn('allowJs') || (isOn('checkJs') && raw['allowJs'] !== false),
    jsx: asString(raw['jsx']),
    emitDecoratorMetadata: isOn('emitDecoratorMetadata'),
    experimentalDecorators: isOn('experimentalDecorators'),
    verbatimModuleSyntax: verbatim,
    isolatedModules: isOn('isolatedModules') || (verbatim && raw['isolatedModules'] !== false),
    preserveConstEnums: isOn('preserveConstEnums') || isOn('isolatedModules'),
    keepsUnusedValues: isOn('preserveValueImports'),
    keepsUnusedImports: unused === 'preserve' || unused === 'error',
  };
}

function readPaths(
  raw: RawOptions,
  base: string,
  place: (path: string) => string,
  join: JoinFolder,
): readonly PathMapping[] {
  return Object.entries(asObject(raw['paths'])).map(([pattern, targets]) => ({
    pattern,
    targets: asStrings(targets).map((target) => {
      const placed = place(target);
      return placed === target ? join(base, target) : placed;
    }),
  }));
}

function readResolution(named: string | undefined, module: string | null): ModuleResolutionKind {
  switch (named) {
    case 'node16':
    case 'nodenext':
      return 'node16';
    case 'bundler':
      return 'bundler';
    case 'node':
    case 'node10':
    case 'classic':
      return 'node10';
  }
  if (module !== null && /^node(?:16|18|20|next)$/.test(module)) return 'node16';
  if (module === 'preserve') return 'bundler';
  return module === 'commonjs' || module === null ? 'node10' : 'bundler';
}
