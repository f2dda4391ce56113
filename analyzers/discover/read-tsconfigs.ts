import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

import type { Finding } from '../contract.ts';
import { createFinding } from '../findings.ts';
import { folderOf, relativePath } from './posix-path.ts';
import { parseJsonText } from '../scan/parse-json.ts';
import type { JsonObject } from '../scan/parse-json.ts';
import { asObject, asString, asStrings, isObject } from './read-json.ts';
import { unreadable } from './read-source.ts';
import { findExtendedConfig, type PackageFolders } from './tsconfig-extends.ts';
import {
  absoluteOptions,
  readOptions,
  type RawOptions,
  type TsconfigOptions,
} from './tsconfig-options.ts';

/** One tsconfig with everything it inherits. */
export interface Tsconfig {
  /** Root-relative; begins with `..` when it lies above the root. */
  readonly path: string;
  /** Absolute folder. */
  readonly folder: string;
  /** False when something it extends could not be read: an option may be missing. */
  readonly complete: boolean;
  /** Absolute files, null when not given. */
  readonly files: readonly string[] | null;
  /** Absolute globs; null when not given. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
  /** Root-relative paths of referenced configurations. */
  readonly references: readonly string[];
  readonly options: TsconfigOptions;
}

export interface TsconfigSet {
  /** Keyed by root-relative path, sorted. */
  readonly configs: ReadonlyMap<string, Tsconfig>;
  readonly findings: readonly Finding[];
}

/** What one file says, before defaults: paths absolute, `extends` merged in. */
interface RawConfig {
  readonly options: RawOptions;
  readonly files: readonly string[] | null;
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
  readonly complete: boolean;
}

interface Reader {
  readonly root: string;
  readonly packages: PackageFolders;
  readonly findings: Map<string, Finding>;
  readonly texts: Map<string, JsonObject | null>;
}

const EMPTY: RawConfig = { options: {}, files: null, include: null, exclude: null, complete: true };

/**
 * Reads the configurations at the given root-relative paths (they may lie above the root), with
 * what they extend and reference. `packages` maps names of workspace packages to their folders.
 */
export function readTsconfigs(
  root: string,
  paths: readonly string[],
  packages: PackageFolders = {},
): TsconfigSet {
  const reader: Reader = { root, packages, findings: new Map(), texts: new Map() };
  const configs = new Map<string, Tsconfig>();
  const open = paths.map((path) => posix.join(root, path)).toReversed();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const path = relativePath(root, file);
    if (configs.has(path)) continue;
    const config = readConfig(reader, file);
    if (config === null) continue;
    configs.set(path, config);
    open.push(...config.references.map((reference) => posix.join(root, reference)).toReversed());
  }
  const sorted = [...configs].sort(([a], [b]) => (a < b ? -1 : 1));
  return { configs: new Map(sorted), findings: [...reader.findings.values()] };
}

function readConfig(reader: Reader, file: string): Tsconfig | null {
  const json = readText(reader, file);
  if (json === null) return null;
  const folder = folderOf(file);
  const raw = readRaw(reader, file, []);
  const references = Array.isArray(json['references']) ? json['references'] : [];
  return {
    path: relativePath(reader.root, file),
    folder,
    complete: raw.complete,
    files: raw.files,
    include: raw.include,
    exclude: raw.exclude,
    references: references.flatMap((reference) =>
      findReference(reader, file, asString(asObject(reference)['path'])),
    ),
    options: readOptions(raw.options, folder, joinFolder),
  };
}

function findReference(reader: Reader, file: string, path: string | null): string[] {
  if (path === null) return [];
  const target = joinFolder(folderOf(file), path);
  const config = target.endsWith('.json') ? target : `${target}/tsconfig.json`;
  if (existsSync(config)) return [relativePath(reader.root, config)];
  reportMissing(reader, file, path, 'references');
  return [];
}

function readRaw(reader: Reader, file: string, chain: readonly string[]): RawConfig {
  if (chain.includes(file)) {
    reportCycle(reader, [...chain.slice(chain.indexOf(file)), file]);
    return EMPTY;
  }
  const json = readText(reader, file);
  if (json === null) return { ...EMPTY, complete: false };
  const folder = folderOf(file);
  const bases = asArray(json['extends']);
  let merged = EMPTY;
  for (const base of bases) {
    const target = findExtendedConfig(base, folder, reader.packages);
    if (target === null) {
      reportMissing(reader, file, base, 'extends');
      merged = { ...merged, complete: false };
      continue;
    }
    merged = mergeConfigs(merged, readRaw(reader, target, [...chain, file]));
  }
  return mergeConfigs(merged, {
    options: absoluteOptions(asObject(json['compilerOptions']), folder, joinFolder),
    files: readPatterns(json['files'], folder),
    include: readPatterns(json['include'], folder),
    exclude: readPatterns(json['exclude'], folder),
    complete: true,
  });
}

function mergeConfigs(base: RawConfig, own: RawConfig): RawConfig {
  return {
    options: { ...base.options, ...own.options },
    files: own.files ?? base.files,
    include: own.include ?? base.include,
    exclude: own.exclude ?? base.exclude,
    complete: base.complete && own.complete,
  };
}

function readPatterns(value: JsonObject[string], folder: string): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  return asStrings(value).map((pattern) =>
    pattern.startsWith('${configDir}') ? pattern : joinFolder(folder, pattern),
  );
}

function readText(reader: Reader, file: string): JsonObject | null {
  const known = reader.texts.get(file);
  if (known !== undefined) return known;
  const path = relativePath(reader.root, file);
  let json: JsonObject | null = null;
  try {
    const { value, problems } = parseJsonText(readFileSync(file, 'utf8'));
    if (isObject(value)) json = value;
    const unusable = value !== undefined && !isObject(value);
    const all = unusable ? [{ message: 'An object is expected', line: 1, column: 1 }] : problems;
    for (const { message, line, column } of all) {
      const text = `${path} cannot be read: ${message}`;
      report(reader, {
        code: 'config-syntax',
        severity: 'error',
        path,
        line,
        column,
        subject: path,
        message: text,
      });
    }
  } catch (error) {
    reader.findings.set(path, unreadable(path, error));
  }
  reader.texts.set(file, json);
  return json;
}

function reportMissing(reader: Reader, file: string, target: string, key: string): void {
  const path = relativePath(reader.root, file);
  report(reader, {
    code: 'config-missing',
    severity: 'warning',
    path,
    ...findPlace(file, target),
    subject: `${key} ${target}`,
    message: `${path} ${key} "${target}", which is not there; its options are unknown`,
  });
}

function reportCycle(reader: Reader, chain: readonly string[]): void {
  const names = chain.map((file) => relativePath(reader.root, file));
  const members = [...new Set(names)].sort();
  const path = members[0] ?? '';
  report(reader, {
    code: 'config-cycle',
    severity: 'error',
    path,
    subject: members.join(' '),
    message: `tsconfig files extend each other in a circle: ${names.join(' → ')}`,
  });
}

function report(reader: Reader, input: Parameters<typeof createFinding>[0]): void {
  const finding = createFinding(input);
  if (!reader.findings.has(finding.id)) reader.findings.set(finding.id, finding);
}

/** Where a string stands in a file; the top when it is written with escapes. */
function findPlace(file: string, text: string): { line: number; column: number } {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((content) => content.includes(JSON.stringify(text)));
  return line < 0
    ? { line: 1, column: 1 }
    : { line: line + 1, column: (lines[line] ?? '').indexOf(JSON.stringify(text)) + 1 };
}

function asArray(value: JsonObject[string]): readonly string[] {
  return typeof value === 'string' ? [value] : asStrings(value);
}

function joinFolder(folder: string, path: string): string {
  if (path.startsWith('${configDir}')) return path;
  const joined =
    posix.isAbsolute(path) || /^[A-Za-z]:/.test(path)
      ? posix.normalize(path)
      : posix.join(folder, path);
  return joined.length > 1 && joined.endsWith('/') ? joined.slice(0, -1) : joined;
}
