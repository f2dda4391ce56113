/** The places of a finding, each with what the analysis knows about it, grouped by who reaches whom. */
import { findingId } from '../../analyzers/findings.ts';
import type { FindingCode } from '../../analyzers/findings.ts';
import type { Analysis, Finding, Location } from '../../analyzers/index.ts';
import { explainCycle } from './explain-cycle.ts';
import { bare, groupPlaces, placeKey } from './group-places.ts';
import type { PlaceGroup, TitledPlace } from './group-places.ts';
import { plural } from './summarize.ts';

export function explainPlaces(analysis: Analysis, finding: Finding): readonly PlaceGroup[] {
  switch (finding.code as FindingCode) {
    case 'shared-table':
      return explainWrites(analysis, finding);
    case 'crossing-relation':
      return explainRelations(analysis, finding);
    case 'crossing-join':
      return explainJoins(analysis, finding);
    case 'crossing-transaction':
      return explainTransaction(analysis, finding);
    case 'cycle-module':
    case 'cycle-load':
      return explainCycle(analysis, finding);
    case 'god-file':
      return explainUsers(analysis, finding);
    default:
      return [{ title: null, places: placesOf(finding).map(bare) }];
  }
}

const placesOf = ({ path, line, column, related }: Finding): readonly Location[] => [
  { path, line, column },
  ...related,
];

/** The facts at each place of a finding, with the place where there is none. */
function atPlaces<T extends Location>(
  finding: Finding,
  facts: readonly T[],
  describe: (fact: T) => readonly [title: string, evidence: string],
): readonly PlaceGroup[] {
  const known = new Map<string, T[]>();
  for (const fact of facts) {
    const key = placeKey(fact);
    known.set(key, [...(known.get(key) ?? []), fact]);
  }
  return groupPlaces(
    placesOf(finding).flatMap((place): readonly TitledPlace[] => {
      const found = known.get(placeKey(place)) ?? [];
      if (found.length === 0) return [[null, bare(place)]];
      return found.map((fact) => {
        const [title, evidence] = describe(fact);
        return [title, { ...bare(place), evidence }];
      });
    }),
  );
}

/** Facts are certain unless they say otherwise. */
const doubt = ({ certainty }: { readonly certainty: string }): string =>
  certainty === 'certain' ? '' : ' (inferred)';

function explainWrites({ tables, accesses }: Analysis, finding: Finding): readonly PlaceGroup[] {
  const table = tables.find(
    ({ name }) => findingId('shared-table', finding.path, name) === finding.id,
  );
  const writes = accesses.filter((one) => one.mode === 'write' && one.table === table?.name);
  const owner = table?.module ?? null;
  const target = owner === null ? `${table?.name ?? 'the table'}, which nobody owns` : owner;
  return atPlaces(finding, writes, (write) => [
    write.module === owner && owner !== null
      ? `${owner}, the owner`
      : `${write.module ?? 'no module'} → ${target}`,
    `${write.via} in ${write.symbol}${doubt(write)}`,
  ]);
}

/** Modules own tables; nobody owns some. */
function ownersIn({ tables }: Analysis): (table: string) => string {
  const owners = new Map(tables.map((table) => [table.name, table.module]));
  return (table) => owners.get(table) ?? 'nobody';
}

/** The pair of these modules that the finding is about. */
function pairOf({ code, path, id }: Finding, modules: readonly string[]): string | undefined {
  return modules
    .flatMap((a, at) => modules.slice(at + 1).map((b) => `${a} ↔ ${b}`))
    .find((pair) => findingId(code as FindingCode, path, pair) === id);
}

function explainRelations(analysis: Analysis, finding: Finding): readonly PlaceGroup[] {
  const ownerOf = ownersIn(analysis);
  return atPlaces(
    finding,
    analysis.relations.filter(({ from, to }) =>
      pairOf(finding, [ownerOf(from), ownerOf(to)].sort()),
    ),
    ({ from, to, kind, onDelete, evidence }) => [
      `${ownerOf(from)} → ${ownerOf(to)}`,
      `${from} → ${to}: ${kind}${onDelete === null ? '' : `, on delete ${onDelete.toLowerCase()}`}; ${evidence}`,
    ],
  );
}

function explainJoins(analysis: Analysis, finding: Finding): readonly PlaceGroup[] {
  const ownerOf = ownersIn(analysis);
  return atPlaces(
    finding,
    analysis.joins.filter((join) => pairOf(finding, join.modules)),
    (join) => [
      pairOf(finding, join.modules) ?? join.modules.join(' ↔ '),
      `${ownedTables(join.tables, ownerOf)}; ${join.evidence}${doubt(join)}`,
    ],
  );
}

/** `orders, order_items (src/orders) ⋈ users (src/users)` */
function ownedTables(tables: readonly string[], ownerOf: (table: string) => string): string {
  const groups = new Map<string, string[]>();
  for (const table of tables)
    groups.set(ownerOf(table), [...(groups.get(ownerOf(table)) ?? []), table]);
  return [...groups].map(([owner, names]) => `${names.join(', ')} (${owner})`).join(' ⋈ ');
}

function explainTransaction(analysis: Analysis, finding: Finding): readonly PlaceGroup[] {
  const ownerOf = ownersIn(analysis);
  return atPlaces(
    finding,
    analysis.transactions,
    ({ tables, modules, evidence, unresolvedCalls, ...one }) => [
      modules.join(' ↔ '),
      [
        `${evidence}${doubt(one)} over ${ownedTables(tables, ownerOf).replaceAll(' ⋈ ', ', ')}`,
        ...(unresolvedCalls > 0
          ? [`${plural(unresolvedCalls, 'call')} inside could not be followed`]
          : []),
      ].join('; '),
    ],
  );
}

/** Who uses which part of a god file: the lines along which it can be split. */
function explainUsers({ imports, files }: Analysis, finding: Finding): readonly PlaceGroup[] {
  const modules = new Map(files.map((file) => [file.path, file.module]));
  const users = imports.filter(({ to, from }) => to === finding.path && modules.get(from));
  return [
    { title: null, places: [bare(finding)] },
    ...groupPlaces(
      users.map((one) => [
        `${modules.get(one.from)} → ${finding.path}`,
        { ...bare(one), evidence: `imports ${one.symbols.join(', ') || 'the file'}` },
      ]),
    ),
  ];
}
