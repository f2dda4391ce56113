/** What crosses the border of one boundary, remedy by remedy, and what of it stands in the way. */
import type { Analysis, BoundaryFact, CrossingFact, RoadmapStep } from '../../analyzers/index.ts';
import { countRemedies, describeRemedies } from './count-remedies.ts';
import { compare } from './pair-crossings.ts';
import { plural } from './summarize.ts';
import { SCREEN_WIDTH, wrap } from './text-style.ts';
import type { Style } from './text-style.ts';

/** Subjects per remedy. */
const SUBJECTS_SHOWN = 4;
const OBSTACLES_SHOWN = 8;

/** By remedy, the hardest first. */
export function crossingsOf(
  { crossings }: Analysis,
  { id }: BoundaryFact,
  style: Style,
): readonly string[] {
  const mine = crossings.filter(({ from, to }) => from === id || to === id);
  if (mine.length === 0) return [];
  return [
    style.bold(`What crosses its border (${mine.length}: ${describeRemedies(mine)})`),
    ...countRemedies(mine).flatMap(({ remedy, count }) => [
      `  ${style.bold(remedy)}  ${count}`,
      ...subjectsOf(
        mine.filter((one) => one.remedy === remedy),
        style,
      ),
    ]),
    '',
  ];
}

/** The dearest subjects of one remedy: who touches it, the first place, and why this remedy. */
function subjectsOf(crossings: readonly CrossingFact[], { path }: Style): readonly string[] {
  const groups = new Map<string, CrossingFact[]>();
  for (const one of crossings) {
    const key = `${one.from} → ${one.to}  ${one.subject}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const cost = (list: readonly CrossingFact[]): number =>
    list.reduce((sum, one) => sum + one.cost, 0);
  const sorted = [...groups].sort(([a, x], [b, y]) => cost(y) - cost(x) || compare(a, b));
  const more = sorted.length - SUBJECTS_SHOWN;
  return [
    ...sorted.slice(0, SUBJECTS_SHOWN).flatMap(([title, list]) => {
      const [first] = list;
      if (first === undefined) return [];
      const places = list.length > 1 ? `  (${plural(list.length, 'place')})` : '';
      return [
        `    ${title}${places}`,
        `      ${path(`${first.path}:${first.line}:${first.column}`)}  ${first.kind}`,
        ...wrap(first.why, SCREEN_WIDTH - 6).map((line) => `      ${line}`),
      ];
    }),
    ...(more > 0 ? [`    … and ${plural(more, 'more subject')}`] : []),
  ];
}

/** What must happen before, and the obstacles of the roadmap. */
export function obstaclesOf(
  { roadmap }: Analysis,
  { id, verdict, why }: BoundaryFact,
): readonly string[] {
  const step = roadmap.find((one) => one.boundary === id);
  if (step === undefined) return verdict === 'do-not-split' ? wrapped(why.at(-1) ?? '', '  ') : [];
  const more = step.obstacles.length - OBSTACLES_SHOWN;
  return [
    ...step.before.flatMap((text) => wrapped(`First: ${text}`, '  ')),
    ...heaviest(step).flatMap(({ path, line, column, code, message, remedy }) => [
      `  ${path}:${line}:${column}  ${code}`,
      ...wrapped(`${message}. ${remedy}`, '      '),
    ]),
    ...(more > 0 ? [`  … and ${plural(more, 'cheaper obstacle')} (analyze --json)`] : []),
  ];
}

/** A step lists the cheapest first; here the dearest decide. */
const heaviest = ({ obstacles }: RoadmapStep) => obstacles.slice(-OBSTACLES_SHOWN).toReversed();

const wrapped = (text: string, indent: string): readonly string[] =>
  wrap(text, SCREEN_WIDTH - indent.length).map((line) => `${indent}${line}`);
