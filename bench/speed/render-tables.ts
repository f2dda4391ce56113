import type { CaseId, CheckoutResult } from './measure-checkout.ts';
import type { Usage } from './measure-process.ts';

interface Target {
  readonly claim: string;
  readonly id: CaseId;
  readonly figure: keyof Usage;
  readonly most: number;
}

const TARGETS: readonly Target[] = [
  { claim: 'CPU, cold', id: 'cold', figure: 'cpu', most: 0.25 },
  { claim: 'CPU, warm and unchanged', id: 'warm', figure: 'cpu', most: 0.1 },
  { claim: 'wall time of everything', id: 'full', figure: 'wall', most: 1.2 },
  { claim: 'peak memory, cold', id: 'cold', figure: 'memory', most: 1 },
  { claim: 'peak memory, warm and unchanged', id: 'warm', figure: 'memory', most: 1 },
  { claim: 'peak memory, one file changed', id: 'changed', figure: 'memory', most: 1 },
];

/** Markdown: the targets first, then every case of every checkout relative to dependency-cruiser. */
export function renderTables(results: readonly CheckoutResult[]): string {
  return [renderTargets(results), ...results.map(renderCheckout)].join('\n\n');
}

function renderTargets(results: readonly CheckoutResult[]): string {
  const rows = TARGETS.map(({ claim, id, figure, most }) => {
    const cells = results.map((result) => {
      const ratio = ratioOf(result, id, figure);
      return `${ratio.toFixed(3)}${ratio <= most ? '' : ' **missed**'}`;
    });
    return `| ${[claim, `≤ ${most}`, ...cells].join(' | ')} |`;
  });
  const names = results.map((result) => result.name);
  return [
    `| relative to dependency-cruiser | target | ${names.join(' | ')} |`,
    `|---|---|${names.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n');
}

function renderCheckout(result: CheckoutResult): string {
  const base = usageOf(result, 'cruise');
  const rows = result.cases.map(({ title, usage }) => {
    const ratios = [usage.cpu / base.cpu, usage.wall / base.wall, usage.memory / base.memory];
    return `| ${[title, ...ratios.map((ratio) => ratio.toFixed(3))].join(' | ')} |`;
  });
  const { name, files, cruised } = result;
  return [
    `${name}: ${files} files, of which dependency-cruiser reports ${cruised}`,
    '',
    '| relative to dependency-cruiser | CPU | wall | peak memory |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Medians as measured, for a look at the run itself: they say more about the machine than about a tool. */
export function renderFigures(results: readonly CheckoutResult[]): string {
  return results
    .flatMap(({ name, cases }) =>
      cases.map(
        ({ id, usage }) =>
          `${name} ${id}: ${Math.round(usage.cpu)} ms CPU, ${Math.round(usage.wall)} ms, ${Math.round(usage.memory)} MB`,
      ),
    )
    .join('\n');
}

function ratioOf(result: CheckoutResult, id: CaseId, figure: keyof Usage): number {
  return usageOf(result, id)[figure] / usageOf(result, 'cruise')[figure];
}

function usageOf({ name, cases }: CheckoutResult, id: CaseId): Usage {
  const found = cases.find((one) => one.id === id);
  if (!found) throw new Error(`${name} has no case ${id}`);
  return found.usage;
}
