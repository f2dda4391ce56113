import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Analysis } from '../../analyzers/contract.ts';
import { copyFixture, runCli, temporaryFolder } from './run-cli.ts';

const FAST = ['--json', '--no-cache', '--no-history', '--no-second-opinion'];

function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function analyzed(folder: string): Promise<{
  readonly status: number | null;
  readonly analysis: Analysis;
  readonly stderr: string;
}> {
  const { status, stdout, stderr } = await runCli(['analyze', folder, ...FAST]);
  return { status, analysis: JSON.parse(stdout) as Analysis, stderr };
}

const codes = (analysis: Analysis): readonly string[] =>
  analysis.findings.map((one) => `${one.code} ${one.path}:${one.line}`);

test.each([
  ['a folder that does not exist', ['analyze', '/does/not/exist'], 2, 'There is no folder'],
  ['a file instead of a folder', ['analyze', 'package.json'], 2, 'is a file'],
  ['an unknown format', ['analyze', '--format', 'xml'], 2, 'text, json, markdown, mermaid, dot'],
  ['two formats', ['analyze', '--json', '--format', 'dot'], 2, 'exclude each other'],
  ['an empty folder name', ['analyze', ''], 2, 'empty text'],
  [
    'a finding named like a member of every object',
    ['explain', 'toString', 'fixtures/monoliths/fleet'],
    2,
    'No finding "toString"',
  ],
  [
    'a mistyped finding code',
    ['explain', 'shared-tabel', 'fixtures/monoliths/fleet'],
    2,
    'Did you mean "shared-table"?',
  ],
  ['an unknown flag', ['analyze', '--fast'], 2, "unknown option '--fast'"],
  ['an unknown command', ['analyse'], 2, 'Did you mean analyze?'],
  [
    'an output folder that is not there',
    [
      'analyze',
      'fixtures/monoliths/fleet',
      '-o',
      '/does/not/exist/x.md',
      '--quiet',
      '--no-history',
      '--no-second-opinion',
    ],
    2,
    'Cannot write',
  ],
])('%s: one clear message, exit 2, nothing on stdout', async (_, args, status, message) => {
  const result = await runCli(args);
  expect(result.status).toBe(status);
  expect(result.stderr).toContain(message);
  expect(result.stdout).toBe('');
  expect(result.stderr).not.toMatch(/^\s+at /m);
});

test('an empty project is exit 3, never "all good"', async () => {
  const result = await runCli(['analyze', project({ 'README.md': '# nothing' })]);
  expect(result.status).toBe(3);
  expect(result.stderr).toContain('No TypeScript or JavaScript files');
});

test('no tsconfig, several, a broken and a circular one', async () => {
  expect(
    (await analyzed(project({ 'a.ts': "import './b';", 'b.ts': 'export {};' }))).analysis.imports,
  ).toHaveLength(1);
  const several = await analyzed(
    project({
      'apps/a/tsconfig.json':
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@x/*": ["src/*"] } } }',
      'apps/a/src/main.ts': "import { x } from '@x/x';\nexport const y = x;",
      'apps/a/src/x.ts': 'export const x = 1;',
      'apps/b/tsconfig.json':
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@x/*": ["lib/*"] } } }',
      'apps/b/lib/x.ts': 'export const x = 2;',
      'apps/b/main.ts': "import { x } from '@x/x';\nexport const y = x;",
    }),
  );
  expect(several.analysis.imports.map((one) => `${one.from} ${one.to}`)).toEqual([
    'apps/a/src/main.ts apps/a/src/x.ts',
    'apps/b/main.ts apps/b/lib/x.ts',
  ]);
  const broken = await analyzed(
    project({
      'tsconfig.json': '{\n  "compilerOptions": {\n    "paths": }\n}',
      'a.ts': 'export {};',
    }),
  );
  expect(codes(broken.analysis)).toContain('config-syntax tsconfig.json:3');
  const circular = await analyzed(
    project({
      'tsconfig.json': '{ "extends": "./b.json" }',
      'b.json': '{ "extends": "./tsconfig.json" }',
      'a.ts': 'export {};',
    }),
  );
  expect(circular.analysis.findings.some((one) => one.code === 'config-cycle')).toBe(true);
});

test('a syntax error and a file that is not UTF-8 are findings; too many of them are exit 3', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, at): [string, string] => [
      `src/f${at}.ts`,
      `export const a${at} = ${at};`,
    ]),
  );
  const one = await analyzed(project({ ...files, 'src/bad.ts': 'export const a = ;\n' }));
  expect(one.status).toBe(0);
  expect(codes(one.analysis)).toContain('file-syntax src/bad.ts:1');
  const many = await analyzed(
    project({ 'a.ts': 'export const x = ;', 'b.ts': new Uint8Array([0x80, 0xff, 0xfe, 0x41]) }),
  );
  expect(many.status).toBe(3);
  expect(many.stderr).toContain('2 of');
  expect(
    many.analysis.findings.some(
      (finding) => finding.code === 'file-not-utf8' && finding.path === 'b.ts',
    ),
  ).toBe(true);
});

test('a symlink loop ends, JavaScript is read too', async () => {
  const folder = project({
    'src/a.js': "const b = require('./b');\nmodule.exports = { b };",
    'src/b.js': 'module.exports = 1;',
  });
  symlinkSync(folder, join(folder, 'src', 'loop'));
  const { status, analysis } = await analyzed(folder);
  expect(status).toBe(0);
  expect(analysis.imports).toMatchObject([{ from: 'src/a.js', to: 'src/b.js', kind: 'require' }]);
  expect(analysis.files).toHaveLength(2);
});

test('no git and a read-only checkout are no obstacles', async () => {
  const folder = copyFixture('fleet');
  chmodSync(folder, 0o555);
  const { status, stdout } = await runCli(['analyze', folder, '--json', '--no-second-opinion']);
  chmodSync(folder, 0o755);
  expect(status).toBe(0);
  expect((JSON.parse(stdout) as Analysis).history.state).toBe('absent');
});

test('a file without permission is a finding, and half a project is exit 3', async () => {
  const folder = project({ 'a.ts': 'export {};', 'b.ts': 'export {};' });
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'b.ts'), 0);
  // Root may read everything, so as root the command runs as nobody.
  const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { status, stdout } = await runCli(['analyze', folder, ...FAST], identity);
  expect(status).toBe(3);
  expect(codes(JSON.parse(stdout) as Analysis)).toContain('file-unreadable b.ts:1');
});
