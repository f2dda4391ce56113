/** A small project, written to disk, and what `saasctl check` finds in it. */
import type { BaselineEntry } from '../../src/check/baseline-entry.ts';
import { findCheckGaps } from '../../src/check/find-check-gaps.ts';
import { findViolations } from '../../src/check/find-violations.ts';
import { readGuarded } from '../../src/check/read-guarded.ts';
import type { Guarded } from '../../src/check/read-guarded.ts';
import type { RuleId } from '../../src/check/rules.ts';
import type { FoundViolation } from '../../src/check/violation.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { Config } from '../../src/config/config-schema.ts';
import { writeProject } from '../discover/write-project.ts';
import type { Content } from '../discover/write-project.ts';

export type Sources = Readonly<Record<string, Content>>;

export interface Checked {
  readonly guarded: Guarded;
  readonly found: readonly FoundViolation[];
  readonly gaps: readonly string[];
}

export function readProject(sources: Sources, config: Config): Guarded {
  const root = writeProject(sources);
  return readGuarded({
    root,
    parsed: parseConfig('saasctl.json', JSON.stringify(config)),
    version: 'test',
    cache: null,
    isOther: false,
    onProgress: () => undefined,
  });
}

export function checkProject(
  sources: Sources,
  config: Config,
  accepted: readonly BaselineEntry[] = [],
): Checked {
  const guarded = readProject(sources, config);
  const found = findViolations({ ...guarded, accepted });
  return { guarded, found, gaps: findCheckGaps(guarded) };
}

/** `private-api orders → billing cents @ src/orders/order.ts:1:1`, with ` ×2` for what is in two places. */
export function tell({
  rule,
  from,
  to,
  symbol,
  path,
  line,
  column,
  places,
}: FoundViolation): string {
  const more = places > 1 ? ` ×${places}` : '';
  return `${rule} ${from} → ${to} ${symbol} @ ${path}:${line}:${column}${more}`;
}

/** Everything found, one line each. */
export const check = (sources: Sources, config: Config): readonly string[] =>
  checkProject(sources, config).found.map(tell);

/** What one rule says, without its name. */
export const checkRule = (rule: RuleId, sources: Sources, config: Config): readonly string[] =>
  checkProject(sources, config)
    .found.filter((one) => one.rule === rule)
    .map((one) => tell(one).slice(rule.length + 1));
