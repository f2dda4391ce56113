/** Cold runs over made-up trees of growing size: a table, a plot, and the slope of the cost. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { generateTree } from './generate-tree.ts';
import { SAASCTL } from './measure-checkout.ts';
import { measureProcess, medianUsage } from './measure-process.ts';
import type { Usage } from './measure-process.ts';
import { fitLine, renderPlot } from './render-plot.ts';

const SIZES = [1_000, 3_000, 10_000, 30_000];
const ROUNDS = 3;
const PLOT = fileURLToPath(new URL('./scaling.svg', import.meta.url));

export interface ScalingPoint {
  readonly files: number;
  readonly usage: Usage;
}

/**
 * Writes `scaling.svg` and returns a Markdown table.
 * @param folder an existing temporary folder
 */
export async function measureScaling(
  folder: string,
  note: (text: string) => void,
): Promise<string> {
  const trees = SIZES.map((files) => ({
    files,
    root: join(folder, `tree-${files}`),
    runs: [] as Usage[],
  }));
  for (const { files, root } of trees) {
    mkdirSync(root, { recursive: true });
    generateTree(root, files);
  }
  const args = [
    SAASCTL,
    'analyze',
    '--quiet',
    '--json',
    '--no-cache',
    '--no-history',
    '--no-second-opinion',
  ];
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const { files, root, runs } of trees) {
      note(`${files} files, ${round}/${ROUNDS}`);
      runs.push(await measureProcess({ args, cwd: root }, join(folder, 'usage')));
    }
  }
  for (const { root } of trees) rmSync(root, { recursive: true, force: true });
  const points = trees.map(({ files, runs }): ScalingPoint => ({
    files,
    usage: medianUsage(runs),
  }));
  writeFileSync(PLOT, renderPlot(points));
  return renderScaling(points);
}

function renderScaling(points: readonly ScalingPoint[]): string {
  const [first] = points;
  if (!first) throw new Error('no sizes');
  const rows = points.map(
    ({ files, usage }) =>
      `| ${[files, files / first.files, ...FIGURES.map((figure) => (usage[figure] / first.usage[figure]).toFixed(2))].join(' | ')} |`,
  );
  const slopes = FIGURES.map((figure) =>
    fitLine(points.map(({ files, usage }) => [files, usage[figure]])).slope.toFixed(2),
  );
  return [
    `| files | relative to ${first.files} files | CPU | wall | peak memory |`,
    '|---:|---:|---:|---:|---:|',
    ...rows,
    `| slope of the fit on logarithmic scales | | ${slopes.join(' | ')} |`,
  ].join('\n');
}

const FIGURES = ['cpu', 'wall', 'memory'] as const satisfies readonly (keyof Usage)[];
