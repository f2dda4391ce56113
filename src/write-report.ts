import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import { UserError } from './errors.ts';

/**
 * Writes a report whole or not at all.
 * @throws UserError when the place cannot be written to
 */
export function writeReport(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      'output-unwritable',
      `Cannot write ${path} (${reason})`,
      'Name a file in a folder that exists and that you may write to.',
    );
  }
}
