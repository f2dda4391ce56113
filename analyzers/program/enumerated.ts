/** What `Object.values`, `entries` and `keys` list. */
import type { ObjectExpr } from '../scan/ir.ts';
import type { Evaluator } from './evaluator.ts';
import { exportValue } from './export-value.ts';
import { arrayOf, stringValue, unionOf, UNKNOWN } from './values.ts';
import type { Value } from './values.ts';

export const ENUMERATIONS = new Set(['values', 'entries', 'keys']);

/** `Object.values`, `entries` and `keys` of objects written out, and of a module's exports. */
export function enumerated(evaluator: Evaluator, of: Value, method: string): Value {
  if (of.v === 'array' && method === 'values') return arrayOf(of.of);
  if (of.v === 'array' && method === 'entries') return arrayOf(arrayOf(UNKNOWN, [UNKNOWN, of.of]));
  const entries = entriesOf({ evaluator, passed: new Set(), left: MAX_OBJECTS }, of);
  if (!entries) return UNKNOWN;
  const items = entries.map(([name, value]): Value => {
    if (method === 'values') return value;
    const key = name === null ? UNKNOWN : stringValue(name);
    return method === 'keys' ? key : arrayOf(unionOf([key, value]), [key, value]);
  });
  return arrayOf(unionOf(items), items);
}

/** Objects spread into one that is enumerated. */
const MAX_OBJECTS = 1_000;

interface Enumeration {
  readonly evaluator: Evaluator;
  /** Objects on the way here: `var options = { ...options, x }` spreads itself. */
  readonly passed: Set<ObjectExpr>;
  left: number;
}

function entriesOf(
  enumeration: Enumeration,
  of: Value,
): readonly (readonly [string | null, Value])[] | null {
  const { evaluator, passed } = enumeration;
  if (of.v === 'namespace') {
    const names = of.file.ir.exports
      .filter((one) => !one.typeOnly && one.name !== '*')
      .map((one) => one.name);
    return [...new Set(names)].map(
      (name) => [name, exportValue(evaluator, of.file, name)] as const,
    );
  }
  if (of.v !== 'object' || passed.has(of.expr) || enumeration.left === 0) return null;
  enumeration.left -= 1;
  passed.add(of.expr);
  const entries = of.expr.props.flatMap((prop): readonly (readonly [string | null, Value])[] => {
    const value = evaluator.value(prop.v, of.env);
    if (prop.spread) return entriesOf(enumeration, value) ?? [];
    const key = prop.key ? evaluator.text(prop.key, of.env) : undefined;
    return [[prop.name ?? (key?.exact ? key.text : null), value]];
  });
  passed.delete(of.expr);
  return entries;
}
