/** Runs the adapters over the linked program: prepare, every call of interest, lifting, finish. */
import type { Adapter, AdapterContext, UnresolvedSubject, Visit } from '../adapter.ts';
import { createFinding } from '../findings.ts';
import { indexAttached } from '../program/attached-to.ts';
import { indexAugmentations } from '../program/augmentations.ts';
import { buildHierarchy } from '../program/callees.ts';
import { createEvaluator } from '../program/create-evaluator.ts';
import { indexGlobals } from '../program/placed-members.ts';
import type { CallSite, LinkTarget, Program, ProjectFile } from '../program/program.ts';
import type { Unit } from '../program/reading.ts';
import { pushTo } from '../program/program.ts';
import { UNKNOWN } from '../program/values.ts';
import type { Env } from '../program/values.ts';
import { unpackPosition } from '../scan/ir.ts';
import { createVersions } from './cell-versions.ts';
import type { Versions } from './cell-versions.ts';
import { compareLocations, createFactStore } from './fact-sink.ts';
import type { FactStore, Frame } from './fact-sink.ts';
import { followTransactions } from './follow-transactions.ts';
import { liftCall } from './lift-call.ts';
import { createUnits, runAll } from './kept-units.ts';
import type { KeptFacts, Units } from './kept-units.ts';
import type { RawFacts } from './raw-facts.ts';
import { createTableRegistry } from './table-registry.ts';

export interface CollectOptions {
  readonly program: Program;
  readonly adapters: readonly Adapter[];
  /** Files whose calls are looked at; tests are read for linking only. */
  readonly isSource: (path: string) => boolean;
  readonly readText: AdapterContext['readText'];
  readonly findByExtension: AdapterContext['findByExtension'];
  readonly dependenciesOf: AdapterContext['dependenciesOf'];
}

/** What an adapter said it could not know at one place. */
interface Unresolved {
  readonly subject: UnresolvedSubject;
  readonly message: string;
  /** Only which of several it is. */
  readonly isChoice: boolean;
}

/** All facts anew. */
export function collectFacts(options: CollectOptions): RawFacts {
  return collectKept(options, null).facts;
}

/** What was kept, and how to tell what has changed since. */
export interface Keeping {
  readonly before: KeptFacts;
  /** Hash of a file's text. */
  readonly hashOf: (path: string) => string;
  /** Hash of all that is no source: configuration, dependencies, schemas. */
  readonly surroundings: string;
}

export interface Collected {
  readonly facts: RawFacts;
  readonly kept: KeptFacts;
  /** How many units were done anew. */
  readonly redone: number;
}

/** All facts, where units whose sources did not change repeat what they reported. */
export function collectKept(options: CollectOptions, keeping: Keeping | null): Collected {
  const { adapters, isSource, readText, findByExtension, dependenciesOf } = options;
  const program = substituteLinks(options);
  const evaluator = createEvaluator(program, adapters, { isSource });
  const store = createFactStore();
  const tables = createTableRegistry();
  const context: AdapterContext = {
    program,
    evaluator,
    hierarchy: buildHierarchy(evaluator),
    tables,
    facts: store.sink,
    isSource,
    readText,
    findByExtension,
    dependenciesOf,
  };
  const prepared = adapters.map(
    (adapter) => evaluator.alone(() => adapter.prepare?.(context)).unit,
  );
  const units = keeping
    ? createUnits(evaluator, store, keeping.before, versionsOf(context, prepared, keeping))
    : runAll(evaluator);
  visitFiles(context, store, units, options);
  for (const adapter of adapters) evaluator.alone(() => adapter.finish?.(context));
  const { result: transactions } = evaluator.alone(() => followTransactions(context, store));
  return {
    facts: sortedFacts(store, { transactions, tables: tables.all() }),
    kept: units.keep(),
    redone: units.redone(),
  };
}

function versionsOf(
  { evaluator }: AdapterContext,
  prepared: readonly Unit[],
  { hashOf, surroundings }: Keeping,
): Versions {
  indexAugmentations(evaluator.program);
  indexAttached(evaluator.program);
  indexGlobals(evaluator);
  return createVersions({ evaluator, hashOf, surroundings, prepared });
}

/** The calls of each source file, for all adapters. */
function visitFiles(
  context: AdapterContext,
  store: FactStore,
  units: Units,
  { adapters, isSource }: CollectOptions,
): void {
  const { evaluator, program } = context;
  const visitors = adapters.filter((one) => one.visitCall);
  const alone = visitsOf(visitors.filter((one) => one.onlyReports));
  const noting = visitsOf(visitors.filter((one) => !one.onlyReports));
  const isLeftOut = (file: ProjectFile): boolean => adapters.some((one) => one.leavesOut?.(file));
  for (const file of program.list) {
    if (!isSource(file.path)) continue;
    units.run(file.path, () => {
      if (!isLeftOut(file)) alone(context, store, file);
      for (const adapter of adapters) adapter.readFile?.(context, file);
    });
    evaluator.alone(() => {
      if (!isLeftOut(file)) noting(context, store, file);
    });
  }
}

type VisitFile = (context: AdapterContext, store: FactStore, file: ProjectFile) => void;

function visitsOf(adapters: readonly Adapter[]): VisitFile {
  const interested = new Map<string, Adapter[]>();
  for (const adapter of adapters)
    for (const name of adapter.calls ?? []) pushTo(interested, name, adapter);
  const curious = adapters.filter((adapter) => adapter.wants !== undefined);
  return (context, store, file) => {
    for (const site of file.calls) {
      const named = interested.get(site.name) ?? NOBODY;
      for (const adapter of named) visitSite(context, store, adapter, site);
      for (const adapter of curious) {
        if (!named.includes(adapter) && adapter.wants?.(site))
          visitSite(context, store, adapter, site);
      }
    }
  };
}

const NOBODY: readonly Adapter[] = [];

/** The program with the imports that adapters know to be packages in disguise. */
function substituteLinks({ program, adapters, ...sources }: CollectOptions): Program {
  const rules = adapters.flatMap((adapter) => adapter.substitute?.({ program, ...sources }) ?? []);
  if (rules.length === 0) return program;
  const substituted = (path: string, index: number): LinkTarget => {
    const target = program.link(path, index);
    for (const rule of rules) {
      const other = rule(path, index, target);
      if (other) return other;
    }
    return target;
  };
  // All at once: a rule may learn from an import what others of its kind stand for.
  const targets = new Map(
    program.list.map(({ path, ir }) => [path, ir.imports.map((_, at) => substituted(path, at))]),
  );
  return { ...program, link: (path, index) => targets.get(path)?.[index] ?? { kind: 'none' } };
}

function visitSite(
  context: AdapterContext,
  store: FactStore,
  adapter: Adapter,
  site: CallSite,
): void {
  const env = context.evaluator.siteEnv(site);
  const frame: Frame = {
    file: site.file,
    fn: site.fn,
    env,
    symbol: siteSymbol(site),
    lifted: null,
    inherited: null,
  };
  const unresolved = visitWithin(context, store, adapter, site, env, frame);
  if (!unresolved) return;
  const found = liftCall(
    context,
    site,
    (place, placeFrame) => {
      const left = visitWithin(context, store, adapter, site, place, placeFrame);
      return left === null ? 'known' : left.isChoice ? 'choice' : 'unknown';
    },
    unresolved.isChoice
      ? { ...frame, lifted: { at: site.expr.at, note: 'decided by a caller', isDeferred: false } }
      : null,
  );
  if (!found && !unresolved.isChoice) reportUnresolved(store, adapter, site, unresolved);
}

/** @returns what stayed unknown, null when the visit ended in facts or was no business of the adapter */
function visitWithin(
  context: AdapterContext,
  store: FactStore,
  adapter: Adapter,
  site: CallSite,
  env: Env,
  frame: Frame,
): Unresolved | null {
  let unresolved: Unresolved | null = null;
  const { evaluator } = context;
  const { expr } = site;
  // Written out: spreading the context costs more than most visits do.
  const { program, hierarchy, tables, facts, isSource, readText, findByExtension } = context;
  const { dependenciesOf } = context;
  const visit: Visit = {
    program,
    evaluator,
    hierarchy,
    tables,
    facts,
    isSource,
    readText,
    findByExtension,
    dependenciesOf,
    site,
    call: expr,
    env,
    place: frame.lifted
      ? { file: frame.file, at: frame.lifted.at }
      : { file: site.file, at: expr.at },
    lifted: frame.lifted !== null,
    receiver: () => evaluator.value(expr.fn.k === 'mem' ? expr.fn.obj : expr.fn, env),
    argument: (index) => (expr.args[index] ? evaluator.value(expr.args[index], env) : UNKNOWN),
    text: (index) => evaluator.text(expr.args[index], env)?.text,
    unresolved: (subject, message) => {
      unresolved = { subject, message, isChoice: false };
    },
    undecided: (subject, message) => {
      unresolved = { subject, message, isChoice: true };
    },
  };
  store.within(frame, () => adapter.visitCall?.(visit));
  return unresolved;
}

export function siteSymbol(site: CallSite): string {
  return site.fn?.symbol ?? (site.owner ? site.owner.name : '<module>');
}

function reportUnresolved(
  store: FactStore,
  adapter: Adapter,
  site: CallSite,
  { subject, message }: Unresolved,
): void {
  const { line, column } = unpackPosition(site.expr.at);
  store.finding(
    createFinding({
      code: `dynamic-${subject}`,
      severity: 'warning',
      path: site.file.path,
      line,
      column,
      subject: `${siteSymbol(site)} ${site.name}`,
      message: `${adapter.title}: ${message}`,
    }),
  );
}

function sortedFacts(store: FactStore, more: Pick<RawFacts, 'transactions' | 'tables'>): RawFacts {
  const { lists } = store;
  const byPlace = <
    T extends { readonly path: string; readonly line: number; readonly column: number },
  >(
    facts: T[],
  ): readonly T[] => facts.sort((a, b) => compareLocations(a, b) || compareJson(a, b));
  return {
    ...more,
    accesses: lists.accesses.sort(
      (a, b) =>
        compareLocations(a, b) ||
        order(a.table, b.table) ||
        order(a.mode, b.mode) ||
        order(a.via, b.via),
    ),
    joins: byPlace(lists.joins),
    relations: byPlace(lists.relations),
    routes: lists.routes.sort(
      (a, b) =>
        order(a.file, b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        order(a.path, b.path) ||
        order(a.method, b.method),
    ),
    events: byPlace(lists.events),
    nestModules: byPlace(lists.nestModules),
    providers: byPlace(lists.providers),
    injections: byPlace(lists.injections),
    jobs: byPlace(lists.jobs),
    outbound: byPlace(lists.outbound),
    config: byPlace(lists.config),
    findings: byPlace(lists.findings),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareJson(a: unknown, b: unknown): number {
  return order(JSON.stringify(a), JSON.stringify(b));
}
