/** Properties of object literals as written, through spreads, variables and conditions. */
import type { Expr, Pos } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, Value } from '../../program/values.ts';

export interface BoundProp {
  readonly name: string;
  readonly expr: Expr;
  readonly env: Env;
  readonly at: Pos;
  readonly file: ProjectFile;
}

const MAX_SPREADS = 6;

/** Every property of every object that the value may be. */
export function objectProps(evaluator: Evaluator, value: Value, depth = 0): readonly BoundProp[] {
  if (depth > MAX_SPREADS) return [];
  return alternatives(value).flatMap((one): readonly BoundProp[] => {
    if (one.v !== 'object') return [];
    return one.expr.props.flatMap((prop): readonly BoundProp[] => {
      if (prop.spread) return objectProps(evaluator, evaluator.value(prop.v, one.env), depth + 1);
      const name = prop.name ?? (prop.key ? evaluator.text(prop.key, one.env)?.text : undefined);
      return name === undefined
        ? []
        : [{ name, expr: prop.v, env: one.env, at: prop.at, file: one.env.file }];
    });
  });
}

/** The last property of a name: later ones win. */
export function propOf(evaluator: Evaluator, value: Value, name: string): BoundProp | undefined {
  return lastProp(evaluator, value, name, 0);
}

/** From the end, so that one property is looked for and not all of them are made. */
function lastProp(
  evaluator: Evaluator,
  value: Value,
  name: string,
  depth: number,
): BoundProp | undefined {
  if (depth > MAX_SPREADS) return undefined;
  for (const one of alternatives(value).toReversed()) {
    if (one.v !== 'object') continue;
    const { env } = one;
    for (let index = one.expr.props.length - 1; index >= 0; index -= 1) {
      const prop = one.expr.props[index];
      if (!prop) continue;
      if (prop.spread) {
        const found = lastProp(evaluator, evaluator.value(prop.v, env), name, depth + 1);
        if (found) return found;
        continue;
      }
      const own = prop.name ?? (prop.key ? evaluator.text(prop.key, env)?.text : undefined);
      if (own === name) return { name, expr: prop.v, env, at: prop.at, file: env.file };
    }
  }
  return undefined;
}

export function propValue(evaluator: Evaluator, value: Value, name: string): Value | undefined {
  const prop = propOf(evaluator, value, name);
  return prop ? evaluator.value(prop.expr, prop.env) : undefined;
}

/** A property that is a string known to its last character. */
export function propText(evaluator: Evaluator, value: Value, name: string): string | null {
  const found = propValue(evaluator, value, name);
  return found ? exactText(found) : null;
}

export function exactText(value: Value): string | null {
  for (const one of alternatives(value)) if (one.v === 'string' && one.exact) return one.text;
  return null;
}

/** Strings of a list, or the one string. */
export function textsOf(value: Value): readonly string[] {
  return alternatives(value).flatMap((one): readonly string[] => {
    if (one.v === 'string') return one.exact ? [one.text] : [];
    return one.v === 'array' ? (one.items ?? []).flatMap(textsOf) : [];
  });
}
