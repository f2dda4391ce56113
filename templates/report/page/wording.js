/** The words of the page: how many, how sure, what a remedy means. */

// Made once: a formatter costs far more than what it formats.
const NUMBERS = new Intl.NumberFormat('en-US');

/** `1,234`. @param {number} count */
export const figure = (count) => NUMBERS.format(count);

/**
 * @param {number} count
 * @param {string} noun
 * @param {string} [many]
 */
export function plural(count, noun, many = `${noun}s`) {
  return `${figure(count)} ${count === 1 ? noun : many}`;
}

/** @param {number} share */
export const percent = (share) => `${Math.round(share * 100)} %`;

/** Costly last, as in the contract; the order of legends and of every breakdown. */
export const REMEDIES = /** @type {const} */ ([
  'move',
  'kernel',
  'event',
  'api',
  'replicate',
  'merge',
]);

/** @type {Readonly<Record<string, string>>} */
export const REMEDY_MEANS = {
  move: 'the code goes to the side that uses it',
  kernel: 'shared by all, owned by none',
  event: 'told after the fact',
  api: 'asked over the network',
  replicate: 'a read-only copy',
  merge: 'the two stay one',
};

/** What is still there between two services once every remedy has been applied. */
export const LASTING_REMEDIES = new Set(['event', 'api', 'replicate']);

/** @type {Readonly<Record<string, string>>} */
export const VERDICTS = {
  extract: 'extract',
  'modularise-first': 'modularise first',
  'do-not-split': 'do not split',
};

/** @type {Readonly<Record<string, string>>} */
export const LEVELS = {
  coarse: 'Coarse',
  medium: 'Medium',
  fine: 'Fine',
  modules: 'Modules of today',
};

/** @type {Readonly<Record<string, string>>} */
export const TIERS = {
  all: 'all imports',
  runtime: 'at run time',
  load: 'while loading',
};

/** @type {Readonly<Record<string, string>>} */
export const TIER_MEANS = {
  all: 'Every import counts, types too. These circles only bother readers and compilers.',
  runtime: 'Imports that survive compilation. As services these would call each other in a circle.',
  load: 'Names that are used while files are loaded. These work only as long as nobody changes the order of imports.',
};

/**
 * `9 api, 5 replicate`, in the order of the remedies.
 *
 * @param {readonly { readonly remedy: string }[]} crossings
 */
export function remedyCounts(crossings) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { remedy } of crossings) counts.set(remedy, (counts.get(remedy) ?? 0) + 1);
  return REMEDIES.flatMap((remedy) => {
    const count = counts.get(remedy);
    return count === undefined ? [] : [{ remedy, count }];
  });
}
