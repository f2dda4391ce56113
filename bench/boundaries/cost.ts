/**
 * What boundaries cost on top of the scan, and how the cost grows.
 * npx tsx bench/boundaries/cost.ts <checkout> [checkout …]
 *
 * CPU time of reading the code (no cache) and of suggesting, judging and ranking on top of it; then
 * the suggestion alone on made-up evidence of planted modules, twice as many files each time.
 */
import { basename, resolve } from 'node:path';

import { analyzeForPlanning } from '../../analyzers/analyze-project.ts';
import type { BoundaryEvidence, EvidenceFile } from '../../analyzers/boundaries/evidence.ts';
import { planBoundaries } from '../../analyzers/boundaries/plan-boundaries.ts';
import { suggestBoundaries } from '../../analyzers/boundaries/suggest-boundaries.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { seededRandom } from './baselines/seeded-random.ts';

const ROUNDS = 3;
const SIZES = [500, 1000, 2000, 4000, 8000];
/** Files of one planted module, and what a file uses inside and outside of it. */
const MODULE = 12;
const INSIDE = 3;
const OUTSIDE = 1;

console.log('| project | files | scan, s CPU | boundaries, s CPU | ratio |\n|---|---|---|---|---|');
for (const folder of process.argv.slice(2)) {
  const project = discoverProject(resolve(folder));
  const scans: number[] = [];
  const plans: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = cpu();
    const code = analyzeForPlanning(project, { cache: null, version: 'bench' }, () => undefined);
    const middle = cpu();
    planBoundaries(code, null, null);
    scans.push(middle - begin);
    plans.push(cpu() - middle);
  }
  const [scan, plan] = [Math.min(...scans), Math.min(...plans)];
  console.log(
    `| ${basename(folder)} | ${project.files.length} | ${scan.toFixed(2)} | ${plan.toFixed(2)} | ${(plan / scan).toFixed(2)} |`,
  );
}

console.log('\n| planted files | suggestion, s CPU | per 1,000 files |\n|---|---|---|');
for (const size of SIZES) {
  const evidence = plantModules(size);
  suggestBoundaries(evidence);
  const begin = cpu();
  suggestBoundaries(evidence);
  const spent = cpu() - begin;
  console.log(`| ${size} | ${spent.toFixed(2)} | ${((spent / size) * 1000).toFixed(2)} |`);
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function plantModules(size: number): BoundaryEvidence {
  const random = seededRandom(size);
  const pick = (below: number): number => Math.floor(random() * below);
  const files = Array.from({ length: size }, (_, index): EvidenceFile => {
    const module = Math.floor(index / MODULE);
    return {
      path: `src/m${module}/f${index}.ts`,
      lines: 80,
      names: [`thing${module}${index}`],
      exported: 1,
      members: [],
      vocabulary: [`word${module}`, `word${pick(size)}`],
      module: `src/m${module}`,
      wiring: false,
      commits: 1,
    };
  });
  const uses = files.flatMap((_, from) => {
    const first = Math.floor(from / MODULE) * MODULE;
    const inner = Array.from({ length: INSIDE }, () => Math.min(size - 1, first + pick(MODULE)));
    const outer = Array.from({ length: OUTSIDE }, () => pick(size));
    return [...new Set([...inner, ...outer])]
      .filter((to) => to !== from)
      .map((to) => ({
        from,
        to,
        symbols: ['x'],
        types: [],
        typeOnly: false,
        injected: false,
        tokens: [],
        line: 1,
        column: 1,
      }));
  });
  const tables = files
    .filter((_, index) => index % MODULE === 0)
    .map((_, index) => ({ name: `t${index}`, file: index * MODULE, entity: `T${index}` }));
  return {
    files,
    uses,
    tables,
    accesses: [],
    relations: [],
    joins: [],
    transactions: [],
    routes: [],
    events: [],
    outbound: [],
    parts: [],
    calls: [],
    coChanges: [],
  };
}
