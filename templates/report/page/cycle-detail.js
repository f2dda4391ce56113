import { codeExcerpt } from './code-excerpt.js';
import { h } from './element.js';
import { longList } from './long-list.js';
import { block, boundaryLink, bullets, opener, placeLink } from './parts.js';
import { ringDiagram } from './ring-diagram.js';
import { plural } from './wording.js';

/** @import { Child } from './element.js' */
/** @import { Context } from './context.d.ts' */
/** @import { CutRow, CycleRow } from '../../../src/report/html/report-data.ts' */

/** More members than this and a circle is a ball of wool. */
const READABLE = 24;
const MEMBERS_SHOWN = 40;

/**
 * @param {Context} context
 * @param {number} at
 */
export function cycleDetail(context, at) {
  const cycle = /** @type {CycleRow} */ (context.report.cycles()[at]);
  const cuts = context.report.cuts().get(at) ?? [];
  const { members } = cycle;
  const link = (/** @type {string} */ member) => memberLink(context, cycle.level, member);
  const rest = members.slice(MEMBERS_SHOWN);
  return h(
    'div',
    {},
    h(
      'p',
      { class: 'summary' },
      `${plural(members.length, 'member')}, ${plural(cycle.edges, 'edge')} between them. Without these ${cuts.length === 1 ? 'one' : cuts.length} there is no circle left.`,
    ),
    members.length <= READABLE
      ? ringDiagram(members.map(short), arrowsOf(context, cycle, cuts))
      : null,
    block(
      `Cut (${cuts.length})`,
      longList(
        cuts.length,
        (index) => cutItem(context, /** @type {CutRow} */ (cuts[index]), link),
        { ordered: true },
      ),
    ),
    block(
      `Members (${members.length})`,
      bullets(members.slice(0, MEMBERS_SHOWN).map(link)),
      rest.length > 0 &&
        h('details', {}, h('summary', {}, `${rest.length} more`), bullets(rest.map(link))),
    ),
  );
}

/**
 * @param {Context} context
 * @param {CutRow} cut
 * @param {(member: string) => Child} link
 */
function cutItem(context, cut, link) {
  return h(
    'article',
    { class: 'crossing' },
    h('p', { class: 'crossing-head' }, h('strong', {}, link(cut.from), ' → ', link(cut.to))),
    h('p', { class: 'evidence' }, placeLink(context, cut)),
    codeExcerpt(context.report, cut),
  );
}

/**
 * @param {Context} context
 * @param {string} level
 * @param {string} member
 */
function memberLink(context, level, member) {
  if (level === 'boundary') return boundaryLink(context, member);
  return level === 'file'
    ? opener(context, { kind: 'file', path: member }, member)
    : opener(context, { kind: 'group', level: 'modules', id: member }, member);
}

/** The last folder and the name: enough to tell members apart in a picture. @param {string} member */
const short = (member) => member.split('/').slice(-2).join('/');

/**
 * @param {Context} context
 * @param {CycleRow} cycle
 * @param {readonly CutRow[]} cuts
 */
function arrowsOf({ report }, { level, tier, members }, cuts) {
  const places = new Map(members.map((member, at) => [member, at]));
  const cut = new Set(cuts.map((one) => `${one.from}\n${one.to}`));
  /** @type {Map<string, { from: number, to: number, cut: boolean }>} */
  const arrows = new Map();
  const add = (/** @type {string} */ from, /** @type {string} */ to) => {
    const [source, target] = [places.get(from), places.get(to)];
    if (source === undefined || target === undefined || source === target) return;
    const key = `${from}\n${to}`;
    arrows.set(key, { from: source, to: target, cut: cut.has(key) });
  };
  // What is to be cut is drawn in any case, whatever else is known of the edges at this level.
  for (const { from, to } of cuts) add(from, to);
  if (level === 'file')
    for (const member of members)
      for (const one of report.importsFrom().get(report.placeOfFile().get(member) ?? -1) ?? [])
        if (tier === 'all' || !one.type) add(member, report.files[one.to]?.path ?? '');
  const map = report.maps.find((one) =>
    level === 'module' ? one.level === 'modules' : level === 'boundary' && one.chosen,
  );
  for (const edge of map?.edges ?? [])
    add(map?.nodes[edge.from]?.id ?? '', map?.nodes[edge.to]?.id ?? '');
  return [...arrows.values()];
}
