import type { CheckReport } from '../../check/violation.ts';
import { jsonLines } from './json-lines.ts';

/** The report as it is, a line per violation: short enough for tens of thousands, and a diff says which. */
export function renderCheckJson({
  schemaVersion,
  violations,
  summary,
  since,
  gaps,
}: CheckReport): string {
  return [
    '{',
    ` "schemaVersion": ${schemaVersion},`,
    ` "violations": ${jsonLines(violations)},`,
    ` "summary": ${JSON.stringify(summary)},`,
    ` "since": ${JSON.stringify(since)},`,
    ` "gaps": ${jsonLines(gaps)}`,
    '}',
    '',
  ].join('\n');
}
