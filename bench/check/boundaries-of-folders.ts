/** A saasctl.json by a rule, so that any commit of a history has one that fits it. */
import { execFileSync } from 'node:child_process';

import type { Config } from '../../src/config/config-schema.ts';

const SOURCE = /\.[mc]?[jt]sx?$/;
const TEST = /[.-](?:spec|test|e2e)\.|(?:^|\/)(?:tests?|__tests?__|e2e)\//;

/**
 * Every folder that fits one of the patterns (`src/lib/features/*`) is a boundary. Nobody has
 * declared a dependency, and only services and index files are public: much to complain about.
 * @returns null when there are fewer than two
 */
export function boundariesOfFolders(
  files: readonly string[],
  patterns: readonly string[],
): Config | null {
  const folders = new Map<string, string[]>();
  for (const path of files.filter((one) => SOURCE.test(one) && !TEST.test(one))) {
    const folder = patterns.flatMap((pattern) => folderAt(path, pattern))[0];
    if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  const boundaries: NonNullable<Config['boundaries']> = {};
  for (const [folder, own] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const open = own.filter((path) =>
      /service\.[jt]s$|^index\.[jt]s$/.test(path.slice(folder.length + 1)),
    );
    boundaries[idOf(folder, boundaries)] = {
      files: [`${folder}/**`],
      ...(open.length > 0 ? { public: open } : {}),
      dependsOn: [],
    };
  }
  return Object.keys(boundaries).length < 2 ? null : { boundaries };
}

/** Tracked files of a folder, from there. */
export function listTracked(folder: string): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return list.split('\0').filter((path) => path !== '');
}

/** Folder of the path at which the pattern's last segment, a `*`, stands. */
function folderAt(path: string, pattern: string): string[] {
  const wanted = pattern.split('/');
  const names = path.split('/');
  if (names.length <= wanted.length) return [];
  const fits = wanted.every((name, at) => name === '*' || name === names[at]);
  const folder = names.slice(0, wanted.length).join('/');
  return fits && /^[\w./-]+$/.test(folder) ? [folder] : [];
}

function idOf(folder: string, taken: Readonly<Record<string, unknown>>): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  const plain = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  const id =
    plain === '' || ['kernel', 'monolith'].includes(plain)
      ? `the-${plain}`.replace(/-$/, '')
      : plain;
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? id : `${id}-${count}`;
    if (!(candidate in taken)) return candidate;
  }
}
