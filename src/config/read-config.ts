import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { UserError } from '../errors.ts';
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
export async function readConfig(
  folder: string,
  choice: ConfigChoice,
): Promise<ParsedConfig | null> {
  if (choice.kind === 'none') return null;
  const { path, name } =
    choice.kind === 'file' ? choice : { path: join(folder, CONFIG_FILE), name: CONFIG_FILE };
  if (choice.kind === 'folder' && !existsSync(path)) return null;
  const text = readText(path, name);
  // The schema library is worth loading only when there is something to check.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(name, text);
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      'config-unreadable',
      `Cannot read the configuration ${name} (${reason})`,
      'Check the path and whether you may read it.',
    );
  }
}
