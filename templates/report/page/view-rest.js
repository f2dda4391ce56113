import { h } from './element.js';
import { filesBlock } from './files-block.js';
import { opener } from './parts.js';
import { plural } from './wording.js';

/** @import { Report } from './read-report.js' */
/** @import { Context, Subject, View } from './context.d.ts' */

const TITLES = {
  kernel: ['Kernel', 'Shared by all, owned by none: it goes along as a package.'],
  monolith: [
    'Stays in the monolith',
    'Wiring, entry points and scripts: they belong to no boundary.',
  ],
};

/**
 * Files that are in no boundary, in one of the two ways.
 *
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'rest' }>} subject
 * @returns {View}
 */
export function restView(context, { place }) {
  const [title = '', meaning] = TITLES[place];
  const files = restOf(context.report, place);
  return {
    eyebrow: 'Not in a boundary',
    title,
    body: [
      h('p', { class: 'summary' }, plural(files.length, 'file')),
      h('p', { class: 'hint' }, meaning),
      filesBlock(context, files),
    ],
  };
}

/** @param {Report} report @param {'kernel' | 'monolith'} place */
const restOf = ({ files }, place) =>
  files
    .filter(({ boundary, role }) =>
      place === 'kernel' ? boundary === 'kernel' : boundary === null && role === 'server',
    )
    .map((file) => file.path);

/** What the map leaves out, to be opened. @param {Context} context */
export function restLinks(context) {
  if (context.report.boundaries.length === 0) return null;
  const link = (/** @type {'kernel' | 'monolith'} */ place) => {
    const count = restOf(context.report, place).length;
    const [title = ''] = TITLES[place];
    return count === 0
      ? null
      : opener(context, { kind: 'rest', place }, `${title} (${plural(count, 'file')})`);
  };
  return h('p', { class: 'rest' }, 'Not on the map: ', link('kernel'), link('monolith'));
}
