import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { canReach, type ServerIdentity } from './server-identity.ts';

/**
 * Makes the links to shared libraries that npm cannot pack. The package makes them in an install
 * script, which `--ignore-scripts` and many company policies switch off.
 * Returns false when a link is missing and this folder does not let us make it.
 */
export function repairLinks(native: string): boolean {
  try {
    for (const link of readLinks(native)) {
      if (!existsSync(link.path)) symlinkUnlessPresent(link.target, link.path);
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Copies the binaries, once, to a folder that every account may read, and returns the copy.
 * Candidates are tried in order; one that somebody else could have prepared is not trusted.
 */
export function copyBinaries(
  native: string,
  candidates: readonly string[],
  identity: ServerIdentity,
): string {
  const name = `postgres-${fingerprint(native)}`;
  const refusals: string[] = [];
  for (const parent of candidates) {
    try {
      makeReadable(parent);
      refuseForeignFolder(parent);
      if (!canReach(parent, identity)) throw new Error('may not be entered by the server');
      return copyOnce(native, join(parent, name));
    } catch (error) {
      refusals.push(`${parent}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new UserError(
    'postgres-permission',
    `The PostgreSQL programs could not be copied to a readable folder. ${refusals.join('; ')}`,
    'Make one of these folders writable, or set DATABASE_URL to a server that runs already.',
  );
}

function copyOnce(native: string, target: string): string {
  if (existsSync(target)) return target;
  const draft = mkdtempSync(`${target}-`);
  try {
    copyReadable(native, draft);
    chmodSync(draft, 0o755);
    if (!repairLinks(draft)) throw new Error('the library links could not be made');
    // Complete or absent: somebody else may be copying at this moment.
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function copyReadable(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      mkdirSync(target);
      chmodSync(target, 0o755);
      copyReadable(source, target);
    } else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target, constants.COPYFILE_FICLONE);
      chmodSync(target, (lstatSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
    } else if (entry.isSymbolicLink()) {
      // Links between neighbours, as for shared libraries.
      symlinkSync(basename(readlinkSync(source)), target);
    }
  }
}

/** Same package version, same bytes: the version is enough, the file sizes guard against forks. */
function fingerprint(native: string): string {
  const hash = createHash('sha256');
  const packageFile = join(dirname(native), 'package.json');
  if (existsSync(packageFile)) hash.update(readFileSync(packageFile));
  else hash.update(native);
  for (const folder of ['bin', 'lib']) {
    for (const name of readdirSync(join(native, folder)).toSorted()) {
      const status = lstatSync(join(native, folder, name));
      if (status.isFile()) hash.update(`${folder}/${name}:${status.size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** A strict umask must not close a new folder to the account it is made for. */
function makeReadable(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

function refuseForeignFolder(folder: string): void {
  const status = lstatSync(folder);
  const own = process.getuid?.();
  if (!status.isDirectory()) throw new Error('not a folder');
  if (own !== undefined && (status.uid !== own || (status.mode & 0o022) !== 0)) {
    throw new Error('belongs to, or may be written by, somebody else');
  }
}

function readLinks(native: string): readonly { readonly target: string; readonly path: string }[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return [];
  return links.filter(isLink).map((link) => ({
    target: basename(link.source),
    // Listed relative to the package, whose folder `native` we may have copied to another name.
    path: join(native, ...link.target.split('/').slice(1)),
  }));
}

function isLink(value: unknown): value is { source: string; target: string } {
  if (typeof value !== 'object' || value === null) return false;
  if (!('source' in value) || !('target' in value)) return false;
  return typeof value.source === 'string' && typeof value.target === 'string';
}

function symlinkUnlessPresent(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    // Two test processes start at once: the other one was faster.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
