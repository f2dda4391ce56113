/** Two answers to the question what a commit adds. Pure. */
import { keyOf } from '../../src/check/baseline-entry.ts';
import type { CheckReport, FoundViolation, Violation } from '../../src/check/violation.ts';

/** @returns a line for each difference, none when they say the same */
export function compareReports(expected: CheckReport, actual: CheckReport): readonly string[] {
  const [wanted, given] = [byText(expected.violations), byText(actual.violations)];
  const gone = [expected, actual].map((report) => report.since?.gone ?? 0);
  return [
    ...[...wanted].filter(([text]) => !given.has(text)).map(([, one]) => `missing ${tell(one)}`),
    ...[...given].filter(([text]) => !wanted.has(text)).map(([, one]) => `added ${tell(one)}`),
    ...(gone[0] === gone[1] ? [] : [`gone: ${gone[0]} expected, ${gone[1]} given`]),
    ...(String(expected.gaps) === String(actual.gaps) ? [] : [`gaps: ${String(actual.gaps)}`]),
  ];
}

const byText = (violations: readonly Violation[]): ReadonlyMap<string, Violation> =>
  new Map(violations.map((one) => [JSON.stringify(one), one]));

const tell = ({ baseline, rule, from, to, symbol, path, line }: Violation): string =>
  `${baseline} ${rule} ${from} → ${to} ${symbol} at ${path}:${line}`;

export interface PlainDifference {
  /** Whether the new ones are those that the parent does not have, but for what moved. */
  readonly same: boolean;
  /** Told as known because the file that gives them their name was moved. */
  readonly moved: number;
}

/** The difference of two sets by key and number of places: cycles, which are told by edges to cut, are left out. */
export function plainDifference(
  now: readonly FoundViolation[],
  before: readonly FoundViolation[],
  report: CheckReport,
): PlainDifference {
  const places = new Map(before.map((one) => [keyOf(one), one.places]));
  const isPlain = (one: FoundViolation): boolean => !one.rule.endsWith('-cycle');
  const more = now.filter((one) => isPlain(one) && one.places > (places.get(keyOf(one)) ?? 0));
  const fresh = new Set(
    report.violations.filter((one) => one.baseline === 'new' && isPlain(one)).map(keyOf),
  );
  const plain = new Set(more.map(keyOf));
  const known = more.filter((one) => !fresh.has(keyOf(one)));
  return {
    same: [...fresh].every((key) => plain.has(key)) && known.every(isNamedByFile),
    moved: known.length,
  };
}

/** What has no exported name is called after its file. */
const isNamedByFile = ({ symbol }: FoundViolation): boolean =>
  symbol.includes('*') || symbol.startsWith('default of ');
