/** Functions put on objects: `service.run = async () => …`. */
import type { AttachedFunction, Program, ProjectFile } from './program.ts';
import { pushTo } from './program.ts';

export type Attached = AttachedFunction & { readonly file: ProjectFile };

const attachedIn = new WeakMap<Program['files'], ReadonlyMap<string, readonly Attached[]>>();

/** Functions put on objects anywhere in the program, by member name. */
export function attachedTo(files: Program['files']): ReadonlyMap<string, readonly Attached[]> {
  const before = attachedIn.get(files);
  if (before) return before;
  const index = new Map<string, Attached[]>();
  for (const file of files.values()) {
    for (const [name, list] of file.attached)
      for (const one of list) pushTo(index, name, { ...one, file });
  }
  attachedIn.set(files, index);
  return index;
}
