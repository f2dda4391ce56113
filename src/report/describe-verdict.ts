/** The verdict and what the plan comes to, in sentences that text and Markdown share. */
import type { Analysis, BoundaryVerdict, PlanHealth, SplitVerdict } from '../../analyzers/index.ts';
import { describeRemedies } from './count-remedies.ts';
import { findMerges } from './find-merges.ts';
import { listDoubtful, percent } from './list-boundaries.ts';
import { plural } from './summarize.ts';
import type { Line } from './summarize.ts';

export const HEADLINES: Readonly<Record<SplitVerdict, string>> = {
  yes: 'it can be split, one boundary at a time',
  'modularise-first': 'not yet, modularise first',
  no: 'do not split it',
};

/** The plan that the boundaries are of: the user's own when there is one. */
export function shownPlan({ health }: Pick<Analysis, 'health'>): PlanHealth | null {
  return health.find((one) => one.plan === 'configured') ?? health[0] ?? null;
}

export const isConfigured = (analysis: Pick<Analysis, 'health'>): boolean =>
  shownPlan(analysis)?.plan === 'configured';

/** Short enough for one line with all three. */
const READY: readonly (readonly [BoundaryVerdict, string])[] = [
  ['extract', 'ready'],
  ['modularise-first', 'to untangle'],
  ['do-not-split', 'not to split'],
];

/** What the plan is, what it costs, and what is unsure about it. */
export function describePlan(analysis: Analysis): readonly Line[] {
  const { boundaries, crossings } = analysis;
  const plan = shownPlan(analysis);
  if (boundaries.length === 0 || plan === null) return [];
  const merges = findMerges(analysis).map(nameGroup);
  const cost = crossings.length === 0 ? '' : `: ${describeRemedies(crossings)}`;
  return [
    { label: 'boundaries', text: `${countReady(analysis)}; ${countPlaces(analysis, plan)}` },
    { label: 'crossings', text: `${crossings.length.toLocaleString('en-US')}${cost}` },
    { label: 'after them', text: describeProof(plan) },
    ...(merges.length === 0 ? [] : [{ label: 'merge', text: merges.join(' | ') }]),
    ...describeDoubts(analysis),
  ];
}

function countReady({ boundaries }: Analysis): string {
  const ready = READY.flatMap(([verdict, text]) => {
    const count = boundaries.filter((one) => one.verdict === verdict).length;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  return `${boundaries.length}: ${ready.join(', ')}`;
}

/** Where all files are. */
function countPlaces({ files }: Analysis, { filesInBoundaries, kernelFiles }: PlanHealth): string {
  const server = files.filter((file) => file.role === 'server').length;
  const stay = Math.max(0, server - filesInBoundaries - kernelFiles);
  return `${filesInBoundaries.toLocaleString('en-US')} files, ${kernelFiles} kernel, ${stay} stay`;
}

/** What holds once the remedies are applied. */
function describeProof(plan: PlanHealth): string {
  const { cyclicBefore, cyclicAfter, sharedTablesBefore, sharedTablesAfter } = plan;
  const circles = cyclicAfter === 0 ? 'no boundary' : plural(cyclicAfter, 'boundary', 'boundaries');
  const tables = sharedTablesAfter === 0 ? 'no table' : plural(sharedTablesAfter, 'table');
  return `${circles} in a circle (now ${cyclicBefore}), ${tables} with two writers (now ${sharedTablesBefore})`;
}

const NAMES_SHOWN = 5;

function nameGroup(group: readonly string[]): string {
  const more = group.length - NAMES_SHOWN;
  return `${group.slice(0, NAMES_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const DOUBTS_SHOWN = 3;

function describeDoubts(analysis: Analysis): readonly Line[] {
  const doubtful = listDoubtful(analysis);
  if (doubtful.length === 0) return [];
  const names = doubtful
    .slice(0, DOUBTS_SHOWN)
    .map((one) => `${one.id} (${percent(one.confidence)})`);
  const more = doubtful.length - names.length;
  const text = `placed on little evidence: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [{ label: 'unsure', text }];
}
