/** A copy of a checkout to measure on, with all that dependency-cruiser needs to read the same files. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import type { ProjectFiles } from '../../analyzers/discover/discover-project.ts';
import { createTsconfigLookup } from '../../analyzers/discover/find-tsconfig.ts';

export interface CheckoutSpec {
  readonly name: string;
  readonly folder: string;
  /** Folder of the project in the checkout; empty for all of it. */
  readonly sub: string;
}

export interface Checkout {
  readonly name: string;
  /** Folder of the project in the copy. */
  readonly root: string;
  readonly files: readonly string[];
  /** The file that changes between runs. */
  readonly changing: string;
  /** Arguments of `node` that cruise the same files. */
  readonly cruise: readonly string[];
}

/** `name=folder` or `name=folder:sub`. */
export function parseCheckout(text: string): CheckoutSpec {
  const match = /^([\w.-]+)=([^:]+)(?::(.+))?$/.exec(text);
  if (!match) throw new Error(`"${text}" is not name=folder[:sub]`);
  const [, name = '', folder = '', sub = ''] = match;
  return { name, folder: resolve(folder), sub };
}

/** @param into an existing folder outside of any project */
export function prepareCheckout({ name, folder, sub }: CheckoutSpec, into: string): Checkout {
  const copy = join(into, name);
  copyCheckout(folder, copy);
  const root = join(copy, sub);
  const project = discoverProject(root);
  const files = project.files.map((file) => file.path);
  return {
    name,
    root,
    files,
    changing: fileInTheMiddle(project),
    cruise: prepareCruise(project, files, join(into, `${name}-cruise`)),
  };
}

/** Installed packages are linked, not copied: nothing here writes into them. */
function copyCheckout(folder: string, copy: string): void {
  cpSync(folder, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path, target) => {
      const base = basename(path);
      if (base === 'node_modules') symlinkSync(path, target);
      return base !== 'node_modules' && base !== '.saasctl';
    },
  });
}

function fileInTheMiddle({ files }: ProjectFiles): string {
  const written = files.filter((file) => !file.test && !file.declaration);
  const middle = written[Math.floor(written.length / 2)] ?? files[0];
  if (!middle) throw new Error('no source file');
  return middle.path;
}

/** The version this project pins; its package names no path to the command. */
const CRUISE = fileURLToPath(
  new URL('../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url),
);

/** dependency-cruiser as its own `--init` sets it up, with the compiler configuration of most files. */
function prepareCruise(
  project: ProjectFiles,
  files: readonly string[],
  folder: string,
): readonly string[] {
  mkdirSync(folder, { recursive: true });
  for (const name of CONFIG_NAMES) rmSync(join(project.root, name), { force: true });
  const init = spawnSync(process.execPath, [CRUISE, '--init', 'yes'], {
    cwd: project.root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const made = CONFIG_NAMES.find((name) => existsSync(join(project.root, name)));
  if (!made)
    throw new Error(
      `dependency-cruiser --init wrote no configuration: ${init.stderr.toString('utf8')}`,
    );
  const source = join(project.root, made);
  // Out of the project, so that both tools read the very files that are there without it.
  const config = join(folder, `config${isCommonJs(source) ? '.cjs' : '.mjs'}`);
  cpSync(source, config);
  renameSync(source, join(folder, 'as-written.txt'));
  const tsconfig = mainTsconfig(project, files);
  return [
    CRUISE,
    '--config',
    config,
    ...(tsconfig ? ['--ts-config', tsconfig] : []),
    '--output-type',
    'json',
    ...files,
  ];
}

const CONFIG_NAMES = [
  '.dependency-cruiser.js',
  '.dependency-cruiser.cjs',
  '.dependency-cruiser.mjs',
  '.dependency-cruiser.json',
];

const isCommonJs = (path: string): boolean => /^module\.exports/m.test(readFileSync(path, 'utf8'));

function mainTsconfig(project: ProjectFiles, files: readonly string[]): string | null {
  const find = createTsconfigLookup(project.root, { configs: project.tsconfigs, findings: [] });
  const counts = new Map<string, number>();
  for (const path of files) {
    const config = find(path);
    if (config) counts.set(config.path, (counts.get(config.path) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return sorted[0]?.[0] ?? null;
}
