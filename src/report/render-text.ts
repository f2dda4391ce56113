/** One screen for a person. */
import type { Analysis, Finding, RoadmapStep } from '../../analyzers/index.ts';
import { comparePlans, PLAN_TITLES } from './compare-plans.ts';
import { describeWorst } from './describe-tangle.ts';
import { describePlan, HEADLINES, isConfigured } from './describe-verdict.ts';
import { inTheWay, orderBoundaries, VERDICTS } from './list-boundaries.ts';
import { noteLayers } from './note-layers.ts';
import { rankKnots } from './rank-knots.ts';
import { describeScale, stackOf } from './summarize.ts';
import {
  clip,
  columns,
  folderArgument,
  labelled,
  SCREEN_WIDTH,
  styleFor,
  wrapShort,
} from './text-style.ts';
import type { Style, TextOptions } from './text-style.ts';

const WORST = 5;
const BOUNDARIES_SHOWN = 7;
const REASONS_SHOWN = 2;
const STEPS_SHOWN = 3;
/** Lines that a reason may take. */
const SHORT = 2;

export function renderText(analysis: Analysis, { color, folder }: TextOptions): string {
  const style = styleFor(color);
  const name = analysis.project.name ?? 'this project';
  const worst = rankKnots(analysis, WORST);
  return [
    `${style.bold(name)} · ${stackOf(analysis)}`,
    ...labelled(describeScale(analysis), 1),
    '',
    ...verdictLines(analysis, style),
    ...planLines(analysis, style),
    ...boundaryLines(analysis, style),
    ...roadmapLines(analysis, style),
    ...knotsLines(analysis, worst, style),
    style.bold('Next'),
    ...nextSteps(analysis, worst[0], folderArgument(folder)),
    '',
  ].join('\n');
}

function verdictLines(analysis: Analysis, { bold }: Style): readonly string[] {
  const { verdict, boundaries } = analysis;
  if (boundaries.length === 0 && verdict.why.length === 0) return [];
  return [
    bold(`Verdict: ${HEADLINES[verdict.split]}`),
    ...verdict.why
      .slice(0, REASONS_SHOWN)
      .flatMap((why) => wrapShort(why, SCREEN_WIDTH - 2, SHORT).map((line) => `  ${line}`)),
    ...labelled(describePlan(analysis), 1),
    '',
  ];
}

/** Only where there is something to compare with. */
function planLines({ health }: Analysis, { bold }: Style): readonly string[] {
  if (health.length < 2) return [];
  const heads = health.map(({ plan }) => ({ title: PLAN_TITLES[plan], right: true }));
  return [
    bold('Your plan beside the suggested one (between boundaries; before → after the remedies)'),
    ...columns([{ title: '' }, ...heads], comparePlans(health)),
    '',
  ];
}

function boundaryLines(analysis: Analysis, { bold, dim }: Style): readonly string[] {
  const all = orderBoundaries(analysis);
  if (all.length === 0) return [];
  // A line for one that is left out could as well be that one.
  const shown = all.slice(0, all.length === BOUNDARIES_SHOWN + 1 ? all.length : BOUNDARIES_SHOWN);
  const heads = [
    { title: '#', right: true },
    { title: 'boundary' },
    { title: 'files', right: true },
    { title: 'tables', right: true },
    { title: 'routes', right: true },
    { title: 'verdict' },
    { title: 'what stands in the way' },
  ];
  const rows = shown.map((one) => [
    one.rank === null ? '–' : String(one.rank),
    clip(one.id, NAME_WIDTH),
    String(one.metrics.files),
    String(one.metrics.tables),
    String(one.metrics.routes),
    VERDICTS[one.verdict],
    inTheWay(analysis, one),
  ]);
  const left = all.slice(shown.length).map((one) => one.id);
  return [
    bold(isConfigured(analysis) ? 'Boundaries of saasctl.json' : 'Boundaries'),
    ...columns(heads, rows),
    ...(left.length > 0
      ? [dim(`  ${clip(`… and ${left.length} more: ${left.join(', ')}`, SCREEN_WIDTH - 2)}`)]
      : []),
    '',
  ];
}

const NAME_WIDTH = 26;

function roadmapLines({ roadmap }: Analysis, { bold }: Style): readonly string[] {
  if (roadmap.length === 0) return [];
  const first = roadmap.slice(0, STEPS_SHOWN);
  return [
    bold(`Roadmap, first ${first.length} of ${roadmap.length}`),
    ...labelled(first.map(toLine), 1),
    '',
  ];
}

/** What decides first: what must happen before, else its calls; then what is gained. */
function toLine({ position, boundary, why, before }: RoadmapStep) {
  const [value = '', , place = ''] = why;
  const decides = before.length > 0 ? `first: ${before[0]}` : `${place.split(';')[0]};`;
  const gained = value.slice(value.indexOf(':') + 1).trim();
  return {
    label: `${position}. ${clip(boundary, NAME_WIDTH)}`,
    text: `${decides.replace(/\.;?$/, ';')} ${gained}`,
  };
}

function knotsLines(
  analysis: Analysis,
  worst: readonly Finding[],
  { bold, dim }: Style,
): readonly string[] {
  const { length } = worst;
  const knots = length === 0 ? 'no knots' : length === 1 ? 'one knot' : `the worst ${length} knots`;
  return [
    bold(`What stands out in the modules of today, and ${knots}`),
    `  ${clip(describeWorst(analysis), SCREEN_WIDTH - 2)}`,
    ...noteLayers(analysis).map(({ text }) => `  ${clip(text, SCREEN_WIDTH - 2)}`),
    ...worst.flatMap(({ path, line, column, code, id, related, message }) => [
      `  ${path}:${line}:${column}  ${code}  ${dim(id)}${related.length > 0 ? ` (+${related.length})` : ''}`,
      `      ${clip(message, SCREEN_WIDTH - 6)}`,
    ]),
    '',
  ];
}

function nextSteps(
  analysis: Analysis,
  worst: Finding | undefined,
  where: string,
): readonly string[] {
  const [first] = orderBoundaries(analysis);
  const steps = [
    ...(first === undefined || isConfigured(analysis)
      ? []
      : [[`saasctl init${where}`, 'your own boundaries, judged']]),
    [`saasctl analyze${where} --html report.html`, 'the map, for the meeting'],
    ...(first === undefined ? [] : [[`saasctl explain ${first.id}${where}`, 'why these files']]),
    ...(worst === undefined
      ? []
      : [[`saasctl explain ${worst.id}${where}`, 'a knot and its evidence']]),
  ] as const;
  const width = Math.max(...steps.map(([command]) => command?.length ?? 0));
  return steps.map(([command = '', text = '']) => `  npx ${command.padEnd(width)}  ${text}`);
}
