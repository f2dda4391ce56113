import { resolve } from 'node:path';

import type { ConfigChoice } from '../config/read-config.ts';

/** @param typed a file, or false for none */
export function chooseConfig(typed: string | false | undefined, cwd: string): ConfigChoice {
  if (typed === undefined) return { kind: 'folder' };
  if (typed === false) return { kind: 'none' };
  return { kind: 'file', path: resolve(cwd, typed), name: typed };
}
