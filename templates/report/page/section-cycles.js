import { choice } from './choice.js';
import { cycleDetail } from './cycle-detail.js';
import { announce, bodyOf, h } from './element.js';
import { createVirtualList } from './virtual-list.js';
import { plural, TIER_MEANS, TIERS } from './wording.js';

/** @import { Context } from './context.d.ts' */
/** @import { CycleRow } from '../../../src/report/html/report-data.ts' */

const ALL_LEVELS = ['boundary', 'module', 'file'];
const ALL_TIERS = ['runtime', 'load', 'all'];

/** @param {Context} context */
export function renderCyclesSection(context) {
  const cycles = context.report.cycles();
  if (cycles.length === 0) {
    bodyOf('cycles').replaceChildren(
      h('p', { class: 'empty' }, 'None: nothing imports itself in a circle.'),
    );
    return;
  }
  const levels = ALL_LEVELS.filter((level) => cycles.some((one) => one.level === level));
  const level = levels[0] ?? 'file';
  const tiers = ALL_TIERS.filter((tier) =>
    cycles.some((one) => one.level === level && one.tier === tier),
  );
  const state = { level, tier: tiers[0] ?? 'all' };
  const meaning = h('p', { class: 'hint' });
  const tierBox = h('div');
  const columns = createColumns(context);
  const set = (/** @type {Partial<typeof state>} */ change) => {
    Object.assign(state, change);
    if (change.tier === undefined)
      tierBox.replaceChildren(tierChoice(cycles, state, (tier) => set({ tier })));
    meaning.textContent = TIER_MEANS[state.tier] ?? '';
    columns.show(
      cycles.flatMap((one, at) =>
        one.level === state.level && one.tier === state.tier ? [at] : [],
      ),
    );
  };
  bodyOf('cycles').replaceChildren(
    h(
      'div',
      { class: 'toolbar' },
      levelChoice(cycles, levels, level, (next) => set({ level: next })),
      tierBox,
    ),
    meaning,
    columns.element,
  );
  set({});
}

/** The list at the left, the one that is looked at at the right. @param {Context} context */
function createColumns(context) {
  const cycles = context.report.cycles();
  /** @type {readonly number[]} */
  let shown = [];
  const detail = h('div', { class: 'cycle-detail' });
  const list = createVirtualList({
    label: 'Cycles, largest first',
    rowHeight: 44,
    rowsShown: 9,
    renderRow: (at) => row(context, shown[at] ?? 0),
    open: (at) => pick(shown[at]),
  });
  const pick = (/** @type {number | undefined} */ at) => {
    const cycle = cycles[at ?? -1];
    detail.replaceChildren(
      at === undefined ? h('p', { class: 'empty' }, 'None here.') : cycleDetail(context, at),
    );
    if (cycle)
      announce(`${plural(cycle.members.length, 'member')}, ${plural(cycle.edges, 'edge')}`);
  };
  return {
    element: h('div', { class: 'cycle-columns' }, list.element, detail),
    /** @param {readonly number[]} next */
    show: (next) => {
      shown = next;
      list.reset(shown.length);
      pick(shown[0]);
    },
  };
}

/**
 * @param {readonly CycleRow[]} cycles
 * @param {readonly string[]} levels
 * @param {string} chosen
 * @param {(level: string) => void} onChange
 */
function levelChoice(cycles, levels, chosen, onChange) {
  const options = levels.map((level) => ({
    value: level,
    label: `${level === 'boundary' ? 'boundaries' : `${level}s`} (${cycles.filter((one) => one.level === level).length})`,
  }));
  return choice('What goes in a circle', options, chosen, onChange);
}

/**
 * @param {readonly CycleRow[]} cycles
 * @param {{ readonly level: string, readonly tier: string }} state
 * @param {(tier: string) => void} onChange
 */
function tierChoice(cycles, { level, tier }, onChange) {
  const options = ALL_TIERS.map((value) => ({
    value,
    label: `${TIERS[value]} (${cycles.filter((one) => one.level === level && one.tier === value).length})`,
  }));
  return choice('Which imports count', options, tier, onChange);
}

/**
 * @param {Context} context
 * @param {number} at
 */
function row({ report }, at) {
  const cycle = /** @type {CycleRow} */ (report.cycles()[at]);
  const cuts = report.cuts().get(at)?.length ?? 0;
  return [
    h(
      'span',
      { class: 'grow two-lines' },
      h(
        'span',
        {},
        plural(
          cycle.members.length,
          cycle.level,
          cycle.level === 'boundary' ? 'boundaries' : `${cycle.level}s`,
        ),
      ),
      h('span', { class: 'hint' }, cycle.members.slice(0, 3).join(', ')),
    ),
    h('span', { class: 'figure' }, `cut ${cuts} of ${cycle.edges}`),
  ];
}
