import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { analyzeProject } from '../../../analyzers/analyze-project.ts';
import type { Analysis } from '../../../analyzers/contract.ts';
import { withTree } from '../../../src/check/since/with-tree.ts';
import { UserError } from '../../../src/errors.ts';
import {
  fingerprint,
  listPaths,
  makeFolder,
  makeRepository,
  openRepository,
  readText,
} from './make-repository.ts';
import type { Repository } from './make-repository.ts';

const environment = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});

/** Paths and texts of a commit as the analysis gets them. */
async function readTree(
  folder: string,
  commit: string,
): Promise<Readonly<Record<string, string | null>>> {
  return withTree(folder, commit, async (root) =>
    Object.fromEntries(listPaths(root).map((path) => [path, readText(root, path)])),
  );
}

async function analyze(root: string): Promise<Analysis> {
  return analyzeProject({ root, version: '1', cache: null, history: false, secondOpinion: false });
}

test('the tree is the commit, not the head and not the work tree', async () => {
  const { root, commit, write } = makeRepository();
  const base = commit({
    'src/same.ts': 'same',
    'src/edited.ts': 'before',
    'src/removed.ts': 'gone later',
    'src/old name.ts': 'renamed later\n'.repeat(20),
    'src/saved.ts': 'before',
    'prisma/schema.prisma': 'model A {}',
  });
  commit({
    'src/edited.ts': 'after',
    'src/removed.ts': null,
    'src/old name.ts': null,
    'src/new.ts': 'renamed later\n'.repeat(20),
    'src/added.ts': 'new',
  });
  write({ 'src/saved.ts': 'not committed', 'src/untracked.ts': 'new', 'src/edited.ts': 'more' });
  expect(await readTree(root, base)).toEqual({
    'prisma/schema.prisma': 'model A {}',
    'src/edited.ts': 'before',
    'src/old name.ts': 'renamed later\n'.repeat(20),
    'src/removed.ts': 'gone later',
    'src/same.ts': 'same',
    'src/saved.ts': 'before',
  });
});

test('paths with any character are kept', async () => {
  const { root, commit } = makeRepository();
  const paths = [
    'a b.ts',
    'ä/ü.ts',
    '$(x)`.ts',
    "it's.ts",
    '[id].ts',
    '-n.ts',
    'tab\there.ts',
    '"q".ts',
  ];
  const base = commit(Object.fromEntries(paths.map((path) => [path, path])));
  commit({ '-n.ts': 'changed', 'ä/ü.ts': 'changed', 'tab\there.ts': 'changed' });
  expect(await readTree(root, base)).toEqual(Object.fromEntries(paths.map((path) => [path, path])));
});

test('what is only asked for whether it exists is empty; lock files and tool folders cost nothing', async () => {
  const { root, commit } = makeRepository();
  const base = commit({
    'src/logo.png': 'long',
    'package-lock.json': 'long',
    'package.json': '{}',
    'tsconfig.base.json': '{}',
    'ci.yml': 'on: push',
    'db/1.sql': 'create',
    '.gitignore': 'dist',
    '.yarn/cache/x.zip': 'long',
    '.config/tsconfig.json': '{}',
    '.saasctl/baseline/orders.jsonl': '{"rule":"private-api"}',
  });
  expect(await readTree(root, base)).toEqual({
    'src/logo.png': '',
    'package-lock.json': '',
    'package.json': '{}',
    'tsconfig.base.json': '{}',
    'ci.yml': 'on: push',
    'db/1.sql': 'create',
    '.gitignore': 'dist',
    '.config/tsconfig.json': '{}',
    '.saasctl/baseline/orders.jsonl': '{"rule":"private-api"}',
  });
});

test('the repository, its index, work trees, configuration and files stay untouched', async () => {
  const { root, commit, write } = makeRepository();
  const base = commit({ 'src/a.ts': 'a', 'src/b.ts': 'b' });
  commit({ 'src/b.ts': 'b2' });
  write({ 'src/a.ts': 'edited' });
  const before = fingerprint(root);
  await readTree(root, base);
  expect(fingerprint(root)).toEqual(before);
});

test('no hook, filter or monitor of the user runs', async () => {
  const { root, commit, git, write } = makeRepository();
  const base = commit({ 'src/a.ts': 'a', 'src/b.ts': 'b', 'src/c.ts': 'c' });
  const trace = join(root, '..', 'trace');
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor']) {
    write({ [`.git/hooks/${hook}`]: `#!/bin/sh\ntouch '${trace}'\n` });
    chmodSync(join(root, '.git', 'hooks', hook), 0o755);
  }
  commit({ '.gitattributes': '*.ts filter=broken', 'src/c.ts': 'c2' });
  for (const kind of ['clean', 'smudge', 'process'])
    git('config', `filter.broken.${kind}`, `touch '${trace}'; false`);
  git('config', 'filter.broken.required', 'true');
  git('config', 'core.fsmonitor', join(root, '.git', 'hooks', 'fsmonitor'));
  write({ 'src/b.ts': 'B' });
  // The hooks ran for the commit above.
  expect(existsSync(trace)).toBe(true);
  openRepository(join(root, '..')).write({ trace: null });
  expect(await readTree(root, base)).toEqual({ 'src/a.ts': 'a', 'src/b.ts': 'b', 'src/c.ts': 'c' });
  expect(existsSync(trace)).toBe(false);
});

test('the environment of a running hook leads to no other repository and index', async () => {
  const { root, commit } = makeRepository();
  const base = commit({ 'src/a.ts': 'a' });
  const other = makeRepository();
  other.commit({ 'src/other.ts': 'other' });
  process.env['GIT_DIR'] = join(other.root, '.git');
  process.env['GIT_INDEX_FILE'] = join(other.root, '.git', 'index');
  process.env['GIT_WORK_TREE'] = other.root;
  const before = fingerprint(other.root);
  expect(await readTree(root, base)).toEqual({ 'src/a.ts': 'a' });
  expect(fingerprint(other.root)).toEqual(before);
});

test('with line endings changed on checkout, both sides are read and agree', async () => {
  const { root, commit, git } = makeRepository();
  const text = "import { b } from './b';\nexport const a = b;\n";
  const base = commit({
    '.gitattributes': '*.ts text eol=crlf\n',
    'src/a.ts': text,
    'src/b.ts': 'export const b = 1;\n',
    'src/c.ts': text,
  });
  commit({ 'src/c.ts': '' });
  git('rm', '-q', '--cached', '-r', '.');
  git('reset', '-q', '--hard');
  expect(readText(root, 'src/a.ts')).toContain('\r\n');
  await withTree(root, base, async (tree) => {
    // What did not change is what the head has, byte by byte: its scans are used again.
    expect(readText(tree, 'src/a.ts')).toBe(readText(root, 'src/a.ts'));
    expect(readText(tree, 'src/c.ts')).toBe(text);
    const { imports } = await analyze(tree);
    expect(imports.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'src/a.ts > src/b.ts',
      'src/c.ts > src/b.ts',
    ]);
  });
});

test('a project in a sub-folder keeps its prefix; beside it, what did not change is linked', async () => {
  const { root, commit } = makeRepository();
  const files = {
    'package.json': '{"private":true}',
    'tsconfig.base.json': '{}',
    'packages/core/src/a.ts': 'a',
    'packages/core/package.json': '{"name":"core"}',
    'packages/same/src/x.ts': 'x',
    'packages/other/src/y.ts': 'y',
    'packages/other/same/z.ts': 'z',
  };
  const base = commit(files);
  commit({ 'packages/other/src/y.ts': 'y2', 'packages/core/src/b.ts': 'b' });
  await withTree(join(root, 'packages', 'core'), base, async (tree) => {
    expect(tree).toMatch(/\/packages\/core$/);
    expect(listPaths(tree)).toEqual(['package.json', 'src/a.ts']);
    const top = join(tree, '..', '..');
    for (const [path, text] of Object.entries(files)) expect(readText(top, path), path).toBe(text);
    expect(realpathSync(join(top, 'packages', 'same'))).toBe(join(root, 'packages', 'same'));
    expect(realpathSync(join(top, 'packages', 'other', 'same'))).toBe(
      join(root, 'packages', 'other', 'same'),
    );
  });
  expect(existsSync(join(root, 'packages', 'same', 'src', 'x.ts'))).toBe(true);
});

test('a project that the merge base does not have is all new', async () => {
  const { root, commit } = makeRepository();
  const base = commit({ 'src/a.ts': 'a' });
  commit({ 'apps/api/b.ts': 'b' });
  const work = withTree(join(root, 'apps', 'api'), base, async () => 'done');
  await expect(work).rejects.toMatchObject({ code: 'base-without-project' });
});

/** Where trees are made; nothing may be left in it. */
function place(): { readonly temporary: string } {
  return { temporary: makeFolder() };
}

test('the folder goes away after the work and after a failure of it', async () => {
  const { root, commit } = makeRepository();
  const base = commit({ 'src/a.ts': 'a' });
  const options = place();
  expect(await withTree(root, base, async (tree) => listPaths(tree).length, options)).toBe(1);
  expect(readdirSync(options.temporary)).toEqual([]);
  const failing = withTree(root, base, () => Promise.reject(new Error('bug')), options);
  await expect(failing).rejects.toThrow('bug');
  await expect(withTree(root, 'f'.repeat(40), async () => 1, options)).rejects.toThrow(UserError);
  expect(readdirSync(options.temporary)).toEqual([]);
});

test('links stay inside, and lead where those of the head lead when they go out', async () => {
  const { root, commit } = makeRepository();
  openRepository(join(root, '..')).write({ 'shared/s.ts': 's' });
  mkdirSync(join(root, 'src'));
  symlinkSync('real.ts', join(root, 'src', 'alias.ts'));
  symlinkSync('../../shared', join(root, 'src', 'shared'));
  symlinkSync(join(root, 'src'), join(root, 'own'));
  symlinkSync('/nowhere/at/all', join(root, 'dangling'));
  const base = commit({ 'src/real.ts': 'real' });
  commit({ 'src/real.ts': 'real 2' });
  await withTree(root, base, async (tree) => {
    expect(readText(tree, 'src/alias.ts')).toBe('real');
    expect(realpathSync(join(tree, 'src', 'shared'))).toBe(join(root, '..', 'shared'));
    expect(readText(tree, 'own/real.ts')).toBe('real');
    expect(readlinkSync(join(tree, 'dangling'))).toBe('/nowhere/at/all');
  });
  expect(readText(root, '../shared/s.ts')).toBe('s');
});

test('packages are found where the head finds them, those of the workspace in the base', async () => {
  const { root, commit, write } = makeRepository();
  const base = commit({
    '.gitignore': 'node_modules',
    'package.json': '{"name":"top"}',
    'tsconfig.json': '{"extends":"@acme/tsconfig/base.json"}',
    'packages/db/package.json': '{"name":"@acme/db","main":"src/index.ts"}',
    'packages/db/src/index.ts': 'export const db = 1;',
    'src/a.ts':
      "import { db } from '@acme/db';\nimport { x } from '~/x';\nexport const a = [db, x];",
    'src/lib/x.ts': 'export const x = 1;',
  });
  commit({ 'src/a.ts': '' });
  write({
    'node_modules/@acme/tsconfig/package.json': '{"name":"@acme/tsconfig"}',
    'node_modules/@acme/tsconfig/base.json':
      '{"compilerOptions":{"baseUrl":"../../..","paths":{"~/*":["src/lib/*"]}}}',
    'packages/db/node_modules/only-here/package.json': '{"name":"only-here"}',
  });
  symlinkSync('../../packages/db', join(root, 'node_modules', '@acme', 'db'));
  symlinkSync('../../packages/gone', join(root, 'node_modules', '@acme', 'gone'));
  await withTree(root, base, async (tree) => {
    expect(realpathSync(join(tree, 'node_modules/@acme/db'))).toBe(join(tree, 'packages/db'));
    expect(existsSync(join(tree, 'packages/db/node_modules/only-here/package.json'))).toBe(true);
    const { imports, findings } = await analyze(tree);
    expect(imports.map(({ from, to }) => `${from} > ${to}`)).toContain(
      'src/a.ts > packages/db/src/index.ts',
    );
    expect(findings.filter(({ code }) => code === 'config-missing')).toEqual([]);
  });
  expect(readText(root, 'packages/db/src/index.ts')).toBe('export const db = 1;');
});

test('what is tracked although .gitignore names it stays part of the project', async () => {
  const { root, commit, git, write } = makeRepository();
  write({ '.gitignore': 'generated', 'src/generated/g.ts': 'export const g = 1;' });
  git('add', '-f', 'src/generated/g.ts');
  const base = commit({ 'src/a.ts': "import { g } from './generated/g';\nexport const a = g;" });
  const analysis = await withTree(root, base, analyze);
  expect(analysis.files.map(({ path }) => path)).toEqual(['src/a.ts', 'src/generated/g.ts']);
});

test('what a sparse checkout leaves out is left out of the base as well', async () => {
  const { root, commit, git } = makeRepository();
  const base = commit({ 'in/a.ts': 'a', 'out/b.ts': 'b' });
  commit({ 'in/a.ts': 'a2' });
  git('sparse-checkout', 'set', 'in');
  expect(await readTree(root, base)).toEqual({ 'in/a.ts': 'a' });
});

test('an edit that git was told not to look for is not taken for the base', async () => {
  const { root, commit, git, write } = makeRepository();
  const base = commit({ 'src/a.ts': 'a' });
  git('update-index', '--assume-unchanged', 'src/a.ts');
  write({ 'src/a.ts': 'local' });
  expect(await readTree(root, base)).toEqual({ 'src/a.ts': 'a' });
});

test('a repository with SHA-256 and one with a linked work tree', async () => {
  const { root, commit, git, write } = makeRepository('--object-format=sha256');
  write({ '.gitignore': 'kept.ts', 'kept.ts': 'export const kept = 1;' });
  git('add', '-f', 'kept.ts');
  const base = commit({ 'a.ts': 'export const a = 1;' });
  const tree = join(root, '..', 'tree');
  git('worktree', 'add', '-q', tree);
  const before = fingerprint(root);
  for (const folder of [root, tree]) {
    const { files } = await withTree(folder, base, analyze);
    expect(files.map(({ path }) => path)).toEqual(['a.ts', 'kept.ts']);
  }
  expect(fingerprint(root)).toEqual(before);
});

test('a commit made by hand cannot write outside of its folder or into a .git', async () => {
  const { root, commit, git } = makeRepository();
  commit({ 'a.ts': 'a' });
  const blob = git('rev-parse', 'HEAD:a.ts').trim();
  const makeTree = (line: string): string =>
    execFileSync('git', ['mktree'], { cwd: root, input: `${line}\n`, encoding: 'utf8' }).trim();
  const inner = makeTree(`100644 blob ${blob}\tevil.ts`);
  for (const name of ['..', '.git', '.GIT']) {
    const tree = makeTree(`040000 tree ${inner}\t${name}`);
    const evil = git('commit-tree', '-m', 'evil', tree).trim();
    const work = withTree(root, evil, async () => null);
    await expect(work, name).rejects.toMatchObject({ code: 'history-damaged' });
  }
});

function withSubmodule(): Repository & { readonly base: string; readonly module: Repository } {
  const module = makeRepository();
  module.commit({ 'lib.ts': 'first' });
  const repository = makeRepository();
  repository.git('submodule', '--quiet', 'add', module.root, 'vendor');
  const base = repository.commit({ 'src/a.ts': 'a' });
  module.commit({ 'lib.ts': 'second' });
  openRepository(join(repository.root, 'vendor')).git('pull', '-q');
  repository.commit({ 'src/b.ts': 'b' });
  return { ...repository, base, module };
}

test('a submodule is there at its commit when it is checked out at the head', async () => {
  const { root, base } = withSubmodule();
  expect(readText(root, 'vendor/lib.ts')).toBe('second');
  const files = await readTree(root, base);
  expect(files).toMatchObject({ 'src/a.ts': 'a', 'vendor/lib.ts': 'first' });
  expect(files).not.toHaveProperty('src/b.ts');
});

test('a submodule that is not checked out is absent', async () => {
  const { root, base, git } = withSubmodule();
  git('submodule', '--quiet', 'deinit', '--all', '--force');
  const files = await readTree(root, base);
  expect(Object.keys(files).filter((path) => path.startsWith('vendor'))).toEqual([]);
});

test('a partial clone says that it fetches, and what it cannot get is no clean result', async () => {
  const server = makeRepository();
  server.git('config', 'uploadpack.allowFilter', 'true');
  server.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const base = server.commit({ 'src/a.ts': 'before', 'src/b.ts': 'b', 'c.png': 'picture' });
  server.commit({ 'src/a.ts': 'after' });
  const clone = (name: string): string => {
    const folder = join(server.root, '..', name);
    server.git('clone', '-q', '--filter=blob:none', `file://${server.root}`, folder);
    return folder;
  };
  const [first, second] = [clone('first'), clone('second')];
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const text = await withTree(first, base, async (tree) => readText(tree, 'src/a.ts'), { note });
  expect(text).toBe('before');
  expect(notes).toEqual(['This clone is partial: fetching 1 file of the merge base from "origin"']);
  await withTree(first, base, async () => null, { note });
  expect(notes).toHaveLength(1);
  openRepository(second).git('remote', 'set-url', 'origin', join(server.root, 'nowhere'));
  const offline = withTree(second, base, async () => null);
  await expect(offline).rejects.toMatchObject({ code: 'history-unavailable' });
});

test('the analysis of the tree is that of a clean checkout', async () => {
  const { root, commit, git } = makeRepository();
  const shop = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'monoliths', 'shop');
  cpSync(shop, join(root, 'apps', 'shop'), {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.saasctl|dist)(?:[\\/]|$)/.test(path),
  });
  const base = commit({ 'package.json': '{"workspaces":["apps/*"]}' });
  const checkout = join(root, '..', 'checkout');
  git('worktree', 'add', '-q', '--detach', checkout, base);
  git('mv', 'apps/shop/src', 'apps/shop/source');
  commit({ 'apps/shop/package.json': '{}' });
  for (const folder of ['', 'apps/shop']) {
    const expected = await analyze(join(checkout, folder));
    mkdirSync(join(root, folder), { recursive: true });
    expect(await withTree(join(root, folder), base, analyze), folder).toEqual(expected);
  }
});
