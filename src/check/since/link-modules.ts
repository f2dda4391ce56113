/** The packages of the head, where the base would look for its own. */
import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';

import { isWithin, relativePath, toPosix } from '../../../analyzers/discover/posix-path.ts';

/**
 * @param head top of the user's work tree
 * @param base top of the tree of the merge base
 * @param folders where a node_modules may be, from the top
 */
export function linkModules(head: string, base: string, folders: Iterable<string>): void {
  for (const folder of folders) {
    const [from, to] = [join(head, folder, 'node_modules'), join(base, folder, 'node_modules')];
    if (!existsSync(from) || !existsSync(join(base, folder)) || existsSync(to)) continue;
    if (hasWorkspaceLink(head, from)) linkEach(head, base, from, to);
    else linkFolder(from, to);
  }
}

/** A folder link works on Windows without privileges only as a junction. */
export function linkFolder(target: string, path: string): void {
  symlinkSync(target, path, 'junction');
}

/** An entry that leads back into the repository has to lead into the tree of the base there. */
function linkEach(head: string, base: string, from: string, to: string): void {
  mkdirSync(to);
  for (const { name, entry } of listPackages(from)) {
    if (name.includes('/')) mkdirSync(join(to, name, '..'), { recursive: true });
    const inside = entry.isSymbolicLink() ? findInside(head, join(from, name)) : null;
    const target = inside === null ? join(from, name) : join(base, inside);
    if (existsSync(target)) linkFolder(target, join(to, name));
  }
}

function hasWorkspaceLink(head: string, modules: string): boolean {
  return listPackages(modules).some(
    ({ name, entry }) => entry.isSymbolicLink() && findInside(head, join(modules, name)) !== null,
  );
}

/** Path of a linked package of the repository itself, from its top. */
function findInside(head: string, link: string): string | null {
  if (!existsSync(link)) return null;
  const target = toPosix(realpathSync(link));
  if (!isWithin(target, head)) return null;
  const inside = relativePath(head, target);
  return inside.split('/').includes('node_modules') ? null : inside;
}

function listPackages(
  modules: string,
): readonly { readonly name: string; readonly entry: Dirent }[] {
  return list(modules).flatMap((entry) => {
    if (!entry.name.startsWith('@') || entry.isSymbolicLink()) return [{ name: entry.name, entry }];
    return list(join(modules, entry.name)).map((inner) => ({
      name: `${entry.name}/${inner.name}`,
      entry: inner,
    }));
  });
}

function list(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() || entry.isSymbolicLink(),
  );
}
