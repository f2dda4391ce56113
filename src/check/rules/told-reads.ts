/** Reads that another rule tells already: parts of a join that is told as a whole, and the read of a write. */
import { compareText } from '../../../analyzers/discover/posix-path.ts';
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
  for (const access of code.accesses)
    if (access.mode === 'read') {
      const known = byFile.get(access.path);
      if (known) known.push(access);
      else byFile.set(access.path, [access]);
    }
  for (const accesses of byFile.values()) accesses.sort(comparePlaces);
  return code.joins.flatMap((join) => {
    const owners = new Set(join.tables.flatMap((table) => tableOwner(table) ?? []));
    return owners.size > 1 ? partsOf(join, byFile.get(join.path) ?? []).map(placeOf) : [];
  });
}

/**
 * The reads that follow where the join begins, in the same function, each of another of its tables:
 * a table that comes again is a query of its own.
 */
function partsOf({ line, tables }: JoinFact, reads: readonly AccessFact[]): readonly AccessFact[] {
  const start = reads.findIndex((one) => one.line >= line);
  const parts: AccessFact[] = [];
  for (const one of start < 0 ? [] : reads.slice(start)) {
    const isOfJoin = tables.includes(one.table) && one.symbol === (parts[0] ?? one).symbol;
    const isNew = one.line === line || !parts.some((part) => part.table === one.table);
    if (!isOfJoin || !isNew) break;
    parts.push(one);
  }
  return parts[0]?.line === line ? parts : [];
}

const comparePlaces = (a: AccessFact, b: AccessFact): number =>
  a.line - b.line || a.column - b.column || compareText(a.table, b.table);
