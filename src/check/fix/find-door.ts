/** The file from which an import may take the very same thing. */
import type { FileIr } from '../../../analyzers/scan/ir.ts';
import type { ResolvedBoundary } from '../../config/resolve-config.ts';
import { KERNEL, MONOLITH } from '../ground.ts';
import type { Door, Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { Place } from '../violation.ts';

type Scan = (path: string) => FileIr | null;

/**
 * A public file of the boundary; else, where a boundary only passes on what is declared elsewhere,
 * the file that declares it or the public one of its own boundary.
 */
export function findDoor(ground: Ground, crossing: ImportCrossing, scan: Scan): Door | null {
  const { to, from, fact, name, file, original } = crossing;
  const boundary = ground.boundaries.get(to);
  const ir = scan(file);
  if (boundary === undefined || ir === null) return null;
  const isPassed = ground.passedOn(fact.to, name) !== undefined;
  const inner = isPassed || original === '*' ? original : innerName(ir, original);
  const home = ground.placeOf(file);
  const door =
    publicDoor(ground, boundary, ir, inner) ??
    (mayUse(ground, from, home) ? homeDoor(ground, from, home, ir, inner) : null);
  // From where it comes already, it comes in vain.
  return door === null || door.path === fact.from || door.path === fact.to ? null : door;
}

/** A file may export a thing under another name than it has inside: doors are known by the inner one. */
function publicDoor(
  ground: Ground,
  boundary: ResolvedBoundary,
  ir: FileIr,
  inner: string,
): Door | null {
  const door = ground.publicDoor(boundary, ir.path, inner);
  if (door !== null && door.path !== ir.path) return door;
  const outer = outerNames(ir, inner).find(
    (one) => ground.publicDoor(boundary, ir.path, one)?.path === ir.path,
  );
  return outer === undefined ? null : { path: ir.path, name: outer };
}

/** Taking it from there must not be the next violation. */
function mayUse({ boundaries }: Ground, from: Place, home: Place | null): home is Place {
  if (home === null) return false;
  if (home === KERNEL || home === MONOLITH || home === from) return true;
  return boundaries.get(from)?.dependsOn?.includes(home) === true;
}

function homeDoor(
  ground: Ground,
  from: Place,
  home: Place,
  ir: FileIr,
  inner: string,
): Door | null {
  const boundary = ground.boundaries.get(home);
  if (boundary && boundary.public !== null && home !== from)
    return publicDoor(ground, boundary, ir, inner);
  const [outer] = outerNames(ir, inner);
  return outer === undefined ? null : { path: ir.path, name: outer };
}

function innerName({ exports, decls }: FileIr, outer: string): string {
  const own = exports.find((one) => one.name === outer && one.imp < 0);
  return decls[own?.decl ?? -1]?.name ?? outer;
}

/** The name itself first. */
function outerNames({ exports, decls }: FileIr, inner: string): readonly string[] {
  const all = exports.flatMap(({ name, decl, imp }) =>
    imp < 0 && name !== '=' && (decls[decl]?.name ?? name) === inner ? name : [],
  );
  return [...new Set(all)].toSorted((a, b) => Number(b === inner) - Number(a === inner));
}
