/** Who writes and reads each table, and who should own it. */
import type { AccessFact, TableFact } from '../contract.ts';
import type { DeclaredTable } from '../adapter.ts';
import type { ModulePlace } from './assign-modules.ts';
import { unpackPosition } from '../scan/ir.ts';

/** Column names that mark the rows of one tenant, in the order in which they are believed. */
const TENANT_COLUMNS = [
  'tenantid', 'tenant', 'organizationid', 'organisationid', 'organization', 'orgid', 'accountid', 'workspaceid', 'companyid', 'teamid', 'customeraccountid',
];
/** A column names the tenant only when this share of all tables has it (a lone `account_id` is a reference). */
const TENANT_SHARE = 0.3;

export function ownTables(
  declared: readonly DeclaredTable[],
  accesses: readonly AccessFact[],
  places: ReadonlyMap<string, ModulePlace>,
): readonly TableFact[] {
  const writers = modulesBy(accesses, 'write');
  const readers = modulesBy(accesses, 'read');
  const tenant = findTenantColumn(declared);
  const known = new Set(declared.map((table) => table.name));
  const undeclared = [...new Set(accesses.map((access) => access.table))].filter((name) => !known.has(name));
  const facts = [
    ...declared.map((table) => declaredFact(table)),
    ...undeclared.map((name) => undeclaredFact(name, accesses)),
  ];
  return facts
    .map((fact): TableFact => {
      const writing = writers.get(fact.name) ?? [];
      const reading = readers.get(fact.name) ?? [];
      const home = places.get(fact.path)?.id ?? null;
      const tenantColumn = fact.columns.find((column) => tenant.has(normalized(column.name)))?.name ?? null;
      return { ...fact, tenantColumn, writers: writing, readers: reading, owner: ownerOf(writing, reading, home) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The only writer; else the module that declares the table, if it is one of the writers; else nobody yet. */
export function ownerOf(writers: readonly string[], readers: readonly string[], home: string | null): string | null {
  if (writers.length === 1) return writers[0] ?? null;
  if (writers.length > 1) return home !== null && writers.includes(home) ? home : null;
  if (home !== null) return home;
  return readers.length === 1 ? (readers[0] ?? null) : null;
}

type Unowned = Omit<TableFact, 'tenantColumn' | 'writers' | 'readers' | 'owner'>;

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
    path, line, column, name, entity: null, orm: via.split(' ')[0] ?? '', columns: [], indexes: [],
    evidence: `no declaration found; first used here: ${first.evidence}`, certainty: 'inferred',
  };
}

function modulesBy(accesses: readonly AccessFact[], mode: AccessFact['mode']): ReadonlyMap<string, readonly string[]> {
  const sets = new Map<string, Set<string>>();
  for (const access of accesses) {
    if (access.mode !== mode || access.module === null) continue;
    sets.set(access.table, (sets.get(access.table) ?? new Set()).add(access.module));
  }
  return new Map([...sets].map(([table, modules]) => [table, [...modules].sort()]));
}

const normalized = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** The tenant columns in use: an explicit tenant, or what a fair share of the tables has in common. */
function findTenantColumn(tables: readonly DeclaredTable[]): ReadonlySet<string> {
  for (const candidate of TENANT_COLUMNS) {
    const having = tables.filter((table) => table.columns.some((column) => normalized(column.name) === candidate));
    const explicit = candidate.startsWith('tenant') && having.length > 1;
    if (explicit || having.length >= Math.max(3, tables.length * TENANT_SHARE)) return new Set([candidate]);
  }
  return new Set();
}
