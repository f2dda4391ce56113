/**
 * Imports from one place into another, name by name, and seen through barrels: a barrel that belongs
 * to nobody is no user of what it passes on, and whoever imports from it uses what is behind.
 */
import type { ImportFact } from '../../analyzers/index.ts';
import type { PassedName } from '../../analyzers/graph/list-barrels.ts';
import { KERNEL, MONOLITH } from './ground.ts';
import type { Ground } from './ground.ts';
import type { Place } from './violation.ts';

export interface ImportCrossing {
  readonly fact: ImportFact;
  readonly from: Place;
  readonly to: Place;
  /** First file of `to` on the way. */
  readonly entry: string;
  /** Name as imported: `*` for a whole module, which is also what an import for its effects brings. */
  readonly name: string;
  /** Declaring file, and the name there. */
  readonly file: string;
  readonly original: string;
  /** Leaves nothing at run time: a type, by syntax or because it is used only as one. */
  readonly isType: boolean;
}

export function findImportCrossings(ground: Ground): readonly ImportCrossing[] {
  const { code, placeOf } = ground;
  return code.imports.flatMap((fact) => {
    const from = placeOf(fact.from);
    // What fills tables before the application runs names everything and is used by nothing.
    if (from === null || ground.isSeed(fact.from)) return [];
    const names = fact.symbols.length > 0 ? fact.symbols : ['*'];
    return names.flatMap((name) =>
      name === '*' ? wholesOf(ground, fact, from) : (crossingOf(ground, fact, from, name) ?? []),
    );
  });
}

/** `import * as all` of a barrel that belongs to nobody brings all of each file behind it. */
function wholesOf(ground: Ground, fact: ImportFact, from: Place): readonly ImportCrossing[] {
  const { placeOf, isBoundary, namesPassedBy } = ground;
  const direct = crossingOf(ground, fact, from, '*');
  if (isBoundary(placeOf(fact.to))) return direct ? [direct] : [];
  const behind = new Set<string>();
  for (const { file, through } of namesPassedBy(fact.to)) {
    const entry = [...through, file].find((path) => isBoundary(placeOf(path)));
    if (entry !== undefined) behind.add(entry);
  }
  const wholes = [...behind].flatMap((entry): readonly ImportCrossing[] => {
    const to = placeOf(entry);
    if (to === null || to === from) return [];
    const isType = fact.kind === 'type';
    const whole = { fact, from, to, entry, name: '*', file: entry, original: '*', isType };
    return from === MONOLITH && isHandedOn(ground, fact, '*', entry, '*') ? [] : [whole];
  });
  return wholes.length > 0 ? wholes : direct ? [direct] : [];
}

function crossingOf(
  ground: Ground,
  fact: ImportFact,
  from: Place,
  name: string,
): ImportCrossing | null {
  const { placeOf, isBoundary, passedOn } = ground;
  const passed = name === '*' ? wholeBehind(ground, fact.to) : passedOn(fact.to, name);
  const file = passed?.file ?? fact.to;
  const original = passed?.original ?? name;
  const direct = placeOf(fact.to);
  const chain = isBoundary(direct) ? [fact.to] : [fact.to, ...(passed?.through ?? []), file];
  const entry = chain.find((path) => isBoundary(placeOf(path))) ?? fact.to;
  const to = placeOf(entry);
  if (to === null || to === from) return null;
  if (from === MONOLITH && isHandedOn(ground, fact, name, file, original)) return null;
  const isType = fact.kind === 'type' || fact.typeSymbols?.includes(name) === true;
  return { fact, from, to, entry, name, file, original, isType };
}

/** All of a barrel that passes on a single file is all of that file. */
function wholeBehind({ namesPassedBy }: Ground, barrel: string): PassedName | undefined {
  const [first, ...others] = namesPassedBy(barrel);
  if (first === undefined || others.some((one) => one.file !== first.file)) return undefined;
  return first.file === barrel ? undefined : { ...first, name: '*', original: '*' };
}

/** A barrel of the monolith that hands the name on: its users are judged, not the barrel. */
function isHandedOn(
  { namesPassedBy }: Ground,
  fact: ImportFact,
  name: string,
  file: string,
  original: string,
): boolean {
  return namesPassedBy(fact.from).some((one) =>
    name === '*'
      ? one.file === fact.to || one.through.includes(fact.to)
      : one.file === file && one.original === original,
  );
}

/** Files of the monolith in which the application is put together: they name every part, and none depends on another by it. */
export function findAssembly(
  { code, placeOf, boundaries }: Ground,
  crossings: readonly ImportCrossing[],
): ReadonlySet<string> {
  const targets = new Map<string, Set<Place>>();
  for (const { fact, to } of crossings) {
    if (to === KERNEL || to === MONOLITH) continue;
    const known = targets.get(fact.from);
    if (known) known.add(to);
    else targets.set(fact.from, new Set([to]));
  }
  const many = Math.min(OF_MANY, Math.max(2, Math.ceil(boundaries.size / 2)));
  const { roots, configs } = code.wiring;
  const isRoot = new Set(roots);
  // What an entry file boots, and nothing else imports, puts an application together however small it is.
  const booted = new Set(
    code.imports.flatMap(({ from, to }) => (isRoot.has(from) && isRoot.has(to) ? [to] : [])),
  );
  return new Set(
    [...roots, ...configs].filter(
      (path) =>
        placeOf(path) === MONOLITH && (booted.has(path) || (targets.get(path)?.size ?? 0) >= many),
    ),
  );
}

/** A file that wires fewer boundaries than this is a user like any other. */
export const OF_MANY = 3;
