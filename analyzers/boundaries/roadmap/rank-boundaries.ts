/** Judged crossings → what to take out first and why, or why not at all. */
import type { BoundaryFact, BoundaryMetrics, RoadmapStep } from '../../contract.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import { STAYS } from '../suggestion.ts';
import { describeStep, listBefore } from './describe-step.ts';
import { gatherTouches } from './gather-touches.ts';
import type { Touches } from './gather-touches.ts';
import { judgeBoundary } from './judge-boundary.ts';
import type { BoundaryJudgement, Candidate } from './judge-boundary.ts';
import { judgeMonolith } from './judge-monolith.ts';
import type { WholeVerdict } from './judge-monolith.ts';
import { listObstacles } from './list-obstacles.ts';
import { measureBoundaries } from './measure-boundaries.ts';
import { measureSharing } from './measure-sharing.ts';
import { measureStructure } from './measure-structure.ts';
import { measureWriting } from './measure-writing.ts';
import { orderExtractions } from './order-extractions.ts';
import type { Extraction } from './order-extractions.ts';
import { count, group, percent } from './phrase.ts';
import type { PlanToRank, RankInput } from './rank-input.ts';
import { prepareRisk } from './score-risk.ts';
import { scoreValues } from './score-value.ts';
import type { Value } from './score-value.ts';
import type { Stakes } from './stakes.ts';

export interface Ranking {
  readonly boundaries: readonly BoundaryFact[];
  readonly roadmap: readonly RoadmapStep[];
  readonly verdict: WholeVerdict;
}

/** Ranks one plan. Deterministic: the same input gives the same ranking. */
export function rankBoundaries({ evidence, stakes, ...plan }: RankInput): Ranking {
  return prepareRanking(evidence, stakes)(plan);
}

/** Measures once what no plan changes, so that a plan can be ranked after every edit. */
export function prepareRanking(
  evidence: BoundaryEvidence,
  stakes: Stakes,
): (plan: PlanToRank) => Ranking {
  const structure = measureStructure(evidence);
  const writing = measureWriting(evidence);
  const wiring = new Set(evidence.files.flatMap((file) => (file.wiring ? file.path : [])));
  return (plan) => {
    // What a module class lists stands in nobody's way: it follows what is really used.
    const crossings = plan.judged.crossings.filter((one) => !wiring.has(one.path));
    const input = { ...plan, evidence, stakes, judged: { ...plan.judged, crossings } };
    const measures = measureBoundaries(input);
    const candidates = listCandidates(input, measures);
    const lines = measures.reduce((sum, one) => sum + one.lines, 0);
    const own = candidates.map((one) => judgeBoundary(one, plan.ids.length, lines));
    const sharing = measureSharing(input);
    const unresolved = stakes.unresolved.length;
    const staying = plan.assignment.filter((place) => place === STAYS).length;
    const partial = staying > plan.assignment.length / 2;
    const given = { evidence, structure, writing, sharing, measures };
    const whole = { ...given, judgements: own, unresolved, partial };
    const verdict = judgeMonolith(whole);
    const judgements = own.map((one) => capJudgement(one, verdict));
    const values = scoreValues(measures, stakes.history);
    // The cap says what to do first; which of them is nearest to leaving stays as it is.
    const order = verdict.split === 'no' ? [] : orderExtractions(candidates, own, values);
    const ranked: Ranked = { input, candidates, own, judgements, values, order };
    return {
      boundaries: plan.ids.map((_, index) => buildBoundary(ranked, index)),
      roadmap: order.map((extraction, at) => buildStep(ranked, extraction, at + 1)),
      verdict,
    };
  };
}

interface Ranked {
  readonly input: RankInput;
  readonly candidates: readonly Candidate[];
  /** Each for itself, and in the light of the whole. */
  readonly own: readonly BoundaryJudgement[];
  readonly judgements: readonly BoundaryJudgement[];
  readonly values: readonly Value[];
  readonly order: readonly Extraction[];
}

function listCandidates(
  { ids, judged }: RankInput,
  measures: ReturnType<typeof measureBoundaries>,
): readonly Candidate[] {
  const touches = gatherTouches(ids, judged.crossings);
  return measures.map((measure, index) => {
    const mine: Touches = touches[index] ?? EMPTY;
    const riskAfter = prepareRisk(measure, mine);
    const mergeWith = judged.merges
      .filter((group) => group.includes(index))
      .flat()
      .filter((other) => other !== index);
    return {
      measure,
      touches: mine,
      risk: riskAfter(NOBODY),
      riskAfter,
      mergeWith: [...new Set(mergeWith)].map((other) => ids[other] ?? '').sort(),
    };
  });
}

const NOBODY: ReadonlySet<number> = new Set();
const [EMPTY = {} as Touches] = gatherTouches([''], []);

/** A boundary is not readier than the whole: where nothing should be split, nothing is extracted. */
function capJudgement(own: BoundaryJudgement, { split, why }: WholeVerdict): BoundaryJudgement {
  const reason = why.slice(0, 1);
  if (split === 'no' && own.verdict !== 'do-not-split')
    return { ...own, verdict: 'do-not-split', why: [...reason, ...own.why] };
  if (split === 'modularise-first' && own.verdict === 'extract')
    return { ...own, verdict: 'modularise-first', why: [...reason, ...own.why] };
  return own;
}

function buildBoundary(ranked: Ranked, index: number): BoundaryFact {
  const { input, candidates, judgements, values, order } = ranked;
  const { evidence, ids, names, judged } = input;
  const { measure, risk, touches } = candidates[index] as Candidate;
  const judgement = judgements[index] as BoundaryJudgement;
  const at = order.findIndex((one) => one.boundary === index);
  return {
    id: ids[index] ?? '',
    name: names[index] ?? '',
    files: measure.files.map((file) => evidence.files[file]?.path ?? '').sort(),
    tables: measure.tables.map((table) => evidence.tables[table]?.name ?? '').sort(),
    routes: measure.routes,
    surface: judged.surface[index] ?? [],
    metrics: buildMetrics(measure, touches),
    confidence: round(measure.confidence),
    value: round(values[index]?.score ?? 0),
    risk: round(risk.score),
    rank: at < 0 ? null : at + 1,
    verdict: judgement.verdict,
    why: [...whyTogether(measure), ...judgement.why],
  };
}

function buildMetrics(measure: Candidate['measure'], touches: Touches): BoundaryMetrics {
  const { inside, outside } = measure;
  const asked = (outgoing: boolean): number =>
    Object.values(touches)
      .flat()
      .filter((touch) => touch.outgoing === outgoing && touch.crossing.remedy === 'api').length;
  return {
    files: measure.files.length,
    lines: measure.lines,
    tables: measure.tables.length,
    routes: measure.routes.length,
    incoming: asked(false),
    outgoing: asked(true),
    cohesion: inside + outside === 0 ? 1 : round(inside / (inside + outside)),
    commits: measure.commits,
  };
}

function whyTogether({ inside, outside, expected, tables, written, routes }: Candidate['measure']) {
  const all = inside + outside;
  return [
    ...(all === 0
      ? []
      : [
          `${group(inside)} of ${count(all, 'dependency', 'dependencies')} of its files stay inside (${percent(inside / all)}; ${percent(expected)} would by chance).`,
        ]),
    ...(tables.length + routes.length === 0
      ? []
      : [describeHoldings(tables.length, written.length, routes.length)]),
  ];
}

function buildStep(ranked: Ranked, extraction: Extraction, position: number): RoadmapStep {
  const { input, candidates, own, values } = ranked;
  const { ids, evidence, stakes } = input;
  const { boundary, gone } = extraction;
  const candidate = candidates[boundary] as Candidate;
  const judgement = own[boundary] as BoundaryJudgement;
  const value = values[boundary] as Value;
  const obstacles = listObstacles(candidate, gone, evidence, stakes);
  const step = { ids, candidate, judgement, value, extraction, obstacles };
  return {
    boundary: ids[boundary] ?? '',
    position,
    why: describeStep(step),
    before: listBefore(step),
    obstacles: obstacles.shown,
  };
}

/** Three decimals are more than these figures know; fewer would hide an edit's effect. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

function describeHoldings(tables: number, written: number, routes: number): string {
  const serves = routes === 0 ? 'no route' : count(routes, 'route');
  if (tables === 0) return `It owns no table and serves ${serves}.`;
  const own =
    tables === written
      ? count(tables, 'table')
      : `${count(tables, 'table')} (it writes ${written === 0 ? 'none' : group(written)} of them)`;
  return `It owns ${own} and serves ${serves}.`;
}
