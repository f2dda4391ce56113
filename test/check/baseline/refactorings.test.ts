import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { applyBaseline } from '../../../src/check/baseline/apply-baseline.ts';
import { createBaseline } from '../../../src/check/baseline/create-baseline.ts';
import { renderBaseline } from '../../../src/check/baseline/render-baseline.ts';
import type { CheckReport } from '../../../src/check/violation.ts';
import { check, findToday } from '../../../src/pipeline.ts';
import { writeProject } from '../../discover/write-project.ts';

const FILES = {
  'package.json': { json: { name: 'app' } },
  'saasctl.json': {
    json: {
      boundaries: {
        billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'] },
        orders: { files: ['src/orders/**'], dependsOn: [] },
        users: { files: ['src/users/**'] },
      },
    },
  },
  'src/billing/index.ts': "export { bill } from './bill';\n",
  'src/billing/bill.ts':
    "import { userOf } from '../users/user';\nexport const bill = (id: string) => userOf(id);\n",
  'src/billing/ledger.ts':
    'export const secret = 1;\nexport default class Ledger {\n  total = secret;\n}\n',
  'src/orders/place.ts':
    "import Ledger, { secret } from '../billing/ledger';\nimport { bill } from '../billing';\nexport const place = () => [new Ledger(), secret, bill('1')];\n",
  'src/orders/cancel.ts':
    "import * as ledger from '../billing/ledger';\nimport { secret } from '../billing/ledger';\nexport const cancel = () => [ledger.secret, secret];\n",
  'src/users/user.ts':
    "import { place } from '../orders/place';\nexport const userOf = (id: string) => ({ id, place });\n",
};

async function withDebts(): Promise<string> {
  const root = writeProject(FILES);
  const state = await findToday({ ...REQUEST, root });
  expect(state.gaps).toEqual([]);
  const entries = createBaseline(state.found, [], state.paths);
  expect(new Set(entries.map((one) => one.rule))).toEqual(
    new Set(['private-api', 'undeclared-dependency', 'boundary-cycle']),
  );
  applyBaseline(root, renderBaseline(entries));
  return root;
}

const REQUEST = {
  build: '0',
  cacheFor: null,
  config: { kind: 'folder' },
  today: '2026-11-20',
  since: null,
  onProgress: () => undefined,
} as const;

const look = (root: string): Promise<CheckReport> => check({ ...REQUEST, root });

const news = ({ violations }: CheckReport): readonly string[] =>
  violations.filter((one) => one.baseline === 'new').map((one) => `${one.path} ${one.message}`);

/** The same change of the text in every source. */
function rewrite(root: string, change: (text: string, path: string) => string): void {
  for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.ts')) {
      const file = join(root, 'src', path);
      writeFileSync(file, change(readFileSync(file, 'utf8'), path));
    }
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function move(root: string, from: string, to: string): void {
  const git = (...args: readonly string[]): Buffer => execFileSync('git', args, { cwd: root });
  git('init', '--quiet');
  git('add', '.');
  mkdirSync(dirname(join(root, to)), { recursive: true });
  git('mv', from, to);
}

const REFACTORINGS: readonly (readonly [string, (root: string) => void])[] = [
  ['every line moves down', (root) => rewrite(root, (text) => `// one\n// two\n\n${text}`)],
  [
    'imports and names are reordered',
    (root) =>
      rewrite(root, (text) => {
        const lines = text.split('\n');
        const isImport = (line: string): boolean => line.startsWith('import ');
        return [
          ...lines.filter(isImport).toReversed(),
          ...lines.filter((line) => !isImport(line)),
        ].join('\n');
      }),
  ],
  [
    'a barrel is put before the file, within its boundary',
    (root) => {
      write(
        root,
        'src/billing/internal.ts',
        "export * from './ledger';\nexport { default } from './ledger';\n",
      );
      rewrite(root, (text, path) =>
        path.startsWith('orders')
          ? text.replaceAll('../billing/ledger', '../billing/internal')
          : text,
      );
    },
  ],
  [
    'a barrel of the importing boundary is put between',
    (root) => {
      write(
        root,
        'src/orders/foreign.ts',
        "export { default, secret } from '../billing/ledger';\nexport { bill } from '../billing';\n",
      );
      rewrite(root, (text, path) =>
        path === join('orders', 'place.ts')
          ? text.replaceAll('../billing/ledger', './foreign').replace("'../billing'", "'./foreign'")
          : text,
      );
    },
  ],
  [
    'a barrel that belongs to nobody is put between',
    (root) => {
      write(
        root,
        'src/all.ts',
        "export * from './billing/ledger';\nexport { default } from './billing/ledger';\n",
      );
      rewrite(root, (text, path) =>
        path === join('orders', 'place.ts') ? text.replace('../billing/ledger', '../all') : text,
      );
    },
  ],
  [
    'git mv of the file that is used',
    (root) => {
      move(root, 'src/billing/ledger.ts', 'src/billing/core/ledger.ts');
      rewrite(root, (text) => text.replaceAll('../billing/ledger', '../billing/core/ledger'));
    },
  ],
  [
    'git mv to another name',
    (root) => {
      move(root, 'src/billing/ledger.ts', 'src/billing/journal.ts');
      rewrite(root, (text) => text.replaceAll('../billing/ledger', '../billing/journal'));
    },
  ],
  [
    'git mv of a file that uses it',
    (root) => {
      move(root, 'src/orders/cancel.ts', 'src/orders/late/withdraw.ts');
      rewrite(root, (text, path) =>
        path.endsWith('withdraw.ts') ? text.replaceAll("'../", "'../../") : text,
      );
    },
  ],
  [
    'one more hop inside a known circle',
    (root) => {
      write(root, 'src/users/hop.ts', "export { place } from '../orders/place';\n");
      rewrite(root, (text, path) =>
        path === join('users', 'user.ts') ? text.replace('../orders/place', './hop') : text,
      );
    },
  ],
  [
    'one more boundary inside a known circle',
    (root) => {
      write(
        root,
        'saasctl.json',
        JSON.stringify({
          boundaries: {
            ...FILES['saasctl.json'].json.boundaries,
            profiles: { files: ['src/profiles/**'] },
          },
        }),
      );
      write(
        root,
        'src/profiles/profile.ts',
        "import { userOf } from '../users/user';\nexport const profileOf = (id: string) => userOf(id);\n",
      );
      rewrite(root, (text, path) =>
        path === join('billing', 'bill.ts')
          ? text.replace('../users/user', '../profiles/profile').replaceAll('userOf', 'profileOf')
          : text,
      );
    },
  ],
];

test.each(REFACTORINGS)('%s: nothing is new', async (_name, refactor) => {
  const root = await withDebts();
  expect(news(await look(root))).toEqual([]);
  refactor(root);
  const report = await look(root);
  expect(report.gaps).toEqual([]);
  expect(news(report)).toEqual([]);
});

test('one more file that does it is new, and told where it is', async () => {
  const root = await withDebts();
  write(
    root,
    'src/orders/again.ts',
    "import { secret } from '../billing/ledger';\nexport const again = secret;\n",
  );
  const { violations } = await look(root);
  const found = violations.filter((one) => one.baseline === 'new');
  expect(found.map((one) => [one.rule, one.path, one.line])).toEqual([
    ['private-api', 'src/orders/again.ts', 1],
    ['undeclared-dependency', 'src/orders/again.ts', 1],
  ]);
  expect(found[0]?.message).toContain('in 3 files, 2 were accepted');
});

test('another circle beside a known one is new', async () => {
  const root = await withDebts();
  write(
    root,
    'src/users/bonus.ts',
    "import { bill } from '../billing';\nexport const bonus = () => bill('2');\n",
  );
  const { violations } = await look(root);
  const found = violations.filter((one) => one.baseline === 'new');
  expect(found.map((one) => [one.rule, one.symbol])).toEqual([
    ['boundary-cycle', expect.stringMatching(/billing → users|users → billing/)],
  ]);
});
