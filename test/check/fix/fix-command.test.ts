import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { runCheckCommand } from '../../../src/commands/check.ts';
import type { CheckFlags } from '../../../src/commands/check.ts';
import type { CommandContext } from '../../../src/commands/context.ts';
import { writeProject } from '../../discover/write-project.ts';

const order = (name: string): string =>
  `import { cents } from '../billing/money';\n\nexport const ${name} = cents(1);\n`;

const PROJECT = {
  'saasctl.json': {
    json: {
      boundaries: {
        orders: { files: ['src/orders/**'] },
        carts: { files: ['src/carts/**'] },
        billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'] },
      },
    },
  },
  'src/billing/index.ts': "export { cents } from './money';\n",
  'src/billing/money.ts': 'export const cents = (n: number) => n;\nexport const own = 1;\n',
  'src/orders/a.ts': order('a'),
  'src/carts/b.ts': order('b'),
};

async function run(root: string, flags: Partial<CheckFlags>, paths: readonly string[] = []) {
  const out: string[] = [];
  const said: string[] = [];
  const context = {
    cwd: root,
    build: 'test',
    version: '0.0.0',
    processId: 1,
    today: '2026-11-20',
    onGithub: false,
    ui: {
      progress: () => undefined,
      note: (text: string) => said.push(text),
      warn: (text: string) => said.push(text),
      finish: () => undefined,
    },
    whenInterrupted: () => new Promise<void>(() => undefined),
    openDialog: null,
    color: false,
    columns: null,
    print: (text: string) => out.push(text),
  } satisfies CommandContext;
  const outcome = await runCheckCommand(paths, { also: [], cache: false, ...flags }, context);
  return { outcome, out: out.join(''), said: said.join('\n') };
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
const isFixed = (root: string, path: string): boolean =>
  read(root, path).startsWith("import { cents } from '../billing';");

/** The knot of orders is accepted, that of carts is new. */
const ACCEPTED = {
  '.saasctl/baseline/orders.jsonl': `${JSON.stringify({ rule: 'private-api', from: 'orders', to: 'billing', symbol: 'cents', places: 1 })}\n`,
};

describe('saasctl check --fix', () => {
  it('writes, checks again, and says what it did', async () => {
    const root = writeProject(PROJECT);
    const { outcome, out, said } = await run(root, { fix: true });
    expect(outcome).toBe('clean');
    expect(said).toBe(
      [
        'saasctl: fixed 2 violations in 2 files',
        '  src/carts/b.ts:1:1  private-api  cents comes from src/billing/index.ts',
        '  src/orders/a.ts:1:1  private-api  cents comes from src/billing/index.ts',
      ].join('\n'),
    );
    expect(out).toContain('no new violations');
    expect(isFixed(root, 'src/orders/a.ts') && isFixed(root, 'src/carts/b.ts')).toBe(true);
  });

  it('prints what is left, with the reason where it looked mechanical', async () => {
    const root = writeProject({
      ...PROJECT,
      'src/orders/c.ts':
        "// @ts-expect-error nobody\nimport { cents, nobody } from '../billing/money';\nexport const c = cents(nobody);\n",
    });
    const { outcome, out, said } = await run(root, { fix: true });
    expect(outcome).toBe('violations');
    expect(said).toContain('saasctl: not fixed, for a person to decide:\n  src/orders/c.ts:2:1');
    expect(out).toContain('src/orders/c.ts:2:1');
  });

  it('leaves standard output to the report', async () => {
    const { out } = await run(writeProject(PROJECT), { fix: true, json: true });
    expect(JSON.parse(out).summary.errors).toBe(0);
  });

  it('leaves debts in peace unless all is asked for', async () => {
    const root = writeProject({ ...PROJECT, ...ACCEPTED });
    await run(root, { fix: true });
    expect([isFixed(root, 'src/orders/a.ts'), isFixed(root, 'src/carts/b.ts')]).toEqual([
      false,
      true,
    ]);
    await run(root, { fix: true, all: true });
    expect(isFixed(root, 'src/orders/a.ts')).toBe(true);
  });

  it('counts what is back among the debts', async () => {
    const root = writeProject({ ...PROJECT, ...ACCEPTED, 'src/orders/more.ts': order('more') });
    const { outcome, said } = await run(root, { fix: true }, ['src/orders/more.ts']);
    expect(outcome).toBe('clean');
    expect(said).toContain('saasctl: fixed 1 violation in 1 file\n');
  });

  it('touches only the files that are given', async () => {
    const root = writeProject(PROJECT);
    const { outcome } = await run(root, { fix: true }, ['src/carts/b.ts']);
    expect(outcome).toBe('clean');
    expect([isFixed(root, 'src/orders/a.ts'), isFixed(root, 'src/carts/b.ts')]).toEqual([
      false,
      true,
    ]);
  });

  it('says when there is nothing mechanical', async () => {
    const root = writeProject({
      ...PROJECT,
      'src/orders/a.ts': "import { own } from '../billing/money';\nexport const a = own;\n",
      'src/carts/b.ts': 'export const b = 1;\n',
    });
    const { outcome, said } = await run(root, { fix: true });
    expect([outcome, said]).toEqual([
      'violations',
      'saasctl: nothing here can be fixed by changing imports alone',
    ]);
  });
});

describe('saasctl check --fix --dry-run', () => {
  it('prints a diff that git applies, and writes nothing', async () => {
    const root = writeProject(PROJECT);
    const { outcome, out, said } = await run(root, { fix: true, dryRun: true });
    expect(outcome).toBe('violations');
    expect(said).toContain('saasctl: 2 violations would be fixed in 2 files');
    expect(isFixed(root, 'src/orders/a.ts')).toBe(false);
    execFileSync('git', ['apply'], { cwd: root, input: out });
    expect(isFixed(root, 'src/orders/a.ts') && isFixed(root, 'src/carts/b.ts')).toBe(true);
  });

  it('names the files as git does: from the root of the repository', async () => {
    const inner = Object.entries(PROJECT).map(([path, text]) => [`apps/api/${path}`, text]);
    const root = writeProject(Object.fromEntries(inner));
    execFileSync('git', ['init', '-q'], { cwd: root });
    const { out } = await run(join(root, 'apps/api'), { fix: true, dryRun: true });
    expect(out).toContain('--- a/apps/api/src/orders/a.ts\n');
    execFileSync('git', ['apply'], { cwd: join(root, 'apps/api'), input: out });
    expect(isFixed(root, 'apps/api/src/orders/a.ts')).toBe(true);
  });
});

describe('flags that do not go together', () => {
  it.each([
    [{ dryRun: true }, '--dry-run goes with --fix'],
    [{ fix: true, watch: true }, '--fix and --watch exclude each other'],
    [{ fix: true, init: true }, '--fix and --init exclude each other'],
  ])('%o', async (flags, message) => {
    await expect(run(writeProject(PROJECT), flags)).rejects.toThrow(message);
  });
});
