/** What every rule asks of the code: who a file belongs to, who owns a table, what is public. */
import { compareText } from '../../analyzers/discover/posix-path.ts';
import { ownerOf } from '../../analyzers/model/own-tables.ts';
import type { CodeAnalysis } from '../../analyzers/model/build-analysis.ts';
import type { Barrel, PassedName } from '../../analyzers/graph/list-barrels.ts';
import type { ResolvedBoundary, ResolvedConfig } from '../config/resolve-config.ts';
import type { RuleSettings } from './read-settings.ts';
import type { Place } from './violation.ts';

export const KERNEL = 'kernel';
export const MONOLITH = 'monolith';

/** The part of the analysis that rules look at. */
export type CheckedCode = Pick<
  CodeAnalysis,
  | 'project'
  | 'files'
  | 'imports'
  | 'modules'
  | 'tables'
  | 'accesses'
  | 'joins'
  | 'transactions'
  | 'relations'
  | 'injections'
  | 'findings'
  | 'barrels'
  | 'wiring'
>;

export interface Ground {
  readonly code: CheckedCode;
  readonly config: ResolvedConfig;
  readonly settings: RuleSettings;
  readonly boundaries: ReadonlyMap<string, ResolvedBoundary>;
  /** Null for tests, front-end code and files that nobody knows. */
  readonly placeOf: (path: string) => Place | null;
  readonly isBoundary: (place: Place | null) => place is Place;
  /** Boundary in whose service folder the file lies. */
  readonly serviceOf: (path: string) => Place | null;
  /** What `file` passes on under that name. */
  readonly passedOn: (file: string, name: string) => PassedName | undefined;
  /** Everything that the file exports without declaring it. */
  readonly namesPassedBy: (file: string) => readonly PassedName[];
  /** Whether others may use what `file` declares as `name`, from there or through a public barrel. */
  readonly isPublic: (boundary: ResolvedBoundary, file: string, name: string) => boolean;
  /** A public file that exports it. */
  readonly publicDoor: (boundary: ResolvedBoundary, file: string, name: string) => Door | null;
  readonly tableOwner: (table: string) => Place | null;
  readonly isSeed: (path: string) => boolean;
}

/** A public file and the name under which it exports something. */
export interface Door {
  readonly path: string;
  readonly name: string;
}

export function buildGround(
  code: CheckedCode,
  config: ResolvedConfig,
  settings: RuleSettings,
): Ground {
  const boundaries = new Map(config.boundaries.map((one) => [one.id, one]));
  const serviceOf = findService(config);
  const placeOf = findPlaces(code, config, serviceOf);
  const barrels = indexBarrels(code.barrels);
  const publicDoor = findDoors(config, barrels);
  const seeds = findSeeds(code);
  const owners = findOwners(code, config, placeOf, seeds);
  return {
    code,
    config,
    settings,
    boundaries,
    placeOf,
    serviceOf,
    isBoundary: (place): place is Place => place !== null && boundaries.has(place),
    passedOn: (file, name) => barrels.get(file)?.get(name),
    namesPassedBy: (file) => [...(barrels.get(file)?.values() ?? [])],
    publicDoor,
    isPublic: (boundary, file, name) =>
      boundary.public === null || publicDoor(boundary, file, name) !== null,
    tableOwner: (table) => owners.get(table) ?? null,
    isSeed: (path) => seeds.has(path),
  };
}

function findService({ boundaries }: ResolvedConfig): (path: string) => Place | null {
  const folders = boundaries.flatMap(({ id, service }) =>
    service === null ? [] : [{ id, prefix: `${service.replace(/^\.\/|\/$/g, '')}/` }],
  );
  return (path) => folders.find(({ prefix }) => path.startsWith(prefix))?.id ?? null;
}

function findPlaces(
  { files }: CheckedCode,
  config: ResolvedConfig,
  serviceOf: (path: string) => Place | null,
): Ground['placeOf'] {
  const places = new Map<string, Place>();
  for (const { path, role } of files) {
    const service = role === 'test' ? null : serviceOf(path);
    if (service !== null) places.set(path, service);
    else if (role === 'server') places.set(path, MONOLITH);
  }
  for (const { id, files: own } of config.boundaries) for (const path of own) places.set(path, id);
  for (const path of config.kernel) places.set(path, KERNEL);
  return (path) => places.get(path) ?? null;
}

/** What code imports that is no seed runs with the application, whatever it is called. */
function findSeeds({ wiring, imports, files }: CheckedCode): ReadonlySet<string> {
  const seeds = new Set(wiring.seeds);
  const aside = new Set([
    ...wiring.roots,
    ...wiring.configs,
    ...files.flatMap((file) => (file.test ? file.path : [])),
  ]);
  const users = new Map<string, string[]>();
  for (const { from, to } of imports)
    if (seeds.has(to) && !aside.has(from)) users.set(to, [...(users.get(to) ?? []), from]);
  // A module that only wires seeds together is one of them by its name; others make their seeds code.
  for (let before = -1; before !== seeds.size;) {
    before = seeds.size;
    for (const seed of seeds)
      if ((users.get(seed) ?? []).some((user) => !seeds.has(user))) seeds.delete(seed);
  }
  return seeds;
}

type Barrels = ReadonlyMap<string, ReadonlyMap<string, PassedName>>;

const indexBarrels = (barrels: readonly Barrel[]): Barrels =>
  new Map(barrels.map(({ path, names }) => [path, new Map(names.map((one) => [one.name, one]))]));

function findDoors({ boundaries }: ResolvedConfig, barrels: Barrels): Ground['publicDoor'] {
  const doors = new Map<string, Map<string, Door>>();
  const wholeFiles = new Map<string, Set<string>>();
  for (const boundary of boundaries) {
    const own = new Map<string, Door>();
    const whole = new Set<string>();
    for (const { path, names } of boundary.public ?? []) {
      if (names === null) whole.add(path);
      for (const name of names ?? []) own.set(`${path}\0${name}`, { path, name });
      for (const { name, file, original } of barrels.get(path)?.values() ?? [])
        if (names === null || names.includes(name)) {
          const key = `${file}\0${original}`;
          if (!own.has(key)) own.set(key, { path, name });
        }
    }
    doors.set(boundary.id, own);
    wholeFiles.set(boundary.id, whole);
  }
  return ({ id }, file, name) =>
    wholeFiles.get(id)?.has(file)
      ? { path: file, name }
      : (doors.get(id)?.get(`${file}\0${name}`) ?? null);
}

/** Given tables first; for the others what `analyze` says of modules, said of boundaries. */
function findOwners(
  { tables, accesses }: CheckedCode,
  { boundaries }: ResolvedConfig,
  placeOf: Ground['placeOf'],
  seeds: ReadonlySet<string>,
): ReadonlyMap<string, Place> {
  const users = {
    read: new Map<string, Map<string, number>>(),
    write: new Map<string, Map<string, number>>(),
  };
  for (const { table, mode, path } of accesses) {
    const place = placeOf(path);
    if (place === null || place === KERNEL || seeds.has(path)) continue;
    const counts = users[mode].get(table) ?? new Map<string, number>();
    users[mode].set(table, counts.set(place, (counts.get(place) ?? 0) + 1));
  }
  const owners = new Map<string, Place>();
  for (const { name, entity, path } of tables) {
    const home = entity === null ? null : placeOf(path);
    const [writes, reads] = [users.write.get(name), users.read.get(name)];
    const owner = ownerOf({
      writes: writes ?? new Map(),
      reads: reads ?? new Map(),
      home: home === KERNEL ? null : home,
    });
    const place = owner ?? (writes ? findMainWriter(writes, reads ?? new Map()) : null);
    if (place !== null) owners.set(name, place);
  }
  for (const { id, tables: given } of boundaries) for (const table of given) owners.set(table, id);
  return owners;
}

/**
 * A table with several writers of which none stands out has an owner all the same: one writer more
 * must not silence the rules. If the guess is wrong, `tables` says better.
 */
function findMainWriter(
  writes: ReadonlyMap<Place, number>,
  reads: ReadonlyMap<Place, number>,
): Place | null {
  const uses = (place: Place): number => reads.get(place) ?? 0;
  const [first] = [...writes].sort(
    ([a, some], [b, others]) =>
      others - some ||
      Number(a === MONOLITH) - Number(b === MONOLITH) ||
      uses(b) - uses(a) ||
      compareText(a, b),
  );
  return first?.[0] ?? null;
}
