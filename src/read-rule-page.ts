import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RuleId } from './check/rules.ts';
import { findPackageRoot } from './package-root.ts';

/** Page of a rule, which ships with saasctl. */
export function readRulePage(rule: RuleId): string {
  const path = join(findPackageRoot(), 'docs/rules', `${rule}.md`);
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}
