/** One entry per debt, whatever branches have merged: the order of lines never counts. */
import { compareText } from '../../../analyzers/discover/posix-path.ts';
import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import { RULE_IDS } from '../rules.ts';

/** @returns sorted as they are written: by place, rule, the other place, symbol */
export function joinEntries(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const joined = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const other = joined.get(key);
    joined.set(key, other === undefined ? entry : joinTwo(entry, other));
  }
  return [...joined.values()].sort(compareEntries);
}

/** What either side accepted is accepted: the larger count, the allowance that lasts longer. */
function joinTwo(a: BaselineEntry, b: BaselineEntry): BaselineEntry {
  const { rule, from, to, symbol } = a;
  const { reason, owner, until } = compareAllowances(a, b) >= 0 ? a : b;
  const target = [a.target, b.target].filter((one) => one !== undefined).sort(compareText)[0];
  return {
    rule,
    from,
    to,
    symbol,
    places: Math.max(a.places, b.places),
    ...joinUnits(a, b),
    ...(a.severity === 'warn' && b.severity === 'warn' ? { severity: 'warn' } : {}),
    ...(target === undefined ? {} : { target }),
    ...(reason === undefined ? {} : { reason }),
    ...(owner === undefined ? {} : { owner }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Those of the side that knows more of them. */
function joinUnits(a: BaselineEntry, b: BaselineEntry): Pick<BaselineEntry, 'in'> {
  const [fewer = [], most = []] = [a.in, b.in].sort(
    (x, y) => (x?.length ?? 0) - (y?.length ?? 0) || compareText(String(x), String(y)),
  );
  const all = [...new Set([...fewer, ...most])].sort(compareText);
  const units = all.length > most.length ? all : most;
  return units.length === 0 ? {} : { in: units };
}

/** Any allowance is more than none; no last day is later than any. */
function compareAllowances(a: BaselineEntry, b: BaselineEntry): number {
  return (
    Number(a.reason !== undefined) - Number(b.reason !== undefined) ||
    Number(a.until === undefined) - Number(b.until === undefined) ||
    compareText(a.until ?? '', b.until ?? '') ||
    compareText(a.reason ?? '', b.reason ?? '') ||
    compareText(a.owner ?? '', b.owner ?? '')
  );
}

const RANKS: ReadonlyMap<string, number> = new Map(RULE_IDS.map((rule, rank) => [rule, rank]));

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compareText(a.from, b.from) ||
    (RANKS.get(a.rule) ?? 0) - (RANKS.get(b.rule) ?? 0) ||
    compareText(a.to, b.to) ||
    compareText(a.symbol, b.symbol)
  );
}
