/** Puts changed files into a program, and finds out in which cells there is something else to be seen. */
import type { Evaluator } from '../program/evaluator.ts';
import { joinFiles } from '../program/program.ts';
import type { Program, ProjectFile } from '../program/program.ts';
import { aside, EVERYTHING } from '../program/reading.ts';
import type { Found, Reading, Unit } from '../program/reading.ts';
import type { Made } from '../program/sharing.ts';
import { namesText } from './names-text.ts';

export interface Replacement {
  readonly evaluator: Evaluator;
  /** Of paths that the program has. */
  readonly files: readonly ProjectFile[];
  readonly link: Program['link'];
  readonly prepared: readonly Unit[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * @param reindex makes anew what is indexed over all files
 * @returns null when what was prepared does not hold any more
 */
export function replaceFiles(
  { evaluator, files, link, prepared }: Replacement,
  reindex: () => void,
): ReadonlySet<string> | null {
  const changed = new Set<string>([EVERYTHING]);
  const heirs = evaluator.reading.heirs();
  putInto(evaluator.program, files, link, changed);
  const shared = new Map<string, Made>();
  // What is found anew may change what others have found: until nothing follows any more.
  for (let news: ReadonlySet<string> = changed; news.size > 0;) {
    const next = new Set<string>();
    const dropped = dropStale(evaluator, news);
    dropStaleShared(evaluator, news, { shared, next });
    reindex();
    noteOtherHeirs(heirs, evaluator.reading.heirs(), next);
    lookAgain(evaluator, dropped, next);
    news = new Set([...next].filter((cell) => !changed.has(cell)));
    for (const cell of news) changed.add(cell);
  }
  // What was prepared may hold objects of files that are no more, also where they look the same.
  if (prepared.some((unit) => hasAny(unit.cells, changed))) return null;
  shareAgain(evaluator, changed, shared);
  return changed;
}

function putInto(
  program: Mutable<Program>,
  files: readonly ProjectFile[],
  link: Program['link'],
  changed: Set<string>,
): void {
  const { reading } = program;
  const names = new Map<string, string>();
  aside(reading, () => {
    for (const { path } of files) {
      const old = program.files.get(path);
      if (!old) continue;
      names.set(path, namesText(program, old));
      noteNames(reading, old, changed);
    }
  });
  const replacing = new Map(files.map((file) => [file.path, file]));
  const list = program.list.map((file) => replacing.get(file.path) ?? file);
  const { callsByName } = joinFiles(list, link, reading);
  // The map itself stays: things are remembered by it.
  for (const [path, file] of replacing) (program.files as Map<string, ProjectFile>).set(path, file);
  Object.assign(program, { list, link, callsByName });
  aside(reading, () => {
    for (const file of files) {
      noteNames(reading, file, changed);
      if (names.get(file.path) !== namesText(program, file)) changed.add(`names ${file.path}`);
    }
  });
}

function noteNames(reading: Reading, file: ProjectFile, changed: Set<string>): void {
  changed.add(`file ${file.path}`);
  for (const [kind, { namesIn }] of reading.indices)
    for (const name of namesIn(file)) changed.add(`${kind} ${name}`);
}

/** What searches had found, by search and file, before it was looked for again. */
type Dropped = ReadonlyMap<string, ReadonlyMap<string, Found>>;

function dropStale({ reading }: Evaluator, changed: ReadonlySet<string>): Dropped {
  const dropped = new Map<string, Map<string, Found>>();
  for (const [what, { found }] of reading.searches) {
    for (const [path, one] of found) {
      if (!hasAny(one.unit.cells, changed)) continue;
      found.delete(path);
      const before = dropped.get(what) ?? new Map<string, Found>();
      dropped.set(what, before.set(path, one));
    }
  }
  return dropped;
}

function dropStaleShared(
  { sharing }: Evaluator,
  changed: ReadonlySet<string>,
  { shared, next }: { readonly shared: Map<string, Made>; readonly next: Set<string> },
): void {
  for (const [key, one] of sharing.made) {
    if (!hasAny(one.unit.cells, changed)) continue;
    if (!shared.has(key)) shared.set(key, one);
    sharing.drop(key);
    next.add(`shared ${key}`);
  }
}

function noteOtherHeirs(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  changed: Set<string>,
): void {
  for (const key of new Set([...before.keys(), ...after.keys()]))
    if (before.get(key) !== after.get(key)) changed.add(`below ${key}`);
}

/** A search counts as changed where something was found or is found now. */
function lookAgain({ program, reading }: Evaluator, dropped: Dropped, next: Set<string>): void {
  for (const [what, before] of dropped) {
    const search = reading.searches.get(what);
    for (const [path, old] of before) {
      const file = program.files.get(path);
      const now = file && search?.look(file);
      if (old.items.length > 0 || now?.items.length !== 0) next.add(`search ${what}`);
    }
  }
}

/** What looks the same as before is the same to everybody, although it was made anew. */
function shareAgain(
  { sharing }: Evaluator,
  changed: Set<string>,
  before: ReadonlyMap<string, Made>,
): void {
  for (const key of before.keys()) sharing.remake(key);
  for (const [key, old] of before) {
    const now = sharing.made.get(key)?.description;
    if (!now || now.text !== old.description?.text) continue;
    if (!now.cells.some((cell) => changed.has(cell))) changed.delete(`shared ${key}`);
  }
}

function hasAny(cells: Iterable<string>, changed: ReadonlySet<string>): boolean {
  for (const cell of cells) if (changed.has(cell)) return true;
  return false;
}
