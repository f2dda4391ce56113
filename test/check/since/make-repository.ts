/** Real repositories for tests, with no configuration of the machine's user in them. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

export type Files = Readonly<Record<string, string | null>>;

export interface Repository {
  readonly root: string;
  readonly git: (...args: string[]) => string;
  /** Writes files (null removes one) without recording them. */
  readonly write: (files: Files) => void;
  /** @returns the new commit */
  readonly commit: (files: Files) => string;
}

const IDENTITY = ['user.name=t', 'user.email=t@example.org', 'commit.gpgsign=false'];
const SETTINGS = [...IDENTITY, 'protocol.file.allow=always', 'init.defaultBranch=main'];

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own for each repository, so that nothing around it counts; gone after the tests of a file. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-since-')));
  made.push(folder);
  return folder;
}

export function openRepository(root: string): Repository {
  const git = (...args: string[]): string =>
    execFileSync('git', [...SETTINGS.flatMap((one) => ['-c', one]), ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
  const write = (files: Files): void => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, path);
      mkdirSync(join(file, '..'), { recursive: true });
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
    }
  };
  return {
    root,
    git,
    write,
    commit: (files) => {
      write(files);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'a commit');
      return git('rev-parse', 'HEAD').trim();
    },
  };
}

export function makeRepository(...options: string[]): Repository {
  const repository = openRepository(join(makeFolder(), 'repo'));
  mkdirSync(repository.root);
  repository.git('init', '-q', ...options);
  return repository;
}

/** Every path below a folder but `.git`, sorted. */
export function listPaths(folder: string): readonly string[] {
  const list = (inner: string): readonly string[] =>
    readdirSync(join(folder, inner), { withFileTypes: true }).flatMap((entry) => {
      const path = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.name === '.git') return [];
      return entry.isDirectory() ? list(path) : [path];
    });
  return [...list('')].sort();
}

export function readText(folder: string, path: string): string | null {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** All that a repository knows, and when it was written: equal before and after means untouched. */
export function fingerprint(folder: string): readonly string[] {
  const list = (inner: string): readonly string[] =>
    readdirSync(join(folder, inner), { withFileTypes: true }).flatMap((entry) => {
      const path = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) return [path, ...list(path)];
      const { mtimeMs, ctimeMs, size } = statSync(join(folder, path));
      return [`${path} ${size} ${mtimeMs} ${ctimeMs}`];
    });
  return [...list('')].sort();
}
