/** What a constructor parameter or decorated property asks for. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import type { Env } from '../../program/values.ts';
import type { DecoratorIr, TypeRef } from '../../scan/ir.ts';
import { findExportedType } from '../../program/type-value.ts';
import { findDeclared } from './declared.ts';
import { decoratorUses } from './decorator-uses.ts';
import type { DecoratorUse } from './decorator-uses.ts';
import { tokenFile } from './nest-index.ts';
import { classToken, resolveToken, wrappedToken } from './tokens.ts';
import type { Token } from './tokens.ts';

export interface InjectionTarget {
  readonly name: string;
  readonly to: string | null;
  readonly forwardRef: boolean;
}

/** `unnamed`: asks for something by a token that cannot be read. `none`: asks for nothing by itself. */
export type InjectionReading =
  | { readonly kind: 'target'; readonly target: InjectionTarget }
  | { readonly kind: 'unnamed' | 'none' };

const NONE: InjectionReading = { kind: 'none' };

/** Decorators that wrap what they are given into the type of what they inject. */
const WRAPPERS: Readonly<Record<string, string>> = {
  InjectRepository: 'Repository',
  InjectModel: 'Model',
  InjectQueue: 'Queue',
};

export function readInjection(
  evaluator: Evaluator,
  decorators: readonly DecoratorIr[] | undefined,
  type: TypeRef | undefined,
  env: Env,
): InjectionReading {
  for (const decorator of decorators ?? []) {
    const uses = decoratorUses(evaluator, decorator, env);
    const use = uses.find((one) => one.name.startsWith('Inject') && one.name !== 'Injectable');
    if (use) return decorated(evaluator, use, type, env);
  }
  const token = typeToken(evaluator, type, env);
  return token ? found(evaluator, token) : NONE;
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
  const behind = argument && use.name === 'Inject' ? resolveToken(evaluator, argument, use.env) : null;
  const to = behind ? tokenFile(evaluator, behind) : null;
  return { kind: 'target', target: { name: use.written, to, forwardRef: false } };
}

function found(evaluator: Evaluator, token: Token): InjectionReading {
  const { name, forwardRef } = token;
  return { kind: 'target', target: { name, to: tokenFile(evaluator, token), forwardRef } };
}

const MAX_ALIASES = 6;

/** The class a type names; null for interfaces, primitives and shapes, which exist at compile time alone. */
export function typeToken(
  evaluator: Evaluator,
  type: TypeRef | undefined,
  env: Env,
  steps = MAX_ALIASES,
): Token | null {
  if (!type || steps === 0) return null;
  if (type.t === 'union') {
    // `X | null` and `X | undefined` of optional dependencies.
    const named = type.of.filter((one) => one.t !== 'word');
    return named.length === 1 ? typeToken(evaluator, named[0], env, steps - 1) : null;
  }
  if (type.t !== 'ref' || type.decl < 0) return null;
  const place = findType(evaluator, env.file, type.decl, type.name);
  if (!place) return null;
  if ('pkg' in place) {
    const { pkg, name } = place;
    return { key: `package ${pkg} ${name}`, name, cls: null, file: null, forwardRef: false };
  }
  const decl = place.file.ir.decls[place.decl];
  if (decl?.kind === 'class' && decl.cls !== undefined) {
    const cls = place.file.classes[decl.cls];
    return cls ? classToken(cls) : null;
  }
  if (decl?.kind !== 'type') return null;
  return typeToken(evaluator, decl.type, evaluator.envOf(place.file, null), steps - 1);
}

type TypePlace =
  | { readonly file: ProjectFile; readonly decl: number }
  | { readonly pkg: string; readonly name: string };

function findType(evaluator: Evaluator, file: ProjectFile, index: number, written: string): TypePlace | null {
  const decl = file.ir.decls[index];
  if (!decl) return null;
  if (decl.kind !== 'import') return decl.kind === 'type-param' ? null : { file, decl: index };
  if (decl.imp === undefined) return null;
  const target = evaluator.program.link(file.path, decl.imp);
  const rest = written.split('.').slice(1);
  const name = decl.imported === '*' ? (rest[0] ?? '*') : (decl.imported ?? 'default');
  if (target.kind === 'package' || target.kind === 'builtin') {
    const last = rest.at(-1) ?? (name === 'default' ? written : name);
    return { pkg: target.name, name: last };
  }
  const found = target.kind === 'file' ? evaluator.program.files.get(target.path) : undefined;
  if (!found) return null;
  const exported = findExportedType(evaluator, found, name);
  if (exported && 'decl' in exported && exported.file.ir.decls[exported.decl]?.kind === 'import') {
    return findType(evaluator, exported.file, exported.decl, written);
  }
  if (exported) return exported;
  const declared = findDeclared(evaluator, file, index);
  return declared?.kind === 'declaration' ? declared : null;
}
