/**
 * Buses a project writes itself: handlers kept by name in a map, object or set of lists, with one
 * function that adds to it and one that looks them up and calls them.
 */
import type { ProjectFile, ProjectFunction } from '../../program/program.ts';
import type { Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';

export interface BusFunction {
  readonly role: 'emit' | 'consume';
  /** The expression in its body that is the name of the event. */
  readonly key: Expr;
  readonly bus: string;
}

const EMITS =
  /^(?:emit|publish|dispatch|trigger|fire|raise|notify|broadcast)(?:All|Async|Sync|Event|Events|Many|Multiple)?$/;
const CONSUMES =
  /^(?:on|once|subscribe|addListener|addEventListener|addHandler|handle|listen|register|registerHandler|when)$/;
const STREAMS = /^(?:ofType|on|subscribe|listen|stream|select|when|handle)$/;
const ADDING = new Set(['set', 'push', 'add', 'unshift']);

/** Functions of the program that are the ends of such a bus. */
export function findOwnBuses(
  files: Iterable<ProjectFile>,
): ReadonlyMap<ProjectFunction, BusFunction> {
  const found = new Map<ProjectFunction, BusFunction>();
  for (const file of files) {
    findSubjects(file, found);
    const named = file.functions.filter(
      (fn) => EMITS.test(fn.ir.name) || CONSUMES.test(fn.ir.name),
    );
    if (named.length < 2) continue;
    const uses = named
      .map((fn) => ({ fn, lookups: lookupsOf(fn) }))
      .filter((one) => one.lookups.length > 0);
    for (const emitter of uses.filter((one) => EMITS.test(one.fn.ir.name))) {
      for (const consumer of uses.filter(
        (one) => CONSUMES.test(one.fn.ir.name) && takesHandler(one.fn),
      )) {
        const shared = emitter.lookups.find((one) =>
          consumer.lookups.some((other) => other.store === one.store),
        );
        const key = shared && consumer.lookups.find((one) => one.store === shared.store)?.key;
        if (!shared || !key || !sameHolder(emitter.fn, consumer.fn) || !adds(consumer.fn)) continue;
        const bus = emitter.fn.owner?.name ?? 'event bus';
        found.set(emitter.fn, { role: 'emit', key: shared.key, bus });
        found.set(consumer.fn, { role: 'consume', key, bus });
      }
    }
  }
  return found;
}

/** `publish(event) { this.events$.next(event) }` beside `ofType(type) { return this.events$.pipe(…) }`. */
function findSubjects(file: ProjectFile, found: Map<ProjectFunction, BusFunction>): void {
  for (const fn of file.functions) {
    const key = EMITS.test(fn.ir.name) && fn.owner ? firstParameter(fn) : null;
    const subject = key ? subjectOf(fn) : null;
    if (!key || subject === null) continue;
    for (const other of file.functions) {
      const asked =
        STREAMS.test(other.ir.name) && other.owner === fn.owner ? firstParameter(other) : null;
      if (!asked || !readsPath(other, subject)) continue;
      const bus = fn.owner?.name ?? 'event bus';
      found.set(fn, { role: 'emit', key, bus });
      found.set(other, { role: 'consume', key: asked, bus });
    }
  }
}

function firstParameter(fn: ProjectFunction): Expr | null {
  const [param] = fn.ir.params;
  return param && param.decl >= 0
    ? { k: 'name', name: param.name, decl: param.decl, at: param.at }
    : null;
}

/** `this.events$` of `this.events$.next(event)`. */
function subjectOf(fn: ProjectFunction): string | null {
  let subject: string | null = null;
  forEachBody(fn, (expr) => {
    if (
      expr.k === 'call' &&
      expr.fn.k === 'mem' &&
      expr.fn.name === 'next' &&
      expr.args.length === 1
    )
      subject ??= pathOf(expr.fn.obj);
  });
  return subject;
}

function readsPath(fn: ProjectFunction, path: string): boolean {
  let found = false;
  forEachBody(fn, (expr) => {
    if (expr.k === 'mem' && pathOf(expr) === path) found = true;
  });
  return found;
}

const sameHolder = (a: ProjectFunction, b: ProjectFunction): boolean =>
  a.owner === b.owner && a.ir.parent === b.ir.parent;

/** Adds a handler: more than the name is handed in. */
const takesHandler = (fn: ProjectFunction): boolean => fn.ir.params.length >= 2;

interface Lookup {
  /** `this.handlers`, or the variable. */
  readonly store: string;
  readonly key: Expr;
}

/** `this.handlers.get(name)`, `handlers[event.type]`, with a key that comes from a parameter. */
function lookupsOf(fn: ProjectFunction): readonly Lookup[] {
  const lookups: Lookup[] = [];
  const note = (store: Expr, key: Expr | undefined): void => {
    const path = pathOf(store);
    if (path !== null && key && comesFromParameter(fn, key)) lookups.push({ store: path, key });
  };
  forEachBody(fn, (expr) => {
    if (expr.k === 'idx') note(expr.obj, expr.key);
    if (expr.k !== 'call' || expr.fn.k !== 'mem' || !/^(?:get|set|has)$/.test(expr.fn.name)) return;
    note(expr.fn.obj, expr.args[0]);
  });
  return lookups;
}

function pathOf(expr: Expr): string | null {
  if (expr.k === 'this') return 'this';
  if (expr.k === 'name') return expr.decl >= 0 ? `#${expr.decl}` : null;
  if (expr.k !== 'mem') return null;
  const of = pathOf(expr.obj);
  return of === null ? null : `${of}.${expr.name}`;
}

function comesFromParameter(fn: ProjectFunction, key: Expr): boolean {
  let current = key;
  while (current.k === 'mem') current = current.obj;
  if (current.k !== 'name') return false;
  const place = fn.file.parameters.get(current.decl);
  if (place) return place.fn === fn && place.index === 0;
  // `const name = event.constructor.name;` first.
  const definition = fn.file.definitions.get(current.decl);
  return (
    definition !== undefined && definition.v.k === 'mem' && comesFromParameter(fn, definition.v)
  );
}

function adds(fn: ProjectFunction): boolean {
  let found = false;
  forEachBody(fn, (expr) => {
    if (expr.k === 'call' && expr.fn.k === 'mem' && ADDING.has(expr.fn.name)) found = true;
    if (expr.k === 'set' && expr.target.k === 'idx') found = true;
  });
  return found;
}

/** Body of a function with the functions written in it. */
function forEachBody(fn: ProjectFunction, visit: (expr: Expr) => void): void {
  for (const root of fn.ir.body) {
    forEachExpr(root, (expr) => {
      visit(expr);
      const inner = expr.k === 'fn' ? fn.file.functions[expr.fn] : undefined;
      if (inner) forEachBody(inner, visit);
    });
  }
}
