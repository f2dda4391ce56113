import type { DeclIr, ExportIr, FileIr } from '../scan/ir.ts';
import type { Resolution } from './resolution.ts';

/**
 * What a name stands for. `module`: the whole module (`* as ns`); `external`: it comes from a
 * package; `unknown`: the export was not found, so it may be anything.
 */
export type SymbolSpace =
  | 'class'
  | 'value'
  | 'const-enum'
  | 'type'
  | 'module'
  | 'external'
  | 'unknown';

/** Where an imported name is declared, after all barrels. */
export interface SymbolOrigin {
  /** Declaring file; for `external` and `unknown` the last project file on the way. */
  readonly file: string;
  /** Name in that file, `*` for the module itself. */
  readonly name: string;
  readonly space: SymbolSpace;
  /** Files passed on the way, without the declaring one. */
  readonly through: readonly string[];
}

/** Finds the origin of a name exported by a file. */
export type SymbolResolver = (file: string, name: string) => SymbolOrigin;

const VALUE_KINDS: ReadonlySet<string> = new Set([
  'const',
  'let',
  'var',
  'function',
  'enum',
  'namespace',
  'param',
  'catch',
]);
const RANK: readonly SymbolSpace[] = [
  'class',
  'value',
  'module',
  'external',
  'unknown',
  'const-enum',
  'type',
];

interface Context {
  readonly files: ReadonlyMap<string, FileIr>;
  readonly targetOf: (file: string, importIndex: number) => Resolution | undefined;
  /** By file, then by name. */
  readonly memo: Map<string, Map<string, SymbolOrigin | null>>;
  readonly tables: Map<string, FileTable>;
  readonly starred: Map<string, ReadonlyMap<string, StarPlace>>;
}

/** Look-up tables of one file, so that barrels with hundreds of lines stay fast. */
interface FileTable {
  readonly named: ReadonlyMap<string, readonly ExportIr[]>;
  readonly stars: readonly ExportIr[];
  readonly decls: ReadonlyMap<string, readonly DeclIr[]>;
}

/** Builds the resolver; `targetOf` says where the n-th import of a file leads. */
export function createSymbolResolver(
  files: ReadonlyMap<string, FileIr>,
  targetOf: Context['targetOf'],
): SymbolResolver {
  const context: Context = {
    files,
    targetOf,
    memo: new Map(),
    tables: new Map(),
    starred: new Map(),
  };
  return (file, name) =>
    findExport(context, file, name) ?? { file, name, space: 'unknown', through: [] };
}

function findExport(context: Context, file: string, name: string): SymbolOrigin | null {
  if (name === '*') return { file, name, space: 'module', through: [] };
  const memo = memoOf(context, file);
  const known = memo.get(name);
  if (known !== undefined) return known;
  // A cycle of re-exports finds this entry and looks elsewhere.
  memo.set(name, null);
  const found = searchExports(context, file, name);
  memo.set(name, found);
  return found;
}

function memoOf(context: Context, file: string): Map<string, SymbolOrigin | null> {
  let memo = context.memo.get(file);
  if (memo === undefined) {
    memo = new Map();
    context.memo.set(file, memo);
  }
  return memo;
}

function searchExports(context: Context, file: string, name: string): SymbolOrigin | null {
  const ir = context.files.get(file);
  if (ir === undefined) return null;
  const table = tableOf(context, ir);
  const named = (table.named.get(name) ?? []).flatMap(
    (entry) => originOfExport(context, ir, table, entry) ?? [],
  );
  if (named.length > 0) return best(named);
  if (name === 'default' || table.stars.length === 0) return null;
  return findStarred(context, file, name);
}

/** A name that reaches the file through `export *`, however many of them lie in between. */
function findStarred(context: Context, file: string, name: string): SymbolOrigin | null {
  const place = starredNames(context, file).get(name);
  if (place === undefined) return null;
  const found = findExport(context, place.file, name);
  const through: string[] = [];
  for (let step: StarPlace | null = place.parent; step !== null; step = step.parent) {
    through.push(step.file);
  }
  return found && { ...found, through: [...through.toReversed(), ...found.through] };
}

/** The file that names an export, and the barrels the walk came through. */
interface StarPlace {
  readonly file: string;
  readonly parent: StarPlace | null;
}

/** All names a file passes on by `export *`, each with the first file that exports it by name. */
function starredNames(context: Context, file: string): ReadonlyMap<string, StarPlace> {
  const known = context.starred.get(file);
  if (known !== undefined) return known;
  const names = new Map<string, StarPlace>();
  const seen = new Set<string>();
  const open: StarPlace[] = [{ file, parent: null }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (seen.has(place.file)) continue;
    seen.add(place.file);
    const ir = context.files.get(place.file);
    if (ir === undefined) continue;
    const table = tableOf(context, ir);
    for (const name of table.named.keys()) {
      if (place.parent !== null && name !== 'default' && !names.has(name)) names.set(name, place);
    }
    const targets = table.stars.map((entry) => context.targetOf(ir.path, entry.imp));
    for (const target of targets.toReversed()) {
      if (target?.kind === 'file') open.push({ file: target.path, parent: place });
    }
  }
  context.starred.set(file, names);
  return names;
}

function originOfExport(
  context: Context,
  ir: FileIr,
  table: FileTable,
  entry: ExportIr,
): SymbolOrigin | null {
  if (entry.imp >= 0) return originOfImport(context, ir.path, entry.imp, entry.from ?? entry.name);
  const decl = ir.decls[entry.decl];
  if (decl === undefined) return { file: ir.path, name: entry.name, space: 'value', through: [] };
  if (decl.kind === 'import') {
    return originOfImport(context, ir.path, decl.imp ?? -1, decl.imported ?? decl.name);
  }
  const space = spaceOf(table.decls.get(decl.name) ?? [decl]);
  return { file: ir.path, name: decl.name, space, through: [] };
}

function originOfImport(
  context: Context,
  file: string,
  index: number,
  name: string,
): SymbolOrigin | null {
  const target = context.targetOf(file, index);
  if (target === undefined || target.kind === 'unresolved') return null;
  if (target.kind !== 'file') {
    const space = target.kind === 'external' || target.kind === 'builtin' ? 'external' : 'value';
    return { file, name, space, through: [] };
  }
  const found = findExport(context, target.path, name);
  const origin = found ?? { file: target.path, name, space: 'unknown' as const, through: [] };
  return passThrough(origin, file);
}

function passThrough(origin: SymbolOrigin, file: string): SymbolOrigin {
  return { ...origin, through: [file, ...origin.through] };
}

/** Declarations of one name merge: an interface beside a class is a class. */
function spaceOf(decls: readonly DeclIr[]): SymbolSpace {
  if (decls.some((decl) => decl.kind === 'class')) return 'class';
  if (decls.some((decl) => VALUE_KINDS.has(decl.kind))) return 'value';
  return decls.some((decl) => decl.kind === 'const-enum') ? 'const-enum' : 'type';
}

function best(origins: readonly SymbolOrigin[]): SymbolOrigin | null {
  let found: SymbolOrigin | null = null;
  for (const origin of origins) {
    if (found === null || RANK.indexOf(origin.space) < RANK.indexOf(found.space)) found = origin;
  }
  return found;
}

function tableOf(context: Context, ir: FileIr): FileTable {
  const known = context.tables.get(ir.path);
  if (known !== undefined) return known;
  const named = new Map<string, ExportIr[]>();
  for (const entry of ir.exports) {
    if (entry.name !== '*') append(named, entry.name, entry);
  }
  const decls = new Map<string, DeclIr[]>();
  for (const decl of ir.decls) {
    if (decl.fn !== -1 || decl.kind === 'type-param') continue;
    append(decls, decl.name, decl);
  }
  const table = { named, stars: ir.exports.filter((entry) => entry.name === '*'), decls };
  context.tables.set(ir.path, table);
  return table;
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}
