import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';

import { folderOf, toPosix } from './posix-path.ts';

/** Files and folders that git tracks, relative to the repository. */
export type TrackedPaths = ReadonlySet<string>;

const HEADER_BYTES = 12;
/** Times, device, inode, mode, owner and size of an entry, before its hash. */
const STAT_BYTES = 40;

/**
 * What git tracks in the repository at an absolute folder, read from its index without running
 * git: a tracked file is source even if .gitignore names it. Empty when there is no index or it
 * has a form that is not known.
 */
export function readTrackedPaths(repository: string): TrackedPaths {
  try {
    const home = findGitFolder(repository);
    return withFolders(parseGitIndex(readFileSync(`${home}/index`), hashBytes(repository)));
  } catch {
    return new Set();
  }
}

/** Paths of a git index file (versions 2 to 4); throws a RangeError when it is cut off. */
export function parseGitIndex(bytes: Buffer, hashLength: number): readonly string[] {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return [];
  const count = bytes.readUInt32BE(8);
  const paths: string[] = [];
  let offset = HEADER_BYTES;
  let previous: Buffer = Buffer.alloc(0);
  for (let entry = 0; entry < count; entry++) {
    const flagsAt = offset + STAT_BYTES + hashLength;
    const isExtended = version > 2 && (bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
    let start = flagsAt + (isExtended ? 4 : 2);
    if (version === 4) {
      const { value, next } = readVariable(bytes, start);
      const end = bytes.indexOf(0, next);
      previous = Buffer.concat([
        previous.subarray(0, previous.length - value),
        bytes.subarray(next, end),
      ]);
      offset = end + 1;
    } else {
      const end = bytes.indexOf(0, start);
      previous = bytes.subarray(start, end);
      start = offset;
      offset = start + Math.ceil((end - start + 1) / 8) * 8;
    }
    paths.push(previous.toString('utf8'));
  }
  return paths;
}

/** Git's variable-length number: seven bits per byte, most significant first, offset by one. */
function readVariable(bytes: Buffer, start: number): { value: number; next: number } {
  let next = start;
  let byte = bytes.readUInt8(next++);
  let value = byte & 127;
  while ((byte & 128) !== 0) {
    byte = bytes.readUInt8(next++);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next };
}

/** `.git` is a folder, or a file that names one (work trees, submodules). */
function findGitFolder(repository: string): string {
  const git = `${repository}/.git`;
  if (statSync(git).isDirectory()) return git;
  const named = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1]?.trim() ?? git;
  return posix.resolve(repository, toPosix(named));
}

function hashBytes(repository: string): number {
  try {
    const config = readFileSync(`${findGitFolder(repository)}/config`, 'utf8');
    return /objectformat\s*=\s*sha256/i.test(config) ? 32 : 20;
  } catch {
    return 20;
  }
}

function withFolders(paths: readonly string[]): TrackedPaths {
  const all = new Set(paths);
  for (const path of paths) {
    for (
      let folder = folderOf(path);
      folder !== '' && !all.has(folder);
      folder = folderOf(folder)
    ) {
      all.add(folder);
    }
  }
  return all;
}
