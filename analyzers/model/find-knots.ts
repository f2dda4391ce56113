/**
 * What stands in the way of a split: one finding per knot (a table, a transaction, a pair of
 * modules, a cycle), never one per line of code.
 */
import type { AccessFact, Analysis, CycleFact, Finding, Location } from '../contract.ts';
import { createFinding } from '../findings.ts';
import type { FindingCode } from '../findings.ts';
import { distinctRelations } from './distinct-relations.ts';
import { findSupportFiles } from './find-support-files.ts';
import { reportFrontEnd } from './report-front-end.ts';

type Known = Pick<
  Analysis,
  | 'tables'
  | 'accesses'
  | 'joins'
  | 'relations'
  | 'transactions'
  | 'cycles'
  | 'hubs'
  | 'modules'
  | 'files'
  | 'nestModules'
>;

export function findKnots(analysis: Known): readonly Finding[] {
  const known = withoutSeeds(analysis);
  return [
    ...reportFrontEnd(known),
    ...sharedTables(known),
    ...crossingTransactions(known),
    ...crossingPairs('crossing-join', joinPlaces(known), unownedOf(known.tables)),
    ...crossingPairs('crossing-relation', relationPlaces(known), unownedOf(known.tables)),
    ...cycleFindings(known.cycles),
    ...hubFindings(known),
  ];
}

/** What seeds do is done once, before there are services: it ties nothing together. */
function withoutSeeds(known: Known): Known {
  const { nestModules, accesses, joins, transactions } = known;
  const paths = known.files.flatMap((file) => (file.test ? [] : file.path));
  const support = findSupportFiles({ paths, nestModules });
  const isRunning = ({ path }: Location): boolean => support.get(path) !== 'seed';
  return {
    ...known,
    accesses: accesses.filter(isRunning),
    joins: joins.filter(isRunning),
    transactions: transactions.filter(isRunning),
  };
}

function sharedTables({ tables, accesses }: Known): readonly Finding[] {
  const written = new Map<string, AccessFact[]>(tables.map((table) => [table.name, []]));
  for (const access of accesses)
    if (access.mode === 'write') written.get(access.table)?.push(access);
  return tables.flatMap((table): readonly Finding[] => {
    if (table.writingModules.length < 2) return [];
    const writes = written.get(table.name) ?? [];
    const foreign = writes.filter((access) => access.module !== table.module);
    const first = foreign[0] ?? writes[0];
    if (!first) return [];
    const owner = table.module === null ? 'no clear owner' : `owned by ${table.module}`;
    return [
      createFinding({
        code: 'shared-table',
        severity: 'warning',
        ...placeOf(first),
        subject: table.name,
        message: `${table.name} is written by ${table.writingModules.length} modules (${table.writingModules.join(', ')}; ${owner})`,
        related: writes.filter((access) => access !== first).map(placeOf),
      }),
    ];
  });
}

function crossingTransactions({ transactions, tables: all }: Known): readonly Finding[] {
  const unowned = unownedOf(all);
  const alike = new Map<string, number>();
  return transactions
    .filter((one) => one.crosses)
    .map((one) => {
      const tables = one.tables.join();
      const number = (alike.get(`${one.path} ${tables}`) ?? 0) + 1;
      alike.set(`${one.path} ${tables}`, number);
      return createFinding({
        code: 'crossing-transaction',
        severity: 'warning',
        ...placeOf(one),
        subject: number === 1 ? tables : `${tables} #${number}`,
        message: `one transaction over tables of ${one.modules.join(', ')}: ${one.tables.join(', ')}${nobodyOwns(one.tables, unowned)}`,
      });
    });
}

const unownedOf = (tables: Known['tables']): ReadonlySet<string> =>
  new Set(tables.flatMap((table) => (table.module === null ? table.name : [])));

/** Tables without an owner count for no module, so they are named. */
function nobodyOwns(tables: readonly string[], unowned: ReadonlySet<string>): string {
  const names = [...new Set(tables)].filter((table) => unowned.has(table)).sort();
  if (names.length === 0) return '';
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return ` (nobody owns ${names.slice(0, NAMED).join(', ')}${more})`;
}

/** Names that a message can hold. */
const NAMED = 3;

interface PairPlace extends Location {
  readonly pair: string;
  readonly what: string;
  readonly tables: readonly string[];
}

function joinPlaces({ joins }: Known): readonly PairPlace[] {
  return joins.flatMap((join) =>
    pairsOf(join.modules).map((pair) => ({
      ...placeOf(join),
      pair,
      what: join.tables.join(' ⋈ '),
      tables: join.tables,
    })),
  );
}

function relationPlaces({ relations, tables }: Known): readonly PairPlace[] {
  const owners = new Map(tables.map((table) => [table.name, table.module]));
  return distinctRelations(relations, tables).flatMap((relation) => {
    const modules = [owners.get(relation.from), owners.get(relation.to)].flatMap(
      (one) => one ?? [],
    );
    return pairsOf([...new Set(modules)].sort()).map((pair) => ({
      ...placeOf(relation),
      pair,
      what: `${relation.from} → ${relation.to}`,
      tables: [relation.from, relation.to],
    }));
  });
}

function pairsOf(modules: readonly string[]): readonly string[] {
  return modules.flatMap((a, at) => modules.slice(at + 1).map((b) => `${a} ↔ ${b}`));
}

function crossingPairs(
  code: FindingCode,
  places: readonly PairPlace[],
  unowned: ReadonlySet<string>,
): readonly Finding[] {
  const groups = new Map<string, PairPlace[]>();
  for (const place of places) groups.set(place.pair, [...(groups.get(place.pair) ?? []), place]);
  const noun = code === 'crossing-join' ? 'join' : 'relation';
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([pair, group]): readonly Finding[] => {
      const [first, ...rest] = group;
      if (!first) return [];
      const examples = [...new Set(group.map((one) => one.what))].slice(0, NAMED).join(', ');
      const ownerless = nobodyOwns(
        group.flatMap((one) => one.tables),
        unowned,
      );
      return [
        createFinding({
          code,
          severity: 'info',
          ...placeOf(first),
          subject: pair,
          message: `${counted(group.length, noun)} ${group.length === 1 ? 'ties' : 'tie'} ${pair} together: ${examples}${ownerless}`,
          related: rest.map(placeOf),
        }),
      ];
    });
}

const CYCLE_CODES: Readonly<
  Record<CycleFact['level'], Partial<Record<CycleFact['tier'], FindingCode>>>
> = {
  file: { load: 'cycle-load' },
  module: { runtime: 'cycle-module' },
  boundary: {},
};

/** Runtime cycles between files are part of the module cycles; load-time ones can crash on their own. */
function cycleFindings(cycles: readonly CycleFact[]): readonly Finding[] {
  return cycles.flatMap((cycle): readonly Finding[] => {
    const code = CYCLE_CODES[cycle.level][cycle.tier];
    const [first, ...rest] = cycle.cut;
    if (!code || !first) return [];
    const what =
      cycle.level === 'file'
        ? 'files need each other while they load'
        : 'modules depend on each other';
    return [
      createFinding({
        code,
        severity: 'warning',
        path: first.path,
        line: first.line,
        column: first.column,
        subject: [...cycle.members].join(),
        message: `${cycle.members.length} ${what}; cutting ${cutPairs(cycle)} of ${cycle.edges} dependencies frees them, first ${first.from} → ${first.to}`,
        related: rest.map(placeOf),
      }),
    ];
  });
}

/** A dependency may stand in several places; all of them go together. */
const cutPairs = ({ cut }: CycleFact): number =>
  new Set(cut.map(({ from, to }) => `${from}\0${to}`)).size;

function hubFindings({ hubs, modules }: Known): readonly Finding[] {
  return hubs
    .filter((hub) => hub.kind === 'god-file')
    .map((hub) =>
      createFinding({
        code: 'god-file',
        severity: 'info',
        path: hub.path,
        subject: hub.path,
        message: `${counted(hub.lines, 'line')} and ${counted(hub.exports, 'export')}, used by ${counted(hub.importers, 'file')} of ${hub.modules} of the ${counted(modules.length, 'module')}`,
      }),
    );
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

const placeOf = ({ path, line, column }: Location): Location => ({ path, line, column });
