import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { UserError } from '../errors.ts';
import { parseConfig } from './parse-config.ts';
import type { ParsedConfig } from './parse-config.ts';

export const CONFIG_FILE = 'saasctl.json';

/** Which configuration counts: the folder's own if it has one, none, or a file the user names. */
export type ConfigChoice =
  | { readonly kind: 'folder' }
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly path: string; readonly name: string };

/**
 * @returns null without configuration
 * @throws UserError when it cannot be read or is wrong
 */
export function readConfig(folder: string, choice: ConfigChoice): ParsedConfig | null {
  if (choice.kind === 'none') return null;
  if (choice.kind === 'file') return parseConfig(choice.name, readText(choice.path, choice.name));
  const path = join(folder, CONFIG_FILE);
  return existsSync(path) ? parseConfig(CONFIG_FILE, readText(path, CONFIG_FILE)) : null;
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      'config-unreadable',
      `Cannot read the configuration ${name} (${reason})`,
      'Check the path, or use --no-config to do without.',
    );
  }
}
