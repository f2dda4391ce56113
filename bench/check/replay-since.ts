/**
 * Whether `check --since <parent>` says what two full checks say, over the commits of a history.
 *
 *   npx tsx bench/check/replay-since.ts <checkout> --boundaries 'src/lib/features/*' [--commits 100]
 *     [--folder packages/core] [--span 1] [--name <in the table>]
 *
 * One clone plays the user: it goes from commit to commit and keeps its `.saasctl` cache, as a
 * developer's would. Two more, without cache, hold the commit and its parent (`--span` commits back
 * on the main line); they are judged apart. Prints a row for docs/evidence/check.md; differences go
 * to stderr, and the status is 1.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { findViolations } from '../../src/check/find-violations.ts';
import { readGuarded } from '../../src/check/read-guarded.ts';
import { runCheck } from '../../src/check/run-check.ts';
import type { CheckReport, FoundViolation } from '../../src/check/violation.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { check } from '../../src/pipeline.ts';
import { createSnapshotClone } from '../boundaries/replay/snapshot-clone.ts';
import { boundariesOfFolders, listTracked } from './boundaries-of-folders.ts';
import { compareReports, plainDifference } from './compare-reports.ts';

const TODAY = '2026-01-01';
/** Costs are measured at every so many commits: each takes three more runs. */
const COST_EVERY = 10;
const onProgress = (): void => undefined;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    boundaries: { type: 'string', multiple: true, default: ['src/*'] },
    commits: { type: 'string', default: '100' },
    folder: { type: 'string', default: '.' },
    span: { type: 'string', default: '1' },
    name: { type: 'string' },
  },
});
const [checkout = '.'] = positionals;
const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: checkout, encoding: 'utf8', maxBuffer: 2 ** 30 }).trim();

/** Commits on the main line that touch the folder, spread evenly over the last thousand, oldest first. */
function pickCommits(count: number): readonly string[] {
  const args = ['log', '--first-parent', '--format=%H', '-n', '1000', 'HEAD', '--', values.folder];
  const all = git(...args)
    .split('\n')
    .slice(0, -Number(values.span));
  const step = Math.max(1, Math.floor(all.length / count));
  return all
    .filter((_, at) => at % step === 0)
    .slice(0, count)
    .toReversed();
}

async function runSince(root: string, since: string | null): Promise<CheckReport> {
  const config = { kind: 'folder' } as const;
  const cacheFor = process.pid;
  return check({ root, build: 'bench', cacheFor, config, since, today: TODAY, onProgress });
}

interface Apart {
  readonly report: CheckReport;
  readonly now: readonly FoundViolation[];
  readonly before: readonly FoundViolation[];
}

async function runApart(head: string, base: string, parent: string): Promise<Apart> {
  const parsed = await readConfig(head, { kind: 'folder' });
  if (parsed === null) throw new Error('the configuration has just been written');
  const options = { parsed, version: 'bench', cache: null, onProgress };
  const guarded = readGuarded({ ...options, root: head, isOther: false });
  const other = readGuarded({ ...options, root: base, isOther: true });
  const before = findViolations({ ...other, accepted: [] });
  const compared = { ref: parent, commit: parent, found: before };
  const report = runCheck({ head: guarded, entries: [], base: compared, today: TODAY });
  return { report, now: findViolations({ ...guarded, accepted: [] }), before };
}

interface Cost {
  /** CPU of a check with the base cached, with nothing cached, over that of a check alone. */
  readonly warm: number;
  readonly cold: number;
}

/** CPU seconds of this process; git's own, five short calls, are not in it. */
async function measure(root: string, parent: string): Promise<Cost> {
  const cache = join(root, '.saasctl', 'cache');
  const cpu = async (keep: readonly string[], since: string | null): Promise<number> => {
    for (const name of readdirSync(cache)) if (!keep.includes(name)) rmSync(join(cache, name));
    const start = process.cpuUsage();
    await runSince(root, since);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const alone = await cpu([], null);
  const cold = await cpu([], parent);
  return { warm: (await cpu(['base.json'], parent)) / alone, cold: cold / alone };
}

const median = (numbers: readonly number[]): string =>
  (numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0).toFixed(2);

const head = git('rev-parse', 'HEAD');
const clones = [0, 1, 2].map(() => createSnapshotClone(checkout, { head, checkout: ['/*'] }));
const [user, now, before] = clones;
if (!user || !now || !before) throw new Error('three clones were made');
const places = clones.map(({ folder }) => join(folder, values.folder));
const [userRoot = '', nowRoot = '', beforeRoot = ''] = places;
const sum = { commits: 0, some: 0, fresh: 0, gone: 0, same: 0, plain: 0, moved: 0, skipped: 0 };
const costs: Cost[] = [];
try {
  for (const commit of pickCommits(Number(values.commits))) {
    const parent = git('rev-parse', `${commit}~${values.span}`);
    user.goTo(commit);
    now.goTo(commit);
    before.goTo(parent);
    const config = boundariesOfFolders(listTracked(nowRoot), values.boundaries);
    if (config === null) {
      sum.skipped += 1;
      continue;
    }
    const text = JSON.stringify(config, null, 2);
    for (const place of [userRoot, nowRoot]) writeFileSync(join(place, 'saasctl.json'), text);
    const apart = await runApart(nowRoot, beforeRoot, parent);
    const actual = await runSince(userRoot, parent);
    const fresh = actual.violations.filter((one) => one.baseline === 'new').length;
    const different = compareReports(apart.report, actual);
    const { same, moved } = plainDifference(apart.now, apart.before, apart.report);
    sum.commits += 1;
    sum.some += fresh > 0 ? 1 : 0;
    sum.fresh += fresh;
    sum.gone += actual.since?.gone ?? 0;
    sum.same += different.length === 0 ? 1 : 0;
    sum.plain += same ? 1 : 0;
    sum.moved += moved;
    for (const line of different) process.stderr.write(`${commit.slice(0, 12)} ${line}\n`);
    if (sum.commits % COST_EVERY === 1) costs.push(await measure(userRoot, parent));
  }
} finally {
  for (const clone of clones) clone.remove();
}
const columns: readonly (readonly [title: string, cell: string | number])[] = [
  ['history', values.name ?? basename(checkout)],
  ['commits', sum.commits],
  ['with new violations', sum.some],
  ['new', sum.fresh],
  ['gone', sum.gone],
  ['equal to two checks apart', `${sum.same} of ${sum.commits}`],
  ['equal to the plain difference', `${sum.plain} of ${sum.commits}`],
  ['known by a move', sum.moved],
  ['CPU, base cached', median(costs.map((one) => one.warm))],
  ['CPU, nothing cached', median(costs.map((one) => one.cold))],
];
console.log(`| ${columns.map(([title]) => title).join(' | ')} |`);
console.log(`|${'---|'.repeat(columns.length)}`);
console.log(`| ${columns.map(([, cell]) => cell).join(' | ')} |`);
if (sum.skipped > 0) process.stderr.write(`${sum.skipped} commits had fewer than two boundaries\n`);
if (sum.same < sum.commits) process.exitCode = 1;
