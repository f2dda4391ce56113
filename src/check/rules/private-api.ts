import { gatherFound } from '../found.ts';
import { KERNEL } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { FoundViolation } from '../violation.ts';
import { inFiles, symbolOf, toOccurrence, typeOnly } from './import-rule.ts';
import { listNames } from './list-names.ts';

/** @param isInjected what is injected is told by the rule about injections */
export function findPrivateApi(
  ground: Ground,
  crossings: readonly ImportCrossing[],
  isInjected: (crossing: ImportCrossing) => boolean,
): readonly FoundViolation[] {
  const setting = ground.settings['private-api'];
  const occurrences = crossings.flatMap((crossing) => {
    if (crossing.from === KERNEL || isOpen(ground, crossing) || isInjected(crossing)) return [];
    return toOccurrence('private-api', setting, crossing) ?? [];
  });
  return gatherFound(occurrences, ({ crossing, symbol, to }, all) => ({
    message: `imports ${typeOnly(crossing)}${symbol} from ${crossing.entry}, which ${to} has not made public${inFiles(all)}`,
    fix: suggest(ground, crossing),
    related: declaration(crossing),
  }));
}

/** Through a public file, a public name of a file, or a barrel of nobody that passes on what is public. */
function isOpen(
  ground: Ground,
  { to, entry, name, file, original, fact }: ImportCrossing,
): boolean {
  const boundary = ground.boundaries.get(to);
  if (boundary === undefined || boundary.public === null) return true;
  if (name === '*') return ground.isPublic(boundary, entry, '*');
  const isDirect = fact.to === entry;
  return (
    isOpenFile(ground, to, entry, name) || (!isDirect && ground.isPublic(boundary, file, original))
  );
}

function isOpenFile({ boundaries }: Ground, to: string, entry: string, name: string): boolean {
  const open = boundaries.get(to)?.public ?? [];
  return open.some((one) => one.path === entry && (one.names === null || one.names.includes(name)));
}

function suggest(ground: Ground, crossing: ImportCrossing): string {
  const { to, file, original, entry } = crossing;
  const boundary = ground.boundaries.get(to);
  const door = boundary && ground.publicDoor(boundary, file, original);
  if (door) {
    const as = door.name === symbolOf(crossing) ? '' : ` as ${door.name}`;
    return `import it from ${door.path}, which exports it${as}`;
  }
  const open = boundary?.public?.map((one) => one.path) ?? [];
  const use = open.length > 0 ? `use what ${to} makes public (${listNames(open, 2)}), or ` : '';
  const name = crossing.name === '*' || crossing.name === 'default' ? '' : `#${crossing.name}`;
  return `${use}add "${entry}${name}" to boundaries.${to}.public in saasctl.json if others may rely on it`;
}

function declaration({ file, entry, original }: ImportCrossing) {
  return file === entry
    ? []
    : [{ path: file, line: 1, column: 1, note: `${original} is declared here` }];
}
