import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findPackageRoot } from './package-root.ts';

/** Text of a file below `templates/`, which ships with saasctl. */
export function readTemplate(path: string): string {
  return readFileSync(join(findPackageRoot(), 'templates', path), 'utf8').replaceAll('\r\n', '\n');
}
