/**
 * What the suggester needs of the code beyond the facts: which names a file declares, and who uses
 * which of them, seen through every barrel to the declaring file.
 */
import { compareText } from '../discover/posix-path.ts';
import type { ImportGraph } from '../graph/build-graph.ts';
import { unpackPosition } from '../scan/ir.ts';
import type { DeclKind, FileIr } from '../scan/ir.ts';
import { outlineParts } from './outline-parts.ts';
import type { FileParts } from './outline-parts.ts';
import { readVocabulary } from './read-vocabulary.ts';

export interface OutlineSymbol {
  readonly name: string;
  readonly kind: DeclKind;
  readonly exported: boolean;
  readonly line: number;
}

export interface FileOutline {
  readonly path: string;
  /** Module-level declarations in source order. */
  readonly symbols: readonly OutlineSymbol[];
  /** Names of methods and properties of its classes. */
  readonly members: readonly string[];
  /** Every identifier it mentions that some other file mentions too, but few do; sorted. */
  readonly vocabulary: readonly string[];
}

/** One name of one file used in another. */
export interface SymbolUse {
  readonly from: string;
  /** Declaring file, after all barrels. */
  readonly to: string;
  /** Name in the declaring file; `*` for the whole module. */
  readonly name: string;
  readonly kind: 'value' | 'type';
  readonly line: number;
  readonly column: number;
}

export interface CodeOutline {
  readonly files: readonly FileOutline[];
  readonly uses: readonly SymbolUse[];
  /** The same code at the grain of declarations and members, one entry per file. */
  readonly parts: readonly FileParts[];
}

/** Declarations that can be a module's own, not bindings of imports, parameters or caught errors. */
const OWN_KINDS: ReadonlySet<DeclKind> = new Set<DeclKind>([
  'const',
  'let',
  'var',
  'function',
  'class',
  'enum',
  'const-enum',
  'namespace',
  'type',
  'interface',
]);

/** Outlines the sources; `isSource` leaves tests out. */
export function buildOutline(
  files: readonly FileIr[],
  graph: ImportGraph,
  isSource: (path: string) => boolean,
): CodeOutline {
  const sources = files.filter((file) => isSource(file.path));
  const kinds = new Map(
    graph.imports.map((one) => [`${one.from}\0${one.line}\0${one.to}`, one.kind] as const),
  );
  return {
    files: outlineFiles(sources),
    uses: sources
      .flatMap((file) => usesOf(file, graph, kinds))
      .filter((use) => use.from !== use.to && isSource(use.to)),
    parts: sources.map((file) => outlineParts(file, graph)),
  };
}

/** A word in more than this share of the files says nothing about any of them. */
const COMMON_WORD = 0.05;
/** At least so many files may share a word, however small the project. */
const RARE_WORD = 6;

function outlineFiles(sources: readonly FileIr[]): readonly FileOutline[] {
  const vocabularies = sources.map(readVocabulary);
  const spread = new Map<string, number>();
  for (const words of vocabularies)
    for (const word of words) spread.set(word, (spread.get(word) ?? 0) + 1);
  const most = Math.max(RARE_WORD, sources.length * COMMON_WORD);
  return sources.map((file, index) => ({
    ...outlineFile(file),
    vocabulary: [...(vocabularies[index] ?? [])]
      .filter((word) => {
        const files = spread.get(word) ?? 0;
        return files > 1 && files <= most;
      })
      .sort(compareText),
  }));
}

function outlineFile(file: FileIr): Omit<FileOutline, 'vocabulary'> {
  const exported = new Set(file.exports.map((one) => one.decl));
  return {
    path: file.path,
    symbols: file.decls.flatMap((decl, index) =>
      decl.fn === -1 && OWN_KINDS.has(decl.kind)
        ? [
            {
              name: decl.name,
              kind: decl.kind,
              exported: exported.has(index),
              line: unpackPosition(decl.at).line,
            },
          ]
        : [],
    ),
    members: file.classes.flatMap((cls) => [
      ...cls.properties.map((one) => one.name),
      ...cls.methods.map((index) => file.functions[index]?.name ?? ''),
    ]),
  };
}

function usesOf(
  file: FileIr,
  graph: ImportGraph,
  kinds: ReadonlyMap<string, string>,
): readonly SymbolUse[] {
  const links = graph.links.get(file.path) ?? [];
  const uses = new Map<string, SymbolUse>();
  file.imports.forEach((request, index) => {
    const link = links[index];
    // A barrel passes names on; whoever imports from it is the user.
    if (link?.target.kind !== 'file' || request.kind === 'export') return;
    const { line, column } = unpackPosition(request.at);
    const statement = kinds.get(`${file.path}\0${line}\0${link.target.path}`) ?? 'value';
    const add = (to: string, name: string, kind: 'value' | 'type'): void => {
      const key = `${to}\0${name}\0${kind}`;
      if (!uses.has(key)) uses.set(key, { from: file.path, to, name, kind, line, column });
    };
    for (const { name, origin } of link.names) {
      const isType = statement === 'type' || origin?.space === 'type';
      add(origin?.file ?? link.target.path, origin?.name ?? name, isType ? 'type' : 'value');
    }
    if (link.names.length === 0)
      add(link.target.path, '*', statement === 'type' ? 'type' : 'value');
  });
  return [...uses.values()].sort(
    (a, b) => compareText(a.to, b.to) || compareText(a.name, b.name) || compareText(a.kind, b.kind),
  );
}
