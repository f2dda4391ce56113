/** Joins and transactions over tables that different places own. */
import type { Evidence } from '../../../analyzers/index.ts';
import { gatherFound } from '../found.ts';
import type { Occurrence, Tell } from '../found.ts';
import { MONOLITH } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { FoundViolation, Place } from '../violation.ts';
import { listNames } from './list-names.ts';

interface Spanning extends Evidence {
  readonly tables: readonly string[];
}

interface SpanOccurrence extends Occurrence {
  readonly owners: ReadonlyMap<Place, readonly string[]>;
  readonly evidence: string;
}

export function findCrossingJoins(ground: Ground): readonly FoundViolation[] {
  return findSpanning(ground, 'crossing-join', ground.code.joins, ({ owners, evidence }) => ({
    message: `one query joins ${tellOwners(owners)} (${evidence})`,
    fix: `read each side from its owner and put them together in code, or keep a copy of the read-mostly side by events`,
  }));
}

export function findCrossingTransactions(ground: Ground): readonly FoundViolation[] {
  return findSpanning(
    ground,
    'crossing-transaction',
    ground.code.transactions,
    ({ owners }, all) => ({
      message: `one transaction touches ${tellOwners(owners)}${all.length > 1 ? `, as ${all.length - 1} more do` : ''}`,
      fix: 'let the owner do its part in a transaction of its own and tell the other by an event (outbox), or give the tables to one boundary in saasctl.json',
    }),
  );
}

function findSpanning(
  { placeOf, tableOwner, settings, isSeed }: Ground,
  rule: 'crossing-join' | 'crossing-transaction',
  facts: readonly Spanning[],
  tell: Tell<SpanOccurrence>,
): readonly FoundViolation[] {
  const { severity } = settings[rule];
  if (severity === 'off') return [];
  const occurrences = facts.flatMap((fact): SpanOccurrence[] => {
    const { path, line, column, tables, evidence } = fact;
    const from = placeOf(path);
    const owners = groupByOwner(tables, tableOwner);
    if (from === null || owners.size < 2 || isSeed(path)) return [];
    const foreign = [...owners]
      .filter(([owner]) => owner !== from)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const unit = `${path}:${line}`;
    return debtsOf(rule, foreign).map(({ to, symbol }) => ({
      rule,
      severity,
      from,
      to,
      symbol,
      path,
      line,
      column,
      unit,
      note: evidence,
      target: null,
      owners,
      evidence,
    }));
  });
  return gatherFound(occurrences, tell);
}

/**
 * Own tables may come and go: the debt is what is done to those of others. A query is known by the
 * tables it joins; a transaction reaches as deep as the functions it calls, so it is a debt to each
 * owner whose tables it touches, whichever they are.
 */
function debtsOf(
  rule: 'crossing-join' | 'crossing-transaction',
  foreign: readonly (readonly [Place, readonly string[]])[],
): readonly { readonly to: Place; readonly symbol: string }[] {
  if (rule === 'crossing-transaction')
    return foreign.map(([to]) => ({ to, symbol: `tables of ${to}` }));
  const [to] = foreign[0] ?? [MONOLITH];
  return [
    {
      to,
      symbol: foreign
        .flatMap(([, names]) => names)
        .toSorted()
        .join(' + '),
    },
  ];
}

function groupByOwner(
  tables: readonly string[],
  tableOwner: Ground['tableOwner'],
): ReadonlyMap<Place, readonly string[]> {
  const owners = new Map<Place, string[]>();
  for (const table of tables) {
    const owner = tableOwner(table);
    if (owner !== null) owners.set(owner, [...(owners.get(owner) ?? []), table]);
  }
  return owners;
}

const SHOWN = 3;

function tellOwners(owners: ReadonlyMap<Place, readonly string[]>): string {
  const parts = [...owners].map(([owner, tables]) => `${listNames(tables, SHOWN)} of ${owner}`);
  if (parts.length <= 2) return parts.join(' and ');
  const more = parts.length - SHOWN;
  return `${parts.slice(0, SHOWN).join('; ')}${more > 0 ? `; and tables of ${more} more` : ''}`;
}
