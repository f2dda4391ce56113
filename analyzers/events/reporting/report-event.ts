/** How a call becomes the end of an event, also when it was lifted to the caller that names it. */
import type { Visit } from '../../adapter.ts';
import type { EventKind } from '../../contract.ts';
import { siteSymbol } from '../../facts/site-symbol.ts';
import { alternatives } from '../../program/values.ts';
import type { StringValue, Value } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';

export interface EventDetails {
  readonly kind: EventKind;
  readonly bus: string;
  readonly role: 'emit' | 'consume';
}

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
      name, ...details, place: { file: visit.site.file, at: visit.call.at }, symbol: symbolOf(visit),
      evidence: `.${visit.site.name}('${name}')`,
    });
  }
}

/** Names an argument stands for: texts, elements of a list, classes. A text without any known part is no name. */
export function namesOf(visit: Pick<Visit, 'evaluator'>, expr: Expr | undefined, env: Env): readonly string[] {
  return expr ? namesIn(visit.evaluator.value(expr, env)) : [];
}

export function namesIn(value: Value): readonly string[] {
  return alternatives(value).flatMap((one): readonly string[] => {
    if (one.v === 'string') return isNamed(one) ? [one.text] : [];
    if (one.v === 'array') return (one.items ?? [one.of]).flatMap(namesIn);
    if (one.v === 'class') return [one.cls.name];
    const description = one.v === 'library' && one.type === 'symbol' ? one.state?.['text'] : undefined;
    return typeof description === 'string' ? [description] : [];
  });
}

const isNamed = ({ text, exact }: StringValue): boolean => exact || /\w/.test(text.replaceAll('{}', ''));

/** Classes of the messages an argument stands for: `new OrderPlaced(…)`, a list of them, a class. */
export function messageNames(value: Value): readonly string[] {
  return alternatives(value).flatMap((one): readonly string[] => {
    if (one.v === 'instance' || one.v === 'class') return one.v === 'instance' && one.cls.ir.isAbstract ? [] : [one.cls.name];
    return one.v === 'array' ? (one.items ?? [one.of]).flatMap(messageNames) : [];
  });
}
