/** Files that are together from the start: wholly about the same subject, or pinned together. */
import type { Subjects } from './signals/find-subjects.ts';
import type { Pins } from './suggestion.ts';

/** Atom per file, numbered from 0. */
export function formAtoms({ wholly }: Subjects, pins: Pins): Int32Array {
  const parents = wholly.map((_, file) => file);
  const rootOf = (file: number): number => {
    let root = file;
    while (parents[root] !== undefined && parents[root] !== root) root = parents[root] ?? root;
    return root;
  };
  const unite = (group: readonly number[]): void => {
    const [first, ...others] = group;
    for (const other of others) parents[rootOf(other)] = rootOf(first ?? other);
  };
  const apart = new Set(pins.apart.flat());
  const groups = new Map<string, number[]>();
  wholly.forEach((subject, file) => {
    if (subject !== null && !apart.has(file))
      groups.set(subject, [...(groups.get(subject) ?? []), file]);
  });
  for (const group of groups.values()) unite(group);
  for (const group of pins.together) unite(group);
  const numbers = new Map<number, number>();
  return Int32Array.from(parents, (_, file) => {
    const root = rootOf(file);
    const known = numbers.get(root);
    if (known !== undefined) return known;
    numbers.set(root, numbers.size);
    return numbers.size - 1;
  });
}
