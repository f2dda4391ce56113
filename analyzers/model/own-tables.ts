/** Who writes and reads each table, and who should own it. */
import type { AccessFact, TableFact } from '../contract.ts';
import type { DeclaredTable } from '../adapter.ts';
import type { ModulePlace } from './assign-modules.ts';
import { unpackPosition } from '../scan/ir.ts';

/** Column names that mark the rows of one tenant, in the order in which they are believed. */
const TENANT_COLUMNS = [
  'tenantid',
  'tenant',
  'organizationid',
  'organisationid',
  'organization',
  'orgid',
  'accountid',
  'workspaceid',
  'companyid',
  'teamid',
  'customeraccountid',
];
/** A column names the tenant only when this share of all tables has it (a lone `account_id` is a reference). */
const TENANT_SHARE = 0.3;

export function ownTables(
  declared: readonly DeclaredTable[],
  accesses: readonly AccessFact[],
  places: ReadonlyMap<string, ModulePlace>,
): readonly TableFact[] {
  // Like migrations, seeds touch tables before the application runs: they neither own nor share them.
  const running = accesses.filter(({ path }) => places.get(path)?.support !== 'seed');
  const writers = modulesBy(running, 'write');
  const readers = modulesBy(running, 'read');
  const tenant = findTenantColumn(declared);
  const known = new Set(declared.map((table) => table.name));
  const undeclared = [...new Set(accesses.map((access) => access.table))].filter(
    (name) => !known.has(name),
  );
  const facts = [
    ...declared.map((table) => declaredFact(table)),
    ...undeclared.map((name) => undeclaredFact(name, accesses)),
  ];
  const nobody: ReadonlyMap<string, number> = new Map();
  return facts
    .map((fact): TableFact => {
      const writes = writers.get(fact.name) ?? nobody;
      const reads = readers.get(fact.name) ?? nobody;
      const home = fact.entity === null ? null : (places.get(fact.path)?.id ?? null);
      const tenantColumn =
        fact.columns.find((column) => tenant.has(normalized(column.name)))?.name ?? null;
      return {
        ...fact,
        tenantColumn,
        module: ownerOf({ writes, reads, home }),
        writingModules: [...writes.keys()].sort(),
        readingModules: [...reads.keys()].sort(),
        ...NO_BOUNDARY,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What decides who owns a table. */
export interface Ownership {
  /** Modules with the number of their places that write, and of those that read. */
  readonly writes: ReadonlyMap<string, number>;
  readonly reads: ReadonlyMap<string, number>;
  /** Module of the entity that stands for the table; null when only migrations or SQL know it. */
  readonly home: string | null;
}

/**
 * The only writer; else the writing module that declares the entity; else the module with most of
 * the writing places, if that is more than half of them; without any writer the module of the
 * entity, or the only reader. Nobody (null) otherwise: a person has to decide.
 */
export function ownerOf({ writes, reads, home }: Ownership): string | null {
  if (writes.size === 1) return only(writes);
  if (writes.size > 1) return home !== null && writes.has(home) ? home : majority(writes);
  return home ?? (reads.size === 1 ? only(reads) : null);
}

/** Boundaries are known later, if at all. */
const NO_BOUNDARY = { owner: null, writers: [], readers: [] } as const;

const only = (modules: ReadonlyMap<string, number>): string | null =>
  [...modules.keys()][0] ?? null;

function majority(modules: ReadonlyMap<string, number>): string | null {
  const total = [...modules.values()].reduce((sum, count) => sum + count, 0);
  return [...modules].find(([, count]) => count * 2 > total)?.[0] ?? null;
}

type Unowned = Omit<
  TableFact,
  'tenantColumn' | 'module' | 'writingModules' | 'readingModules' | 'owner' | 'writers' | 'readers'
>;

function declaredFact(table: DeclaredTable): Unowned {
  const where =
    'file' in table.place
      ? { path: table.place.file.path, ...unpackPosition(table.place.at) }
      : { path: table.place.path, line: table.place.line, column: table.place.column };
  const { name, entityName, orm, evidence, certainty, columns, indexes } = table;
  return { ...where, name, entity: entityName, orm, evidence, certainty, columns, indexes };
}

function undeclaredFact(name: string, accesses: readonly AccessFact[]): Unowned {
  const first = accesses.find((access) => access.table === name) as AccessFact;
  const { path, line, column, via } = first;
  return {
    path,
    line,
    column,
    name,
    entity: null,
    orm: via.split(' ')[0] ?? '',
    columns: [],
    indexes: [],
    evidence: `no declaration found; first used here: ${first.evidence}`,
    certainty: 'inferred',
  };
}

function modulesBy(
  accesses: readonly AccessFact[],
  mode: AccessFact['mode'],
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { table, module, mode: how } of accesses) {
    if (how !== mode || module === null) continue;
    const modules = counts.get(table) ?? new Map<string, number>();
    counts.set(table, modules.set(module, (modules.get(module) ?? 0) + 1));
  }
  return counts;
}

const normalized = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** The tenant columns in use: an explicit tenant, or what a fair share of the tables has in common. */
function findTenantColumn(tables: readonly DeclaredTable[]): ReadonlySet<string> {
  for (const candidate of TENANT_COLUMNS) {
    const having = tables.filter((table) =>
      table.columns.some((column) => normalized(column.name) === candidate),
    );
    const explicit = candidate.startsWith('tenant') && having.length > 1;
    if (explicit || having.length >= Math.max(3, tables.length * TENANT_SHARE))
      return new Set([candidate]);
  }
  return new Set();
}
