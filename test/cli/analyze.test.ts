import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import { expect, test } from 'vitest';

import type { Analysis } from '../../analyzers/contract.ts';
import { copyFixture, FIXTURES, ROOT, runCli, temporaryFolder } from './run-cli.ts';

const FAST = ['--no-history', '--no-second-opinion'];

test('one screen for a person: what it is, what stands out, the worst knots, what to run next', async () => {
  const { status, stdout, stderr } = await runCli([
    'analyze',
    'fixtures/monoliths/shop',
    '--no-history',
    '--no-cache',
  ]);
  expect(status).toBe(0);
  expect(stdout.split('\n').length).toBeLessThanOrEqual(60);
  expect(stdout).toContain('shop · NestJS + TypeORM');
  expect(stdout).toMatch(/src\/\S+:\d+:\d+ {2}(shared-table|crossing-transaction)/);
  expect(stdout).toMatch(/npx saasctl explain [0-9a-f]{12} fixtures\/monoliths\/shop/);
  expect(stdout).toMatch(/dependency-cruiser sees the same \d+ edges/);
  expect(stderr).toContain('reading files');
});

test('--json is the contract and nothing else on stdout', async () => {
  const { status, stdout } = await runCli(['analyze', join(FIXTURES, 'fleet'), '--json', ...FAST]);
  expect(status).toBe(0);
  const schema = JSON.parse(readFileSync(join(ROOT, 'schema/analysis.v1.json'), 'utf8')) as object;
  const validate = new Ajv({ strict: false }).compile(schema);
  const valid = validate(JSON.parse(stdout));
  expect(validate.errors).toBeNull();
  expect(valid).toBe(true);
});

test('every fact of the contract names a line that exists', async () => {
  const folder = join(FIXTURES, 'helpdesk');
  const { stdout } = await runCli(['analyze', folder, '--json', ...FAST]);
  const analysis = JSON.parse(stdout) as Analysis;
  const lengths = new Map<string, number>();
  const linesOf = (path: string): number => {
    const known = lengths.get(path) ?? readFileSync(join(folder, path), 'utf8').split('\n').length;
    lengths.set(path, known);
    return known;
  };
  const facts = [
    ...analysis.accesses,
    ...analysis.tables,
    ...analysis.transactions,
    ...analysis.joins,
    ...analysis.imports,
    ...analysis.config,
  ];
  expect(facts.length).toBeGreaterThan(300);
  expect(
    facts.filter((fact) => fact.line < 1 || fact.line > linesOf(fact.path) || fact.column < 1),
  ).toEqual([]);
});

test('the same bytes from every run, working directory, spelling of the folder and cache state', async () => {
  const folder = copyFixture('helpdesk');
  const first = await runCli(['analyze', folder, '--json', ...FAST]);
  const cached = await runCli(['analyze', '.', '--json', ...FAST], { cwd: folder });
  const below = await runCli(['analyze', '../..', '--json', ...FAST], {
    cwd: join(folder, 'src', 'services'),
  });
  const fresh = await runCli(['analyze', `${folder}/`, '--json', '--no-cache', ...FAST]);
  expect(first.stdout.length).toBeGreaterThan(100_000);
  for (const run of [cached, below, fresh]) expect(run.stdout).toBe(first.stdout);
});

test('the same bytes whatever order the files were made in', async () => {
  const one = copyFixture('helpdesk');
  const other = copyFixture('helpdesk');
  // Making every file anew in reverse changes the order in which the system lists them.
  const { files } = JSON.parse(
    (await runCli(['analyze', one, '--json', '--no-cache', ...FAST])).stdout,
  ) as Analysis;
  for (const { path } of files.toReversed()) {
    renameSync(join(other, path), join(other, `${path}.moved`));
    writeFileSync(join(other, path), readFileSync(join(other, `${path}.moved`)));
    rmSync(join(other, `${path}.moved`));
  }
  const a = await runCli(['analyze', one, '--json', '--no-cache', ...FAST]);
  const b = await runCli(['analyze', other, '--json', '--no-cache', ...FAST]);
  expect(b.stdout).toBe(a.stdout);
});

test('a cache cut short, of another version or full of nonsense is not believed', async () => {
  const folder = copyFixture('fleet');
  const args = ['analyze', folder, '--json', ...FAST];
  const { stdout: truth } = await runCli(args);
  const cache = join(folder, '.saasctl', 'cache');
  for (const name of ['scans-00.json', 'analysis.json']) {
    const whole = readFileSync(join(cache, name), 'utf8');
    for (const broken of [
      whole.slice(0, whole.length / 2),
      '',
      'nonsense\n{}',
      whole.replace(/^saasctl \S+/, 'saasctl 99.0.0'),
      whole.replace('"', "'"),
    ]) {
      writeFileSync(join(cache, name), broken);
      expect((await runCli(args)).stdout).toBe(truth);
    }
  }
  expect(readFileSync(join(cache, '.gitignore'), 'utf8')).toBe('*\n');
});

test('a change of one file is seen through the cache', async () => {
  const folder = copyFixture('fleet');
  const args = ['analyze', folder, '--json', ...FAST];
  const before = JSON.parse((await runCli(args)).stdout) as Analysis;
  writeFileSync(join(folder, 'src', 'added.ts'), "import './app.js';\nexport const added = 1;\n");
  const after = JSON.parse((await runCli(args)).stdout) as Analysis;
  expect(after.files.length).toBe(before.files.length + 1);
  expect(after.imports.some((one) => one.from === 'src/added.ts' && one.to === 'src/app.ts')).toBe(
    true,
  );
});

test('--no-cache leaves nothing behind, --output writes the report and keeps stdout empty', async () => {
  const folder = copyFixture('fleet');
  const target = join(temporaryFolder(), 'report.md');
  const { status, stdout } = await runCli([
    'analyze',
    folder,
    '--no-cache',
    '--format',
    'markdown',
    '-o',
    target,
    ...FAST,
  ]);
  expect([status, stdout]).toEqual([0, '']);
  expect(existsSync(join(folder, '.saasctl'))).toBe(false);
  expect(readFileSync(target, 'utf8')).toMatch(/^# fleet\n/);
});

test('explain tells meaning, evidence and what to do, by id, by its beginning and by code', async () => {
  const folder = join(FIXTURES, 'shop');
  const { findings } = JSON.parse(
    (await runCli(['analyze', folder, '--json', ...FAST])).stdout,
  ) as Analysis;
  const knot = findings.find((one) => one.code === 'crossing-transaction');
  expect(knot).toBeDefined();
  const byId = await runCli(['explain', knot?.id.slice(0, 8) ?? '', folder]);
  expect(byId.status).toBe(0);
  expect(byId.stdout).toContain(`${knot?.path}:${knot?.line}:${knot?.column}`);
  expect(byId.stdout).toMatch(/^Do {5}\S/m);
  const byCode = await runCli(['explain', 'crossing-transaction', folder]);
  expect(byCode.stdout).toContain(knot?.id);
  const unknown = await runCli(['explain', 'ffffffffffff', folder]);
  expect([unknown.status, unknown.stdout]).toEqual([2, '']);
});

test('a report of many megabytes arrives whole through a pipe', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'src'));
  const names = Array.from({ length: 1200 }, (_, at) => `file${at}`);
  for (const [at, name] of names.entries()) {
    const imports = names
      .slice(Math.max(0, at - 20), at)
      .map((other, n) => `import { ${other} as x${n} } from './${other}.js';`);
    const uses = imports.map((_, n) => `x${n}`).join(' + ');
    writeFileSync(
      join(folder, 'src', `${name}.ts`),
      `${imports.join('\n')}\nexport const ${name} = ${uses || '1'};\n`,
    );
  }
  const { status, stdout } = await runCli(['analyze', folder, '--json', ...FAST]);
  expect(status).toBe(0);
  expect(stdout.length).toBeGreaterThan(5_000_000);
  expect((JSON.parse(stdout) as Analysis).imports.length).toBeGreaterThan(23_000);
});

test('a reader that closes the pipe early is no failure', async () => {
  const command = `"${process.execPath}" "${join(ROOT, 'bin', 'saasctl.js')}" analyze "${join(FIXTURES, 'helpdesk')}" --json --quiet --no-history --no-second-opinion`;
  const { stdout, stderr } = spawnSync('sh', ['-c', `${command} | head -c 10`], {
    encoding: 'utf8',
  });
  expect([stdout.length, stderr]).toEqual([10, '']);
});

test('a failure on a terminal ends the process and its spinner', { timeout: 30_000 }, () => {
  const command = `"${process.execPath}" "${join(ROOT, 'bin', 'saasctl.js')}" analyze /does/not/exist`;
  // script(1) of util-linux gives the command a terminal; elsewhere its flags differ.
  if (process.platform !== 'linux') return;
  const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(status).toBe(2);
  expect(stdout).toContain('There is no folder');
});
