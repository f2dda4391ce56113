/**
 * What each file holds of a kind, looked for in each by itself. The unit under way depends on the
 * files where something is found, and not on all others that were looked at in vain.
 */
import type { Evaluator } from './evaluator.ts';
import type { ProjectFile } from './program.ts';
import type { Search } from './reading.ts';

/** @param what names the search; it is made the same way whenever the name is the same */
export function findInFiles<T>(
  evaluator: Evaluator,
  what: string,
  look: (file: ProjectFile) => readonly T[],
): readonly T[] {
  const { program, reading } = evaluator;
  const search = searchOf(evaluator, what, look);
  reading.unit.cells.add(`search ${what}`);
  const all: T[] = [];
  for (const file of program.list) {
    const found = search.look(file);
    if (found.items.length === 0) continue;
    for (const cell of found.unit.cells) reading.unit.cells.add(cell);
    for (const one of found.items) all.push(one as T);
  }
  return all;
}

function searchOf<T>(
  { alone, reading }: Evaluator,
  what: string,
  look: (file: ProjectFile) => readonly T[],
): Search {
  const known = reading.searches.get(what);
  if (known) return known;
  const found: Search['found'] = new Map();
  const search: Search = {
    found,
    look: (file) => {
      const before = found.get(file.path);
      if (before) return before;
      const { result, unit } = alone(() => look(file));
      const one = { items: result, unit };
      found.set(file.path, one);
      return one;
    },
  };
  reading.searches.set(what, search);
  return search;
}
