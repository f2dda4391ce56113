import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { analyzeProject } from '../../../analyzers/analyze-project.ts';
import type { Analysis } from '../../../analyzers/contract.ts';
import { GENERATORS } from '../../../bench/boundaries/negative/generate/generators.ts';
import { renderProject } from '../../../bench/boundaries/negative/generate/render-project.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'saasctl-made-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function render(name: string): Readonly<Record<string, string>> {
  const project = GENERATORS[name]?.();
  if (project === undefined) throw new Error(`nothing makes ${name}`);
  return renderProject(project);
}

async function analyze(name: string): Promise<Analysis> {
  const root = join(folder, name);
  for (const [path, text] of Object.entries(render(name))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const silent = { history: false, secondOpinion: false, cache: null } as const;
  return analyzeProject({ root, version: 'test', ...silent });
}

/** Share of imports between the made files that stay in one folder. */
function shareInside({ imports }: Analysis): number {
  const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
  const between = imports.filter(
    ({ from, to }) => from !== 'src/app.ts' && to !== 'src/db.ts' && from !== to,
  );
  return between.filter(({ from, to }) => folderOf(from) === folderOf(to)).length / between.length;
}

test.each(Object.keys(GENERATORS))('%s is the same text every time', (name) => {
  expect(render(name)).toEqual(render(name));
});

test.each(Object.keys(GENERATORS))('%s has no two functions of one name', (name) => {
  const project = GENERATORS[name]?.();
  const bases = (project?.files ?? []).map(({ path }) => path.split('/').at(-1));
  expect(new Set(bases).size).toBe(bases.length);
});

test.each(['shared-everything', 'layered-users', 'god-service', 'random-hubs', 'planted-layers'])(
  'saasctl reads every access and every import of %s',
  async (name) => {
    const project = GENERATORS[name]?.();
    const analysis = await analyze(name);
    const expected = new Set(
      (project?.files ?? []).flatMap(({ path, reads, writes, together }) => [
        ...reads.map((table) => `src/${path}.ts read ${table}`),
        ...[...writes, ...together].map((table) => `src/${path}.ts write ${table}`),
      ]),
    );
    const found = analysis.accesses.map(({ path, mode, table }) => `${path} ${mode} ${table}`);
    expect([...new Set(found)].sort()).toEqual([...expected].sort());
    const calls = (project?.files ?? []).reduce((sum, { uses }) => sum + uses.length, 0);
    const own = analysis.imports.filter(
      ({ from, to }) => from !== 'src/app.ts' && to !== 'src/db.ts',
    );
    expect(own).toHaveLength(calls);
    expect(analysis.findings.filter((one) => one.severity === 'error')).toEqual([]);
  },
);

test('a planted server keeps its calls in its folders, its random twin of the same folders does not', async () => {
  expect(shareInside(await analyze('planted-folders'))).toBeGreaterThan(0.8);
  expect(shareInside(await analyze('random-folders'))).toBeLessThan(0.2);
});

test('random twins are as large as planted ones', async () => {
  const [random, planted] = [await analyze('random-folders'), await analyze('planted-folders')];
  expect(random.project.files).toBe(planted.project.files);
  expect(random.tables.map((one) => one.name)).toEqual(planted.tables.map((one) => one.name));
  expect(random.routes).toHaveLength(planted.routes.length);
});

test('in the shared database every table has a writer in every module', async () => {
  const { accesses, tables } = await analyze('shared-everything');
  const writersOf = (table: string): number =>
    new Set(
      accesses
        .filter((one) => one.table === table && one.mode === 'write')
        .map((one) => one.path.split('/')[1]),
    ).size;
  expect(tables.map(({ name }) => writersOf(name))).toEqual(tables.map(() => 12));
});

test('in the single aggregate every transaction holds the order', async () => {
  const { transactions } = await analyze('single-aggregate');
  expect(transactions).toHaveLength(40);
  expect(transactions.every(({ tables }) => tables.includes('orders') && tables.length > 1)).toBe(
    true,
  );
});

test('the library has neither tables nor routes', async () => {
  const { tables, routes, project } = await analyze('toolbox');
  expect([tables.length, routes.length, project.files]).toEqual([0, 0, 200]);
});
