/** What GitLab reads as a Code Quality report: relative paths, and fingerprints without lines. */
import type { CheckReport, Violation } from '../../check/violation.ts';
import type { CheckOptions } from './check-options.ts';
import { describePlaces, sentence } from './describe-check.ts';
import { hash, uniqueFingerprints } from './fingerprint.ts';
import { jsonLines } from './json-lines.ts';
import { byWeight, newOnes } from './pick-violations.ts';
import { oneLine } from './printable.ts';
import { repositoryPath } from './repository-path.ts';

type Severity = 'info' | 'minor' | 'major' | 'blocker';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

export function renderCodeclimate(report: CheckReport, { all, prefix }: CheckOptions): string {
  const shown = all ? byWeight(report.violations) : newOnes(report);
  const fingerprints = uniqueFingerprints(shown);
  const issues = [
    ...report.gaps.map((gap) => gapIssue(gap, prefix)),
    ...shown.map((one, at) => toIssue(one, fingerprints[at] ?? '', prefix)),
  ];
  return `${jsonLines(issues)}\n`;
}

const toIssue = (one: Violation, fingerprint: string, prefix: string): Issue => ({
  description: oneLine(
    `${describePlaces(one)}: ${sentence(one.message)} Fix: ${sentence(one.fix)}`,
  ),
  check_name: one.rule,
  fingerprint,
  severity: severityOf(one),
  location: locationAt(repositoryPath(prefix, one.path), one.line),
});

const severityOf = ({ baseline, severity }: Violation): Severity =>
  baseline === 'new' ? (severity === 'error' ? 'major' : 'minor') : 'info';

/** The format has no place for what is not about a file; the file that says what to look at is nearest. */
const gapIssue = (gap: string, prefix: string): Issue => ({
  description: oneLine(`saasctl check is incomplete: ${gap}`),
  check_name: 'incomplete',
  fingerprint: hash(`incomplete\0${gap}`),
  severity: 'blocker',
  location: locationAt(repositoryPath(prefix, 'saasctl.json'), 1),
});

const locationAt = (path: string, line: number): Issue['location'] => ({
  path,
  lines: { begin: Math.max(1, line) },
});
