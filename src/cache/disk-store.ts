/**
 * The text store on disk: one file per name. A write goes to a file of its own and is renamed into
 * place, so that a reader sees the old or the new text, never half of one. Its first line carries a
 * checksum, so that a file cut short (full disk, killed machine) counts as absent.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TextStore } from '../../analyzers/index.ts';

/**
 * @param folder made when something is written
 * @param stamp version of what is stored; texts of another stamp count as absent
 * @param processId keeps two runs at once from writing the same temporary file
 */
export function createDiskStore(folder: string, stamp: string, processId: number): TextStore {
  return {
    read: (name) => {
      const stored = readIfThere(join(folder, name));
      const end = stored?.indexOf('\n') ?? -1;
      if (stored === undefined || end < 0) return undefined;
      const text = stored.slice(end + 1);
      return stored.slice(0, end) === header(stamp, text) ? text : undefined;
    },
    write: (name, text) => {
      const target = join(folder, name);
      const temporary = `${target}.${processId}.tmp`;
      try {
        mkdirSync(folder, { recursive: true });
        // A cache is nobody's business in a diff.
        writeFileSync(join(folder, '.gitignore'), '*\n');
        writeFileSync(temporary, `${header(stamp, text)}\n${text}`);
        renameSync(temporary, target);
      } catch (error) {
        if (existsSync(temporary)) rmSync(temporary);
        if (!isRefusal(error)) throw error;
        // A read-only checkout (CI images have them) is analyzed without a cache.
      }
    },
  };
}

function header(stamp: string, text: string): string {
  return `${stamp} ${text.length} ${createHash('sha1').update(text).digest('base64url')}`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const REFUSALS = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'ENOTDIR',
  'EISDIR',
  'ENOTEMPTY',
  'EEXIST',
]);

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && REFUSALS.has(String(error.code));
}
