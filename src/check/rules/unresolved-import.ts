import { gatherFound } from '../found.ts';
import type { Occurrence } from '../found.ts';
import type { Ground } from '../ground.ts';
import type { FoundViolation } from '../violation.ts';

/** Imports of the project's own files; packages that are not installed are nobody's fault here. */
export function findUnresolved({ code, placeOf, settings }: Ground): readonly FoundViolation[] {
  const { severity } = settings['unresolved-import'];
  if (severity === 'off') return [];
  const occurrences = code.findings.flatMap((finding): Occurrence[] => {
    if (finding.code !== 'unresolved-import' || finding.severity !== 'error') return [];
    const symbol =
      /^"([^"]*)"/.exec(finding.message)?.[1]?.replace(/^(?:\.\.?\/)+/, '') || 'an empty path';
    return [finding, ...finding.related].flatMap((place) => {
      const from = placeOf(place.path);
      if (from === null) return [];
      const { path, line, column } = place;
      return {
        rule: 'unresolved-import',
        severity,
        from,
        to: from,
        symbol,
        path,
        line,
        column,
        unit: path,
        note: `imports ${symbol}`,
        target: null,
      };
    });
  });
  return gatherFound(occurrences, ({ symbol }) => ({
    message: `the import of ${symbol} leads to no file, so nothing is known of what it would bring`,
    fix: 'correct the path; if a build step makes the file, run it before the check or set the rule to warn',
  }));
}
