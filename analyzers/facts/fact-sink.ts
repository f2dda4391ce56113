/** Collects what adapters report, located and deduplicated. The frame says whose line a fact belongs to. */
import type { FactSink, Place } from '../adapter.ts';
import type { Certainty, Evidence, Finding, Location } from '../contract.ts';
import { createFinding } from '../findings.ts';
import type { ProjectClass, ProjectFile, ProjectFunction } from '../program/program.ts';
import { compareText } from '../program/callees.ts';
import type { Env } from '../program/values.ts';
import { unpackPosition } from '../scan/ir.ts';
import type { Pos } from '../scan/ir.ts';
import type { RawFacts, RawTransaction } from './raw-facts.ts';

/** Where the facts of the visit under way belong. */
export interface Frame {
  readonly file: ProjectFile;
  readonly fn: ProjectFunction | null;
  readonly env: Env;
  readonly symbol: string;
  /** Set when the visit was lifted to a caller or to a derived class: every fact is placed there. */
  readonly lifted: { readonly at: Pos; readonly note: string; readonly isDeferred: boolean } | null;
  readonly inherited: { readonly cls: ProjectClass; readonly method: ProjectFunction } | null;
}

type Lists = {
  -readonly [K in keyof Omit<RawFacts, 'transactions' | 'tables'>]: RawFacts[K][number][];
};

/** One thing that was reported; `key` tells it from others, null where all count. */
export interface Report {
  readonly kind: keyof Lists | 'transactions';
  readonly key: string | null;
  readonly fact: unknown;
}

export interface FactStore {
  readonly sink: FactSink;
  /** Everything reported while the work is done, also what was known before. */
  readonly record: (work: () => void) => readonly Report[];
  /** Reports again what was recorded. */
  readonly repeat: (reports: readonly Report[]) => void;
  readonly finding: (finding: Finding) => void;
  /** Forgets everything. */
  readonly reset: () => void;
  readonly lists: Lists;
  readonly transactions: RawTransaction[];
  /** Runs `work` with its facts placed in `frame`; tells how many facts it reported. */
  readonly within: (frame: Frame, work: () => void) => number;
}

/** What the parts of the sink share. */
interface Recorder {
  readonly frame: () => Frame | null;
  readonly add: <K extends keyof Lists>(kind: K, fact: Lists[K][number], key: string) => void;
  readonly addTransaction: (fact: RawTransaction, key: string) => void;
}

export function createFactStore(): FactStore {
  const seen = new Set<string>();
  let frame: Frame | null = null;
  let reported = 0;
  const lists = emptyLists();
  const transactions: RawTransaction[] = [];
  let record: Report[] | null = null;
  const report = (one: Report): void => {
    reported += 1;
    record?.push(one);
    const { kind, key, fact } = one;
    if (key !== null) {
      if (seen.has(`${kind}\0${key}`)) return;
      seen.add(`${kind}\0${key}`);
    }
    (kind === 'transactions' ? (transactions as unknown[]) : (lists[kind] as unknown[])).push(fact);
  };
  const recorder: Recorder = {
    frame: () => frame,
    add: (kind, fact, key) => report({ kind, key, fact }),
    addTransaction: (fact, key) => report({ kind: 'transactions', key, fact }),
  };
  return {
    sink: { ...dataSink(recorder), ...surfaceSink(recorder), ...injectionSink(recorder) },
    record: (work) => {
      const outer = record;
      const own: Report[] = [];
      record = own;
      try {
        work();
      } finally {
        record = outer;
      }
      if (outer) for (const one of own) outer.push(one);
      return own;
    },
    repeat: (reports) => reports.forEach(report),
    reset: () => {
      seen.clear();
      transactions.length = 0;
      for (const kind of Object.keys(lists)) lists[kind as keyof Lists] = [];
    },
    finding: (fact) => report({ kind: 'findings', key: null, fact }),
    lists,
    transactions,
    within: (next, work) => {
      const before = { frame, reported };
      frame = next;
      reported = 0;
      try {
        work();
        return reported;
      } finally {
        ({ frame, reported } = before);
      }
    },
  };
}

const emptyLists = (): Lists => ({
  accesses: [],
  joins: [],
  relations: [],
  routes: [],
  events: [],
  nestModules: [],
  providers: [],
  injections: [],
  jobs: [],
  outbound: [],
  config: [],
  findings: [],
});

function placed(
  { frame }: Recorder,
  place: Place,
  evidence: string,
  certainty: Certainty = 'certain',
): Evidence {
  return placeEvidence(frame(), place, evidence, certainty);
}

/** The frame of a fact that is reported by its position alone. */
function frameOf({ frame }: Recorder): Frame {
  const current = frame();
  if (!current) throw new Error('an adapter reported a fact of a call outside of visitCall');
  return current;
}

/** Text that the caller wrote keeps its line although the call that runs it is elsewhere. */
function written(
  recorder: Recorder,
  {
    at,
    file,
    evidence,
    certainty = 'certain',
  }: {
    readonly at: Pos;
    readonly file?: ProjectFile;
    readonly evidence: string;
    readonly certainty?: Certainty;
  },
): Evidence {
  const frame = frameOf(recorder);
  if (!file || !frame.lifted || file !== frame.file)
    return placed(recorder, { file: frame.file, at }, evidence, certainty);
  return { path: file.path, ...unpackPosition(at), evidence, certainty };
}

function dataSink(
  recorder: Recorder,
): Pick<FactSink, 'access' | 'join' | 'transaction' | 'relation'> {
  const { add, addTransaction } = recorder;
  return {
    access: (access) => {
      const { fn, inherited, symbol } = frameOf(recorder);
      const { table, mode, via } = access;
      const where = written(recorder, access);
      const method = inherited ? `${inherited.method.file.path}#${inherited.method.index}` : '';
      const fact = { ...where, table, mode, via, symbol, fn: inherited ? null : fn, inherited };
      add('accesses', fact, `${keyOf(where)} ${table} ${mode} ${method}`);
    },
    join: (join) => {
      const tables = [...new Set(join.tables)].sort();
      if (tables.length < 2) return;
      const where = written(recorder, join);
      add('joins', { ...where, tables }, `${keyOf(where)} ${tables.join()}`);
    },
    transaction: ({ at, body, evidence, tables = [] }) => {
      const { file, fn, env } = frameOf(recorder);
      const where = placed(recorder, { file, at }, evidence);
      const fact = { ...where, file, body, at, fn, env, known: tables };
      addTransaction(fact, keyOf(where));
    },
    relation: ({ from, to, kind, onDelete = null, place, evidence }) => {
      const where: Evidence =
        'file' in place
          ? placed(recorder, place, evidence)
          : { ...place, evidence, certainty: 'certain' };
      add(
        'relations',
        { ...where, from, to, kind, onDelete },
        `${keyOf(where)} ${from} ${to} ${kind}`,
      );
    },
  };
}

function surfaceSink(
  recorder: Recorder,
): Pick<FactSink, 'route' | 'event' | 'job' | 'outbound' | 'configKey' | 'finding'> {
  const { add } = recorder;
  return {
    route: ({ method, path, handler, guards, roles = [], place, evidence, certainty }) => {
      const where = placed(recorder, place, evidence, certainty);
      const fact = { ...where, method, path, handler, guards, roles, file: where.path };
      add('routes', fact, `${keyOf(where)} ${method} ${path}`);
    },
    event: ({ name, kind, bus, role, place, symbol, evidence, certainty }) => {
      const where = placed(recorder, place, evidence, certainty);
      add('events', { ...where, name, kind, bus, role, symbol }, `${keyOf(where)} ${name} ${role}`);
    },
    job: ({ schedule, symbol, place, evidence }) => {
      const where = placed(recorder, place, evidence);
      add('jobs', { ...where, schedule, symbol }, `${keyOf(where)} ${schedule}`);
    },
    outbound: ({ method, url, symbol, place, evidence, certainty }) => {
      const where = placed(recorder, place, evidence, certainty);
      add('outbound', { ...where, method, url, symbol }, `${keyOf(where)} ${method} ${url ?? ''}`);
    },
    configKey: ({ key, place, evidence }) => {
      const where = placed(recorder, place, evidence);
      add('config', { ...where, key }, `${keyOf(where)} ${key}`);
    },
    finding: ({ code, subject, message, place, severity }) => {
      const { path, line, column } = placed(recorder, place, '');
      const finding: Finding = createFinding({
        code,
        subject,
        message,
        path,
        line,
        column,
        severity,
      });
      add('findings', finding, `${finding.id} ${line}`);
    },
  };
}

function injectionSink(
  recorder: Recorder,
): Pick<FactSink, 'nestModule' | 'provider' | 'injection'> {
  const { add } = recorder;
  return {
    nestModule: (fact) => add('nestModules', fact, `${keyOf(fact)} ${fact.name}`),
    provider: (fact) => add('providers', fact, `${keyOf(fact)} ${fact.token} ${fact.nestModule}`),
    injection: ({ into, token, to, forwardRef, place, evidence }) => {
      const where = placed(recorder, place, evidence);
      add('injections', { ...where, into, token, to, forwardRef }, `${keyOf(where)} ${token}`);
    },
  };
}

function placeEvidence(
  frame: Frame | null,
  place: Place,
  evidence: string,
  certainty: Certainty,
): Evidence {
  const lifted = frame?.lifted;
  const file = lifted && frame ? frame.file : place.file;
  const { line, column } = unpackPosition(lifted ? lifted.at : place.at);
  const said = lifted ? `${evidence} (${lifted.note})` : evidence;
  return {
    path: file.path,
    line,
    column,
    evidence: said,
    certainty: lifted?.isDeferred ? 'inferred' : certainty,
  };
}

const keyOf = ({ path, line, column }: Location): string => `${path}:${line}:${column}`;

export function compareLocations(a: Location, b: Location): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}
