/** The plan in the Markdown document: verdict, boundaries, crossings, splits, roadmap, plans. */
import type { Analysis, BoundaryFact, RoadmapStep, SplitFact } from '../../analyzers/index.ts';
import { comparePlans, PLAN_TITLES } from './compare-plans.ts';
import { countRemedies, REMEDIES } from './count-remedies.ts';
import { describePlan, HEADLINES, isConfigured } from './describe-verdict.ts';
import { inTheWay, orderBoundaries, percent, VERDICTS } from './list-boundaries.ts';
import { bullets, escape, some, table } from './markdown.ts';
import { pairCrossings } from './pair-crossings.ts';
import type { CrossingPair } from './pair-crossings.ts';
import { renderMermaid } from './render-mermaid.ts';
import { plural } from './summarize.ts';

export function verdictSection(analysis: Analysis): readonly string[] {
  const { verdict, health } = analysis;
  if (health.length === 0 && verdict.why.length === 0) return [];
  const reasons = verdict.why.map((why) => `- ${escape(why)}`).join('\n');
  return [
    `## Verdict: ${HEADLINES[verdict.split]}`,
    ...(reasons === '' ? [] : [reasons]),
    ...(analysis.boundaries.length === 0 ? [] : [bullets(describePlan(analysis))]),
  ];
}

export function planSections(analysis: Analysis): readonly string[] {
  if (analysis.boundaries.length === 0) return [];
  return [
    ...boundariesSection(analysis),
    ...crossingsSection(analysis),
    ...splitsSection(analysis),
    ...roadmapSection(analysis),
    ...plansSection(analysis),
  ];
}

function boundariesSection(analysis: Analysis): readonly string[] {
  const head = [
    '#',
    'boundary',
    'files',
    'lines',
    'tables',
    'routes',
    'cohesion',
    'confidence',
    'value',
    'risk',
    'verdict',
    'what stands in the way',
  ];
  const rows = orderBoundaries(analysis).map((one) => boundaryRow(analysis, one));
  return [
    isConfigured(analysis) ? '## Boundaries of saasctl.json' : '## Boundaries',
    `\`\`\`mermaid\n${renderMermaid(analysis)}\`\`\``,
    'In the order in which they should be taken out. Cohesion: share of the dependencies of its files on code in boundaries that stay inside. Confidence: how sure its files are placed.',
    table(head, rows),
  ];
}

function boundaryRow(analysis: Analysis, one: BoundaryFact): readonly string[] {
  const { rank, id, metrics, tables, confidence, value, risk, verdict } = one;
  return [
    rank === null ? '–' : String(rank),
    id,
    String(metrics.files),
    String(metrics.lines),
    some(tables),
    String(metrics.routes),
    percent(metrics.cohesion),
    percent(confidence),
    value.toFixed(2),
    risk.toFixed(2),
    VERDICTS[verdict],
    inTheWay(analysis, one),
  ];
}

/** Pairs beyond these are counted. */
const PAIRS_SHOWN = 60;

function crossingsSection(analysis: Analysis): readonly string[] {
  const pairs = pairCrossings(analysis);
  const rest = pairs.slice(PAIRS_SHOWN);
  return [
    '## Crossings',
    'Who touches whom, how often by remedy, and the costliest touch of each pair; the costliest pair first. Cost is relative to moving one file.',
    table(
      ['from', 'to', ...REMEDIES, 'cost', 'costliest', 'through', 'why'],
      pairs.slice(0, PAIRS_SHOWN).map(pairRow),
    ),
    ...(rest.length > 0
      ? [
          `And ${plural(rest.length, 'cheaper pair')} with ${plural(
            rest.reduce((sum, one) => sum + one.crossings.length, 0),
            'crossing',
          )} (all of them in --json).`,
        ]
      : []),
  ];
}

function pairRow({ from, to, crossings, cost, costliest }: CrossingPair): readonly string[] {
  const counts = new Map(countRemedies(crossings).map(({ remedy, count }) => [remedy, count]));
  const { path, line, kind, subject, remedy, why } = costliest;
  return [
    from,
    to,
    ...REMEDIES.map((one) => String(counts.get(one) ?? '')),
    cost.toFixed(1),
    `${path}:${line}`,
    `${kind} ${subject}`,
    `${remedy}: ${why}`,
  ];
}

function splitsSection({ splits }: Analysis): readonly string[] {
  if (splits.length === 0) return [];
  return ['## Splits', splits.map(splitItem).join('\n')];
}

function splitItem({ path, parts, why }: SplitFact): string {
  const members = parts.map(
    ({ boundary, symbols }) => `  - ${escape(boundary)}: ${escape(some(symbols))}`,
  );
  return [`- \`${path}\`: ${escape(why)}`, ...members].join('\n');
}

/** Nobody plans further ahead, and each step changes what comes after it. */
const STEPS_SHOWN = 20;

function roadmapSection({ roadmap }: Analysis): readonly string[] {
  if (roadmap.length === 0) return [];
  const more = roadmap.length - STEPS_SHOWN;
  return [
    '## Roadmap',
    ...roadmap.slice(0, STEPS_SHOWN).map(stepBlock),
    ...(more > 0 ? [`And ${plural(more, 'further step')} (all of them in --json).`] : []),
  ];
}

function stepBlock({ position, boundary, why, before, obstacles }: RoadmapStep): string {
  const list = (items: readonly string[]): readonly string[] =>
    items.map((one) => `- ${escape(one)}`);
  const ways = obstacles.map(
    ({ path, line, code, message, remedy }) =>
      `- \`${path}:${line}\` ${code}: ${escape(message)}. ${escape(remedy)}`,
  );
  return [
    `### ${position}. ${escape(boundary)}`,
    ...[list(why), list(before.map((one) => `First: ${one}`)), ways]
      .filter((block) => block.length > 0)
      .map((block) => block.join('\n')),
  ].join('\n\n');
}

function plansSection({ plans, health }: Analysis): readonly string[] {
  const nested = plans.map(({ granularity, chosen, boundaries }) => [
    `${granularity}${chosen ? ' (chosen)' : ''}`,
    String(boundaries.length),
    some(boundaries.map((one) => `${one.id} ${one.files.length}`)),
  ]);
  return [
    '## Plans',
    ...(nested.length === 0
      ? []
      : [
          'Suggested, from few boundaries to many; each finer plan only divides what the coarser one keeps together.',
          table(['plan', 'boundaries', 'files of each'], nested),
        ]),
    ...(health.length === 0
      ? []
      : [
          'What each plan means between its boundaries, before → after the remedies; what stays in the monolith is not counted.',
          table(['', ...health.map(({ plan }) => PLAN_TITLES[plan])], comparePlans(health)),
        ]),
  ];
}
