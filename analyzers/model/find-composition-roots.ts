/**
 * Composition roots: the files where an application is put together. Nothing depends on them, so
 * what they import ties no two modules to each other; after a split every service has its own.
 */
import type { ImportFact, NestModuleFact } from '../contract.ts';
import type { RawFacts } from '../facts/raw-facts.ts';
import type { FileIr } from '../scan/ir.ts';
import type { ModulePlace } from './assign-modules.ts';

export interface CompositionInput {
  readonly files: readonly FileIr[];
  readonly imports: readonly ImportFact[];
  readonly places: ReadonlyMap<string, ModulePlace>;
  readonly facts: RawFacts;
}

/** Of the modules that others import, an index imports at least this share, and never fewer than so many. */
const OF_ANYBODY = { share: 1 / 2, least: 5 };
/** Nobody but roots imports it: less is enough. */
const OF_ROOTS = { share: 1 / 2, least: 3 };
/** It does nothing of its own either: the routes of one part, one schema of many. */
const IDLE_OF_ROOTS = { share: 1 / 4, least: 6 };
/** An index imports this many times as many modules as import it: else it is a barrel that everybody goes through. */
const FAN = 3;

/**
 * - an entry: no file imports it, and it exports nothing or does nothing that is a fact
 *   (what is loaded by convention exports something and does something);
 * - the module class of a NestJS application, which no other module imports;
 * - an index: it imports a large share of all modules, few import it, and it does nothing itself.
 */
export function findCompositionRoots(input: CompositionInput): ReadonlySet<string> {
  const { files, places, facts } = input;
  const acting = actingFiles(facts);
  const fans = readFans(input);
  const paths = files.map((file) => file.path).filter((path) => places.has(path));
  const silent = new Set(files.flatMap((file) => (file.exports.length === 0 ? file.path : [])));
  const isEntry = (path: string): boolean =>
    !fans.users.has(path) && (silent.has(path) || !acting.has(path));
  const roots = new Set([...rootNestModules(facts.nestModules), ...paths.filter(isEntry)]);
  // A NestJS module that is no root says on what its own providers depend.
  const features = new Set(facts.nestModules.map((one) => one.path));
  const importsShare = (path: string, { share, least }: typeof OF_ROOTS): boolean =>
    (fans.targets.get(path)?.size ?? 0) >= Math.max(least, fans.used * share);
  const isIndex = (path: string): boolean => {
    const users = [...(fans.users.get(path) ?? [])];
    if (users.every((user) => roots.has(user)))
      return (
        importsShare(path, OF_ROOTS) || (!acting.has(path) && importsShare(path, IDLE_OF_ROOTS))
      );
    const modules = new Set(users.map((user) => places.get(user)?.id));
    const isNarrow = (fans.targets.get(path)?.size ?? 0) >= modules.size * FAN;
    return !acting.has(path) && isNarrow && importsShare(path, OF_ANYBODY);
  };
  // What only roots import may be a root in its turn.
  for (let before = -1; before !== roots.size;) {
    before = roots.size;
    for (const path of paths)
      if (!roots.has(path) && !features.has(path) && isIndex(path)) roots.add(path);
  }
  return roots;
}

interface Fans {
  /** Files that import each file by value. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>;
  /** Other modules that each file imports by value. */
  readonly targets: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many modules are imported by another one. */
  readonly used: number;
}

function readFans({ imports, places }: CompositionInput): Fans {
  const users = new Map<string, Set<string>>();
  const targets = new Map<string, Set<string>>();
  for (const { from, to, kind } of imports) {
    const [user, used] = [places.get(from)?.id, places.get(to)?.id];
    if (user === undefined || used === undefined || kind === 'type') continue;
    users.set(to, (users.get(to) ?? new Set()).add(from));
    if (user !== used) targets.set(from, (targets.get(from) ?? new Set()).add(used));
  }
  return { users, targets, used: new Set([...targets.values()].flatMap((one) => [...one])).size };
}

function rootNestModules(nestModules: readonly NestModuleFact[]): readonly string[] {
  const imported = new Set(nestModules.flatMap((one) => [...one.imports, ...one.forwardRefs]));
  return nestModules
    .filter((one) => one.imports.length > 0 && !imported.has(one.name))
    .map((one) => one.path);
}

/** Files that do something themselves: reach data, serve, send, run on a schedule. */
function actingFiles(facts: RawFacts): ReadonlySet<string> {
  const { accesses, joins, transactions, events, jobs, outbound, routes } = facts;
  return new Set([
    ...[accesses, joins, transactions, events, jobs, outbound].flat().map((one) => one.path),
    ...routes.map((one) => one.file),
  ]);
}
