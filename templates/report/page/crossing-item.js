import { codeExcerpt } from './code-excerpt.js';
import { h } from './element.js';
import { longList } from './long-list.js';
import { opener, placeLink, remedyMark } from './parts.js';
import { prose } from './prose.js';

/** @import { CrossingRow } from '../../../src/report/html/report-data.ts' */
/** @import { Context } from './context.d.ts' */

const TABLE_KINDS = new Set(['read', 'write', 'join', 'foreign-key', 'transaction']);

/** @param {Context} context @param {readonly CrossingRow[]} crossings */
export const crossingList = (context, crossings) =>
  longList(crossings.length, (at) =>
    crossingItem(context, /** @type {CrossingRow} */ (crossings[at])),
  );

/**
 * One crossing with all that is known of it.
 *
 * @param {Context} context
 * @param {CrossingRow} crossing
 */
function crossingItem(context, crossing) {
  const { kind, subject, evidence, certainty, remedy, why, cost } = crossing;
  return h(
    'article',
    { class: 'crossing' },
    h(
      'p',
      { class: 'crossing-head' },
      remedyMark(remedy),
      h('span', { class: 'kind' }, kind),
      h('strong', {}, subjectLink(context, crossing)),
      h('span', { class: 'cost', title: 'work, relative to moving one file' }, `cost ${cost}`),
    ),
    h('p', { class: 'why' }, prose(why)),
    h(
      'p',
      { class: 'evidence' },
      placeLink(context, crossing),
      ' ',
      evidence === subject ? null : prose(evidence),
      certainty === 'inferred' ? h('span', { class: 'tag' }, 'inferred') : null,
    ),
    codeExcerpt(context.report, crossing),
  );

  /**
   * @param {Context} inside
   * @param {CrossingRow} row
   */
  function subjectLink(inside, row) {
    if (TABLE_KINDS.has(kind)) return opener(inside, { kind: 'table', name: subject }, subject);
    if (row.target !== null) return opener(inside, { kind: 'file', path: row.target }, subject);
    return kind === 'event' ? opener(inside, { kind: 'event', name: subject }, subject) : subject;
  }
}
