/**
 * Functions that a helper makes and that send beside their own work: `startTimer(bus, DB_TIME)` returns
 * `(result) => { bus.emit(name, { time: stop() }); return result; }`. The line that makes one sends nothing,
 * and the code that calls one asks for something else: the event is the helper's, sent where it is written,
 * and the makers only say which names it has. A made function that sends what it is called with is a
 * publisher; that one is its maker's.
 */
import type { AdapterContext, Visit } from '../../adapter.ts';
import { laterParts } from '../../orms/literals/later-parts.ts';
import type { CallSite, ProjectFunction } from '../../program/program.ts';
import type { Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { EventDetails } from './report-event.ts';

interface MadeSender extends EventDetails {
  readonly site: CallSite;
  readonly maker: ProjectFunction;
  readonly name: string;
}

const pending = new WeakMap<object, MadeSender[]>();

/**
 * Takes names that a maker gives to such a function; they are reported when all makers have been seen.
 * @returns false when the events belong to the place that the visit was lifted to
 */
export function takeMadeSender(
  visit: Visit,
  names: readonly string[],
  details: EventDetails,
): boolean {
  if (details.role !== 'emit' || !isLiftedToCall(visit)) return false;
  const { site, program } = visit;
  const maker = makerOf(site);
  if (!maker) return false;
  const senders = pending.get(program.reading.run) ?? [];
  pending.set(program.reading.run, senders);
  senders.push(...names.map((name) => ({ ...details, site, maker, name })));
  return true;
}

/** For `finish`: the facts of the calls that made functions send with. */
export function reportMadeSenders({ program, facts }: AdapterContext): void {
  for (const { site, maker, name, kind, bus, role } of pending.get(program.reading.run) ?? []) {
    facts.event({
      name,
      kind,
      bus,
      role,
      place: { file: site.file, at: site.expr.at },
      symbol: site.fn?.symbol ?? '<module>',
      evidence: `.${site.name}('${name}') (named where ${maker.symbol} is called)`,
      certainty: 'inferred',
    });
  }
  pending.delete(program.reading.run);
}

/** To a caller's line; a derived class stands for its own instances. */
const isLiftedToCall = ({ lifted, place }: Visit): boolean =>
  lifted && place.file.calls.some((one) => one.expr.at === place.at);

/** The function that makes the one which sends here; null when what is sent is handed in by its calls. */
function makerOf({ fn, expr }: CallSite): ProjectFunction | null {
  const maker = fn ? fn.file.functions[fn.ir.parent] : undefined;
  if (!fn || !maker || fn.ir.params.length === 0) return null;
  const isMade = maker.ir.body.some((root) => root.k === 'ret' && isGiven(fn, root.v));
  return isMade && !expr.args.some((arg) => isHandedIn(fn, arg)) ? maker : null;
}

/** Given back without being run by the one who gives it. */
function isGiven(fn: ProjectFunction, expr: Expr): boolean {
  const { file } = fn;
  switch (expr.k) {
    case 'fn':
      return expr.fn === fn.index;
    case 'cast':
      return isGiven(fn, expr.v);
    case 'obj':
      return expr.props.some((prop) => isGiven(fn, prop.v));
    case 'name': {
      const made = file.definitions.get(expr.decl)?.v;
      const isIt =
        file.ir.decls[expr.decl]?.func === fn.index || (made?.k === 'fn' && made.fn === fn.index);
      return isIt && !file.calls.some(({ expr: { fn: head } }) => isName(head, expr.decl));
    }
    default:
      return false;
  }
}

const isName = (expr: Expr, decl: number): boolean => expr.k === 'name' && expr.decl === decl;

const MAX_STEPS = 4;

/** Whether a parameter of the function is part of the expression, also by variables and what is put on them. */
function isHandedIn(fn: ProjectFunction, expr: Expr, steps = MAX_STEPS): boolean {
  const { file } = fn;
  let found = false;
  forEachExpr(expr, (part) => {
    if (found || part.k !== 'name' || part.decl < 0) return;
    found = file.parameters.get(part.decl)?.fn === fn;
    if (found || steps === 0) return;
    const sources = [
      file.definitions.get(part.decl)?.v,
      ...(file.assignments.get(part.decl) ?? []).map((one) => one.v),
      ...laterParts(file, part.decl).map((one) => one.expr),
    ];
    found = sources.some((one) => one !== undefined && isHandedIn(fn, one, steps - 1));
  });
  return found;
}
