/** The list of import requests: adding, narrowing what is asked for, final order. */
import type { Expression } from 'oxc-parser';
import type { ImportIr } from './ir.ts';
import { at } from './scan-state.ts';
import type { Scan } from './scan-state.ts';

export type ImportName = ImportIr['names'][number];

/** @returns index of the request, until `orderImports` */
export function addImport(
  scan: Scan,
  request: Pick<ImportIr, 'specifier' | 'kind' | 'names'> &
    Partial<Pick<ImportIr, 'typeOnly' | 'bare' | 'top'>>,
  offset: number,
): number {
  const { specifier, kind, names, typeOnly = false, bare = false, top = true } = request;
  scan.importOffsets.push(offset);
  return (
    scan.imports.push({ typeOnly, bare, top, at: at(scan, offset), specifier, kind, names }) - 1
  );
}

/** The whole module, as far as the request itself says. */
export const WHOLE_MODULE: readonly ImportName[] = [{ name: '*', decl: -1, typeOnly: false }];

/** Replaces "the whole module" by what the code takes from a `require` or awaited `import()`. */
export function narrowImport(scan: Scan, index: number, names: readonly ImportName[]): void {
  const request = scan.imports[index];
  if (request) request.names = sortNames(names);
}

export function sortNames(names: readonly ImportName[]): readonly ImportName[] {
  if (names.length < 2) return names;
  return [...names].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.decl - b.decl));
}

/** The text of a literal specifier (string or template without holes). */
export function literalText(node: Expression | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** Brings the requests into source order; declarations at the top level were read ahead. */
export function orderImports(scan: Scan): void {
  const offsets = scan.importOffsets;
  if (offsets.every((offset, index) => index === 0 || (offsets[index - 1] ?? 0) <= offset)) return;
  const order = offsets.map((_, index) => index);
  order.sort((a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0) || a - b);
  const moved = new Map(order.map((from, to) => [from, to]));
  const move = (index: number): number => moved.get(index) ?? index;
  const imports = order.flatMap((index) => scan.imports[index] ?? []);
  scan.imports.splice(0, scan.imports.length, ...imports);
  for (const holder of scan.importHolders) holder.index = move(holder.index);
  for (const decl of scan.decls) if (decl.imp !== undefined) decl.imp = move(decl.imp);
  for (const exported of scan.exports) exported.imp = move(exported.imp);
}
