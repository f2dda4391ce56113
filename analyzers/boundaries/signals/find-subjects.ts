/**
 * Which thing a file is about, from the names it declares. A thing is what has a service, a
 * controller, a store or a table of its own somewhere in the project; a file is about the longest
 * of them that its names contain, the more so the less else they contain.
 */
import type { BoundaryEvidence, EvidenceFile } from '../evidence.ts';
import { ANCHOR_WORDS, hasSubject, stripRoles } from './role-words.ts';
import { splitWords } from './split-words.ts';

/** Names beyond these tell the inside of a file, not its subject. */
const NAMES_READ = 8;
/** A file is wholly about a subject when its names are, this share of them. */
const WHOLLY = 0.95;
/** A name that has the subject behind other words is about it less: `UserFieldDto` is about users first. */
const INNER = 0.7;

export interface Subjects {
  /** The subject a file is wholly about, null if there is none. */
  readonly wholly: readonly (string | null)[];
  /** Per file: subject → share of its names that is about it. */
  readonly partly: readonly ReadonlyMap<string, number>[];
}

export function findSubjects({ files, tables }: BoundaryEvidence): Subjects {
  const names = files.map(readNames);
  const known = new Set<string>();
  const learn = (name: readonly string[]): void => {
    if (hasSubject(name)) known.add(name.join(' '));
  };
  for (const name of names.flat())
    if (name.length > 1 && ANCHOR_WORDS.has(name.at(-1) ?? '')) learn(stripRoles(name));
  for (const { name, file } of tables) {
    if (file < 0) continue;
    learn(splitWords(name));
    for (const declared of names[file] ?? []) learn(stripRoles(declared));
  }
  const partly = files.map((file, index) => {
    // What only wires others is about what it wires, whatever it is called.
    if (file.wiring) return new Map<string, number>();
    const own = names[index] ?? [];
    const name = readFileName(file);
    const isTelling = name.length > 0 && longestKnown(stripRoles(name), known).length > 0;
    return shareSubjects(isTelling ? [...own, name] : own, known);
  });
  return { wholly: partly.map(pickSubject), partly };
}

function readNames({ names, exported }: EvidenceFile): readonly (readonly string[])[] {
  return names
    .slice(0, Math.min(NAMES_READ, exported > 0 ? exported : names.length))
    .map((name) => splitWords(name.replace(/^[IT](?=[A-Z][a-z])/, '')))
    .filter((name) => name.length > 0);
}

/** The file's own name is one more of its names, if it names something known. */
function readFileName({ path }: EvidenceFile): readonly string[] {
  const [name = ''] = /[^/]*$/.exec(path) ?? [];
  return splitWords(name.replace(/\.\w+$/, ''));
}

function shareSubjects(
  names: readonly (readonly string[])[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const name of names) {
    const core = stripRoles(name);
    for (const { subject, length, inner } of longestKnown(core, known)) {
      const share = ((length / core.length) * (inner ? INNER : 1)) / names.length;
      shares.set(subject, (shares.get(subject) ?? 0) + share);
    }
  }
  return shares;
}

interface Match {
  readonly subject: string;
  readonly length: number;
  readonly inner: boolean;
}

/** The longest known subjects within a name; several only when they are equally long. */
function longestKnown(core: readonly string[], known: ReadonlySet<string>): readonly Match[] {
  for (let length = core.length; length > 0; length -= 1) {
    const matches: Match[] = [];
    for (let start = 0; start + length <= core.length; start += 1) {
      const subject = core.slice(start, start + length).join(' ');
      if (known.has(subject)) matches.push({ subject, length, inner: start > 0 });
    }
    if (matches.length > 0) return matches;
  }
  return [];
}

function pickSubject(shares: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const [subject, share] of shares) {
    const most = best === null ? 0 : (shares.get(best) ?? 0);
    if (share > most || (share === most && best !== null && subject < best)) best = subject;
  }
  return best !== null && (shares.get(best) ?? 0) >= WHOLLY ? best : null;
}
