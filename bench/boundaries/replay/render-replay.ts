/** A replay as Markdown tables. Pure. */
import { SMALLEST_UNIT } from './replay-splits.ts';
import type { Replay, ReplayStep, UnitScores } from './replay-splits.ts';

const LEVELS = ['coarse', 'medium', 'fine'] as const;
const BASELINES = ['modules', 'louvain'] as const;
/** A boundary that comes less close than this is not the unit, wherever the roadmap has it. */
const SAME_UNIT = 0.5;
const TOP = 3;

export function renderReplay(replay: Replay): string {
  const { moves, steps, failed } = replay;
  const missing = failed.length === 0 ? '' : `, ${failed.length} of them could not be analyzed`;
  return [
    `### ${replay.repository}: ${moves} files into ${steps.length + failed.length} units${missing}`,
    renderUnits(replay),
    renderMeans(replay.steps),
    renderAgreement(replay),
    renderRanking(replay.steps),
    ...replay.failed.map(({ day, unit, message }) => `**Failed** ${day} ${unit}: ${message}`),
  ].join('\n\n');
}

/** Units that are large enough to be a service. */
export function countedSteps(steps: readonly ReplayStep[]): readonly ReplayStep[] {
  return steps.filter((step) => step.own.wholeFiles >= SMALLEST_UNIT);
}

function renderUnits({ steps }: Replay): string {
  const rows = steps.map(({ unit, day, snapshotFiles, own, first }) => [
    own.wholeFiles < SMALLEST_UNIT ? `${unit} (too small)` : unit,
    day,
    `${own.files} / ${own.wholeFiles}`,
    String(snapshotFiles),
    ...[own.moved, own.whole].map((scores) => figure(scores.get('chosen'))),
    figure(own.decided.get('chosen')),
    figure(best(own.whole, LEVELS)),
    ...BASELINES.map((name) => figure(own.whole.get(name))),
    first.wholeFiles === 0 ? '–' : figure(first.whole.get('chosen')),
  ]);
  return table(
    [
      'unit',
      'begun',
      'moved / with its folder',
      'files then',
      'F1 moved',
      'F1',
      'F1 decided',
      'best level',
      'modules',
      'naive Louvain',
      'F1 at the first snapshot',
    ],
    rows,
  );
}

/** Means over the counted units of one replay or of several together. */
export function renderMeans(all: readonly ReplayStep[]): string {
  const steps = countedSteps(all);
  const early = steps.filter((step) => step.first.wholeFiles >= SMALLEST_UNIT);
  const means = (
    name: string,
    list: readonly ReplayStep[],
    pick: (step: ReplayStep) => UnitScores,
    kind: 'moved' | 'whole' | 'decided',
  ): readonly string[] => {
    const of = (score: (scores: ReadonlyMap<string, number>) => number): string =>
      figure(mean(list.map((step) => score(pick(step)[kind]))));
    return [
      name,
      String(list.length),
      of((scores) => scores.get('chosen') ?? 0),
      ...LEVELS.map((level) => of((scores) => scores.get(level) ?? 0)),
      of((scores) => best(scores, LEVELS)),
      ...BASELINES.map((baseline) => of((scores) => scores.get(baseline) ?? 0)),
    ];
  };
  const good = steps.filter((step) => (step.own.whole.get('chosen') ?? 0) >= 0.75).length;
  return [
    table(
      ['mean unit-F1', 'units', 'chosen', ...LEVELS, 'best level each', 'modules', 'naive Louvain'],
      [
        means('the day before, with its folder', steps, (step) => step.own, 'whole'),
        means('the same without undecided files', steps, (step) => step.own, 'decided'),
        means('the day before, moved files', steps, (step) => step.own, 'moved'),
        means('first snapshot, with its folder', early, (step) => step.first, 'whole'),
        means('first snapshot, moved files', early, (step) => step.first, 'moved'),
      ],
    ),
    `${good} of ${steps.length} units have F1 ≥ 0.75 in the chosen plan.`,
  ].join('\n\n');
}

function renderAgreement({ agreement }: Replay): string {
  return table(
    ['moved files, first snapshot', 'MoJoFM', 'ARI'],
    agreement.map(({ partition, mojoFm, ari }) => [
      partition,
      (mojoFm * 100).toFixed(0),
      figure(ari),
    ]),
  );
}

/** The next unit in the roadmap: every counted step, and how often it is near the top. */
export function renderRanking(all: readonly ReplayStep[]): string {
  const steps = countedSteps(all);
  if (steps.every(({ ranking }) => ranking.candidates === 0)) return 'No roadmap.';
  return [
    table(
      ['taken out next', 'closest boundary', 'its F1', 'place', 'of', 'place among units', 'of'],
      steps.map(({ unit, ranking, turn }) => [
        unit,
        ranking.boundary ?? '–',
        figure(ranking.f1),
        ranking.position === null ? '–' : String(ranking.position),
        String(ranking.candidates),
        String(turn.position),
        String(turn.candidates),
      ]),
    ),
    renderHits(steps),
  ].join('\n\n');
}

export function renderHits(all: readonly ReplayStep[]): string {
  const steps = countedSteps(all);
  // The last unit is first among itself; it proves nothing.
  const turns = steps.filter(({ turn }) => turn.candidates > TOP);
  const top = steps.filter(isTop).length;
  const sure = steps.filter((step) => isTop(step) && step.ranking.f1 >= SAME_UNIT).length;
  const chance = steps.reduce((sum, { ranking }) => sum + byChance(ranking.candidates), 0);
  const soon = turns.filter(({ turn }) => turn.position <= TOP).length;
  const soonByChance = turns.reduce((sum, { turn }) => sum + byChance(turn.candidates), 0);
  return [
    `- among the first ${TOP} of the roadmap: ${top} of ${steps.length}; with F1 ≥ ${SAME_UNIT}: ${sure}; by chance: ${chance.toFixed(1)}`,
    `- among the first ${TOP} of the units the authors took out from then on (where there are more than ${TOP}): ${soon} of ${turns.length}; by chance: ${soonByChance.toFixed(1)}`,
  ].join('\n');
}

function isTop({ ranking }: ReplayStep): boolean {
  return ranking.position !== null && ranking.position <= TOP;
}

function byChance(candidates: number): number {
  return Math.min(1, TOP / Math.max(1, candidates));
}

/** File by file: paths of the measured code, for reading and never for a page. */
export function renderDetails({ steps }: Replay): string {
  return steps
    .map(({ unit, closest }) => {
      if (closest === null) return `${unit}: no boundary shares a file with it`;
      const list = (mark: string, paths: readonly string[]): readonly string[] =>
        paths.map((path) => `  ${mark} ${path}`);
      return [
        `${unit}: ${closest.cluster}`,
        ...list('=', closest.kept),
        ...list('-', closest.missing),
        ...list('+', closest.strangers),
      ].join('\n');
    })
    .join('\n');
}

function best(scores: ReadonlyMap<string, number>, names: readonly string[]): number {
  return Math.max(...names.map((name) => scores.get(name) ?? 0));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}

function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
