/**
 * Evidence written by hand: a folder is a boundary, `kernel/` the kernel, `main/` what stays.
 * Members are `path#Class.member`; their lines are numbered per file, ten apart.
 */
import type { EventKind, RelationKind } from '../../../analyzers/contract.ts';
import type { EvidencePart } from '../../../analyzers/boundaries/evidence-parts.ts';
import type { BoundaryEvidence, EvidencePlace } from '../../../analyzers/boundaries/evidence.ts';
import { judgeCrossings } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';
import type { JudgedCrossings } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';
import type { JudgedPlan } from '../../../analyzers/boundaries/crossings/places.ts';
import { KERNEL, STAYS } from '../../../analyzers/boundaries/suggestion.ts';

export interface Written {
  /** `path#name`, and what it does; classes come before their members. */
  readonly parts?: Readonly<Record<string, WrittenPart>>;
  /** `from > to#Symbol`; a class of that name in `to` may be missing from the parts. */
  readonly uses?: readonly string[];
  /** The same, in type positions only. */
  readonly types?: readonly string[];
  /** The same, given by a container. */
  readonly injects?: readonly string[];
  /** Table → `path#Entity` that declares it, null when only SQL knows it. */
  readonly tables?: Readonly<Record<string, string | null>>;
  /** `path#part table`. */
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  /** `path#part`. */
  readonly outbound?: readonly string[];
  readonly relations?: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind?: RelationKind;
    readonly onDelete?: string;
  }[];
  /** `path#part: table, table`. */
  readonly joins?: readonly string[];
  readonly transactions?: readonly string[];
  /** `name: path#part > path#part`. */
  readonly events?: readonly { readonly kind?: EventKind; readonly told: string }[];
  readonly wiring?: readonly string[];
  /** Files beside those that are mentioned. */
  readonly files?: readonly string[];
}

export interface WrittenPart {
  readonly kind?: EvidencePart['kind'];
  readonly silent?: boolean;
  readonly refuses?: boolean;
  /** Calls, as `path#part`. */
  readonly calls?: readonly string[];
  /** The classes behind one call of an interface. */
  readonly through?: readonly string[];
  /** Mentions without a call. */
  readonly uses?: readonly string[];
}

export interface MadeCase {
  readonly evidence: BoundaryEvidence;
  readonly plan: JudgedPlan;
}

const LINES_PER_PART = 10;

export function makeCase(written: Written): MadeCase {
  const paths = pathsOf(written);
  const fileOf = (path: string): number => paths.indexOf(path);
  const keys = Object.keys(written.parts ?? {}).sort(
    (a, b) => fileOf(split(a)[0]) - fileOf(split(b)[0]),
  );
  const partOf = (key: string): number => {
    const id = keys.indexOf(key);
    if (id < 0) throw new Error(`no part ${key}`);
    return id;
  };
  const lineOf = (key: string): number => {
    const path = split(key)[0];
    const place = keys.filter((one) => split(one)[0] === path).indexOf(key);
    return 1 + Math.max(0, place) * LINES_PER_PART;
  };
  const placeOf = (key: string, text: string): EvidencePlace => {
    const file = fileOf(split(key)[0]);
    return { file, line: lineOf(key) + 1, column: 3, evidence: text, certain: true };
  };
  const names = Object.keys(written.tables ?? {}).sort();
  const tableOf = (name: string): number => names.indexOf(name.trim());
  const grouped = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text) => {
      const [key = '', list = ''] = text.split(': ');
      return { ...placeOf(key, text), tables: list.split(',').map(tableOf) };
    });
  const access = (text: string, write: boolean) => {
    const [key = '', table = ''] = text.split(' ');
    const place = placeOf(key, `${write ? 'writes' : 'reads'} ${table}`);
    return { ...place, table: tableOf(table), write, symbol: split(key)[1] };
  };
  const evidence: BoundaryEvidence = {
    files: paths.map((path) => ({
      path,
      lines: 100,
      names: [],
      exported: 0,
      members: [],
      vocabulary: [],
      module: null,
      wiring: written.wiring?.includes(path) ?? false,
      commits: 0,
    })),
    uses: makeUses(written, fileOf),
    tables: names.map((name) => {
      const entity = written.tables?.[name] ?? null;
      const [path, symbol] = entity === null ? ['', null] : split(entity);
      return { name, file: entity === null ? -1 : fileOf(path), entity: symbol };
    }),
    accesses: [
      ...(written.reads ?? []).map((text) => access(text, false)),
      ...(written.writes ?? []).map((text) => access(text, true)),
    ],
    relations: (written.relations ?? []).map(
      ({ from, to, kind = 'many-to-one', onDelete = null }) => {
        const path = written.tables?.[from]?.split('#')[0] ?? 'schema.sql';
        const at = { file: fileOf(path), path, line: 5, column: 3, certain: true };
        const ends = { from: tableOf(from), to: tableOf(to), kind, onDelete };
        return { ...at, evidence: `${from} refers to ${to}`, ...ends };
      },
    ),
    joins: grouped(written.joins),
    transactions: grouped(written.transactions),
    routes: [],
    events: (written.events ?? []).map(({ kind = 'event', told }) => {
      const [name = '', ends = ''] = told.split(': ');
      const [emitter = '', consumer = ''] = ends.split(' > ');
      const text = `emit('${name}')`;
      return {
        name,
        kind,
        emitters: [placeOf(emitter, text)],
        consumers: [placeOf(consumer, text)],
      };
    }),
    outbound: (written.outbound ?? []).map((key) => placeOf(key, 'POST')),
    parts: keys.map((key) => {
      const [path, name] = split(key);
      const {
        kind,
        silent = false,
        refuses = false,
        calls = [],
        through = [],
        uses = [],
      } = written.parts?.[key] ?? {};
      const isClass = keys.some((one) => one.startsWith(`${key}.`));
      const line = lineOf(key);
      return {
        file: fileOf(path),
        name,
        kind: kind ?? (isClass ? 'class' : name.includes('.') ? 'member' : 'function'),
        line,
        end: isClass ? 1000 : line + LINES_PER_PART - 1,
        silent,
        refuses,
        uses: [...new Set([...calls, ...through, ...uses].map(partOf))].sort((a, b) => a - b),
      };
    }),
    calls: keys.flatMap((key) => {
      const { calls = [], through = [] } = written.parts?.[key] ?? {};
      return [...calls, ...through].flatMap((callee) => {
        const certain = calls.includes(callee);
        const line = lineOf(key) + (certain ? 2 : 3);
        const ends = { from: partOf(key), to: partOf(callee) };
        const outside = split(callee)[0] !== split(key)[0];
        return outside ? [{ ...ends, line, column: 5, times: 1, certain }] : [];
      });
    }),
    coChanges: [],
  };
  return { evidence, plan: planByFolder(paths) };
}

function pathsOf(written: Written): readonly string[] {
  const ends = [written.uses, written.types, written.injects].flatMap((list) =>
    (list ?? []).flatMap((text) => text.split(' > ').map((end) => split(end)[0])),
  );
  const declared = Object.values(written.tables ?? {}).flatMap((one) => one ?? []);
  const all = [...Object.keys(written.parts ?? {}), ...declared].map((key) => split(key)[0]);
  return [...new Set([...all, ...ends, ...(written.files ?? [])])].sort();
}

function split(key: string): readonly [string, string] {
  const [path = '', name = ''] = key.split('#');
  return [path, name];
}

function makeUses(
  { uses = [], types = [], injects = [] }: Written,
  fileOf: (path: string) => number,
): BoundaryEvidence['uses'] {
  const rows = new Map<string, { symbols: string[]; types: string[]; tokens: string[] }>();
  const add = (text: string, list: 'types' | 'tokens' | null): void => {
    const [from = '', end = ''] = text.split(' > ');
    const [to, symbol] = split(end);
    const key = `${fileOf(from)} ${fileOf(to)}`;
    const row = rows.get(key) ?? { symbols: [], types: [], tokens: [] };
    rows.set(key, row);
    row.symbols.push(symbol);
    if (list !== null) row[list].push(symbol);
  };
  for (const text of uses) add(text, null);
  for (const text of types) add(text, 'types');
  for (const text of injects) add(text, 'tokens');
  return [...rows]
    .map(([key, row]) => {
      const [from = 0, to = 0] = key.split(' ').map(Number);
      const typeOnly = row.types.length === row.symbols.length;
      return { from, to, ...row, typeOnly, injected: row.tokens.length > 0, line: 1, column: 1 };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

export function planByFolder(paths: readonly string[]): JudgedPlan {
  const folders = paths.map((path) => path.split('/')[0] ?? '');
  const ids = [...new Set(folders)].filter((name) => name !== 'kernel' && name !== 'main').sort();
  const assignment = folders.map((name) =>
    name === 'kernel' ? KERNEL : name === 'main' ? STAYS : ids.indexOf(name),
  );
  return { assignment, ids };
}

export function judge(written: Written): JudgedCrossings {
  const { evidence, plan } = makeCase(written);
  return judgeCrossings(evidence, plan);
}

/** `from>to kind subject remedy`, in order. */
export function listRemedies({ crossings }: JudgedCrossings): readonly string[] {
  return crossings.map((one) => `${one.from}>${one.to} ${one.kind} ${one.subject} ${one.remedy}`);
}
