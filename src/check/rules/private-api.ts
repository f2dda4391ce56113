import { gatherFound } from '../found.ts';
import { KERNEL } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { FoundViolation } from '../violation.ts';
import { inFiles, symbolOf, tellSymbol, toOccurrence } from './import-rule.ts';
import { titleOfFile } from './title-of-file.ts';
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
  return gatherFound(occurrences, ({ crossing, to }, all) => ({
    message: `imports ${tellImported(crossing)}, which ${to} has not made public${inFiles(all)}`,
    fix: suggest(ground, crossing),
    related: declaration(crossing),
  }));
}

/** `cents from src/billing/money.ts`: the file is the one that the import reaches. */
function tellImported(crossing: ImportCrossing): string {
  const { entry, file, fact } = crossing;
  const told = tellSymbol(crossing);
  if (fact.symbols.length === 0) return `${entry} for its effects`;
  const own = ` of ${titleOfFile(file)}`;
  if (!told.endsWith(own)) return `${told} from ${entry}`;
  return `${told.slice(0, -own.length)} of ${file}${file === entry ? '' : ` through ${entry}`}`;
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
  const declaring = ground.placeOf(file);
  if (file !== entry && declaring !== to && original !== '*')
    return `import it from ${file}, which declares it${declaring === null ? '' : ` for ${declaring}`}`;
  const open = boundary?.public?.map(({ path, names }) => nameFile(path, names ?? [])) ?? [];
  const use = open.length > 0 ? `use what ${to} makes public (${listNames(open, 2)}), or ` : '';
  const wanted = nameFile(entry, nameAtEntry(ground, crossing));
  return `${use}add "${wanted}" to boundaries.${to}.public in saasctl.json if others may rely on it`;
}

const nameFile = (path: string, names: readonly string[]): string =>
  names.length > 0 ? `${path}#${names.join(',')}` : path;

/** What the entry calls it: a barrel on the way may have another name. None when all of the file is meant. */
function nameAtEntry(
  { namesPassedBy }: Ground,
  { fact, entry, name, file, original }: ImportCrossing,
): readonly string[] {
  const passed = namesPassedBy(entry).find((one) => one.file === file && one.original === original);
  const named = fact.to === entry ? name : entry === file ? original : (passed?.name ?? name);
  return named === '*' || named === '=' || named === 'default' ? [] : [named];
}

function declaration({ file, entry, original }: ImportCrossing) {
  return file === entry ? [] : [{ path: file, line: 1, column: 1, note: `declares ${original}` }];
}
