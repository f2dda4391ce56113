/** Functions put on objects: `service.run = async () => …`. */
import type { AttachedFunction, NameIndex, Program, ProjectFile } from './program.ts';
import { indexByName } from './program.ts';

export type Attached = AttachedFunction & { readonly file: ProjectFile };

const attachedIn = new WeakMap<Program['list'], NameIndex<Attached>>();

/** Functions put on objects anywhere in the program under a member name. */
export const attachedTo = (program: Program, name: string): readonly Attached[] =>
  indexAttached(program)(name) ?? [];

export function indexAttached({ list, reading }: Program): NameIndex<Attached> {
  let index = attachedIn.get(list);
  if (!index) {
    index = indexByName('attached', list, reading, (file) =>
      [...file.attached].flatMap(([at, functions]) =>
        functions.map((one) => [at, { ...one, file }] as const),
      ),
    );
    attachedIn.set(list, index);
  }
  return index;
}
