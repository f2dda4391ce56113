import { calibration } from './metrics/calibration.ts';
import type { CaseReport } from './evaluate-case.ts';
import type { PartitionScore } from './score-partition.ts';

const COLUMNS: readonly (readonly [string, (score: PartitionScore) => string])[] = [
  ['K', (score) => score.clusters.toFixed(0)],
  ['MoJoFM', (score) => percent(score.mojoFm)],
  ['ARI', (score) => score.ari.toFixed(2)],
  ['unit-F1', (score) => score.unitF1.toFixed(2)],
  ['a2a', (score) => percent(score.a2a)],
  ['V', (score) => score.v.toFixed(2)],
  ['C2C-33', ({ c2c33 }) => `${percent(c2c33.found)}/${percent(c2c33.authoritative)}`],
  ['C2C-50', ({ c2c50 }) => `${percent(c2c50.found)}/${percent(c2c50.authoritative)}`],
  ['SM', (score) => score.sm.toFixed(3)],
  ['ICP', (score) => score.icp.toFixed(3)],
  ['IFN', (score) => score.ifn.toFixed(1)],
  ['NED', (score) => score.ned.toFixed(2)],
  ['CMod', (score) => percent(score.cMod)],
  ['Q', (score) => score.q.toFixed(2)],
];

/** One case as text: a table of partitions, then kernel, calibration, signals. */
export function renderReport(title: string, report: CaseReport): string {
  const { files, scoredFiles, scoredModules, kernel, suggestMilliseconds } = report;
  const table = renderTable(
    ['', ...COLUMNS.map(([name]) => name)],
    Object.entries(report.rows).map(([name, score]) => [
      name,
      ...COLUMNS.map(([, show]) => show(score)),
    ]),
  );
  return [
    `${title}: ${files} files, scored ${scoredFiles} in ${scoredModules} modules; suggested in ${(suggestMilliseconds / 1000).toFixed(2)} s`,
    table,
    `kernel: F1 ${kernel.f1.toFixed(2)} (precision ${kernel.precision.toFixed(2)}, recall ${kernel.recall.toFixed(2)}; ${kernel.found} found, ${kernel.shared} shared by the authors)`,
    renderCalibration(report.placements),
    `signals: ${
      Object.entries(report.signals)
        .map(([name, weight]) => `${name} ${weight.toFixed(2)}`)
        .join(', ') || 'none stated'
    }`,
  ].join('\n');
}

/** Stated confidence against the share placed right. */
export function renderCalibration(placements: CaseReport['placements']): string {
  const { bins, error } = calibration(
    placements.map((one) => one.stated),
    placements.map((one) => one.right),
  );
  const shown = bins.map(
    ({ from, count, stated, observed }) =>
      `${from.toFixed(1)}+: ${stated.toFixed(2)} said, ${observed.toFixed(2)} right (${count})`,
  );
  return `confidence: ECE ${error.toFixed(3)}; ${shown.join('; ')}`;
}

/** A Markdown table with padded columns: the first left, the rest right. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, 2, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function pad(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}

export function percent(share: number): string {
  return (100 * share).toFixed(0);
}
