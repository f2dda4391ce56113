import { chmodSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { canReach, giveFolder, type ServerIdentity } from './server-identity.ts';

/** The first of the wanted folder and the system's usual ones that the identity may enter. */
export function findTempRoot(wanted: string, identity: ServerIdentity): string {
  const roots = process.platform === 'win32' ? [wanted] : [wanted, '/tmp', '/var/tmp'];
  return roots.find((root) => canReach(root, identity)) ?? wanted;
}

/**
 * Makes a private folder for the server's identity, named after the process that owns it.
 * Throws a UserError when that is not possible in `root`.
 */
export function createOwnedFolder(root: string, prefix: string, identity: ServerIdentity): string {
  try {
    const folder = mkdtempSync(join(root, `${prefix}${space()}-${process.pid}-`));
    chmodSync(folder, 0o700);
    giveFolder(folder, identity);
    return folder;
  } catch (error) {
    throw new UserError(
      'postgres-permission',
      `No folder could be made in ${root}: ${String(error)}`,
      'Choose another place (tempRoot or dataFolder), with space, that you may write to.',
    );
  }
}

/**
 * Removes owned folders whose process is gone. Should a server still run in one of them, it
 * notices within a minute that its folder is gone and ends; nothing is killed by number.
 */
export function removeStaleFolders(root: string, prefix: string): void {
  if (!existsSync(root)) return;
  for (const name of readdirSync(root)) {
    if (!name.startsWith(prefix)) continue;
    const [where, pid] = name.slice(prefix.length).split('-');
    if (where === space() && !isAlive(Number(pid))) removeFolder(join(root, name));
  }
}

/** Removes a folder if we may; what is left is removed by a later run. */
export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'ENOTEMPTY') throw error;
  }
}

/** Whether a process with this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Process numbers mean something in one process namespace of one machine only. */
function space(): string {
  let numbering = '';
  try {
    numbering = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: the machine's name has to do.
  }
  return createHash('sha256').update(`${hostname()} ${numbering}`).digest('hex').slice(0, 8);
}
