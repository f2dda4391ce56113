import { h } from './element.js';
import { crossingList } from './crossing-item.js';
import { block, boundaryLink, bullets, opener } from './parts.js';
import { percent, plural } from './wording.js';

/** @import { Context, Subject, View } from './context.d.ts' */

/** @type {Readonly<Record<string, string>>} */
const ROLES = { test: 'Test file', 'front-end': 'File of the front end' };

/**
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'file' }>} subject
 * @returns {View}
 */
export function fileView(context, { path }) {
  const { report } = context;
  const at = report.placeOfFile().get(path) ?? -1;
  const file = report.files[at];
  return {
    eyebrow: ROLES[file?.role ?? ''] ?? 'File',
    title: path,
    body: [
      h(
        'p',
        { class: 'summary' },
        file ? `${plural(file.lines, 'line')} in ` : 'not part of the sources; in ',
        boundaryLink(context, file?.boundary ?? null),
        typeof file?.confidence === 'number' ? `, ${percent(file.confidence)} sure` : null,
        file?.module ? h('span', { class: 'hint' }, ` module today: ${file.module}`) : null,
      ),
      tablesBlock(context, path),
      crossingsBlock(context, path),
      fileList(
        context,
        'Uses',
        (report.importsFrom().get(at) ?? []).map((one) => one.to),
      ),
      fileList(
        context,
        'Used by',
        (report.importsTo().get(at) ?? []).map((one) => one.from),
      ),
    ],
  };
}

/** @param {Context} context @param {string} path */
function tablesBlock(context, path) {
  const accesses = context.report.accesses().filter((one) => one.path === path);
  const tables = [...new Set(accesses.map((one) => one.table))];
  if (tables.length === 0) return null;
  const links = tables.map((name) => opener(context, { kind: 'table', name }, name));
  return block('Tables it touches', h('p', { class: 'chips' }, links));
}

/** @param {Context} context @param {string} path */
function crossingsBlock(context, path) {
  const crossings = context.report.crossings.filter(
    (one) => one.path === path || one.target === path,
  );
  if (crossings.length === 0) return null;
  return block(`Crossings here (${crossings.length})`, crossingList(context, crossings));
}

/**
 * @param {Context} context
 * @param {string} title
 * @param {readonly number[]} files
 */
function fileList(context, title, files) {
  if (files.length === 0) return null;
  const link = (/** @type {number} */ at) => {
    const file = context.report.files[at];
    return [
      opener(context, { kind: 'file', path: file?.path ?? '' }, file?.path ?? ''),
      h(
        'span',
        { class: 'hint' },
        ` ${context.report.nameOf(file?.boundary ?? file?.module ?? null)}`,
      ),
    ];
  };
  const shown = files.slice(0, 15);
  const rest = files.slice(15);
  return block(
    `${title} (${files.length})`,
    bullets(shown.map(link)),
    rest.length > 0 &&
      h('details', {}, h('summary', {}, `${rest.length} more`), bullets(rest.map(link))),
  );
}
