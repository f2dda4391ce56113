/** What every barrel passes on: which file declares each name, and through which files it comes. */
import { compareText } from '../discover/posix-path.ts';
import type { FileIr } from '../scan/ir.ts';
import type { ImportGraph } from './build-graph.ts';

/** One name that a file exports without declaring it under that name. */
export interface PassedName {
  readonly name: string;
  /** Declaring file, and the name it has there. */
  readonly file: string;
  readonly original: string;
  /** Files between the barrel and the declaring one. */
  readonly through: readonly string[];
}

/** A file that passes on names of others, or exports a declaration of its own as `default`. */
export interface Barrel {
  readonly path: string;
  /** Sorted by name. */
  readonly names: readonly PassedName[];
}

type Links = Pick<ImportGraph, 'links' | 'originOf'>;

export function listBarrels(
  files: readonly FileIr[],
  graph: Links,
  isSource: (path: string) => boolean,
): readonly Barrel[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter((file) => isSource(file.path) && passesOn(file))
    .map((file) => ({ path: file.path, names: passedNames(file, byPath, graph) }))
    .filter((barrel) => barrel.names.length > 0)
    .sort((a, b) => compareText(a.path, b.path));
}

function passesOn({ exports, decls }: FileIr): boolean {
  return exports.some(
    (one) => one.imp >= 0 || one.name === 'default' || decls[one.decl]?.kind === 'import',
  );
}

function passedNames(
  file: FileIr,
  byPath: ReadonlyMap<string, FileIr>,
  { links, originOf }: Links,
): readonly PassedName[] {
  return [...exportedNames(file, byPath, links)].sort(compareText).flatMap((name): PassedName[] => {
    const origin = originOf(file.path, name);
    if (origin.space === 'external' || origin.space === 'unknown') return [];
    // `export default class Ledger`: who imports the default means Ledger, as who gets it from a barrel does.
    if (origin.file === file.path && (name !== 'default' || origin.name === 'default')) return [];
    const through = origin.through.filter((path) => path !== file.path);
    return [{ name, file: origin.file, original: origin.name, through }];
  });
}

/** Names that the file exports itself, and those of every `export *`. */
function exportedNames(
  first: FileIr,
  byPath: ReadonlyMap<string, FileIr>,
  links: Links['links'],
): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const open = [first];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file.path)) continue;
    seen.add(file.path);
    for (const { name, imp } of file.exports) {
      if (name === '*') {
        const target = links.get(file.path)?.[imp]?.target;
        const next = target?.kind === 'file' ? byPath.get(target.path) : undefined;
        if (next) open.push(next);
      } else if (name !== '=' && (file === first || name !== 'default')) names.add(name);
    }
  }
  return names;
}
