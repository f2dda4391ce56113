/** `extract`, `modularise-first` or `do-not-split`, boundary by boundary, with reasons a lead can check. */
import type { BoundaryVerdict } from '../../contract.ts';
import type { Touch, Touches } from './gather-touches.ts';
import type { BoundaryMeasure } from './measure-boundaries.ts';
import { count, group, list, percent } from './phrase.ts';
import type { Risk } from './score-risk.ts';
import {
  COHESION_LIFT,
  COHESION_SAMPLE,
  CORE_SHARE,
  HIGH_RISK,
  HUB_CLIENTS,
  HUB_SHARE,
  LOW_CONFIDENCE,
  NANO_LINES,
  UNREAD_DATA,
} from './thresholds.ts';

/** Why a boundary is no service, one word each, for the count over the whole plan. */
export type NoService = 'nothing to serve' | 'too small' | 'the core' | 'uncertain' | 'no unit';

export interface BoundaryJudgement {
  readonly verdict: BoundaryVerdict;
  readonly noService: NoService | null;
  readonly why: readonly string[];
}

export interface Candidate {
  readonly measure: BoundaryMeasure;
  readonly touches: Touches;
  readonly risk: Risk;
  /** Ids of boundaries with which it must be one. */
  readonly mergeWith: readonly string[];
}

/** @param boundaries of the plan
 *  @param lines of all of them together */
export function judgeBoundary(
  candidate: Candidate,
  boundaries: number,
  lines: number,
): BoundaryJudgement {
  const refusal = refuse(candidate.measure, boundaries, lines);
  if (refusal !== null)
    return { verdict: 'do-not-split', noService: refusal[0], why: [refusal[1]] };
  const first = [...dataFirst(candidate), ...callsFirst(candidate, boundaries)];
  return first.length === 0
    ? { verdict: 'extract', noService: null, why: [] }
    : { verdict: 'modularise-first', noService: null, why: first };
}

function refuse(
  measure: BoundaryMeasure,
  boundaries: number,
  allLines: number,
): readonly [NoService, string] | null {
  const { lines, written, routes, consumers, jobs, confidence, inside, outside, expected } =
    measure;
  if (written.length + routes.length + consumers + jobs === 0)
    return [
      'nothing to serve',
      'It writes no table and has no route, event handler or job: it is a library of the others, not a service.',
    ];
  if (lines < NANO_LINES)
    return [
      'too small',
      `${count(lines, 'line')} in ${count(measure.files.length, 'file')}: as a service it would be mostly its own plumbing.`,
    ];
  if (boundaries > 1 && lines > allLines * CORE_SHARE)
    return [
      'the core',
      `It holds ${percent(lines / allLines)} of the code of all boundaries: it is the monolith that the others are taken out of.`,
    ];
  if (confidence < LOW_CONFIDENCE)
    return [
      'uncertain',
      `Its files are placed with a confidence of ${confidence.toFixed(2)}: a little less evidence would put them elsewhere.`,
    ];
  const uses = inside + outside;
  if (boundaries > 1 && uses >= COHESION_SAMPLE && inside / uses < expected * COHESION_LIFT)
    return [
      'no unit',
      `${percent(inside / uses)} of its ${group(uses)} dependencies stay inside; ${percent(expected)} would by chance: its files do not belong together more than any others.`,
    ];
  return null;
}

function dataFirst({ measure, touches, mergeWith }: Candidate): readonly string[] {
  const { transactions, writes } = touches;
  const outgoing = writes.filter((one) => one.outgoing);
  const incoming = writes.filter((one) => !one.outgoing);
  const reasons: string[] = [];
  if (transactions.length > 0)
    reasons.push(
      `${count(transactions.length, 'transaction')} span it and ${list(namesOf(transactions))}: two services cannot commit together.`,
    );
  if (incoming.length > 0)
    reasons.push(
      `${list(namesOf(incoming))} ${namesOf(incoming).length === 1 ? 'writes' : 'write'} its ${tablesOf(incoming)} in ${count(incoming.length, 'place')}: a table has one writer before it moves.`,
    );
  if (outgoing.length > 0)
    reasons.push(
      `It writes ${tablesOf(outgoing)} of ${list(namesOf(outgoing))} in ${count(outgoing.length, 'place')}.`,
    );
  if (mergeWith.length > 0) reasons.push(`It must be one with ${list(mergeWith)}.`);
  const all = measure.unresolved + measure.accesses;
  if (all > 0 && measure.unresolved / all > UNREAD_DATA)
    reasons.push(
      `In ${group(measure.unresolved)} of ${group(all)} data accesses the table is not known: who owns what is a guess until they name it.`,
    );
  return reasons;
}

function callsFirst({ measure, touches, risk }: Candidate, boundaries: number): readonly string[] {
  const { reverse, clients } = touches;
  const callers = namesOf(clients.filter(({ other }) => other >= 0));
  const reasons: string[] = [];
  const back = reverse.length + measure.usesRest.length;
  if (back >= COHESION_SAMPLE && back > measure.inside)
    reasons.push(
      `It asks others in ${count(back, 'place')}, more than its own files use each other (${group(measure.inside)}).`,
    );
  if (callers.length >= HUB_CLIENTS && callers.length >= (boundaries - 1) * HUB_SHARE)
    reasons.push(
      `${group(callers.length)} of ${count(boundaries - 1, 'other boundary', 'other boundaries')} call it: every request would wait for it.`,
    );
  if (reasons.length === 0 && risk.score >= HIGH_RISK)
    reasons.push(`Its risk is ${risk.score.toFixed(2)}; fewer obstacles first.`);
  return reasons;
}

function namesOf(touches: readonly Touch[]): readonly string[] {
  return [...new Set(touches.map(({ name }) => name))].sort();
}

function tablesOf(touches: readonly Touch[]): string {
  return list([...new Set(touches.map(({ crossing }) => crossing.subject))].sort());
}
