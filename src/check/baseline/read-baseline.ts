import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareText } from '../../../analyzers/discover/posix-path.ts';
import { UserError } from '../../errors.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import {
  ATTRIBUTES_FILE,
  BASELINE_FOLDER,
  baselineFolder,
  isBaselineFile,
} from './baseline-files.ts';
import { parseBaseline } from './parse-baseline.ts';

/**
 * @param home folder of the saasctl.json that it belongs to
 * @returns what was accepted; null when nobody has made a baseline
 * @throws UserError when a file cannot be read or understood
 */
export function readBaseline(home: string): readonly BaselineEntry[] | null {
  const folder = baselineFolder(home);
  const files = listFolder(folder);
  if (!files.some((file) => isBaselineFile(file) || file === ATTRIBUTES_FILE)) return null;
  return files
    .filter(isBaselineFile)
    .sort(compareText)
    .flatMap((file) => {
      const name = `${BASELINE_FOLDER}/${file}`;
      return parseBaseline(
        name,
        explained(name, () => readFileSync(join(folder, file), 'utf8')),
      );
    });
}

function listFolder(folder: string): readonly string[] {
  return explained(BASELINE_FOLDER, () => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  });
}

function explained<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      'baseline-unreadable',
      `Cannot read the baseline ${name} (${reason})`,
      'Make it readable, or take it as it was from git.',
    );
  }
}
