import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { expect, test } from 'vitest';

import type { Analysis } from '../../analyzers/contract.ts';
import type { Config } from '../../src/config/config-schema.ts';
import { copyFixture, ROOT, runCli } from '../cli/run-cli.ts';

const FAST = ['--no-cache', '--no-history'];
const ANALYZE = ['--json', ...FAST, '--no-second-opinion'];

const readConfig = (folder: string): Config =>
  JSON.parse(readFileSync(join(folder, 'saasctl.json'), 'utf8')) as Config;

async function analyzed(folder: string, ...flags: readonly string[]): Promise<Analysis> {
  const { stdout, stderr } = await runCli(['analyze', folder, ...ANALYZE, ...flags]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Analysis;
}

test('--yes writes the suggested plan, and analyze judges it beside its own', async () => {
  const folder = copyFixture('helpdesk');
  const suggested = await analyzed(folder);
  const run = await runCli(['init', folder, '--yes', ...FAST]);
  expect([run.status, run.stdout]).toEqual([0, '']);
  const { boundaries = {} } = readConfig(folder);
  expect(Object.keys(boundaries).sort()).toEqual(suggested.boundaries.map((one) => one.id).sort());
  const judged = await analyzed(folder);
  expect(judged.health.map((row) => row.plan)).toEqual(['suggested', 'configured']);
  const [own, theirs] = judged.health.map(({ plan: _plan, ...figures }) => figures);
  expect(theirs).toEqual(own);
  const filesOf = ({ boundaries: all }: Analysis): unknown =>
    Object.fromEntries(all.map((one) => [one.id, one.files]));
  expect(filesOf(judged)).toEqual(filesOf(suggested));
  expect(await analyzed(folder, '--no-config')).toEqual(suggested);
});

test('edits are made in the order of the command line and judged as they were shown', async () => {
  const folder = copyFixture('helpdesk');
  const ids = (await analyzed(folder)).boundaries.map((one) => one.id);
  const [a = '', b = '', c = ''] = ids;
  const edits = ['--merge', `${a}+${b}=both`, '--rename', 'both=joined', '--rename', `${c}=both`];
  const { status, stderr } = await runCli(['init', folder, '--yes', ...edits, ...FAST]);
  expect(status).toBe(0);
  expect(stderr).toContain(`boundaries     ${ids.length} → ${ids.length - 1}`);
  expect(Object.keys(readConfig(folder).boundaries ?? {})).toEqual(
    expect.arrayContaining(['joined', 'both']),
  );
  const judged = await analyzed(folder);
  expect(judged.health[1]?.boundaries).toBe(ids.length - 1);
});

test('a pinned table is owned by the boundary that saasctl.json names', async () => {
  const folder = copyFixture('helpdesk');
  const { tables, boundaries } = await analyzed(folder);
  const table = tables.find((one) => one.owner !== null);
  const other = boundaries.find((one) => one.id !== table?.owner);
  const pin = `${table?.name}=${other?.id}`;
  const { status } = await runCli(['init', folder, '--yes', '--pin', pin, ...FAST]);
  expect(status).toBe(0);
  const judged = await analyzed(folder);
  expect(judged.tables.find((one) => one.name === table?.name)?.owner).toBe(other?.id);
});

test('--dry-run prints what would be written and writes nothing', async () => {
  const folder = copyFixture('fleet');
  const dry = await runCli(['init', folder, '--yes', '--dry-run', ...FAST]);
  expect(existsSync(join(folder, 'saasctl.json'))).toBe(false);
  await runCli(['init', folder, '--yes', ...FAST]);
  expect(readFileSync(join(folder, 'saasctl.json'), 'utf8')).toBe(dry.stdout);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a configuration that is there is kept unless --force', async () => {
  const folder = copyFixture('fleet');
  writeFileSync(join(folder, 'saasctl.json'), '{}');
  const kept = await runCli(['init', folder, '--yes', ...FAST]);
  expect([kept.status, kept.stdout]).toEqual([2, '']);
  expect(kept.stderr).toContain('--force');
  expect(readFileSync(join(folder, 'saasctl.json'), 'utf8')).toBe('{}');
  expect((await runCli(['init', folder, '--yes', '--force', ...FAST])).status).toBe(0);
  expect(readConfig(folder).boundaries).toBeDefined();
});

test.each([
  ['no terminal and no --yes', ['init', '.'], 'this is no terminal'],
  ['an unknown granularity', ['init', '.', '--yes', '--granularity', 'tiny'], 'coarse, medium'],
  ['half an edit', ['init', '.', '--yes', '--merge', 'a+b'], '--merge one+other=id'],
  ['an edit of nobody', ['init', '.', '--yes', '--split', 'nobody', ...FAST], 'no boundary'],
])('%s: exit 2 and nothing written', async (_, args, text) => {
  const folder = copyFixture('fleet');
  const { status, stdout, stderr } = await runCli(args, { cwd: folder });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(text);
  expect(existsSync(join(folder, 'saasctl.json'))).toBe(false);
});

test('a wrong saasctl.json stops analyze at its line; --no-config goes on', async () => {
  const folder = copyFixture('fleet');
  const text = '{\n  "boundaries": {\n    "gone": { "files": ["src/gone/**"] }\n  }\n}\n';
  writeFileSync(join(folder, 'saasctl.json'), text);
  const { status, stdout, stderr } = await runCli(['analyze', folder, ...ANALYZE]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('saasctl.json:3:25  boundaries.gone.files[0]: "src/gone/**" matches no');
  expect((await analyzed(folder, '--no-config')).health).toHaveLength(1);
});

test('--config judges the plan of another file; a missing one is an error', async () => {
  const folder = copyFixture('fleet');
  const { stdout } = await runCli(['init', folder, '--yes', '--dry-run', ...FAST]);
  writeFileSync(join(folder, 'other.json'), stdout);
  const judged = await analyzed(folder, '--config', join(folder, 'other.json'));
  expect(judged.health).toHaveLength(2);
  const missing = await runCli(['analyze', folder, '--config', 'missing.json', ...ANALYZE]);
  expect(missing.status).toBe(2);
  expect(missing.stderr).toContain('missing.json (ENOENT)');
});

test('"root" of the configuration is where the sources are', async () => {
  const folder = copyFixture('fleet');
  const config = { root: 'src', boundaries: { all: { files: ['**/*.ts'] } } };
  writeFileSync(join(folder, 'saasctl.json'), JSON.stringify(config));
  const { project, files } = await analyzed(folder);
  expect(project.root).toBe('src');
  expect(files.every((file) => !file.path.startsWith('src/'))).toBe(true);
});

test('--html writes a page beside the report', async () => {
  const folder = copyFixture('fleet');
  const page = join(folder, 'report.html');
  const { status, stdout } = await runCli(['analyze', folder, ...ANALYZE, '--html', page]);
  expect(status).toBe(0);
  expect((JSON.parse(stdout) as Analysis).schemaVersion).toBe(1);
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/i);
});

/** Runs a command on a terminal of its own and types when it is asked. */
function onTerminal(
  command: string,
  cwd: string,
  keys: readonly (readonly [RegExp, string])[],
): Promise<{ readonly status: number | null; readonly screen: string }> {
  return new Promise((resolve, reject) => {
    // script(1) of util-linux gives the command a terminal; elsewhere its flags differ.
    const sized = `stty cols 160 rows 60; ${command}`;
    const child = spawn('script', ['-qec', sized, '/dev/null'], {
      cwd,
      env: { ...process.env, TERM: 'xterm' },
    });
    const late = setTimeout(() => child.kill('SIGKILL'), 55_000);
    let screen = '';
    let seen = 0;
    let next = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      screen += stripVTControlCharacters(chunk.toString('utf8'));
      const key = keys[next];
      if (key === undefined || !key[0].test(screen.slice(seen))) return;
      next += 1;
      seen = screen.length;
      child.stdin.write(key[1]);
    });
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(late);
      resolve({ status, screen });
    });
  });
}

const INIT = `"${process.execPath}" "${join(ROOT, 'bin', 'saasctl.js')}" init --no-history --no-cache`;
const ENTER = '\r';
const DOWN = '\u001B[B';
const linux = test.runIf(process.platform === 'linux');

linux(
  'on a terminal: granularity, a rename, its effect, writing, the command that repeats it',
  async () => {
    const folder = copyFixture('fleet');
    const { status, screen } = await onTerminal(INIT, folder, [
      [/How fine shall the plan be\?/, ENTER],
      [/What next\?/, DOWN + ENTER],
      [/Rename which boundary\?/, ENTER],
      [/Its id\?/, `-renamed${ENTER}`],
      [/What next\?/, DOWN.repeat(7) + ENTER],
    ]);
    expect(status).toBe(0);
    const line = /npx saasctl init --yes --force .*--rename (\S+)=\S+-renamed/.exec(screen);
    expect(Object.keys(readConfig(folder).boundaries ?? {})).toContain(`${line?.[1]}-renamed`);
  },
);

linux('on a terminal: Ctrl-C leaves without writing, exit 130', async () => {
  const folder = copyFixture('fleet');
  const { status, screen } = await onTerminal(INIT, folder, [
    [/How fine shall the plan be\?/, ENTER],
    [/What next\?/, '\u0003'],
  ]);
  expect(status).toBe(130);
  expect(screen).toContain('Nothing was written.');
  expect(existsSync(join(folder, 'saasctl.json'))).toBe(false);
});
