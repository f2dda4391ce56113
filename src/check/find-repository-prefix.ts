import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** From the root of the repository to the folder, with a slash between names; `''` at the root or without one. */
export function findRepositoryPrefix(folder: string): string {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return relative(current, folder).split(sep).join('/');
    if (dirname(current) === current) return '';
  }
}
