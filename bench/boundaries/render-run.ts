import type { CaseReport } from './evaluate-case.ts';
import type { Tier } from './hide-evidence.ts';
import type { LabelSet } from './label-rules.ts';
import { percent, renderCalibration, renderTable } from './render-report.ts';
import type { PartitionScore } from './score-partition.ts';

export interface RunEntry {
  readonly repository: string;
  readonly set: LabelSet;
  readonly tier: Tier;
  readonly report: CaseReport;
}

const BASELINES = ['naive Louvain', 'random, same sizes', 'all in one', 'singletons'] as const;

/** One section per tier and set: agreement, intrinsic values beside the authors', calibration, losses. */
export function renderRun(entries: readonly RunEntry[]): string {
  const sections = new Map<string, RunEntry[]>();
  for (const entry of entries) {
    const title = `Tier ${entry.tier}, ${entry.set}`;
    sections.set(title, [...(sections.get(title) ?? []), entry]);
  }
  return [...sections]
    .map(([title, members]) =>
      [
        `### ${title}`,
        renderAgreement(members),
        renderIntrinsic(members),
        renderRest(members),
      ].join('\n\n'),
    )
    .join('\n\n');
}

/** Cells are MoJoFM / ARI; ours with unit-F1 as well. */
function renderAgreement(entries: readonly RunEntry[]): string {
  const rows = entries.map(({ repository, report }) => [
    repository,
    `${report.scoredFiles} / ${report.scoredModules}`,
    String(row(report, 'ours').clusters),
    agreement(row(report, 'ours')),
    row(report, 'ours').unitF1.toFixed(2),
    ...BASELINES.map((name) => agreement(row(report, name))),
    report.kernel.f1.toFixed(2),
  ]);
  const reports = entries.map((entry) => entry.report);
  const mean = [
    'mean',
    '',
    '',
    meanAgreement(reports, 'ours'),
    meanOf(reports, (report) => row(report, 'ours').unitF1).toFixed(2),
    ...BASELINES.map((name) => meanAgreement(reports, name)),
    meanOf(reports, (report) => report.kernel.f1).toFixed(2),
  ];
  const head = ['repository', 'files / modules', 'our K', 'ours', 'unit-F1', ...BASELINES];
  return renderTable([...head, 'kernel F1'], [...rows, mean]);
}

/** Ours / authors, in one cell. */
function renderIntrinsic(entries: readonly RunEntry[]): string {
  const values: readonly (readonly [string, (score: PartitionScore) => string])[] = [
    ['SM', (score) => score.sm.toFixed(3)],
    ['ICP', (score) => score.icp.toFixed(2)],
    ['IFN', (score) => score.ifn.toFixed(1)],
    ['NED', (score) => score.ned.toFixed(2)],
    ['CMod', (score) => percent(score.cMod)],
    ['Q', (score) => score.q.toFixed(2)],
  ];
  return renderTable(
    ['ours / authors', ...values.map(([name]) => name)],
    entries.map(({ repository, report }) => [
      repository,
      ...values.map(([, show]) => `${show(row(report, 'ours'))} / ${show(row(report, 'authors'))}`),
    ]),
  );
}

function renderRest(entries: readonly RunEntry[]): string {
  const losses = entries.flatMap(({ repository, report }) => {
    const [ours, naive] = [row(report, 'ours'), row(report, 'naive Louvain')];
    const lost = [
      ...(ours.mojoFm < naive.mojoFm ? ['MoJoFM'] : []),
      ...(ours.ari < naive.ari ? ['ARI'] : []),
    ];
    return lost.length === 0 ? [] : [`${repository} (${lost.join(', ')})`];
  });
  return [
    renderCalibration(entries.flatMap(({ report }) => report.placements)),
    `below naive Louvain: ${losses.join(', ') || 'nowhere'}`,
  ].join('\n\n');
}

function row(report: CaseReport, name: string): PartitionScore {
  const score = report.rows[name];
  if (score === undefined) throw new RangeError(`no row "${name}"`);
  return score;
}

function agreement(score: Pick<PartitionScore, 'mojoFm' | 'ari'>): string {
  return `${percent(score.mojoFm)} / ${score.ari.toFixed(2)}`;
}

function meanAgreement(reports: readonly CaseReport[], name: string): string {
  return agreement({
    mojoFm: meanOf(reports, (report) => row(report, name).mojoFm),
    ari: meanOf(reports, (report) => row(report, name).ari),
  });
}

function meanOf(reports: readonly CaseReport[], value: (report: CaseReport) => number): number {
  return reports.reduce((sum, report) => sum + value(report), 0) / reports.length;
}
