import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from 'vitest';

import type { CheckReport } from '../../../src/check/violation.ts';
import { check } from '../../../src/pipeline.ts';
import { makeRepository, openRepository } from './make-repository.ts';
import type { Files, Repository } from './make-repository.ts';

const CONFIG = JSON.stringify({
  boundaries: {
    orders: { files: ['src/orders/**'] },
    billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'] },
  },
});

const START: Files = {
  'package.json': '{}',
  '.gitignore': '.saasctl/cache',
  'saasctl.json': CONFIG,
  'src/billing/index.ts': "export { pay } from './pay';",
  'src/billing/pay.ts': 'export const pay = 1;\nexport const refund = 2;',
  'src/orders/order.ts': "import { refund } from '../billing/pay';\nexport const order = refund;",
};
const MORE: Files = {
  'src/billing/rates.ts': 'export const rate = 3;',
  'src/orders/cart.ts': "import { rate } from '../billing/rates';\nexport const cart = rate;",
};

function run(
  root: string,
  since: string | null,
  cacheFor: number | null = null,
): Promise<CheckReport> {
  return check({
    root,
    build: 'test',
    cacheFor,
    config: { kind: 'folder' },
    since,
    today: '2026-01-01',
    onProgress: () => undefined,
  });
}

const tell = ({ violations }: CheckReport): readonly string[] =>
  violations.map(({ baseline, rule, symbol, path }) => `${baseline} ${rule} ${symbol} ${path}`);

function started(files: Files = START): Repository {
  const repository = makeRepository();
  repository.commit(files);
  repository.git('checkout', '-q', '-b', 'feature');
  return repository;
}

test('what the branch adds is new, what it found is known, what it mended is gone', async () => {
  const { root, commit } = started();
  commit(MORE);
  expect(tell(await run(root, 'main'))).toEqual([
    'new private-api rate src/orders/cart.ts',
    'known private-api refund src/orders/order.ts',
  ]);
  commit({ 'src/orders/order.ts': 'export const order = 1;', 'src/orders/cart.ts': null });
  const report = await run(root, 'main');
  expect(tell(report)).toEqual([]);
  expect(report.since).toMatchObject({ ref: 'main', gone: 1 });
});

test('work that is not committed counts; what happens on main meanwhile does not', async () => {
  const { root, commit, git, write } = started();
  git('checkout', '-q', 'main');
  commit({ 'src/orders/order.ts': 'export const order = 1;' });
  git('checkout', '-q', 'feature');
  write(MORE);
  expect(tell(await run(root, 'main'))).toEqual([
    'new private-api rate src/orders/cart.ts',
    'known private-api refund src/orders/order.ts',
  ]);
});

test('renaming and moving files of both sides adds nothing', async () => {
  const { root, commit, git } = started();
  git('mv', 'src/orders/order.ts', 'src/orders/purchase.ts');
  git('mv', 'src/billing/pay.ts', 'src/billing/payment.ts');
  commit({
    'src/billing/index.ts': "export { pay } from './payment';",
    'src/orders/purchase.ts':
      "\n\nimport { refund } from '../billing/payment';\nexport const order = refund;",
  });
  expect(tell(await run(root, 'main'))).toEqual([
    'known private-api refund src/orders/purchase.ts',
  ]);
});

test('the second run takes the base from the cache and says the same; the cache of the head is its own', async () => {
  const { root, commit } = started();
  commit(MORE);
  const first = await run(root, 'main', process.pid);
  const cache = join(root, '.saasctl', 'cache');
  const times = (): readonly string[] =>
    readdirSync(cache).map((name) => `${name} ${statSync(join(cache, name)).mtimeMs}`);
  const before = times();
  expect(await run(root, 'main', process.pid)).toEqual(first);
  expect(times()).toEqual(before);
  const { key } = JSON.parse(
    readFileSync(join(cache, 'analysis.json'), 'utf8').split('\n')[1] ?? '',
  );
  await run(root, null, process.pid);
  expect(readFileSync(join(cache, 'analysis.json'), 'utf8')).toContain(key);
  expect(times()).toEqual(before);
});

test('a project that main does not have yet is new as a whole', async () => {
  const { root, commit } = started({ 'README.md': 'empty', 'other/x.ts': 'export const x = 1;' });
  const inApi = Object.entries({ ...START, ...MORE }).map(([path, text]) => [`api/${path}`, text]);
  commit(Object.fromEntries(inApi) as Files);
  expect(tell(await run(join(root, 'api'), 'main'))).toEqual([
    'new private-api rate src/orders/cart.ts',
    'new private-api refund src/orders/order.ts',
  ]);
});

test('a merge base without a source file is no failure', async () => {
  const { root, commit } = started({ 'package.json': '{}' });
  commit(START);
  expect(tell(await run(root, 'main'))).toEqual(['new private-api refund src/orders/order.ts']);
});

test('in a pre-commit hook of a linked work tree', async () => {
  const { root, git, write } = started();
  const tree = join(root, '..', 'tree');
  git('checkout', '-q', 'main');
  git('worktree', 'add', '-q', tree, 'feature');
  const script = join(import.meta.dirname, 'check-in-hook.ts');
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const said = join(root, '..', 'said.json');
  const command = [process.execPath, '--import', tsx, script, tree, said];
  const hook = '.git/hooks/pre-commit';
  write({ [hook]: `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')}\n` });
  chmodSync(join(root, hook), 0o755);
  openRepository(tree).commit(MORE);
  expect(JSON.parse(readFileSync(said, 'utf8'))).toEqual([
    'new rate src/orders/cart.ts',
    'known refund src/orders/order.ts',
  ]);
});
