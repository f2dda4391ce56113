/** Reads that another rule tells already: parts of a join that is told as a whole, and the read of a write. */
import type { AccessFact, JoinFact } from '../../../analyzers/index.ts';
import type { Ground } from '../ground.ts';

export function findToldReads(ground: Ground): (access: AccessFact) => boolean {
  const told = new Set([...partsOfJoins(ground), ...writesOf(ground).map(placeOf)]);
  return (access) => told.has(placeOf(access));
}

/** A write that reads what it changes is told at one place. */
const placeOf = ({ path, line, table }: AccessFact): string => `${path}:${line} ${table}`;

const writesOf = ({ code, settings }: Ground): readonly AccessFact[] =>
  settings['foreign-table-write'].severity === 'off'
    ? []
    : code.accesses.filter((one) => one.mode === 'write');

function partsOfJoins({ code, settings, tableOwner }: Ground): readonly string[] {
  if (settings['crossing-join'].severity === 'off') return [];
  const byFile = new Map<string, AccessFact[]>();
  for (const access of code.accesses) {
    const known = byFile.get(access.path);
    if (known) known.push(access);
    else byFile.set(access.path, [access]);
  }
  return code.joins.flatMap((join) => {
    const owners = new Set(join.tables.flatMap((table) => tableOwner(table) ?? []));
    return owners.size > 1 ? partsOf(join, byFile.get(join.path) ?? []).map(placeOf) : [];
  });
}

/** Reads of its tables at the place of the join, and those of its function that begin no query of their own. */
function partsOf(
  { line, column, tables }: JoinFact,
  accesses: readonly AccessFact[],
): readonly AccessFact[] {
  const here = accesses.filter((one) => one.line === line);
  const head = here.find((one) => one.column === column) ?? here[0];
  return accesses.filter(
    (one) =>
      one.mode === 'read' &&
      tables.includes(one.table) &&
      (one.line === line || (one.symbol === head?.symbol && !beginsQuery(one))),
  );
}

/** `this.users.find(…)` or `db('users')`; parts are `.leftJoin('users')`, `relation user`, `JOIN users`. */
const beginsQuery = ({ evidence }: AccessFact): boolean => /^[^\s.][^\s]*\(/.test(evidence);
