import type {
  BoundaryEvidence,
  EvidencePlace,
  EvidenceTables,
} from '../../analyzers/boundaries/evidence.ts';

/** Which files and tables to keep, in which order: old indices. */
export interface Selection {
  readonly files: readonly number[];
  readonly tables: readonly number[];
}

/**
 * The evidence of some of the files, numbered anew in the given order. Facts of the other files go
 * with them; every list is sorted by the new numbers, so that the old order is gone.
 */
export function selectFiles(evidence: BoundaryEvidence, selection: Selection): BoundaryEvidence {
  const fileAt = new Map(selection.files.map((old, now) => [old, now]));
  const tableAt = new Map(selection.tables.map((old, now) => [old, now]));
  const pick = <T>(list: readonly T[], at: number): T => list[at] as T;
  const place = <T extends EvidencePlace>(one: T): readonly T[] => {
    const file = fileAt.get(one.file);
    return file === undefined ? [] : [{ ...one, file }];
  };
  const group = (one: EvidenceTables): readonly EvidenceTables[] =>
    place({
      ...one,
      tables: one.tables.flatMap((table) => tableAt.get(table) ?? []).sort(byNumber),
    });
  return {
    files: selection.files.map((old) => pick(evidence.files, old)),
    uses: evidence.uses
      .flatMap((use) => {
        const [from, to] = [fileAt.get(use.from), fileAt.get(use.to)];
        return from === undefined || to === undefined ? [] : [{ ...use, from, to }];
      })
      .sort((a, b) => a.from - b.from || a.to - b.to),
    tables: selection.tables.map((old) => {
      const table = pick(evidence.tables, old);
      return { ...table, file: fileAt.get(table.file) ?? -1 };
    }),
    accesses: evidence.accesses
      .flatMap((one) => {
        const table = tableAt.get(one.table);
        return table === undefined ? [] : place({ ...one, table });
      })
      .sort(byPlace),
    relations: evidence.relations
      .flatMap((one) => {
        const [from, to] = [tableAt.get(one.from), tableAt.get(one.to)];
        if (from === undefined || to === undefined) return [];
        // A schema or a migration is no file of the evidence; what it says holds all the same.
        return one.file === -1 ? [{ ...one, from, to }] : place({ ...one, from, to });
      })
      .sort((a, b) => byPlace(a, b) || a.from - b.from || a.to - b.to),
    joins: evidence.joins.flatMap(group).sort(byPlace),
    transactions: evidence.transactions.flatMap(group).sort(byPlace),
    routes: evidence.routes
      .flatMap((one) => {
        const file = fileAt.get(one.file);
        return file === undefined ? [] : [{ ...one, file }];
      })
      .sort((a, b) => a.file - b.file || a.line - b.line),
    events: evidence.events
      .map((event) => ({
        ...event,
        emitters: event.emitters.flatMap(place).sort(byPlace),
        consumers: event.consumers.flatMap(place).sort(byPlace),
      }))
      .filter((event) => event.emitters.length + event.consumers.length > 0),
    outbound: evidence.outbound.flatMap(place).sort(byPlace),
    ...selectParts(evidence, fileAt),
    coChanges: evidence.coChanges
      .flatMap((one) => {
        const [a, b] = [fileAt.get(one.a), fileAt.get(one.b)];
        if (a === undefined || b === undefined) return [];
        return [{ ...one, a: Math.min(a, b), b: Math.max(a, b) }];
      })
      .sort((x, y) => x.a - y.a || x.b - y.b),
  };
}

/** Declarations and members of the kept files, in their order within each file, and calls among them. */
function selectParts(
  { parts, calls }: BoundaryEvidence,
  fileAt: ReadonlyMap<number, number>,
): Pick<BoundaryEvidence, 'parts' | 'calls'> {
  const order = parts
    .flatMap(({ file }, old) => {
      const now = fileAt.get(file);
      return now === undefined ? [] : [{ old, now }];
    })
    .sort((a, b) => a.now - b.now || a.old - b.old);
  const partAt = new Map(order.map(({ old }, now) => [old, now]));
  return {
    parts: order.flatMap(({ old, now: file }) => {
      const part = parts[old];
      if (part === undefined) return [];
      const uses = part.uses.flatMap((use) => partAt.get(use) ?? []).sort(byNumber);
      return [{ ...part, file, uses }];
    }),
    calls: calls
      .flatMap((call) => {
        const [from, to] = [partAt.get(call.from), partAt.get(call.to)];
        return from === undefined || to === undefined ? [] : [{ ...call, from, to }];
      })
      .sort((a, b) => a.from - b.from || a.line - b.line || a.column - b.column || a.to - b.to),
  };
}

const byNumber = (a: number, b: number): number => a - b;

function byPlace(a: EvidencePlace, b: EvidencePlace): number {
  return a.file - b.file || a.line - b.line || a.column - b.column;
}

/** Tables that the given files declare or touch, or that a schema relates to such. */
export function tablesOfFiles(
  evidence: BoundaryEvidence,
  files: ReadonlySet<number>,
): readonly number[] {
  const touched = new Set<number>();
  evidence.tables.forEach((table, index) => {
    if (files.has(table.file)) touched.add(index);
  });
  for (const { file, table } of evidence.accesses) if (files.has(file)) touched.add(table);
  for (const { file, tables } of [...evidence.joins, ...evidence.transactions])
    if (files.has(file)) for (const table of tables) touched.add(table);
  return evidence.tables.flatMap((_, index) => (touched.has(index) ? [index] : []));
}
