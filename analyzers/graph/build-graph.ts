import type { ExternalImport, Finding, ImportFact } from '../contract.ts';
import type { ProjectFiles } from '../discover/discover-project.ts';
import { compareText, leavesRoot } from '../discover/posix-path.ts';
import { compareFindings } from '../findings.ts';
import { unpackPosition, type FileIr, type ImportIr } from '../scan/ir.ts';
import { classifyImport, readErasureRules } from './classify-import.ts';
import { findComputedImports } from './find-computed-imports.ts';
import { findImportProblems, type ResolvedImport } from './find-import-problems.ts';
import type { Resolution } from './resolution.ts';
import { createResolver, type ImportMode, type Resolver } from './resolve-import.ts';
import { createSymbolResolver, type SymbolOrigin, type SymbolResolver } from './resolve-symbol.ts';

/** An import of a file that is no source, or a mere mention of one (`require.resolve`). */
export interface AssetImport {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly column: number;
}

/** One imported name and where it is declared; null when its module is no project file. */
export interface NameLink {
  readonly name: string;
  readonly decl: number;
  readonly origin: SymbolOrigin | null;
}

/** The n-th import of a file, followed. */
export interface ImportLink {
  readonly target: Resolution;
  readonly names: readonly NameLink[];
}

/** The import graph of a project and the tables to follow imports with. */
export interface ImportGraph {
  /** Sorted by from, line, column, to, kind. */
  readonly imports: readonly ImportFact[];
  readonly externals: readonly ExternalImport[];
  readonly assets: readonly AssetImport[];
  /** Per file, by index into its `FileIr.imports`. */
  readonly links: ReadonlyMap<string, readonly ImportLink[]>;
  /** Finds the declaration behind any name a file exports. */
  readonly originOf: SymbolResolver;
  readonly resolver: Resolver;
  readonly findings: readonly Finding[];
}

/** Builds the import graph from the scans of a project's files. */
export function buildGraph(project: ProjectFiles, files: readonly FileIr[]): ImportGraph {
  const resolver = createResolver(project);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const targets = new Map(
    files.map((file) => [file.path, file.imports.map((each) => resolveOne(resolver, file, each))]),
  );
  const originOf = createSymbolResolver(byPath, (path, index) => targets.get(path)?.[index]);
  const links = new Map(
    files.map((file) => [file.path, linkFile(file, targets.get(file.path) ?? [], originOf)]),
  );
  const tests = new Set(project.files.filter((file) => file.test).map((file) => file.path));
  const resolved = files.flatMap((file) => resolveFile(resolver, file, links.get(file.path) ?? []));
  return {
    imports: mergeImports(resolved),
    externals: listExternals(resolved),
    assets: listAssets(resolved),
    links,
    originOf,
    resolver,
    findings: [...findImportProblems(project, resolved), ...findComputedImports(files, tests)].sort(
      compareFindings,
    ),
  };
}

function resolveOne(resolver: Resolver, file: FileIr, request: ImportIr): Resolution {
  return resolver.resolve(file.path, request.specifier, modeOf(request));
}

function modeOf(request: ImportIr): ImportMode {
  switch (request.kind) {
    case 'dynamic':
      return 'dynamic';
    case 'require':
    case 'equals':
    case 'resolve':
      return 'require';
    default:
      return 'import';
  }
}

function linkFile(
  file: FileIr,
  targets: readonly Resolution[],
  originOf: SymbolResolver,
): readonly ImportLink[] {
  return file.imports.map((request, index) => {
    const target = targets[index] ?? { kind: 'unresolved', path: null };
    return {
      target,
      names: request.names.map(({ name, decl }) => ({
        name,
        decl,
        origin: target.kind === 'file' ? originOf(target.path, name) : null,
      })),
    };
  });
}

function resolveFile(
  resolver: Resolver,
  file: FileIr,
  links: readonly ImportLink[],
): readonly ResolvedImport[] {
  const config = resolver.tsconfigOf(file.path);
  const rules = readErasureRules(file.path, config?.options ?? null, config?.complete ?? true);
  const resolved: ResolvedImport[] = [];
  file.imports.forEach((request, index) => {
    const link = links[index];
    if (link === undefined) return;
    const { line, column } = unpackPosition(request.at);
    const { kind, load, types } = classifyImport(
      file,
      request,
      rules,
      (nameIndex) => link.names[nameIndex]?.origin?.space ?? 'external',
    );
    resolved.push({
      kind,
      load,
      from: file.path,
      specifier: request.specifier,
      target: link.target,
      mention: request.kind === 'resolve',
      symbols: request.names.map(({ name }) => name),
      types,
      line,
      column,
    });
  });
  return resolved;
}

/** One row per (from, to, line, kind): two statements on a line count as one. Imports come file by file. */
function mergeImports(resolved: readonly ResolvedImport[]): readonly ImportFact[] {
  const rows: ImportFact[][] = [];
  let file = '';
  let own = new Map<string, ImportFact>();
  for (const one of resolved) {
    const { from, target, specifier, line, column, kind, load, symbols, mention } = one;
    if (target.kind !== 'file' || mention) continue;
    if (from !== file) {
      rows.push([...own.values()]);
      own = new Map();
      file = from;
    }
    const key = `${line} ${kind} ${target.path}`;
    const row = own.get(key);
    own.set(key, {
      from,
      to: target.path,
      path: from,
      line,
      column: Math.min(column, row?.column ?? column),
      kind,
      load: row?.load === 'eager' ? 'eager' : load,
      symbols: sortedOnce(row ? [...row.symbols, ...symbols] : symbols),
      ...typesOf(one, row),
      specifiers: row ? sortedOnce([...row.specifiers, specifier]) : [specifier],
    });
  }
  rows.push([...own.values()]);
  return rows
    .flat()
    .sort((a, b) => comparePlaces(a, b) || compareText(a.to, b.to) || compareText(a.kind, b.kind));
}

/** A name that one of two statements on a line keeps is kept. */
function typesOf(
  { symbols, types }: ResolvedImport,
  row: ImportFact | undefined,
): Pick<ImportFact, 'typeSymbols'> {
  const before = row?.typeSymbols ?? [];
  if (types.length === 0 && before.length === 0) return {};
  const kept = new Set([
    ...symbols.filter((name) => !types.includes(name)),
    ...(row?.symbols ?? []).filter((name) => !before.includes(name)),
  ]);
  const typeSymbols = sortedOnce([...before, ...types]).filter((name) => !kept.has(name));
  return typeSymbols.length > 0 ? { typeSymbols } : {};
}

function sortedOnce(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].sort(compareText);
}

function listExternals(resolved: readonly ResolvedImport[]): readonly ExternalImport[] {
  const rows = resolved.flatMap(({ from, target, line, column, kind }): ExternalImport[] => {
    if (target.kind === 'external')
      return [{ path: from, line, column, package: target.package, kind }];
    if (target.kind !== 'builtin') return [];
    return [{ path: from, line, column, package: `node:${target.name}`, kind }];
  });
  return rows.sort((a, b) => comparePlaces(a, b) || compareText(a.package, b.package));
}

function listAssets(resolved: readonly ResolvedImport[]): readonly AssetImport[] {
  const rows = resolved.flatMap(({ from, target, line, column, mention }) => {
    if (target.kind !== 'asset' && !(target.kind === 'file' && mention)) return [];
    if (leavesRoot(target.path)) return [];
    return [{ from, to: target.path, line, column }];
  });
  return rows.sort((a, b) => compareText(a.from, b.from) || a.line - b.line || a.column - b.column);
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}
