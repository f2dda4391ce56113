/**
 * Front-end code in the same repository: whole folders that draw a user interface, hold nothing a
 * server does and are not loaded by the server. When in doubt a folder stays: a template that the
 * server renders is part of the server.
 */
import type { ExternalImport, ImportFact } from '../contract.ts';
import { foldersUpward, folderOf, isWithin } from '../discover/posix-path.ts';
import type { RawFacts } from '../facts/raw-facts.ts';

export interface FrontEndInput {
  /** Source files that are no tests. */
  readonly paths: readonly string[];
  readonly imports: readonly ImportFact[];
  readonly externals: readonly ExternalImport[];
  readonly facts: RawFacts;
}

const UI_PACKAGES =
  /^(?:react|react-dom|react-native|preact|next|@remix-run\/react|vue|nuxt|svelte|@sveltejs\/kit|solid-js|lit|@angular\/[\w-]+|@ionic\/[\w-]+)$/;
const UI_FILES = /\.(?:tsx|jsx)$/;
/** Scripts and settings of tools load anything; that makes nothing part of the server. */
const TOOL_FILES = /(?:^|\/)[\w.-]*\.config\.\w+$/;
/** Of a front end at least this share draws; the rest are its hooks, stores and types. */
const UI_SHARE = 0.1;

/** Files of the front end; none in a project without a server. */
export function findFrontEnd(input: FrontEndInput): ReadonlySet<string> {
  const serving = servingFiles(input.facts);
  if (serving.size === 0) return new Set();
  const drawing = new Set(
    input.externals.filter((one) => UI_PACKAGES.test(one.package)).map((one) => one.path),
  );
  for (const path of input.paths) if (UI_FILES.test(path)) drawing.add(path);
  const folders = measureFolders(input.paths, serving, drawing);
  const loads = input.imports.filter(
    ({ from, kind }) => kind !== 'type' && !TOOL_FILES.test(from) && !drawing.has(from),
  );
  const known = new Set(input.paths);
  let regions = candidates('', folders);
  // A folder the server loads from is given up for those of its inner folders that may still be front end.
  for (;;) {
    const loaded = new Set(loadedRegions(regions, loads, known));
    if (loaded.size === 0) break;
    regions = regions.flatMap((one) => (loaded.has(one) ? innerCandidates(one, folders) : [one]));
  }
  return new Set(input.paths.filter((path) => regions.some((folder) => isWithin(path, folder))));
}

/** Files with facts that only a server has. */
function servingFiles(facts: RawFacts): ReadonlySet<string> {
  const { accesses, joins, transactions, routes, nestModules, injections } = facts;
  return new Set([
    ...[accesses, joins, transactions, nestModules, injections].flat().map((one) => one.path),
    ...routes.map((one) => one.file),
    ...facts.tables.map(({ place }) => ('file' in place ? place.file.path : place.path)),
  ]);
}

interface Folder {
  files: number;
  serving: number;
  drawing: number;
  readonly inner: Set<string>;
}

type Folders = ReadonlyMap<string, Folder>;

function measureFolders(
  paths: readonly string[],
  serving: ReadonlySet<string>,
  drawing: ReadonlySet<string>,
): Folders {
  const folders = new Map<string, Folder>();
  for (const path of paths) {
    let inner: string | null = null;
    for (const name of foldersUpward(folderOf(path))) {
      const folder = folders.get(name) ?? { files: 0, serving: 0, drawing: 0, inner: new Set() };
      folders.set(name, folder);
      folder.files += 1;
      if (serving.has(path)) folder.serving += 1;
      if (drawing.has(path)) folder.drawing += 1;
      if (inner !== null) folder.inner.add(inner);
      inner = name;
    }
  }
  return folders;
}

/** The outermost folders that look like a front end. */
function candidates(name: string, folders: Folders): readonly string[] {
  const folder = folders.get(name);
  if (!folder || folder.drawing === 0) return [];
  if (folder.serving === 0 && folder.drawing >= folder.files * UI_SHARE) return [name];
  return innerCandidates(name, folders);
}

const innerCandidates = (name: string, folders: Folders): readonly string[] =>
  [...(folders.get(name)?.inner ?? [])].sort().flatMap((inner) => candidates(inner, folders));

function loadedRegions(
  regions: readonly string[],
  loads: readonly ImportFact[],
  known: ReadonlySet<string>,
): readonly string[] {
  const regionOf = new Map<string, string | null>();
  const find = (path: string): string | null => {
    const cached = regionOf.get(path);
    if (cached !== undefined) return cached;
    const region = regions.find((folder) => isWithin(path, folder)) ?? null;
    regionOf.set(path, region);
    return region;
  };
  return loads.flatMap(({ from, to }) => {
    if (!known.has(from) || !known.has(to) || find(from) !== null) return [];
    return find(to) ?? [];
  });
}
