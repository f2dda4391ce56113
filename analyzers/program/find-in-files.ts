/**
 * What each file holds of a kind, looked for in each by itself. The unit under way depends on the
 * files where something is found, and not on all others that were looked at in vain.
 */
import type { Evaluator } from './evaluator.ts';
import type { ProjectFile } from './program.ts';
import { aside } from './reading.ts';
import type { Found, Search } from './reading.ts';

/**
 * @param what names the search; it is made the same way whenever the name is the same
 * @param isWorth cheap test by the file alone: others hold nothing of the kind
 */
export function findInFiles<T>(
  evaluator: Evaluator,
  what: string,
  look: (file: ProjectFile) => readonly T[],
  isWorth: (file: ProjectFile) => boolean = () => true,
): readonly T[] {
  const { program, reading } = evaluator;
  const search = searchOf(evaluator, what, look, isWorth);
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
  isWorth: (file: ProjectFile) => boolean,
): Search {
  const known = reading.searches.get(what);
  if (known) return known;
  const found: Search['found'] = new Map();
  const lookAlone = (file: ProjectFile): Found => {
    const { result, unit } = alone(() => look(file));
    return { items: result, unit };
  };
  const search: Search = {
    found,
    look: (file) => {
      const before = found.get(file.path);
      if (before) return before;
      const one = aside(reading, () => isWorth(file))
        ? lookAlone(file)
        : { items: [], unit: { cells: new Set([`file ${file.path}`]) } };
      found.set(file.path, one);
      return one;
    },
  };
  reading.searches.set(what, search);
  return search;
}

export const hasDecoratedClass = (file: ProjectFile): boolean =>
  file.classes.some((cls) => cls.ir.decorators);
