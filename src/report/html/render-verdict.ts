/** The head of the page, written out as HTML: it is on the screen before any script has run. */
import type {
  Analysis,
  BoundaryVerdict,
  PlanHealth,
  SplitVerdict,
} from '../../../analyzers/contract.ts';
import { plural, stackOf } from '../summarize.ts';
import { escapeHtml } from './escape-html.ts';

const HEADLINES: Readonly<Record<SplitVerdict, string>> = {
  yes: 'It can be split, one boundary at a time.',
  'modularise-first': 'Not yet: modularise first.',
  no: 'Do not split it.',
};

export type VerdictValues = Readonly<
  Record<'name' | 'stack' | 'verdict' | 'headline' | 'summary' | 'reasons' | 'health', string>
>;

export function renderVerdict(analysis: Analysis): VerdictValues {
  const { project, verdict } = analysis;
  const scale = [
    stackOf(analysis),
    plural(project.files, 'file'),
    plural(project.lines, 'line'),
    plural(analysis.tables.length, 'table'),
    plural(analysis.routes.length, 'route'),
  ];
  return {
    name: escapeHtml(project.name ?? 'This project'),
    stack: scale.map((part) => `<span>${escapeHtml(part)}</span>`).join(' '),
    verdict: verdict.split,
    headline: HEADLINES[verdict.split],
    summary: escapeHtml(summarize(analysis)),
    reasons: verdict.why.map((reason) => `<li>${renderProse(reason)}</li>`).join('\n'),
    health: renderHealth(analysis.health),
  };
}

/** What stands between backticks is code. */
const renderProse = (text: string): string =>
  escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

function summarize({ boundaries, crossings, modules }: Analysis): string {
  if (boundaries.length === 0)
    return `No boundaries are proposed; the map shows the ${plural(modules.length, 'module')} of today.`;
  const parts = (
    [
      ['extract', 'ready to be taken out'],
      ['modularise-first', 'after some work'],
      ['do-not-split', 'better left alone'],
    ] as const satisfies readonly (readonly [BoundaryVerdict, string])[]
  ).flatMap(([verdict, text]) => {
    const count = boundaries.filter((one) => one.verdict === verdict).length;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  const remedies = `${plural(crossings.length, 'crossing')} between them, each with a remedy`;
  return `${plural(boundaries.length, 'boundary', 'boundaries')}: ${parts.join(', ')}. ${remedies}.`;
}

type Figure = readonly [
  label: string,
  read: (health: PlanHealth) => readonly number[],
  /** Null where neither less nor more is better as such. */
  better: 'less' | null,
];

const FIGURES: readonly Figure[] = [
  ['Boundaries', (one) => [one.boundaries], null],
  ['Files in boundaries', (one) => [one.filesInBoundaries], null],
  ['Files in the kernel', (one) => [one.kernelFiles], null],
  ['Imports across', (one) => [one.crossingImports], 'less'],
  ['Boundaries in call circles', (one) => [one.cyclicBefore, one.cyclicAfter], 'less'],
  ['Tables with several writers', (one) => [one.sharedTablesBefore, one.sharedTablesAfter], 'less'],
  ['Transactions across', (one) => [one.crossingTransactions], 'less'],
  ['Joins across', (one) => [one.crossingJoins], 'less'],
  ['Relations across', (one) => [one.crossingRelations], 'less'],
];

/** One column per plan; where there are two, the better figure says so in words. */
function renderHealth(health: readonly PlanHealth[]): string {
  if (health.length === 0) return '';
  const titles = health.map((one) => (one.plan === 'suggested' ? 'Suggested' : 'Configured'));
  const head = titles.map((title) => `<th scope="col">${title}</th>`).join('');
  const rows = FIGURES.map(([label, read, better]) => {
    const figures = health.map(read);
    const cells = figures.map((figure, at) => {
      const wins = better !== null && figures.length > 1 && beatsAll(figures, at);
      return `<td${wins ? ' class="better"' : ''}>${figure.map((one) => one.toLocaleString('en-US')).join(' → ')}${wins ? '<span> better</span>' : ''}</td>`;
    });
    return `<tr><th scope="row">${label}</th>${cells.join('')}</tr>`;
  });
  return `<table class="health"><caption>What the plan means <span>before → after the remedies</span></caption><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

/** What remains after the remedies decides, then what there is to remedy. */
function beatsAll(figures: readonly (readonly number[])[], at: number): boolean {
  const mine = figures[at] ?? [];
  return figures.every((other, index) => {
    if (index === at) return true;
    for (let place = Math.max(mine.length, other.length) - 1; place >= 0; place -= 1) {
      const difference = (mine[place] ?? 0) - (other[place] ?? 0);
      if (difference !== 0) return difference < 0;
    }
    return false;
  });
}
