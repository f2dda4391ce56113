/** One screen for a person. */
import { styleText } from 'node:util';

import type { Analysis, Finding } from '../../analyzers/index.ts';
import { rankKnots } from './rank-knots.ts';
import {
  describeLimits,
  describeOpinion,
  describeProject,
  describeTangle,
  plural,
  stackOf,
} from './summarize.ts';
import type { Line } from './summarize.ts';

export interface TextOptions {
  readonly color: boolean;
  /** What the user typed as the folder, for the commands to run next. */
  readonly folder: string;
}

const WORST = 5;
/** Whether there are colors was decided where the terminal is known. */
const ALWAYS = { validateStream: false } as const;

export function renderText(analysis: Analysis, { color, folder }: TextOptions): string {
  const bold = (text: string): string => (color ? styleText('bold', text, ALWAYS) : text);
  const dim = (text: string): string => (color ? styleText('dim', text, ALWAYS) : text);
  const worst = rankKnots(analysis, WORST);
  const limits = describeLimits(analysis);
  const name = analysis.project.name ?? 'this project';
  const where = folder === '.' ? '' : ` ${folder}`;
  return [
    `${bold(name)} · ${stackOf(analysis)}`,
    '',
    ...section('What it is', describeProject(analysis), bold),
    ...section('What holds it together', describeTangle(analysis), bold),
    bold(
      worst.length > 0
        ? `The worst ${worst.length === 1 ? 'knot' : `${worst.length} knots`}`
        : 'No knots found',
    ),
    ...worst.flatMap((finding) => knotLines(finding, dim)),
    '',
    ...(limits.length > 0 ? section('What could not be read', limits, bold) : []),
    `${bold('Second opinion')}  ${describeOpinion(analysis)}`,
    '',
    bold('Next'),
    ...nextSteps(worst[0], where),
    '',
  ].join('\n');
}

function section(
  title: string,
  lines: readonly Line[],
  bold: (text: string) => string,
): readonly string[] {
  const width = Math.max(...lines.map((line) => line.label.length));
  return [
    bold(title),
    ...lines.map(({ label, text }) => `  ${label.padEnd(width)}  ${clip(text, LINE_WIDTH)}`),
    '',
  ];
}

function knotLines(finding: Finding, dim: (text: string) => string): readonly string[] {
  const more =
    finding.related.length > 0 ? ` (+${plural(finding.related.length, 'more place')})` : '';
  return [
    `  ${finding.path}:${finding.line}:${finding.column}  ${finding.code}  ${dim(finding.id)}${more}`,
    `      ${clip(finding.message, MESSAGE_WIDTH)}`,
  ];
}

const MESSAGE_WIDTH = 160;
const LINE_WIDTH = 180;

/** One line, and not longer than a wide terminal. */
function clip(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

function nextSteps(worst: Finding | undefined, where: string): readonly string[] {
  const explain = worst
    ? [`  npx saasctl explain ${worst.id}${where}     what a knot means, its evidence, what to do`]
    : [];
  return [
    ...explain,
    `  npx saasctl analyze${where} --format mermaid     the modules as a picture`,
    `  npx saasctl analyze${where} --format markdown --output analysis.md     everything, for the team`,
    `  npx saasctl analyze${where} --json     every fact with path:line:column`,
  ];
}
