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
  readonly lifted: { readonly at: Pos; readonly note: string } | null;
  readonly inherited: { readonly cls: ProjectClass; readonly method: ProjectFunction } | null;
}

type Lists = { -readonly [K in keyof Omit<RawFacts, 'transactions' | 'tables'>]: RawFacts[K][number][] };

export interface FactStore {
  readonly sink: FactSink;
  readonly lists: Lists;
  readonly transactions: RawTransaction[];
  /** Runs `work` with its facts placed in `frame`; tells how many facts it reported. */
  readonly within: (frame: Frame, work: () => void) => number;
}

export function createFactStore(): FactStore {
  const lists: Lists = {
    accesses: [], joins: [], relations: [], routes: [], events: [], nestModules: [],
    providers: [], injections: [], jobs: [], outbound: [], config: [], findings: [],
  };
  const transactions: RawTransaction[] = [];
  const seen = new Set<string>();
  let frame: Frame | null = null;
  let reported = 0;

  const add = <K extends keyof Lists>(kind: K, fact: Lists[K][number], key: string): void => {
    reported += 1;
    const unique = `${kind}\0${key}`;
    if (seen.has(unique)) return;
    seen.add(unique);
    (lists[kind] as Lists[K][number][]).push(fact);
  };
  const placed = (place: Place, evidence: string, certainty: Certainty = 'certain'): Evidence =>
    placeEvidence(frame, place, evidence, certainty);
  const here = (at: Pos): Place => {
    if (!frame) throw new Error('an adapter reported a fact of a call outside of visitCall');
    return { file: frame.file, at };
  };
  /** Text that the caller wrote keeps its line although the call that runs it is elsewhere. */
  const written = (at: Pos, file: ProjectFile | undefined, evidence: string, certainty?: Certainty): Evidence => {
    if (!file || !frame?.lifted || file !== frame.file) return placed(here(at), evidence, certainty);
    return { path: file.path, ...unpackPosition(at), evidence, certainty: certainty ?? 'certain' };
  };

  const sink: FactSink = {
    access: ({ table, mode, at, file, via, evidence, certainty }) => {
      const where = written(at, file, evidence, certainty);
      const fact = {
        ...where, table, mode, via, symbol: frame?.symbol ?? '<module>',
        fn: frame?.inherited ? null : (frame?.fn ?? null), inherited: frame?.inherited ?? null,
      };
      const method = frame?.inherited ? `${frame.inherited.method.file.path}#${frame.inherited.method.index}` : '';
      add('accesses', fact, `${keyOf(where)} ${table} ${mode} ${method}`);
    },
    join: ({ tables, at, file, evidence }) => {
      const unique = [...new Set(tables)].sort();
      if (unique.length < 2) return;
      const where = written(at, file, evidence);
      add('joins', { ...where, tables: unique }, `${keyOf(where)} ${unique.join()}`);
    },
    transaction: ({ at, body, evidence, tables = [] }) => {
      const place = here(at);
      const where = placed(place, evidence);
      reported += 1;
      const key = `transaction ${keyOf(where)}`;
      if (seen.has(key) || !frame) return;
      seen.add(key);
      transactions.push({ ...where, file: place.file, body, at, fn: frame.fn, env: frame.env, known: tables });
    },
    relation: ({ from, to, kind, onDelete = null, place, evidence }) => {
      const where = 'file' in place ? placed(place, evidence) : { ...place, evidence, certainty: 'certain' as const };
      add('relations', { ...where, from, to, kind, onDelete }, `${keyOf(where)} ${from} ${to} ${kind}`);
    },
    route: ({ method, path, handler, guards, roles = [], place, evidence, certainty }) => {
      const where = placed(place, evidence, certainty);
      const fact = { ...where, method, path, handler, guards, roles, file: where.path };
      add('routes', fact, `${keyOf(where)} ${method} ${path}`);
    },
    event: ({ name, kind, bus, role, place, symbol, evidence, certainty }) => {
      const where = placed(place, evidence, certainty);
      add('events', { ...where, name, kind, bus, role, symbol }, `${keyOf(where)} ${name} ${role}`);
    },
    nestModule: (fact) => add('nestModules', fact, `${keyOf(fact)} ${fact.name}`),
    provider: (fact) => add('providers', fact, `${keyOf(fact)} ${fact.token} ${fact.nestModule}`),
    injection: ({ into, token, to, forwardRef, place, evidence }) => {
      const where = placed(place, evidence);
      add('injections', { ...where, into, token, to, forwardRef }, `${keyOf(where)} ${token}`);
    },
    job: ({ schedule, symbol, place, evidence }) => {
      const where = placed(place, evidence);
      add('jobs', { ...where, schedule, symbol }, `${keyOf(where)} ${schedule}`);
    },
    outbound: ({ method, url, symbol, place, evidence, certainty }) => {
      const where = placed(place, evidence, certainty);
      add('outbound', { ...where, method, url, symbol }, `${keyOf(where)} ${method} ${url ?? ''}`);
    },
    configKey: ({ key, place, evidence }) => {
      const where = placed(place, evidence);
      add('config', { ...where, key }, `${keyOf(where)} ${key}`);
    },
    finding: ({ code, subject, message, place, severity }) => {
      const { path, line, column } = placed(place, '');
      const finding: Finding = createFinding({ code, subject, message, path, line, column, severity });
      add('findings', finding, `${finding.id} ${line}`);
    },
  };
  return {
    sink, lists, transactions,
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

function placeEvidence(frame: Frame | null, place: Place, evidence: string, certainty: Certainty): Evidence {
  const lifted = frame?.lifted;
  const file = lifted && frame ? frame.file : place.file;
  const { line, column } = unpackPosition(lifted ? lifted.at : place.at);
  const said = lifted ? `${evidence} (${lifted.note})` : evidence;
  return { path: file.path, line, column, evidence: said, certainty };
}

const keyOf = ({ path, line, column }: Location): string => `${path}:${line}:${column}`;

export function compareLocations(a: Location, b: Location): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}
