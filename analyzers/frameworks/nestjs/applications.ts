/**
 * Applications of a program (`NestFactory.create(AppModule)`) and what is set on them: global
 * prefix, versioning and guards. A controller belongs to the application whose root module reaches it.
 */
import type { AdapterContext, Visit } from '../../adapter.ts';
import { calleesOf } from '../../program/callees.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectClass, ProjectFunction } from '../../program/program.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { readEntry } from './module-entries.ts';
import { nestIndex } from './nest-index.ts';

/** What the visits of calls leave for the end of the analysis. */
export interface AppSites {
  readonly created: CallSite[];
  readonly prefixes: CallSite[];
  readonly versionings: CallSite[];
  readonly guards: CallSite[];
}

const states = new WeakMap<object, AppSites>();

export function appSites(evaluator: Evaluator): AppSites {
  let state = states.get(evaluator.reading.run);
  if (!state)
    states.set(
      evaluator.reading.run,
      (state = { created: [], prefixes: [], versionings: [], guards: [] }),
    );
  return state;
}

const CREATING = new Set([
  'create',
  'createNestApplication',
  'createApplicationContext',
  'createMicroservice',
]);
export const APP_CALLS: readonly string[] = [
  ...CREATING,
  'setGlobalPrefix',
  'enableVersioning',
  'useGlobalGuards',
];

/** Remembers calls that make or configure an application. */
export function noteAppCall(visit: Visit): void {
  const { site, evaluator } = visit;
  const sites = appSites(evaluator);
  if (site.name === 'setGlobalPrefix') sites.prefixes.push(site);
  else if (site.name === 'enableVersioning') sites.versionings.push(site);
  else if (site.name === 'useGlobalGuards') sites.guards.push(site);
  else if (CREATING.has(site.name) && isFactory(visit)) sites.created.push(site);
}

function isFactory({ call, receiver }: Visit): boolean {
  if (call.fn.k !== 'mem' || call.fn.obj.k !== 'name') return false;
  const value = receiver();
  return value.v === 'library' && value.pkg === '@nestjs/core' && value.type === 'NestFactory';
}

export interface Application {
  /** Root module; null when a setting cannot be tied to one. */
  readonly root: ProjectClass | null;
  readonly reaches: ReadonlySet<ProjectClass>;
  readonly prefix: CallSite | null;
  readonly versioning: CallSite | null;
  /** Calls of `useGlobalGuards`. */
  readonly guards: readonly CallSite[];
}

/** @returns one application per created root; settings without a known root make one of their own */
export function findApplications(context: AdapterContext): readonly Application[] {
  const { evaluator } = context;
  const { created, prefixes, versionings, guards } = appSites(evaluator);
  const prefixOf = (app: CallSite): CallSite | null => settingOf(context, app, prefixes);
  const versioningOf = (app: CallSite): CallSite | null => settingOf(context, app, versionings);
  const apps = created.map((site): Application => {
    const root = rootOf(evaluator, site);
    return {
      root,
      reaches: root ? reachable(evaluator, root) : new Set(),
      prefix: prefixOf(site),
      versioning: versioningOf(site),
      guards: guards.filter((one) => settingOf(context, site, [one]) !== null),
    };
  });
  const usedPrefixes = new Set(apps.map((app) => app.prefix));
  const usedVersionings = new Set(apps.map((app) => app.versioning));
  const loosePrefix = prefixes.filter((site) => !usedPrefixes.has(site));
  const looseVersioning = versionings.filter((site) => !usedVersionings.has(site));
  if (loosePrefix.length === 0 && looseVersioning.length === 0) return apps;
  return [
    ...apps,
    {
      root: null,
      reaches: new Set(),
      prefix: only(loosePrefix),
      versioning: only(looseVersioning),
      guards: [],
    },
  ];
}

const only = <T>(items: readonly T[]): T | null => (items.length === 1 ? (items[0] ?? null) : null);

function rootOf(evaluator: Evaluator, site: CallSite): ProjectClass | null {
  const [first] = site.expr.args;
  const env = evaluator.siteEnv(site);
  if (!first) return null;
  return readEntry(evaluator, { expr: first, env }, 'root', [])[0]?.cls ?? null;
}

/** The setting made in the function that creates the application, in a function it calls, else in its file. */
function settingOf(
  context: AdapterContext,
  app: CallSite,
  settings: readonly CallSite[],
): CallSite | null {
  const within = settings.find(
    (site) => site.fn !== null && outermost(site.fn) === (app.fn && outermost(app.fn)),
  );
  if (within) return within;
  const called = settings.find(
    (site) => site.fn && isCalledBeside(context, outermost(site.fn), app, 3, new Set()),
  );
  return called ?? settings.find((site) => site.file === app.file) ?? null;
}

/** Whether `fn` is called, directly or through others, by the function (or file) that creates the application. */
function isCalledBeside(
  context: AdapterContext,
  fn: ProjectFunction,
  app: CallSite,
  steps: number,
  seen: Set<ProjectFunction>,
): boolean {
  if (steps === 0 || seen.has(fn)) return false;
  seen.add(fn);
  const { evaluator, hierarchy, program } = context;
  for (const caller of program.callsByName.get(fn.ir.name) ?? []) {
    const callees = calleesOf(evaluator, hierarchy, caller, evaluator.siteEnv(caller));
    if (!callees.some((one) => one.fn === fn)) continue;
    const outer = caller.fn ? outermost(caller.fn) : null;
    if (
      caller.file === app.file &&
      (outer === null || app.fn === null || outer === outermost(app.fn))
    )
      return true;
    if (outer && isCalledBeside(context, outer, app, steps - 1, seen)) return true;
  }
  return false;
}

function outermost(fn: ProjectFunction): ProjectFunction {
  let current = fn;
  for (let parent = fn; parent;) {
    current = parent;
    const next = parent.ir.parent >= 0 ? parent.file.functions[parent.ir.parent] : undefined;
    if (!next) break;
    parent = next;
  }
  return current;
}

/** Module classes reached through `imports`, depth first, and the controllers and providers they list. */
export function reachable(evaluator: Evaluator, root: ProjectClass): ReadonlySet<ProjectClass> {
  const { moduleOf } = nestIndex(evaluator);
  const found = new Set<ProjectClass>();
  const queue = [root];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const module = moduleOf.get(next);
    for (const { cls } of module?.imports.toReversed() ?? []) if (cls) queue.push(cls);
    for (const { cls } of module?.controllers ?? []) if (cls) found.add(cls);
    for (const { token } of module?.providers ?? []) if (token.cls) found.add(token.cls);
  }
  return found;
}

/** The application whose root module reaches a controller; one with a prefix or versioning is preferred. */
export function servingApplication(
  apps: readonly Application[],
  controller: ProjectClass,
): Application | null {
  const reaching = apps.filter((app) => app.reaches.has(controller));
  return reaching.find((app) => app.prefix ?? app.versioning) ?? reaching[0] ?? null;
}

export interface Argument {
  readonly expr: Expr;
  readonly env: Env;
}

export function argumentOf(
  evaluator: Evaluator,
  site: CallSite | null,
  index: number,
): Argument | null {
  const expr = site?.expr.args[index];
  return site && expr ? { expr, env: evaluator.siteEnv(site) } : null;
}
