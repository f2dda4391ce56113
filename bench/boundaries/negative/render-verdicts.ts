/** Verdicts as Markdown. Pure. */
import { rateVerdicts } from './project-list.ts';
import type { Judged } from './project-list.ts';

export function renderVerdicts(judged: readonly Judged[], skipped: readonly string[]): string {
  const groups = [...new Set(judged.map((one) => one.group))];
  const rows = groups.flatMap((group) =>
    judged.filter((one) => one.group === group).map(renderRow),
  );
  const { negatives, held, positives, withheld, refused } = rateVerdicts(judged);
  return [
    '| project | group | files | lines | tables | boundaries | expected | verdict | right |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Negatives called "no" or "modularise-first": ${share(held, negatives)}.`,
    `Modular monoliths wrongly called so: ${share(withheld, positives)}; called "no": ${share(refused, positives)}.`,
    ...(skipped.length === 0 ? [] : ['', `Skipped, no checkout: ${skipped.join(', ')}.`]),
  ].join('\n');
}

function renderRow(one: Judged): string {
  const right =
    one.expected === 'open' ? '–' : (one.verdict === 'yes') === (one.expected === 'yes');
  const expected = { no: 'not yes', yes: 'yes', open: 'open' }[one.expected];
  const cells = [
    one.name,
    one.group,
    one.files,
    one.lines,
    one.tables,
    one.boundaries,
    expected,
    one.verdict,
    right === '–' ? right : right ? 'yes' : '**no**',
  ];
  return `| ${cells.join(' | ')} |`;
}

function share(part: number, all: number): string {
  return all === 0 ? 'none to judge' : `${part} of ${all} (${Math.round((100 * part) / all)} %)`;
}
