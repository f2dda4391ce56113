/** Whether a public file passes a name on as it is, or as a type only. */
import type { FileIr } from '../../../analyzers/scan/ir.ts';
import type { Door, Ground } from '../ground.ts';

export function passesValues(
  { passedOn }: Pick<Ground, 'passedOn'>,
  door: Door,
  scan: (path: string) => FileIr | null,
): boolean {
  const passed = passedOn(door.path, door.name);
  if (passed === undefined) return true;
  let name: string = door.name;
  for (const path of [door.path, ...passed.through]) {
    const ir = scan(path);
    if (ir === null) return false;
    const next = passedAs(ir, name);
    if (next === null) return false;
    name = next;
  }
  return true;
}

/** What the next file calls it; null when only its type goes through. */
function passedAs(ir: FileIr, name: string): string | null {
  const own = ir.exports.filter((one) => one.name === name);
  const ways = own.length > 0 ? own : ir.exports.filter((one) => one.name === '*');
  const way = ways.find((one) => !one.typeOnly && !isTypeImport(ir, one.decl));
  if (way === undefined) return null;
  if (own.length === 0) return name;
  return way.imp >= 0 ? (way.from ?? name) : (ir.decls[way.decl]?.imported ?? name);
}

function isTypeImport({ decls, imports }: FileIr, index: number): boolean {
  const decl = decls[index];
  if (decl?.kind !== 'import' || decl.imp === undefined) return false;
  const request = imports[decl.imp];
  if (request === undefined) return false;
  return request.typeOnly || request.names.some((one) => one.decl === index && one.typeOnly);
}
