/**
 * Tries the verdict "may this be split?" on projects that should not be and on ones that may.
 * npx tsx bench/boundaries/negative/run.ts <list> [--in <folder of checkouts>] … [--only name,…] [--why] [--json]
 * Checkouts are only read; a case without one is skipped and named.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { analyzeProject } from '../../../analyzers/analyze-project.ts';
import { GENERATORS } from './generate/generators.ts';
import { renderProject } from './generate/render-project.ts';
import { readProjectList } from './project-list.ts';
import type { Judged, VerdictCase } from './project-list.ts';
import { renderVerdicts } from './render-verdicts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    in: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', default: '' },
    why: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const [list = join(import.meta.dirname, 'projects.json')] = positionals;
const only = values.only.split(',').filter((name) => name !== '');
const work = mkdtempSync(join(tmpdir(), 'saasctl-verdicts-'));
const judged: Judged[] = [];
const skipped: string[] = [];
try {
  for (const one of readProjectList(list)) {
    if (only.length > 0 && !only.includes(one.name)) continue;
    const root = findProject(one);
    if (root === null) skipped.push(one.name);
    else judged.push(await judge(one, root));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify({ judged, skipped }, null, 2));
else console.log(renderVerdicts(judged, skipped));
if (values.why) {
  for (const { name, verdict, reasons } of judged)
    console.log(`\n${name}: ${verdict}\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`);
}

function findProject({
  name,
  repository,
  commit,
  checkout,
  made,
  fixture,
  root = '.',
}: VerdictCase): string | null {
  if (fixture !== undefined)
    return resolve(import.meta.dirname, '../../../fixtures/monoliths', fixture);
  if (made !== undefined) return writeMade(made);
  const folder = checkout ?? repository?.split('/')[1] ?? '';
  const found = values.in.map((base) => resolve(base, folder)).find((path) => existsSync(path));
  if (found === undefined) return null;
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: found, encoding: 'utf8' }).trim();
  if (!head.startsWith(commit ?? ''))
    process.stderr.write(`${name} is at ${head}, not at ${commit}\n`);
  return join(found, root);
}

function writeMade(name: string): string {
  const folder = join(work, name);
  const project = GENERATORS[name]?.();
  if (project === undefined) throw new Error(`nothing makes "${name}"`);
  for (const [path, text] of Object.entries(renderProject(project))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function judge(one: VerdictCase, root: string): Promise<Judged> {
  process.stderr.write(`${one.name}\n`);
  const analysis = await analyzeProject({
    root,
    version: 'bench',
    cache: null,
    secondOpinion: false,
  });
  const sources = analysis.files.filter((file) => !file.test);
  return {
    ...one,
    verdict: analysis.verdict.split,
    reasons: analysis.verdict.why,
    files: sources.length,
    lines: sources.reduce((sum, file) => sum + file.lines, 0),
    tables: analysis.tables.length,
    boundaries: analysis.boundaries.length,
  };
}
