import { codeExcerpt } from './code-excerpt.js';
import { h } from './element.js';
import { longList } from './long-list.js';
import { block, boundaryLink, placeLink } from './parts.js';
import { prose } from './prose.js';
import { plural } from './wording.js';

/** @import { Context, Subject, View } from './context.d.ts' */
/** @import { AccessRow } from '../../../src/report/html/report-data.ts' */

/**
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'table' }>} subject
 * @returns {View}
 */
export function tableView(context, { name }) {
  const { report } = context;
  const table = report.tables().find((one) => one.name === name);
  const accesses = report.accessesOf().get(name) ?? [];
  return {
    eyebrow: 'Table',
    title: name,
    body: [
      table
        ? h(
            'p',
            { class: 'summary' },
            table.owner === null ? 'Nobody owns it. ' : 'Owned by ',
            table.owner === null ? null : boundaryLink(context, table.owner),
            table.entity === null
              ? null
              : h('span', { class: 'hint' }, ` ${table.entity} (${table.orm})`),
            table.tenantColumn === null
              ? null
              : h('span', { class: 'tag' }, `tenant column ${table.tenantColumn}`),
          )
        : null,
      table ? h('p', {}, 'Declared at ', placeLink(context, table)) : null,
      ...touchers(accesses).map(([boundary, rows]) => accessBlock(context, boundary, rows)),
      table && table.columns.length > 0
        ? block(
            `Columns (${table.columns.length})`,
            h('p', { class: 'columns' }, table.columns.join(', ')),
          )
        : null,
    ],
  };
}

/**
 * What one boundary does to one table.
 *
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'cell' }>} subject
 * @returns {View}
 */
export function cellView(context, { table, boundary }) {
  const { report } = context;
  const owner = report.tables().find((one) => one.name === table)?.owner ?? null;
  const rows = (report.accessesOf().get(table) ?? []).filter((one) => one.boundary === boundary);
  const crossings = report.crossings.filter(
    (one) => one.subject === table && one.from === boundary,
  );
  return {
    eyebrow: 'Table and boundary',
    title: `${report.nameOf(boundary)} · ${table}`,
    body: [
      h(
        'p',
        { class: 'summary' },
        owner !== null && owner === boundary ? 'It owns the table.' : 'The table is owned by ',
        owner !== null && owner === boundary
          ? null
          : owner === null
            ? 'nobody'
            : boundaryLink(context, owner),
      ),
      crossings[0]
        ? h('p', { class: 'why' }, prose(`Remedy ${crossings[0].remedy}: ${crossings[0].why}`))
        : null,
      accessBlock(context, boundary, rows),
    ],
  };
}

/**
 * Boundaries with their accesses; whoever writes most comes first.
 *
 * @param {readonly AccessRow[]} accesses
 */
function touchers(accesses) {
  /** @type {Map<string | null, AccessRow[]>} */
  const groups = new Map();
  for (const one of accesses) groups.set(one.boundary, [...(groups.get(one.boundary) ?? []), one]);
  const writes = (/** @type {readonly AccessRow[]} */ rows) =>
    rows.filter((one) => one.write).length;
  return [...groups].sort((a, b) => writes(b[1]) - writes(a[1]) || b[1].length - a[1].length);
}

/**
 * @param {Context} context
 * @param {string | null} boundary
 * @param {readonly AccessRow[]} rows
 */
function accessBlock(context, boundary, rows) {
  const writes = rows.filter((one) => one.write).length;
  const sorted = [...rows].sort((a, b) => Number(b.write) - Number(a.write));
  const parts = [
    writes > 0 ? plural(writes, 'write') : null,
    rows.length > writes ? plural(rows.length - writes, 'read') : null,
  ].filter(Boolean);
  return block(
    `${context.report.nameOf(boundary)}: ${parts.join(', ')}`,
    longList(sorted.length, (at) => {
      const one = /** @type {AccessRow} */ (sorted[at]);
      return h(
        'article',
        { class: 'crossing' },
        h(
          'p',
          { class: 'crossing-head' },
          h('span', { class: one.write ? 'mode writes' : 'mode' }, one.write ? 'W' : 'R'),
          h('strong', {}, one.symbol),
          h('span', { class: 'hint' }, one.via),
          one.certainty === 'inferred' ? h('span', { class: 'tag' }, 'inferred') : null,
        ),
        h('p', { class: 'evidence' }, placeLink(context, one), ' ', prose(one.evidence)),
        codeExcerpt(context.report, one),
      );
    }),
  );
}
