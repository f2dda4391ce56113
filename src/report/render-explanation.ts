/** `saasctl explain`: what a finding means, its evidence in the code, what to do. */
import { FINDING_CODES } from '../../analyzers/findings.ts';
import type { FindingCode, FindingText } from '../../analyzers/findings.ts';
import type { Finding, Location } from '../../analyzers/index.ts';

const PLACES_SHOWN = 20;

/** @param lineOf text of a line of the project, undefined when it cannot be read */
export function renderExplanation(
  finding: Finding,
  lineOf: (place: Location) => string | undefined,
): string {
  const text: FindingText = FINDING_CODES[finding.code as FindingCode];
  const places = [finding, ...finding.related];
  const shown = places.slice(0, PLACES_SHOWN).flatMap((place) => {
    const code = lineOf(place);
    const head = `  ${place.path}:${place.line}:${place.column}`;
    return code === undefined ? [head] : [head, `      ${code.trim()}`];
  });
  const more = places.length > PLACES_SHOWN ? [`  … and ${places.length - PLACES_SHOWN} more`] : [];
  return [
    `${text.title} (${finding.code}, ${finding.severity}, ${finding.id})`,
    '',
    `What   ${finding.message}`,
    `Why    ${text.meaning}`,
    `Do     ${text.remedy}`,
    '',
    `Evidence`,
    ...shown,
    ...more,
    '',
  ].join('\n');
}

/** A code instead of an id: what it stands for, and the findings of this project that carry it. */
export function renderCode(code: FindingCode, findings: readonly Finding[]): string {
  const text: FindingText = FINDING_CODES[code];
  const listed = findings
    .slice(0, PLACES_SHOWN)
    .map((one) => `  ${one.id}  ${one.path}:${one.line}:${one.column}  ${one.message}`);
  const more =
    findings.length > PLACES_SHOWN ? [`  … and ${findings.length - PLACES_SHOWN} more`] : [];
  return [
    `${text.title} (${code})`,
    '',
    `Why    ${text.meaning}`,
    `Do     ${text.remedy}`,
    '',
    findings.length === 0 ? 'This project has none.' : `This project has ${findings.length}:`,
    ...listed,
    ...more,
    '',
  ].join('\n');
}
