/** One entry of a module's `providers`. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, instanceOf, isKnown, unionOf, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import type { ProviderFact } from '../../contract.ts';
import type { ProjectFile } from '../../program/program.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import { entriesOf } from './entries.ts';
import { followed, propOf, returnsOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';
import { isGivenByCaller } from './module-entries.ts';
import type { UnknownEntry } from './module-entries.ts';
import { resolveToken } from './tokens.ts';
import type { Token } from './tokens.ts';
import { writtenResult } from './written-result.ts';

export interface NestProvider {
  readonly token: Token;
  readonly kind: ProviderFact['providerKind'];
  /** What stands behind the token: the class, value, factory or other token. */
  readonly target: Located;
  readonly provides: string;
  readonly file: ProjectFile;
  readonly at: Pos;
}

const KINDS = ['useClass', 'useExisting', 'useFactory', 'useValue'] as const;

export function readProviders(
  evaluator: Evaluator,
  entry: Located,
  unknown: UnknownEntry[],
  steps = 4,
): readonly NestProvider[] {
  const { expr, env } = followed(evaluator, entry);
  const token = resolveToken(evaluator, entry.expr, entry.env);
  const place = { file: entry.env.file, at: entry.expr.at };
  if (token && (token.cls || token.key.startsWith('package '))) {
    return [{ token, kind: 'class', target: entry, provides: token.name, ...place }];
  }
  if (expr.k === 'obj') {
    const provider = readObject(evaluator, { expr, env });
    if (provider) return [provider];
  }
  if (expr.k === 'alt') {
    return expr.items.flatMap((item) =>
      item.k === 'lit' || steps === 0
        ? []
        : readProviders(evaluator, { expr: item, env }, unknown, steps - 1),
    );
  }
  if (expr.k === 'call' && steps > 0) {
    const returned = returnsOf(evaluator, expr, env).flatMap((one) => entriesOf(evaluator, one));
    if (returned.length > 0)
      return returned.flatMap((one) => readProviders(evaluator, one, unknown, steps - 1));
  }
  const value = alternatives(evaluator.value(expr, env)).find(
    (one) => one.v === 'object' || one.v === 'class',
  );
  if (value?.v === 'object') {
    const provider = readObject(evaluator, { expr: value.expr, env: value.env });
    if (provider) return [provider];
  }
  if (!isGivenByCaller(entry)) unknown.push({ list: 'providers', ...place });
  return [];
}

function readObject(evaluator: Evaluator, object: Located): NestProvider | null {
  const provide = propOf(evaluator, object, 'provide');
  const token = provide && resolveToken(evaluator, provide.expr, provide.env);
  if (!provide || !token) return null;
  const place = { file: object.env.file, at: object.expr.at };
  for (const kind of KINDS) {
    const target = propOf(evaluator, object, kind);
    if (target)
      return { token, kind, target, provides: targetName(evaluator, kind, target), ...place };
  }
  return { token, kind: 'class', target: provide, provides: token.name, ...place };
}

function targetName(evaluator: Evaluator, kind: NestProvider['kind'], target: Located): string {
  const { expr, env } = target;
  if (kind === 'useClass' || kind === 'useExisting') {
    const tokens = armsOf(expr).flatMap((one) => resolveToken(evaluator, one, env)?.name ?? []);
    if (tokens.length > 0) return tokens.join(' | ');
  }
  const value = evaluator.value(expr, env);
  if (kind === 'useFactory') return factoryName(evaluator, value);
  for (const one of alternatives(value)) {
    if (one.v === 'string') return one.text;
    if (one.v === 'literal') return String(one.value);
    if (one.v === 'instance') return one.cls.name;
    if (one.v === 'library') return one.type;
  }
  return expr.k === 'name' || expr.k === 'mem' ? expr.name : expr.k === 'obj' ? 'object' : 'value';
}

function factoryName(evaluator: Evaluator, value: Value): string {
  const made = alternatives(writtenResult(evaluator, value)).flatMap((one): readonly string[] => {
    if (one.v === 'instance') return [one.cls.name];
    return one.v === 'library' ? [one.type] : [];
  });
  if (made.length > 0) return [...new Set(made)].join(' | ');
  const name = value.v === 'function' ? value.fn.ir.name : '<anonymous>';
  return name === '<anonymous>' || name === 'useFactory' ? 'factory' : name;
}

const armsOf = (expr: Expr): readonly Expr[] => (expr.k === 'alt' ? expr.items : [expr]);

/** The instance that an injected provider is. */
export function providedValue(
  evaluator: Evaluator,
  provider: NestProvider,
  ofToken: (token: Token) => Value,
): Value {
  const { expr, env } = provider.target;
  const value = evaluator.value(expr, env);
  switch (provider.kind) {
    case 'class':
    case 'useClass':
      return unionOf(alternatives(value).map(instanceFrom));
    case 'useValue':
      return value;
    case 'useFactory':
      return writtenResult(evaluator, value);
    case 'useExisting': {
      const token = resolveToken(evaluator, expr, env);
      const found = token ? ofToken(token) : UNKNOWN;
      return isKnown(found) ? found : unionOf(alternatives(value).map(instanceFrom));
    }
  }
}

/** What `new` makes of a class. */
export function instanceFrom(value: Value): Value {
  if (value.v === 'class') return instanceOf(value.cls, value.types);
  return value.v === 'library' && value.role === 'export'
    ? { ...value, role: 'instance' }
    : UNKNOWN;
}
