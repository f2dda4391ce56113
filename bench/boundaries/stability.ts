/**
 * How much of the plan is left when 5 % of the dependencies are taken away, and when nothing changes
 * but the order of the files (which must change nothing, or next to nothing).
 * npx tsx bench/boundaries/stability.ts [--runs 5] [--share 0.05] [--page <page.md>] <dumped case.json> …
 * Cells are ARI with the original plan over all files: mean (lowest). With a page, the table goes
 * between its `<!-- stability -->` marks.
 */
import { parseArgs } from 'node:util';

import type { BoundaryEvidence } from '../../analyzers/boundaries/evidence.ts';
import { suggestBoundaries } from '../../analyzers/boundaries/suggest-boundaries.ts';
import type { Assignment } from '../../analyzers/boundaries/suggestion.ts';
import { writeSection } from '../speed/write-section.ts';
import { seededRandom, shuffle } from './baselines/seeded-random.ts';
import { adjustedRandIndex } from './metrics/adjusted-rand-index.ts';
import { readDumpedCase } from './read-cases.ts';
import { removeUses } from './remove-uses.ts';
import { renderTable } from './render-report.ts';
import { selectFiles } from './select-files.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    share: { type: 'string', default: '0.05' },
    page: { type: 'string' },
  },
});
const seeds = Array.from({ length: Number(values.runs) }, (_, run) => run + 1);
const rows = positionals.map((file) => {
  const { repository, tier, evidence } = readDumpedCase(file);
  const original = planOf(evidence);
  const thinned = seeds.map((seed) =>
    planOf(removeUses(evidence, Number(values.share), seededRandom(seed))),
  );
  const reordered = seeds.map((seed) => planInOrder(evidence, seededRandom(seed)));
  const compared = (plans: readonly Assignment[]): string => {
    const all = plans.map((plan) => adjustedRandIndex(plan, original));
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    return `${mean.toFixed(3)} (${Math.min(...all).toFixed(3)})`;
  };
  return [`${repository} ${tier}`, compared(thinned), compared(reordered)];
});
const table = renderTable(['', `without ${100 * Number(values.share)} %`, 'other order'], rows);
if (values.page === undefined) console.log(table);
else writeSection(values.page, 'stability', `\n${table}\n`);

function planOf(evidence: BoundaryEvidence): Assignment {
  const { plans, chosen } = suggestBoundaries(evidence);
  return plans.find((plan) => plan.granularity === chosen)?.assignment ?? [];
}

/** The plan for the files in another order, told in the original one. */
function planInOrder(evidence: BoundaryEvidence, random: () => number): Assignment {
  const files = shuffle([...evidence.files.keys()], random);
  const tables = [...evidence.tables.keys()];
  const plan = planOf(selectFiles(evidence, { files, tables }));
  const back = new Map(files.map((old, now) => [old, plan[now] ?? 0]));
  return evidence.files.map((_, file) => back.get(file) ?? 0);
}
