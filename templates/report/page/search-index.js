/** Everything that has a name, made ready when somebody begins to search. */

/** @import { Report } from './read-report.js' */
/** @import { Subject } from './context.d.ts' */

/**
 * @typedef {{
 *   readonly group: string,
 *   readonly text: string,
 *   readonly detail: string,
 *   readonly low: string,
 *   readonly subject: Subject,
 * }} Entry
 */

/** The order of groups in the results. */
export const GROUPS = ['Boundaries', 'Tables', 'Routes', 'Events', 'Files', 'Symbols', 'Findings'];

/**
 * @param {Report} report
 * @returns {readonly Entry[]}
 */
export function buildSearchIndex(report) {
  /** @type {Entry[]} */
  const entries = [];
  const add = (
    /** @type {string} */ group,
    /** @type {string} */ text,
    /** @type {string} */ detail,
    /** @type {Subject} */ subject,
  ) => entries.push({ group, text, detail, low: text.toLowerCase(), subject });
  for (const { id, name, files } of report.boundaries)
    add('Boundaries', name, `${files.length} files`, { kind: 'boundary', id });
  for (const { name, owner } of report.tables())
    add('Tables', name, owner === null ? 'no owner' : report.nameOf(owner), {
      kind: 'table',
      name,
    });
  for (const [at, { method, path, handler }] of report.routes().entries())
    add('Routes', `${method} ${path}`, handler, { kind: 'route', at });
  for (const name of report.eventEnds().keys()) add('Events', name, '', { kind: 'event', name });
  for (const { path, boundary, role } of report.files)
    add('Files', path, role === 'server' ? report.nameOf(boundary) : role, { kind: 'file', path });
  for (const [symbol, path] of symbolsOf(report))
    add('Symbols', symbol, path, { kind: 'file', path });
  for (const [at, { id, code, message }] of report.findings().entries())
    add('Findings', message, `${code} ${id}`, { kind: 'finding', at });
  return entries;
}

/**
 * Names across a cut and functions that touch data, each with the file to look at.
 *
 * @param {Report} report
 */
function symbolsOf(report) {
  /** @type {Map<string, string>} */
  const symbols = new Map();
  for (const surface of report.surface().values())
    for (const { symbol, path } of surface) symbols.set(symbol, path);
  for (const { subject, target, kind } of report.crossings)
    if (
      target !== null &&
      (kind === 'import' || kind === 'inject' || kind === 'call') &&
      !symbols.has(subject)
    )
      symbols.set(subject, target);
  for (const { symbol, path } of report.accesses())
    if (!symbols.has(symbol)) symbols.set(symbol, path);
  return symbols;
}

/**
 * The best entries of each group: all words must occur; beginnings of names and of their parts count more.
 *
 * @param {readonly Entry[]} entries
 * @param {string} query
 * @param {number} most per group
 */
export function search(entries, query, most) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  /** @type {Map<string, { entry: Entry, score: number }[]>} */
  const found = new Map();
  for (const entry of entries) {
    const score = scoreOf(entry, words);
    if (score <= 0) continue;
    const group = found.get(entry.group);
    if (group) group.push({ entry, score });
    else found.set(entry.group, [{ entry, score }]);
  }
  return GROUPS.flatMap((group) => {
    const hits = found.get(group) ?? [];
    hits.sort((a, b) => b.score - a.score || a.entry.text.length - b.entry.text.length);
    return hits.length === 0
      ? []
      : [{ group, total: hits.length, entries: hits.slice(0, most).map((one) => one.entry) }];
  });
}

/**
 * @param {Entry} entry
 * @param {readonly string[]} words
 */
function scoreOf({ low, detail }, words) {
  let score = 0;
  for (const word of words) {
    const at = low.indexOf(word);
    if (at < 0) {
      if (!detail.toLowerCase().includes(word)) return 0;
      score += 1;
    } else if (low === word) score += 12;
    else if (at === 0) score += 8;
    else score += /[\s/._:-]/.test(low[at - 1] ?? '') ? 6 : 3;
  }
  return score;
}
