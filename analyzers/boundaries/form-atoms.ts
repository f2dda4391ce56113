/** Files that are together from the start: they are wholly about the same subject. */
import type { Subjects } from './signals/find-subjects.ts';

/** Atom per file, numbered from 0 in order of first appearance. */
export function formAtoms({ wholly }: Subjects): Int32Array {
  const numbers = new Map<string | number, number>();
  return Int32Array.from(wholly, (subject, file) => {
    const key = subject ?? file;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}
