import { choice } from './choice.js';
import { bodyOf, h } from './element.js';
import { createVirtualList } from './virtual-list.js';
import { plural } from './wording.js';

/** @import { Context } from './context.d.ts' */
/** @import { FindingRow } from '../../../src/report/html/report-data.ts' */

const SEVERITIES = ['error', 'warning', 'info'];
/** @type {Readonly<Record<string, string>>} */
const SIGNS = { error: '✕', warning: '▲', info: 'i' };

/** @param {Context} context */
export function renderFindingsSection(context) {
  const { report } = context;
  const all = report.findings();
  if (all.length === 0) {
    bodyOf('findings').replaceChildren(h('p', { class: 'empty' }, 'None.'));
    return;
  }
  const rank = (/** @type {number} */ at) => SEVERITIES.indexOf(all[at]?.severity ?? '');
  const worstFirst = all.map((_, at) => at).sort((a, b) => rank(a) - rank(b) || a - b);
  const state = { severity: 'every', code: 'every' };
  /** @type {readonly number[]} */
  let shown = [];
  const count = h('p', { class: 'hint' });
  const list = createVirtualList({
    label: 'Findings',
    rowHeight: 46,
    rowsShown: 10,
    renderRow: (at) => row(/** @type {FindingRow} */ (all[shown[at] ?? 0])),
    open: (at, element) => context.show({ kind: 'finding', at: shown[at] ?? 0 }, element),
  });
  const set = (/** @type {Partial<typeof state>} */ change) => {
    Object.assign(state, change);
    shown = worstFirst.filter((at) => {
      const one = /** @type {FindingRow} */ (all[at]);
      const fits = state.severity === 'every' || one.severity === state.severity;
      return fits && (state.code === 'every' || one.code === state.code);
    });
    count.textContent = `${plural(shown.length, 'finding')}`;
    list.reset(shown.length);
  };
  bodyOf('findings').replaceChildren(
    h(
      'div',
      { class: 'toolbar' },
      severityChoice(all, (severity) => set({ severity })),
      codeChoice(all, (code) => set({ code })),
    ),
    count,
    list.element,
  );
  set({});
}

/** @param {FindingRow} finding */
function row({ severity, code, message, path, line }) {
  return [
    h('span', { class: `severity s-${severity}`, title: severity }, SIGNS[severity] ?? '·'),
    h(
      'span',
      { class: 'grow two-lines' },
      h('span', {}, message),
      h('span', { class: 'hint' }, `${code} · ${path}:${line}`),
    ),
  ];
}

/**
 * @param {readonly FindingRow[]} all
 * @param {(severity: string) => void} onChange
 */
function severityChoice(all, onChange) {
  const counts = SEVERITIES.map((severity) => ({
    value: severity,
    label: `${SIGNS[severity]} ${severity} (${all.filter((one) => one.severity === severity).length})`,
  }));
  return choice(
    'Severity',
    [{ value: 'every', label: `All (${all.length})` }, ...counts],
    'every',
    onChange,
  );
}

/**
 * @param {readonly FindingRow[]} all
 * @param {(code: string) => void} onChange
 */
function codeChoice(all, onChange) {
  const codes = [...new Set(all.map((one) => one.code))].sort();
  const select = h(
    'select',
    { 'aria-label': 'Kind of finding', onchange: () => onChange(select.value) },
    h('option', { value: 'every' }, 'every kind'),
    codes.map((code) => h('option', { value: code }, code)),
  );
  return select;
}
