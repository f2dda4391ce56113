/** `extract`, `modularise-first` or `do-not-split`, boundary by boundary, with reasons a lead can check. */
import type { BoundaryVerdict } from '../../contract.ts';
import type { Touch, Touches } from './gather-touches.ts';
import type { BoundaryMeasure } from './measure-boundaries.ts';
import { count, group, list, percent } from './phrase.ts';
import type { Risk, RiskAfter } from './score-risk.ts';
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
  /** What to do about each reason. */
  readonly before: readonly string[];
}

interface Reason {
  readonly why: string;
  readonly before: string;
}

export interface Candidate {
  readonly measure: BoundaryMeasure;
  readonly touches: Touches;
  /** With nothing gone yet. */
  readonly risk: Risk;
  readonly riskAfter: RiskAfter;
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
    return { verdict: 'do-not-split', noService: refusal[0], why: [refusal[1]], before: [] };
  const data = [...dataFirst(candidate), ...writersFirst(candidate), ...namesFirst(candidate)];
  const reasons = [...data, ...callsFirst(candidate, boundaries)];
  // The figure adds nothing to reasons that say what it is made of.
  if (reasons.length === 0) reasons.push(...riskFirst(candidate));
  return {
    verdict: reasons.length === 0 ? 'extract' : 'modularise-first',
    noService: null,
    why: reasons.map((one) => one.why),
    before: reasons.map((one) => one.before),
  };
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

/** What owns no data frees nobody from the common database: such a service mostly passes calls on. */
function dataFirst({ measure }: Candidate): readonly Reason[] {
  if (measure.written.length > 0) return [];
  return [
    {
      why: 'It writes no table of its own: as a service it would ask others for all it works on.',
      before: 'Move the data it works on into it, or keep it with its main user.',
    },
  ];
}

/** A table has one writer before it moves, and what commits together stays together. */
function writersFirst({ touches, mergeWith }: Candidate): readonly Reason[] {
  const { transactions, writes } = touches;
  const outgoing = writes.filter((one) => one.outgoing);
  const incoming = writes.filter((one) => !one.outgoing);
  const reasons: Reason[] = [];
  if (transactions.length > 0) {
    const others = list(namesOf(transactions));
    const spans = count(transactions.length, 'transaction spans', 'transactions span');
    reasons.push({
      why: `${spans} it and ${others}: two services cannot commit together.`,
      before: `Keep what ${transactions.length === 1 ? 'the transaction' : `the ${transactions.length} transactions`} with ${others} ${transactions.length === 1 ? 'writes' : 'write'} in one boundary, or accept a saga with compensation.`,
    });
  }
  if (incoming.length > 0) {
    const others = namesOf(incoming);
    const where = `${list(others)} ${others.length === 1 ? 'writes' : 'write'} its ${tablesOf(incoming)}`;
    reasons.push({
      why: `${where} in ${count(incoming.length, 'place')}: a table has one writer before it moves.`,
      before: `Send the writes of ${list(others)} to ${tablesOf(incoming)} through it.`,
    });
  }
  if (outgoing.length > 0) {
    const what = `${tablesOf(outgoing)} of ${list(namesOf(outgoing))}`;
    reasons.push({
      why: `It writes ${what} in ${count(outgoing.length, 'place')}: a table has one writer before it moves.`,
      before: `Send its writes to ${what} through the owner.`,
    });
  }
  if (mergeWith.length > 0)
    reasons.push({
      why: `It must be one with ${list(mergeWith)}.`,
      before: `Merge it with ${list(mergeWith)}, or part them first.`,
    });
  return reasons;
}

function namesFirst({ measure }: Candidate): readonly Reason[] {
  const all = measure.unresolved + measure.accesses;
  if (all === 0 || measure.unresolved / all <= UNREAD_DATA) return [];
  const share = `${group(measure.unresolved)} of ${group(all)} data accesses`;
  return [
    {
      why: `In ${share} the table is not known: who owns what is a guess.`,
      before: `Name the table in ${share}.`,
    },
  ];
}

function callsFirst({ measure, touches }: Candidate, boundaries: number): readonly Reason[] {
  const { reverse, clients, foreignKeys, reads, joins } = touches;
  const needing = [...clients, ...foreignKeys, ...reads, ...joins].filter(
    ({ other, outgoing }) => other >= 0 && !outgoing,
  );
  const callers = namesOf(needing).length;
  const reasons: Reason[] = [];
  const back = reverse.length + measure.usesRest.length;
  if (back >= COHESION_SAMPLE && back > measure.inside)
    reasons.push({
      why: `It asks others in ${count(back, 'place')}, more than its own files use each other (${group(measure.inside)}).`,
      before: `Move to it what it alone needs of ${list(namesOf(reverse)) || 'the monolith'}, or it to them.`,
    });
  if (callers >= HUB_CLIENTS && callers >= (boundaries - 1) * HUB_SHARE)
    reasons.push({
      why: `${group(callers)} of ${count(boundaries - 1, 'other boundary', 'other boundaries')} need it (they call it, read its tables or refer to them): hardly a request would not wait for it.`,
      before: `Give the ${group(callers)} boundaries that need it copies or events, so that they need not wait for it.`,
    });
  return reasons;
}

function riskFirst({ risk }: Candidate): readonly Reason[] {
  if (risk.score < HIGH_RISK) return [];
  const now = risk.score.toFixed(2);
  return [
    {
      why: `Its risk is ${now}: many small obstacles instead of a large one.`,
      before: `Remove obstacles until its risk is below ${HIGH_RISK.toFixed(2)} (now ${now}), the cheapest first.`,
    },
  ];
}

function namesOf(touches: readonly Touch[]): readonly string[] {
  return [...new Set(touches.map(({ name }) => name))].sort();
}

function tablesOf(touches: readonly Touch[]): string {
  return list([...new Set(touches.map(({ crossing }) => crossing.subject))].sort());
}
