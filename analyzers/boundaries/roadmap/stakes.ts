/** What only the ranking asks about files: who tests them, who changes them, what starts in them, what we could not read. */
import type { Analysis, HistoryFacts } from '../../contract.ts';
import type { BoundaryEvidence } from '../evidence.ts';

export interface StakePlace {
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly evidence: string;
}

export interface Stakes {
  /**
   * Test files per file that import it, straight or through a barrel; null when there are tests and
   * none imports any source: they ask from outside, and what they reach is not known.
   */
  readonly tests: readonly number[] | null;
  /** Authors per file, 0 without history. */
  readonly authors: readonly number[];
  /** Scheduled jobs per file. */
  readonly jobs: readonly number[];
  /** Data accesses whose table is not known. */
  readonly unresolved: readonly StakePlace[];
  /** Whether commits and authors are known at all. */
  readonly history: boolean;
}

export type StakesSource = Pick<Analysis, 'files' | 'imports' | 'jobs' | 'findings'>;

/** Findings that say: data is touched here, but we cannot tell which. */
const UNRESOLVED = new Set(['dynamic-sql', 'dynamic-table']);

/** Counts by file of the evidence, which must still carry its real paths. */
export function buildStakes(
  source: StakesSource,
  evidence: BoundaryEvidence,
  history: HistoryFacts | null,
): Stakes {
  const fileOf = new Map(evidence.files.map((file, index) => [file.path, index]));
  const jobs = evidence.files.map(() => 0);
  for (const { path } of source.jobs) {
    const file = fileOf.get(path);
    if (file !== undefined) jobs[file] = (jobs[file] ?? 0) + 1;
  }
  const authors = new Map((history?.files ?? []).map((file) => [file.path, file.authors]));
  return {
    tests: countTests(source, evidence, fileOf),
    authors: evidence.files.map(({ path }) => authors.get(path) ?? 0),
    jobs,
    unresolved: source.findings.flatMap(({ code, path, line, column, message }) => {
      const file = UNRESOLVED.has(code) ? fileOf.get(path) : undefined;
      return file === undefined ? [] : [{ file, line, column, evidence: message }];
    }),
    history: (history?.commits ?? 0) > 0,
  };
}

function countTests(
  { files, imports }: StakesSource,
  evidence: BoundaryEvidence,
  fileOf: ReadonlyMap<string, number>,
): readonly number[] | null {
  const rows = new Map<string, StakesSource['imports'][number][]>();
  for (const row of imports) {
    const known = rows.get(row.from);
    if (known === undefined) rows.set(row.from, [row]);
    else known.push(row);
  }
  const counts = evidence.files.map(() => 0);
  for (const { path, test } of files) {
    if (!test) continue;
    const reached = new Set<number>();
    for (const { to, symbols } of rows.get(path) ?? []) reach(to, symbols, new Set());
    for (const file of reached) counts[file] = (counts[file] ?? 0) + 1;

    function reach(target: string, symbols: readonly string[], seen: Set<string>): void {
      const file = fileOf.get(target);
      if (file === undefined || seen.has(target)) return;
      seen.add(target);
      reached.add(file);
      // A file that declares nothing passes on what it imports: the test is one of what lies behind.
      if ((evidence.files[file]?.names.length ?? 0) > 0) return;
      for (const row of rows.get(target) ?? [])
        if (passesOn(row.symbols, symbols)) reach(row.to, symbols, seen);
    }
  }
  const blind = files.some((one) => one.test) && counts.every((one) => one === 0);
  return blind ? null : counts;
}

/** Whether a barrel's line can be the source of one of the names asked for. */
function passesOn(offered: readonly string[], wanted: readonly string[]): boolean {
  const any = (names: readonly string[]): boolean => names.length === 0 || names.includes('*');
  return any(offered) || any(wanted) || offered.some((name) => wanted.includes(name));
}
