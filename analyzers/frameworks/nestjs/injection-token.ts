/** What a constructor parameter or decorated property asks for. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { Env } from '../../program/values.ts';
import type { DecoratorIr, TypeRef } from '../../scan/ir.ts';
import { decoratorUses } from '../../program/decorator-uses.ts';
import type { DecoratorUse } from '../../program/decorator-uses.ts';
import { tokenFile } from './nest-index.ts';
import { resolveToken, wrappedToken } from './tokens.ts';
import type { Token } from './tokens.ts';
import { typeToken } from './type-token.ts';

export interface InjectionTarget {
  readonly name: string;
  readonly to: string | null;
  readonly forwardRef: boolean;
}

/** `unnamed`: asks for something by a token that cannot be read. `none`: asks for nothing by itself. */
export type InjectionReading =
  | { readonly kind: 'target'; readonly target: InjectionTarget }
  | { readonly kind: 'unnamed' | 'none' };

export interface Injected {
  readonly decorators?: readonly DecoratorIr[] | undefined;
  readonly type?: TypeRef | undefined;
}

const NONE: InjectionReading = { kind: 'none' };

/** Decorators that wrap what they are given into the type of what they inject. */
const WRAPPERS: Readonly<Record<string, string>> = {
  InjectRepository: 'Repository',
  InjectModel: 'Model',
  InjectQueue: 'Queue',
};

/** A constructor parameter: by its decorator, else by its type. */
export function readParameter(
  evaluator: Evaluator,
  { decorators, type }: Injected,
  env: Env,
): InjectionReading {
  const reading = readDecorated(evaluator, { decorators, type }, env);
  if (reading.kind !== 'none') return reading;
  const token = typeToken(evaluator, type, env);
  return token ? found(evaluator, token) : NONE;
}

/** By an injecting decorator (`Inject…`) alone; `none` when there is none. */
export function readDecorated(
  evaluator: Evaluator,
  { decorators, type }: Injected,
  env: Env,
): InjectionReading {
  for (const decorator of decorators ?? []) {
    const uses = decoratorUses(evaluator, decorator, env);
    const use = uses.find((one) => one.name.startsWith('Inject') && one.name !== 'Injectable');
    if (use) return decorated(evaluator, use, type, env);
  }
  return NONE;
}

function decorated(
  evaluator: Evaluator,
  use: DecoratorUse,
  type: TypeRef | undefined,
  env: Env,
): InjectionReading {
  const [argument] = use.args;
  const wrapper = WRAPPERS[use.name];
  if (wrapper) {
    const token = wrappedToken(evaluator, wrapper, argument, use.env);
    return token ? found(evaluator, token) : { kind: 'unnamed' };
  }
  const isPlain = use.name === 'Inject' && use.written === 'Inject';
  const isAlias = use.name === 'Inject' && !isPlain && use.env === env;
  if ((isPlain || isAlias) && argument) {
    const token = resolveToken(evaluator, argument, use.env);
    return token ? found(evaluator, token) : { kind: 'unnamed' };
  }
  const typed = typeToken(evaluator, type, env);
  if (typed) return found(evaluator, typed);
  if (isPlain) return { kind: 'unnamed' };
  const behind =
    argument && use.name === 'Inject' ? resolveToken(evaluator, argument, use.env) : null;
  const to = behind ? tokenFile(evaluator, behind) : null;
  return { kind: 'target', target: { name: use.written, to, forwardRef: false } };
}

function found(evaluator: Evaluator, token: Token): InjectionReading {
  const { name, forwardRef } = token;
  return { kind: 'target', target: { name, to: tokenFile(evaluator, token), forwardRef } };
}
