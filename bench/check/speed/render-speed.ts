/** Markdown: what is asked for first, then every case of every checkout. */
import type { CaseId } from './list-cases.ts';
import type { CaseResult } from './measure-cases.ts';
import type { WatchResult } from './measure-watch.ts';
import type { GuardedCheckout } from './prepare-guarded.ts';

export interface SpeedResult {
  readonly checkout: GuardedCheckout;
  readonly cases: readonly CaseResult[];
  readonly watch: readonly WatchResult[];
}

interface Target {
  readonly claim: string;
  readonly id: CaseId;
  /** What it is measured against. */
  readonly base: CaseId;
  readonly most: number;
}

const CHANGED = ['service', 'entity', 'barrel'] as const;

const TARGETS: readonly Target[] = [
  { claim: 'cold / dependency-cruiser', id: 'cold', base: 'cruise', most: 0.25 },
  { claim: 'cold / dependency-cruiser, all files', id: 'cold', base: 'cruise-all', most: 0.25 },
  { claim: 'cold / eslint-plugin-boundaries', id: 'cold', base: 'eslint', most: 1 },
  { claim: 'cold / knip', id: 'cold', base: 'knip', most: 1 },
  { claim: 'cold / knip --cycles', id: 'cold', base: 'knip-cycles', most: 1 },
  { claim: 'cold / madge', id: 'cold', base: 'madge', most: 1 },
  { claim: 'cold / skott', id: 'cold', base: 'skott', most: 1 },
  { claim: 'warm / dependency-cruiser', id: 'warm', base: 'cruise', most: 0.1 },
  ...CHANGED.map((id) => ({
    claim: `one ${id} changed / dependency-cruiser`,
    id,
    base: 'cruise' as const,
    most: 0.15,
  })),
];

const WATCH_MS = 300;

export function renderSpeed(results: readonly SpeedResult[]): string {
  return [renderTargets(results), renderWatch(results), ...results.map(renderCheckout)].join(
    '\n\n',
  );
}

function renderTargets(results: readonly SpeedResult[]): string {
  const rows = TARGETS.map(({ claim, id, base, most }) => {
    const cells = results.map(({ cases }) => {
      const [own, other] = [find(cases, id), find(cases, base)];
      if (!own || !other) return '–';
      const ratio = own.usage.cpu / other.usage.cpu;
      return `${ratio.toFixed(3)}${ratio <= most ? '' : ' **missed**'}`;
    });
    return `| ${[claim, most === 1 ? '< 1' : `≤ ${most}`, ...cells].join(' | ')} |`;
  });
  return [...renderHead(['CPU', 'asked', ...namesOf(results)]), ...rows].join('\n');
}

function renderWatch(results: readonly SpeedResult[]): string {
  const rows = CHANGED.map((kind) => {
    const cells = results.map(({ watch, cases }) => {
      const found = watch.find((one) => one.kind === kind);
      const base = find(cases, 'cruise');
      if (!found || !base) return '–';
      const missed = found.wall <= WATCH_MS ? '' : ' **missed**';
      return `${Math.round(found.wall)} ms${missed} (slowest ${Math.round(found.slowest)}); CPU ${(found.cpu / base.usage.cpu).toFixed(3)}`;
    });
    return `| ${[`one ${kind} saved`, `≤ ${WATCH_MS} ms`, ...cells].join(' | ')} |`;
  });
  return [...renderHead(['`--watch`', 'asked', ...namesOf(results)]), ...rows].join('\n');
}

function renderCheckout({ checkout, cases }: SpeedResult): string {
  const base = find(cases, 'cruise')?.usage;
  if (!base) throw new Error(`${checkout.name} has nothing to compare with`);
  const rows = cases.map(({ title, usage, modules }) => {
    const ratios = [usage.cpu / base.cpu, usage.wall / base.wall, usage.memory / base.memory];
    return `| ${[title, modules ?? 'does not say', ...ratios.map((one) => one.toFixed(3))].join(' | ')} |`;
  });
  const { name, files, judged, boundaries, debts } = checkout;
  return [
    `${name}: ${boundaries} boundaries, ${debts} known debts; saasctl reads ${files.length} files, the exported rules judge ${judged.length} of them.`,
    '',
    ...renderHead([
      'relative to dependency-cruiser',
      'files it reports',
      'CPU',
      'wall',
      'peak memory',
    ]),
    ...rows,
  ].join('\n');
}

const namesOf = (results: readonly SpeedResult[]): readonly string[] =>
  results.map(({ checkout }) => checkout.name);

const find = (cases: readonly CaseResult[], id: CaseId): CaseResult | undefined =>
  cases.find((one) => one.id === id);

const renderHead = (columns: readonly string[]): readonly string[] => [
  `| ${columns.join(' | ')} |`,
  `|${columns.map(() => '---').join('|')}|`,
];
