/**
 * Which files a search has asked for which names. Barrels export each other, and in layers of them
 * the ways to a file double with every layer: each file is asked for a name once, whatever the way.
 */
import type { ProjectFile } from './program.ts';

export type AskedExports = Map<ProjectFile, Set<string>>;

/** Notes that a file is asked for a name; false when it has been in this search. */
export function isAskedFirst(asked: AskedExports, file: ProjectFile, name: string): boolean {
  let names = asked.get(file);
  if (!names) asked.set(file, (names = new Set()));
  if (names.has(name)) return false;
  names.add(name);
  return true;
}
