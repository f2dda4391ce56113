/** Systems made by hand: boundaries of like files, and the crossings that a test is about. */
import type { CrossingFact, CrossingKind, Remedy } from '../../../analyzers/contract.ts';
import type {
  BoundaryEvidence,
  EvidenceAccess,
  EvidenceFile,
  EvidenceUse,
} from '../../../analyzers/boundaries/evidence.ts';
import type { RankInput } from '../../../analyzers/boundaries/roadmap/rank-input.ts';

export interface MadeBoundary {
  readonly id: string;
  readonly files?: number;
  /** Per file. */
  readonly lines?: number;
  readonly commits?: number;
  readonly authors?: number;
  readonly routes?: number;
  readonly jobs?: number;
  readonly handlers?: number;
  /** Tables it owns and writes, each in a file of its own. */
  readonly tables?: readonly string[];
  readonly confidence?: number;
  /** Whether tests import its files. */
  readonly tested?: boolean;
}

export interface MadeSystem {
  readonly boundaries: readonly MadeBoundary[];
  readonly crossings?: readonly CrossingFact[];
  /** Ids of boundaries that must be one. */
  readonly merges?: readonly (readonly string[])[];
  /** `orders > billing`: the first file of one uses the first file of the other. */
  readonly uses?: readonly string[];
  readonly history?: boolean;
}

/** Lines of a boundary of `FILES` files that is no nano service. */
export const LINES = 200;
export const FILES = 6;

export function makeSystem(system: MadeSystem): RankInput {
  const ids = system.boundaries.map((one) => one.id);
  const members = placeFiles(system.boundaries);
  const assignment = members.flatMap((files, at) => files.map(() => at));
  const of = <T>(value: (one: MadeBoundary) => T): readonly T[] =>
    assignment.map((at) => value(system.boundaries[at] as MadeBoundary));
  const tables = system.boundaries.flatMap((one, owner) =>
    (one.tables ?? []).map((name) => ({ name, owner })),
  );
  return {
    evidence: makeEvidence(system, members, tables),
    stakes: {
      tests: of((one) => (one.tested === false ? 0 : 1)),
      authors: of((one) => one.authors ?? 0),
      jobs: assignment.map((at, file) =>
        members[at]?.[0] === file ? (system.boundaries[at]?.jobs ?? 0) : 0,
      ),
      unresolved: [],
      history: system.history ?? true,
    },
    assignment,
    ids,
    names: ids,
    confidence: of((one) => one.confidence ?? 1),
    judged: {
      crossings: system.crossings ?? [],
      owners: tables.map(({ owner }) => owner),
      surface: ids.map(() => []),
      merges: (system.merges ?? []).map((group) => group.map((id) => ids.indexOf(id))),
    },
  };
}

function placeFiles(boundaries: readonly MadeBoundary[]): readonly (readonly number[])[] {
  let next = 0;
  return boundaries.map(({ files = FILES }) => Array.from({ length: files }, () => next++));
}

function makeEvidence(
  { boundaries, uses = [] }: MadeSystem,
  members: readonly (readonly number[])[],
  tables: readonly { readonly name: string; readonly owner: number }[],
): BoundaryEvidence {
  const first = (at: number): number => members[at]?.[0] ?? -1;
  const indexOf = (id = ''): number => boundaries.findIndex((one) => one.id === id);
  const links = uses.map((link) => {
    const [from, to] = link.split(' > ');
    return use(first(indexOf(from)), first(indexOf(to)));
  });
  return {
    files: boundaries.flatMap((one, at) => (members[at] ?? []).map((_, n) => makeFile(one, n))),
    uses: [...members.flatMap(ringOf), ...links],
    tables: tables.map(({ name }) => ({ name, file: -1, entity: null })),
    accesses: tables.map(({ owner }, table) => write(members[owner]?.at(table % 2) ?? -1, table)),
    relations: [],
    joins: [],
    transactions: [],
    routes: boundaries.flatMap(({ id, routes = 0 }, at) =>
      Array.from({ length: routes }, (_, n) => ({
        file: first(at),
        method: 'GET',
        path: `/${id}/${n}`,
        line: n + 1,
      })),
    ),
    events: boundaries.flatMap(({ id, handlers = 0 }, at) =>
      Array.from({ length: handlers }, (_, n) => ({
        name: `${id}.${n}`,
        kind: 'event' as const,
        emitters: [],
        consumers: [{ file: first(at), line: n + 1, column: 1, evidence: '', certain: true }],
      })),
    ),
    outbound: [],
    parts: [],
    calls: [],
    coChanges: [],
  };
}

function makeFile({ id, lines = LINES, commits = 0 }: MadeBoundary, number: number): EvidenceFile {
  return {
    path: `src/${id}/${number}.ts`,
    lines,
    names: [`${id}${number}`],
    exported: 1,
    members: [],
    vocabulary: [],
    module: `src/${id}`,
    wiring: false,
    commits,
  };
}

/** Each file uses the next two: a group that holds together. */
function ringOf(files: readonly number[]): readonly EvidenceUse[] {
  if (files.length < 2) return [];
  return files.flatMap((file, at) =>
    [...new Set([1, 2].map((step) => files[(at + step) % files.length] ?? file))]
      .filter((other) => other !== file)
      .map((other) => use(file, other)),
  );
}

function use(from: number, to: number): EvidenceUse {
  return {
    from,
    to,
    symbols: ['thing'],
    types: [],
    typeOnly: false,
    injected: false,
    tokens: [],
    line: 1,
    column: 1,
  };
}

export function write(file: number, table: number, symbol = `write${table}`): EvidenceAccess {
  return { file, table, write: true, line: 10, column: 3, symbol, evidence: '', certain: true };
}

const REMEDIES: Readonly<Record<CrossingKind, Remedy>> = {
  import: 'kernel',
  inject: 'api',
  call: 'api',
  read: 'replicate',
  write: 'api',
  join: 'api',
  'foreign-key': 'replicate',
  transaction: 'merge',
  event: 'event',
};

/** `crossing('orders > billing', 'write', 'invoices', 7)`: at line 7 of the first file of `orders`. */
export function crossing(
  link: string,
  kind: CrossingKind,
  subject: string,
  line = 1,
  change: Partial<CrossingFact> = {},
): CrossingFact {
  const [from = '', to = ''] = link.split(' > ');
  return {
    from,
    to,
    kind,
    subject,
    path: `src/${from}/0.ts`,
    line,
    column: 5,
    evidence: `uses ${subject}`,
    certainty: 'certain',
    target: null,
    remedy: REMEDIES[kind],
    why: 'because',
    cost: 1,
    ...change,
  };
}

/** Boundaries `a`, `b`, … that nobody would mind taking out: own tables, routes, tests. */
export function sound(count: number, change: Partial<MadeBoundary> = {}): readonly MadeBoundary[] {
  return Array.from({ length: count }, (_, at) => {
    const id = String.fromCodePoint(97 + at);
    return { id, routes: 3, tables: [1, 2, 3].map((n) => `${id}_${n}`), ...change };
  });
}
