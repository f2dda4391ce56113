import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { CheckReport } from '../../src/check/violation.ts';
import type { Content } from '../discover/write-project.ts';
import { writeProject } from '../discover/write-project.ts';
import { copyFixture, runCli } from './run-cli.ts';

const CONFIG = {
  boundaries: {
    billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'] },
    orders: { files: ['src/orders/**'], dependsOn: ['billing'] },
  },
};

/** Two boundaries; `orders` uses `count` names that `billing` keeps to itself. */
function withViolations(count: number, more: Readonly<Record<string, Content>> = {}): string {
  const names = Array.from({ length: count }, (_, index) => `secret${index}`);
  return writeProject({
    'package.json': { json: { name: 'app' } },
    'saasctl.json': { json: CONFIG },
    'src/billing/index.ts': 'export const bill = 1;\n',
    'src/billing/secrets.ts': `${names.map((name) => `export const ${name} = 1;`).join('\n')}\nexport {};\n`,
    'src/orders/order.ts': [
      "import { bill } from '../billing/index';",
      ...(count > 0 ? [`import { ${names.join(', ')} } from '../billing/secrets';`] : []),
      `export const all = [bill, ${names.join(', ')}];`,
      '',
    ].join('\n'),
    ...more,
  });
}

test.each([
  [0, 0],
  [1, 1],
  [255, 1],
  [256, 1],
  [257, 1],
  [65_536, 1],
])('%i violations end with exit status %i, and all of them reach a pipe', async (count, status) => {
  const run = await runCli(['check', '--quiet', '--json'], { cwd: withViolations(count) });
  expect(run.status).toBe(status);
  const { violations, summary } = JSON.parse(run.stdout) as CheckReport;
  expect(violations).toHaveLength(count);
  expect(summary.errors).toBe(count);
  if (count > 60_000) expect(run.stdout.length).toBeGreaterThan(5 * 1024 * 1024);
});

test('a finding says where, what and how to mend it, and is gone when the fix is followed', async () => {
  const root = withViolations(1);
  const before = await runCli(['check', '--quiet'], { cwd: root });
  expect(before.stdout).toContain('src/orders/order.ts:2:1  error  private-api  orders → billing');
  expect(before.stdout).toContain('imports secret0 from src/billing/secrets.ts');
  expect(before.stdout).toContain('"src/billing/secrets.ts#secret0"');
  const config = structuredClone(CONFIG);
  config.boundaries.billing.public.push('src/billing/secrets.ts#secret0');
  writeFileSync(join(root, 'saasctl.json'), JSON.stringify(config));
  const after = await runCli(['check', '--quiet'], { cwd: root });
  expect([after.status, after.stdout]).toEqual([0, expect.stringContaining('no new violations')]);
});

test('without a saasctl.json it says in three lines how to begin', async () => {
  const root = withViolations(0);
  rmSync(join(root, 'saasctl.json'));
  const { status, stdout, stderr } = await runCli(['check', '--quiet'], { cwd: root });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('saasctl check --init');
});

test('check --init writes a small configuration that passes at once', async () => {
  const root = copyFixture('shop');
  const init = await runCli(['check', '--init', '--quiet'], { cwd: root });
  expect(init.status).toBe(0);
  const text = readFileSync(join(root, 'saasctl.json'), 'utf8');
  expect(text.split('\n').length).toBeLessThanOrEqual(40);
  expect(existsSync(join(root, '.saasctl', 'baseline', 'orders.jsonl'))).toBe(true);
  const run = await runCli(['check', '--quiet', '--json'], { cwd: root });
  const { summary } = JSON.parse(run.stdout) as CheckReport;
  expect([run.status, summary.errors, summary.warnings]).toEqual([0, 0, 0]);
  expect(summary.known).toBeGreaterThan(10);
  const again = await runCli(['check', '--init', '--quiet'], { cwd: root });
  expect([again.status, again.stderr]).toEqual([
    2,
    expect.stringContaining('There is a saasctl.json already'),
  ]);
});

test.each<[string, Readonly<Record<string, Content>>, number, string]>([
  [
    'a selector that matches no file',
    { 'saasctl.json': { json: { boundaries: { mail: { files: ['src/mail/**'] } } } } },
    2,
    '"src/mail/**" matches no file',
  ],
  [
    'a public selector that matches no file',
    {
      'saasctl.json': {
        json: { boundaries: { orders: { files: ['src/orders/**'], public: ['src/orders/x.ts'] } } },
      },
    },
    2,
    '"src/orders/x.ts" matches no file of "orders"',
  ],
  [
    'a table that the code does not know',
    {
      'saasctl.json': {
        json: { boundaries: { orders: { files: ['src/orders/**'], tables: ['order'] } } },
      },
    },
    2,
    'there is no table "order"',
  ],
  [
    'a file that cannot be parsed',
    { 'src/orders/broken.ts': 'export const a = {;\n' },
    3,
    'src/orders/broken.ts:1:19 could not be read in full',
  ],
  [
    'a relative import that leads nowhere',
    { 'src/orders/lost.ts': "import { x } from './nowhere';\nexport const y = x;\n" },
    3,
    'src/orders/lost.ts:1:1 imports nowhere, which leads to no file',
  ],
  [
    'no import between any files',
    {
      'src/orders/order.ts': 'export const a = 1;\n',
    },
    3,
    'no import was found between 3 files',
  ],
  [
    'no server code at all',
    {
      'saasctl.json': { json: {} },
      'src/orders/order.ts': { link: '/dev/null' },
    },
    3,
    '',
  ],
])('%s is never taken for "nothing found"', async (name, files, status, message) => {
  const root = withViolations(0, name === 'no server code at all' ? {} : files);
  if (name === 'no server code at all') rmSync(join(root, 'src'), { recursive: true });
  const run = await runCli(['check', '--quiet'], { cwd: root });
  expect(run.status).toBe(status);
  expect(run.stdout + run.stderr).toContain(message);
});

test('an unresolved import that was accepted makes the check incomplete no more', async () => {
  const root = withViolations(0, {
    'src/orders/lost.ts': "import { x } from './generated/client';\nexport const y = x;\n",
  });
  expect((await runCli(['check', '--quiet'], { cwd: root })).status).toBe(3);
  expect((await runCli(['baseline', 'create', '--quiet'], { cwd: root })).status).toBe(0);
  expect((await runCli(['check', '--quiet'], { cwd: root })).status).toBe(0);
});

test('files given, as by lint-staged, limit what is reported, not what is looked at', async () => {
  const root = withViolations(1);
  const clean = await runCli(['check', '--quiet', 'src/billing/index.ts'], { cwd: root });
  expect(clean.status).toBe(0);
  const broken = await runCli(['check', '--quiet', join(root, 'src/orders/order.ts')], {
    cwd: root,
  });
  expect(broken.status).toBe(1);
  const missing = await runCli(['check', '--quiet', 'src/orders/gone.ts'], { cwd: root });
  expect([missing.status, missing.stderr]).toEqual([
    2,
    expect.stringContaining('There is no file or folder src/orders/gone.ts'),
  ]);
});

test('with a root below, files and annotations are found by their path from here', async () => {
  const outer = withViolations(0, {
    'apps/api/src/billing/secrets.ts': 'export const secret = 1;\n',
    'apps/api/src/orders/order.ts':
      "import { secret } from '../billing/secrets';\nexport const order = secret;\n",
    'saasctl.json': {
      json: {
        root: 'apps/api',
        boundaries: {
          billing: { files: ['src/billing/**'], public: [] },
          orders: { files: ['src/orders/**'] },
        },
      },
    },
  });
  const run = await runCli(
    ['check', '--quiet', '--format', 'github', 'apps/api/src/orders/order.ts'],
    { cwd: outer },
  );
  expect([run.status, run.stdout]).toEqual([
    1,
    expect.stringContaining('file=apps/api/src/orders/order.ts,line=1'),
  ]);
});

test('several formats in one run', async () => {
  const root = withViolations(1);
  const run = await runCli(
    ['check', '--quiet', '--also', 'sarif=check.sarif', '--also', 'junit=check.xml'],
    { cwd: root },
  );
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('private-api');
  expect(JSON.parse(readFileSync(join(root, 'check.sarif'), 'utf8'))).toMatchObject({
    version: '2.1.0',
  });
  expect(readFileSync(join(root, 'check.xml'), 'utf8')).toContain('<testsuites');
});

test('on GitHub annotations follow the text', async () => {
  const root = withViolations(1);
  const { stdout } = await runCli(['check', '--quiet'], {
    cwd: root,
    env: { GITHUB_ACTIONS: 'true' },
  });
  expect(stdout).toContain('::error file=src/orders/order.ts,line=2');
});

test.each([
  [['check', '--format', 'xml'], 'text, json, sarif'],
  [['check', '--json', '--format', 'sarif'], 'exclude each other'],
  [['check', '--also', 'sarif'], '--also sarif=check.sarif'],
  [['check', '--watch', '--json'], '--watch and --json exclude each other'],
  [['check', '--watch', 'src/orders/order.ts'], '--watch and single files exclude each other'],
  [['check', '--init', '--watch'], '--init and --watch exclude each other'],
  [['check', 'src', 'src/orders/order.ts'], 'src is a folder among files'],
  [['baseline', 'allow', 'abc'], ''],
  [['baseline', 'shrink'], 'There is no baseline to shrink'],
])('%j is wrong usage', async (args, message) => {
  const { status, stderr } = await runCli([...args, '--quiet'], { cwd: withViolations(1) });
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});
