/** What a plant brings besides itself: an import that reaches for an entity is told as an import, and so on. */
import type { RuleId } from '../../../src/check/rules.ts';
import type { Violation } from '../../../src/check/violation.ts';
import type { Plant } from './plant.ts';

const IMPORTS: readonly RuleId[] = [
  'private-api',
  'undeclared-dependency',
  'boundary-cycle',
  'module-cycle',
  'kernel-depends-on-boundary',
  'foreign-injection',
  'monolith-imports-extracted',
];
const DATA: readonly RuleId[] = [
  'foreign-table-write',
  'foreign-table-read',
  'crossing-join',
  'crossing-transaction',
  'crossing-relation',
];

/** Told in a planted file, by a rule that has to do with what was planted. */
export function isCompanion(violation: Violation, { rule, edits, shape }: Plant): boolean {
  const paths = new Set(edits.map((one) => one.path));
  const isThere = [violation, ...violation.related].some((place) => paths.has(place.path));
  if (rule === violation.rule) return isThere || shape === 'the file is deleted';
  if (!isThere) return false;
  if (IMPORTS.includes(violation.rule))
    return rule !== 'generated-drift' && rule !== 'unresolved-import';
  return rule !== null && DATA.includes(rule) && DATA.includes(violation.rule);
}
