/** The sentences of a roadmap step: why now, what before. */
import type { Obstacles } from './list-obstacles.ts';
import type { BoundaryJudgement, Candidate } from './judge-boundary.ts';
import type { BoundaryMeasure } from './measure-boundaries.ts';
import type { Extraction } from './order-extractions.ts';
import { count, group, list, percent } from './phrase.ts';
import type { RiskFactor } from './score-risk.ts';
import type { Value } from './score-value.ts';
import type { RiskName } from './thresholds.ts';

export interface StepContext {
  readonly ids: readonly string[];
  readonly candidate: Candidate;
  /** Its own, whatever is said of the whole. */
  readonly judgement: BoundaryJudgement;
  readonly value: Value;
  readonly extraction: Extraction;
  readonly obstacles: Obstacles;
}

export function describeStep(step: StepContext): readonly string[] {
  const { candidate, value, extraction, obstacles } = step;
  const { rest } = obstacles;
  return [
    `Value ${value.score.toFixed(2)}: ${describeSize(candidate.measure)}.`,
    `Risk ${extraction.risk.score.toFixed(2)}: ${describeRisk(extraction.risk.factors)}.`,
    describePlace(step),
    ...(rest === 0
      ? []
      : [
          `${count(rest, 'further obstacle', 'further obstacles')} of less weight ${rest === 1 ? 'is' : 'are'} not listed.`,
        ]),
  ];
}

/** What must have happened before: other boundaries' steps, and the obstacles that decide. */
export function listBefore({
  ids,
  candidate,
  judgement,
  extraction,
}: StepContext): readonly string[] {
  const called = [...new Set(candidate.touches.reverse.map(({ other }) => other))]
    .filter((other) => extraction.gone.has(other))
    .map((other) => ids[other] ?? '')
    .sort();
  return [
    ...judgement.before,
    ...(called.length === 0
      ? []
      : [
          `${list(called)} ${called.length === 1 ? 'is' : 'are'} out: it asks ${called.length === 1 ? 'that service' : 'these services'}, not the monolith.`,
        ]),
  ];
}

function describeSize({
  commits,
  lines,
  routes,
  consumers,
  jobs,
  authors,
}: BoundaryMeasure): string {
  return list(
    [
      ...(commits > 0 ? [`${group(commits)} file changes`] : []),
      ...(authors > 1 ? [`${authors} authors on one file`] : []),
      count(lines, 'line'),
      ...(routes.length > 0 ? [count(routes.length, 'route')] : []),
      ...(consumers > 0 ? [count(consumers, 'event handler')] : []),
      ...(jobs > 0 ? [count(jobs, 'job')] : []),
    ],
    6,
  );
}

const FACTORS: Readonly<Record<RiskName, (count: number) => string>> = {
  transactions: (times) => count(times, 'transaction across', 'transactions across'),
  writes: (times) => count(times, 'write across', 'writes across'),
  reverse: (times) => count(times, 'file of others to ask', 'files of others to ask'),
  joins: (times) => count(times, 'table joined across', 'tables joined across'),
  clients: (times) => count(times, 'file others ask', 'files others ask'),
  foreignKeys: (times) =>
    count(times, 'boundary tied by foreign keys', 'boundaries tied by foreign keys'),
  reads: (times) => count(times, 'table read across', 'tables read across'),
  untested: (share) => `${percent(share)} of its lines in files that no test imports`,
  doubt: (share) => `placement ${percent(share)} in doubt`,
  unread: (share) => `${percent(share)} of its data accesses unknown`,
};

/** The four heaviest; a share below one in twenty is not worth a word. */
function describeRisk(factors: readonly RiskFactor[]): string {
  const present = factors.filter(({ amount }) => amount >= 0.05);
  if (present.length === 0) return 'nothing crosses its border';
  return list(
    present.slice(0, 4).map(({ name, count }) => FACTORS[name](count)),
    4,
  );
}

function describePlace({ candidate, extraction, judgement }: StepContext): string {
  const { touches, measure } = candidate;
  const back = touches.reverse.filter(({ other }) => !extraction.gone.has(other)).length;
  const calls = back + measure.usesRest.length;
  if (judgement.verdict !== 'extract')
    return 'It cannot be taken out as it is: something has to happen before.';
  return calls === 0
    ? 'It calls nothing that is still in the monolith.'
    : `It calls back into the monolith in ${count(calls, 'place')}; those before it do so less or are worth more.`;
}
