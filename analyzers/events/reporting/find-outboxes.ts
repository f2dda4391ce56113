/**
 * Aggregates that collect their events: `addEvent(event) { this.events.push(event) }` beside a method
 * that sends all of `this.events`. What is pushed is what will be sent.
 */
import type { Evaluator } from '../../program/evaluator.ts';
import { findInFiles } from '../../program/find-in-files.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import type { Expr } from '../../scan/ir.ts';
import { childrenOf, forEachExpr } from '../../scan/walk.ts';

const SENDS =
  /^(?:emit|emitAsync|publish|publishAll|publishAsync|dispatch|dispatchAll|raise|trigger|fire)$/;

/** Fields of classes whose elements are sent by a method of the class, written `Class.field`. */
export function findOutboxes(
  files: Iterable<ProjectFile>,
): ReadonlyMap<ProjectClass, ReadonlySet<string>> {
  const found = new Map<ProjectClass, ReadonlySet<string>>();
  for (const file of files) {
    for (const cls of file.classes) {
      const pushed = fieldsPushedTo(file, cls);
      if (pushed.size === 0) continue;
      const sent = new Set([...pushed].filter((field) => isSent(file, cls, field)));
      if (sent.size > 0) found.set(cls, sent);
    }
  }
  return found;
}

/** `field` of `this.field.push(…)`. */
export function pushedField(expr: Expr): string | null {
  if (expr.k !== 'call' || expr.fn.k !== 'mem' || expr.fn.name !== 'push') return null;
  const { obj } = expr.fn;
  return obj.k === 'mem' && obj.obj.k === 'this' ? obj.name : null;
}

function fieldsPushedTo(file: ProjectFile, cls: ProjectClass): ReadonlySet<string> {
  const fields = file.calls.flatMap((site) => {
    const isMessage =
      site.owner === cls &&
      site.name === 'push' &&
      site.expr.args.every((arg) => mayBeMessage(file, arg));
    return isMessage ? (pushedField(site.expr) ?? []) : [];
  });
  return new Set(fields);
}

/** What is handed in, or made on the spot. */
const mayBeMessage = (file: ProjectFile, expr: Expr): boolean =>
  expr.k === 'name' ? file.parameters.has(expr.decl) : expr.k === 'call' && expr.isNew === true;

export function outboxesOf(evaluator: Evaluator): ReadonlyMap<ProjectClass, ReadonlySet<string>> {
  return evaluator.shared(
    'outboxes',
    () => new Map(findInFiles(evaluator, 'outboxes', (file) => [...findOutboxes([file])])),
    new Map(),
  );
}

/** A method of the class reads the field (itself or by a getter that returns it) and calls a sender. */
function isSent(file: ProjectFile, cls: ProjectClass, field: string): boolean {
  const names = new Set([field, ...gettersOf(file, cls, field)]);
  return cls.ir.methods.some((index) => {
    const fn = file.functions[index];
    const sends = file.calls.some(
      (site) =>
        site.owner === cls &&
        isInside(file, site.fn?.index ?? -1, index) &&
        SENDS.test(site.name) &&
        site.expr.fn.k === 'mem',
    );
    return fn !== undefined && sends && fn.ir.body.some((root) => reads(root, names));
  });
}

function gettersOf(file: ProjectFile, cls: ProjectClass, field: string): readonly string[] {
  return cls.ir.methods.flatMap((index) => {
    const fn = file.functions[index];
    const returned = fn?.ir.body.find((expr) => expr.k === 'ret');
    const isGetter =
      returned?.k === 'ret' &&
      childrenOf(returned).some(
        (expr) => expr.k === 'mem' && expr.obj.k === 'this' && expr.name === field,
      );
    return fn && isGetter ? [fn.ir.name] : [];
  });
}

function isInside(file: ProjectFile, index: number, outer: number): boolean {
  for (let current = index; current >= 0; current = file.functions[current]?.ir.parent ?? -1)
    if (current === outer) return true;
  return false;
}

function reads(root: Expr, names: ReadonlySet<string>): boolean {
  let found = false;
  forEachExpr(root, (expr) => {
    if (expr.k === 'mem' && expr.obj.k === 'this' && names.has(expr.name)) found = true;
  });
  return found;
}
