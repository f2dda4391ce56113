import type { PackageFact } from '../discover/read-workspace.ts';
import { joinPath } from '../discover/posix-path.ts';
import type { FileTest } from './file-index.ts';

/** How TypeScript looks for the file behind a path. */
export interface ProbeStyle {
  /** ES module mode of Node: the path names the file, no extension or index is added. */
  readonly exact: boolean;
  /** `node10` looks for TypeScript everywhere before it looks for JavaScript anywhere. */
  readonly passes: readonly SourceKind[];
  /** `moduleSuffixes`, `['']` by default. */
  readonly suffixes: readonly string[];
}

export type SourceKind = 'typescript' | 'javascript' | 'any';

/** What a probe works on. */
export interface Probe {
  readonly test: FileTest;
  readonly packageAt: (folder: string) => PackageFact | null;
}

const TYPESCRIPT_FIRST: readonly SourceKind[] = ['typescript', 'javascript'];
const ALL_AT_ONCE: readonly SourceKind[] = ['any'];

/** The probing order of a `moduleResolution` setting. */
export function passesOf(resolution: 'node10' | 'node16' | 'bundler'): readonly SourceKind[] {
  return resolution === 'node10' ? TYPESCRIPT_FIRST : ALL_AT_ONCE;
}

/** The file behind a module path (extension optional, may be a folder), null if there is none. */
export function findModuleFile(
  probe: Probe,
  path: string,
  kind: SourceKind,
  style: ProbeStyle,
): string | null {
  const isFolder = path.endsWith('/');
  const candidate = isFolder ? path.slice(0, -1) : path;
  if (!isFolder) {
    const file = findFile(probe.test, candidate, kind, style);
    if (file !== null) return file;
  }
  return style.exact ? null : findInFolder(probe, candidate, kind, style);
}

function findFile(
  test: FileTest,
  candidate: string,
  kind: SourceKind,
  style: ProbeStyle,
): string | null {
  const extension = /\.(?:d\.[mc]?ts|[mc]?[jt]s|[jt]sx)$/.exec(candidate)?.[0];
  if (extension !== undefined) {
    const stem = candidate.slice(0, -extension.length);
    const replaced = findWith(test, stem, extensionsFor(extension, kind), style.suffixes);
    if (replaced !== null) return replaced;
  } else if (kind !== 'javascript') {
    const other = /^(.*[^/])(\.[^./]+)$/.exec(candidate);
    const declaration = other === null ? null : `${other[1]}.d${other[2]}.ts`;
    if (declaration !== null && test(declaration)) return declaration;
  }
  return style.exact ? null : findWith(test, candidate, extensionsFor('', kind), style.suffixes);
}

function findWith(
  test: FileTest,
  stem: string,
  extensions: readonly string[],
  suffixes: readonly string[],
): string | null {
  for (const extension of extensions) {
    for (const suffix of suffixes) {
      const path = `${stem}${suffix}${extension}`;
      if (test(path)) return path;
    }
  }
  return null;
}

/** Extensions tried when a path is written with `extension`, in TypeScript's order. */
function extensionsFor(extension: string, kind: SourceKind): readonly string[] {
  const [typescript, javascript] = extensionPairs(extension);
  if (kind === 'typescript') return typescript;
  return kind === 'javascript' ? javascript : [...typescript, ...javascript];
}

function extensionPairs(extension: string): readonly [readonly string[], readonly string[]] {
  switch (extension) {
    case '.mjs':
    case '.mts':
    case '.d.mts':
      return [['.mts', '.d.mts'], ['.mjs']];
    case '.cjs':
    case '.cts':
    case '.d.cts':
      return [['.cts', '.d.cts'], ['.cjs']];
    case '.tsx':
    case '.jsx':
      return [
        ['.tsx', '.ts', '.d.ts'],
        ['.jsx', '.js'],
      ];
    default:
      return [
        ['.ts', '.tsx', '.d.ts'],
        ['.js', '.jsx'],
      ];
  }
}

function findInFolder(
  probe: Probe,
  folder: string,
  kind: SourceKind,
  style: ProbeStyle,
): string | null {
  const manifest = probe.packageAt(folder);
  const entries = manifest === null ? [] : [manifest.types, manifest.main];
  for (const entry of entries) {
    if (entry === null) continue;
    const path = joinPath(folder, entry);
    const file =
      findFile(probe.test, path, kind, style) ??
      findFile(probe.test, joinPath(path, 'index'), kind, style);
    if (file !== null) return file;
  }
  return findFile(probe.test, joinPath(folder, 'index'), kind, style);
}
