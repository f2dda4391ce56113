/** How a call becomes the end of an event, also when it was lifted to the caller that names it. */
import type { Visit } from '../../adapter.ts';
import type { EventKind } from '../../contract.ts';
import { followed } from '../../program/located.ts';
import type { CallSite } from '../../program/program.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { StringValue, Value } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';

export interface EventDetails {
  readonly kind: EventKind;
  readonly bus: string;
  readonly role: 'emit' | 'consume';
}

export const siteSymbol = (site: CallSite): string =>
  site.fn?.symbol ?? site.owner?.name ?? '<module>';

/** Symbol of the function a fact of this visit belongs to. */
export function symbolOf(visit: Visit): string {
  if (!visit.lifted) return siteSymbol(visit.site);
  const { file, at } = visit.place;
  const site = file.calls.find((one) => one.expr.at === at);
  if (site) return siteSymbol(site);
  return file.classes.find((one) => one.ir.at === at)?.name ?? '<module>';
}

export function reportEvents(visit: Visit, names: readonly string[], details: EventDetails): void {
  for (const name of new Set(names)) {
    visit.facts.event({
      name,
      ...details,
      place: { file: visit.site.file, at: visit.call.at },
      symbol: symbolOf(visit),
      evidence: `.${visit.site.name}('${name}')`,
    });
  }
}

/** Names an argument stands for: texts, elements of a list, classes. A text without any known part is no name. */
export function namesOf(
  visit: Pick<Visit, 'evaluator'>,
  expr: Expr | undefined,
  env: Env,
): readonly string[] {
  if (!expr) return [];
  const names = namesIn(visit.evaluator.value(expr, env));
  return names.length > 0 ? names : symbolNames(visit.evaluator, expr, env);
}

/** `const ORDER_PLACED = Symbol('order.placed')`. */
function symbolNames(evaluator: Evaluator, expr: Expr, env: Env): readonly string[] {
  const made = followed(evaluator, { expr, env });
  if (made.expr.k === 'arr')
    return made.expr.items.flatMap((item) => symbolNames(evaluator, item, made.env));
  if (made.expr.k !== 'call') return [];
  const { fn, args } = made.expr;
  const head = fn.k === 'mem' && fn.name === 'for' ? fn.obj : fn;
  if (head.k !== 'name' || head.name !== 'Symbol' || head.decl >= 0) return [];
  const text = evaluator.text(args[0], made.env);
  return text?.exact ? [text.text] : [];
}

export function namesIn(value: Value): readonly string[] {
  return alternatives(value).flatMap((one): readonly string[] => {
    if (one.v === 'string') return isNamed(one) ? [one.text] : [];
    if (one.v === 'array') return (one.items ?? [one.of]).flatMap(namesIn);
    return one.v === 'class' ? [one.cls.name] : [];
  });
}

const isNamed = ({ text, exact }: StringValue): boolean =>
  exact || /\w/.test(text.replaceAll('{}', ''));

/** Classes of the messages an argument stands for: `new OrderPlaced(…)`, a list of them, a class. */
export function messageNames(value: Value): readonly string[] {
  return alternatives(value).flatMap((one): readonly string[] => {
    if (one.v === 'instance' || one.v === 'class')
      return one.v === 'instance' && one.cls.ir.isAbstract ? [] : [one.cls.name];
    return one.v === 'array' ? (one.items ?? [one.of]).flatMap(messageNames) : [];
  });
}
