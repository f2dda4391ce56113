/** What ConfigService answers: `registerAs` namespaces, loaded configuration functions, defaults. */
import type { Evaluator } from '../../program/evaluator.ts';
import { isKnown, unionOf, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { CallExpr } from '../../scan/ir.ts';
import type { Env } from '../../program/values.ts';
import { entriesOf } from './entries.ts';
import { propOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';
import { writtenResult } from './written-result.ts';

interface Sources {
  /** Factories by namespace. */
  readonly namespaces: ReadonlyMap<string, readonly Located[]>;
  /** Functions given to `load` of ConfigModule. */
  readonly loaded: readonly Located[];
}

const NOTHING: Sources = { namespaces: new Map(), loaded: [] };

export function configSources(evaluator: Evaluator): Sources {
  return evaluator.shared('nest configuration', () => readSources(evaluator), NOTHING);
}

function readSources(evaluator: Evaluator): Sources {
  const { callsByName } = evaluator.program;
  const namespaces = new Map<string, Located[]>();
  for (const site of callsByName.get('registerAs') ?? []) {
    const env = evaluator.siteEnv(site);
    const [name, factory] = site.expr.args;
    const text = evaluator.text(name, env)?.text;
    if (text === undefined || !factory || !isConfigExport(evaluator.value(site.expr.fn, env)))
      continue;
    namespaces.set(text, [...(namespaces.get(text) ?? []), { expr: factory, env }]);
  }
  const loaded = (callsByName.get('forRoot') ?? []).flatMap((site): readonly Located[] => {
    const [options] = site.expr.args;
    const env = evaluator.siteEnv(site);
    if (
      !options ||
      site.expr.fn.k !== 'mem' ||
      !isConfigExport(evaluator.value(site.expr.fn.obj, env))
    )
      return [];
    const load = propOf(evaluator, { expr: options, env }, 'load');
    return load ? entriesOf(evaluator, load) : [];
  });
  return { namespaces, loaded };
}

const isConfigExport = (value: Value): boolean =>
  value.v === 'library' && value.pkg === '@nestjs/config';

/** Value at a dotted path of the configuration; UNKNOWN when it is the environment's alone. */
export function configValue(evaluator: Evaluator, path: string): Value {
  const { namespaces, loaded } = configSources(evaluator);
  const [head = '', ...rest] = path.split('.');
  const spaces = namespaces.get(head) ?? [];
  const found = [
    ...spaces.map((one) => walk(evaluator, factoryResult(evaluator, one), rest)),
    ...loaded.map((one) => walk(evaluator, factoryResult(evaluator, one), [head, ...rest])),
  ];
  return unionOf(found);
}

/** What the configuration function returns: its object literals, not its declared type. */
function factoryResult(evaluator: Evaluator, { expr, env }: Located): Value {
  return writtenResult(evaluator, evaluator.value(expr, env));
}

function walk(evaluator: Evaluator, value: Value, path: readonly string[]): Value {
  return path.reduce((current, step) => evaluator.member(current, step), value);
}

/** Result of `config.get('a.b', fallback)`. */
export function configCall(evaluator: Evaluator, call: CallExpr, env: Env): Value {
  const path = evaluator.text(call.args[0], env);
  if (!path?.exact) return UNKNOWN;
  const value = configValue(evaluator, path.text);
  const fallback = call.args[1];
  if (isKnown(value) || !fallback || fallback.k === 'obj') return value;
  return evaluator.value(fallback, env);
}

/** What `registerAs('app', factory)` gives: called or injected it is the factory's result, `.KEY` is its token. */
export function registeredResult(evaluator: Evaluator, value: LibraryValue): Value {
  const factory = value.state?.['factory'];
  return isLocated(factory) ? factoryResult(evaluator, factory) : UNKNOWN;
}

function isLocated(state: unknown): state is Located {
  return typeof state === 'object' && state !== null && 'expr' in state && 'env' in state;
}
