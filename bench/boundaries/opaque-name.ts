import { createHash } from 'node:crypto';

/** No vowels, digits or letters that plural and participle endings are made of: a name is one word. */
const LETTERS = 'bcfhjklmpqrtvwxz';
const LENGTH = 12;

/**
 * A word that stands for an identifier: the same for the same identifier, and for two different ones,
 * however alike, as different as two random words.
 */
export function opaqueName(name: string): string {
  const digest = createHash('sha256').update(`opaque\0${name}`).digest();
  return Array.from(
    { length: LENGTH },
    (_, at) => LETTERS[(digest[at] ?? 0) % LETTERS.length],
  ).join('');
}
