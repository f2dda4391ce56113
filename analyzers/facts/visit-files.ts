/** Shows the adapters every call of a source file, again where a caller or a derived class knows more. */
import type { Adapter, AdapterContext, UnresolvedSubject, Visit } from '../adapter.ts';
import { createFinding } from '../findings.ts';
import type { CallSite, ProjectFile } from '../program/program.ts';
import { pushTo } from '../program/program.ts';
import { UNKNOWN } from '../program/values.ts';
import type { Env } from '../program/values.ts';
import { unpackPosition } from '../scan/ir.ts';
import type { FactStore, Frame } from './fact-sink.ts';
import type { Units } from './kept-units.ts';
import { liftCall } from './lift-call.ts';

/** What an adapter said it could not know at one place. */
interface Unresolved {
  readonly subject: UnresolvedSubject;
  readonly message: string;
  /** Only which of several it is. */
  readonly isChoice: boolean;
}

/** The calls of each source file, for all adapters. */
export function visitFiles(
  context: AdapterContext,
  store: FactStore,
  units: Units,
  adapters: readonly Adapter[],
): void {
  const { evaluator, isSource, program } = context;
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
