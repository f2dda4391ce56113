/** A name for each boundary from its modules, subjects, tables and routes; unique, kebab-case. */
import type { BoundaryEvidence } from './evidence.ts';
import { splitWords } from './signals/split-words.ts';
import type { Subjects } from './signals/find-subjects.ts';
import type { Assignment } from './suggestion.ts';

/** A declared module names a boundary when it is this share of its files, and most of it is there. */
const MOSTLY = 0.5;
/** A table names its boundary more than one file's subject does. */
const TABLE_VOTES = 2;
const ROUTE_VOTES = 0.5;
/** Names of the places that are no boundary. */
const PLACES = ['kernel', 'monolith'];
/** Votes of a part for the whole it is called after. */
const OF_THE_WHOLE = 0.6;

export function nameBoundaries(
  evidence: BoundaryEvidence,
  subjects: Subjects,
  assignment: Assignment,
): readonly string[] {
  const count = assignment.reduce((most, one) => Math.max(most, one + 1), 0);
  const votes = gatherVotes(evidence, subjects, assignment, count);
  const modules = gatherModules(evidence, assignment, count);
  const taken = new Set<string>(PLACES);
  return votes.map((row, place) => {
    const ranked = [...row]
      .sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1))
      .map(([name]) => name);
    const wishes = [modules[place] ?? null, ...ranked].filter((name) => name !== null);
    const free =
      wishes.find((name) => !taken.has(likenessOf(name))) ?? firstFree(wishes[0] ?? 'part', taken);
    taken.add(likenessOf(free));
    return free;
  });
}

function gatherVotes(
  { tables, routes }: BoundaryEvidence,
  { wholly, partly }: Subjects,
  assignment: Assignment,
  count: number,
): readonly Map<string, number>[] {
  const votes = Array.from({ length: count }, () => new Map<string, number>());
  const vote = (file: number, name: string, weight: number): void => {
    const row = votes[assignment[file] ?? -1];
    const words = toId(name).split('-');
    if (row === undefined || words[0] === '') return;
    // `task status` speaks for `task` too: many parts of one thing are best called by the whole.
    words.forEach((_, index) => {
      const id = words.slice(0, index + 1).join('-');
      const share = index + 1 === words.length ? 1 : OF_THE_WHOLE;
      row.set(id, (row.get(id) ?? 0) + weight * share);
    });
  };
  wholly.forEach((subject, file) => {
    if (subject !== null) vote(file, subject, 1);
    else for (const [name, share] of partly[file] ?? []) vote(file, name, share / 2);
  });
  for (const { file, name } of tables) vote(file, name, TABLE_VOTES);
  for (const { file, path } of routes) {
    const segment = path
      .split('/')
      .find((one) => /^[a-z][a-z-]{2,}$/i.test(one) && !/^api$/i.test(one));
    if (segment !== undefined) vote(file, segment, ROUTE_VOTES);
  }
  return votes;
}

/** Base name of the module that holds most of a boundary, if one does and no other boundary shares it more. */
function gatherModules(
  { files }: BoundaryEvidence,
  assignment: Assignment,
  count: number,
): readonly (string | null)[] {
  const held = Array.from({ length: count }, () => new Map<string, number>());
  const sizes = Array.from({ length: count }, () => 0);
  const modules = new Map<string, number>();
  files.forEach(({ module }, file) => {
    const place = assignment[file] ?? -1;
    if (module !== null) modules.set(module, (modules.get(module) ?? 0) + 1);
    if (place < 0) return;
    sizes[place] = (sizes[place] ?? 0) + 1;
    if (module !== null) held[place]?.set(module, (held[place]?.get(module) ?? 0) + 1);
  });
  return held.map((row, place) => {
    const [top] = [...row].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    if (top === undefined || top[1] < (sizes[place] ?? 0) * MOSTLY) return null;
    const [module, own] = top;
    const isElsewhere = own < (modules.get(module) ?? 0) * MOSTLY;
    return isElsewhere ? null : toId(module.split('/').at(-1) ?? '') || null;
  });
}

function toId(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** `user` and `users` side by side would be two names for one thing. */
const likenessOf = (name: string): string =>
  name
    .split('-')
    .map((word) => splitWords(word).join('') || word)
    .join('-');

function firstFree(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(likenessOf(`${name}-${number}`))) number += 1;
  return taken.has(likenessOf(name)) ? `${name}-${number}` : name;
}
