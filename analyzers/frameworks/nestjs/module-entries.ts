/** One entry of a module's `imports`, `controllers` or `exports`. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Pos } from '../../scan/ir.ts';
import { followed, lambdaBody, propOf, returnsOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';
import { resolveToken } from './tokens.ts';

/** A module or controller as named in a list. */
export interface ClassEntry {
  readonly name: string;
  /** null when it comes from a package. */
  readonly cls: ProjectClass | null;
  readonly forwardRef: boolean;
}

/** An entry of a list that could not be understood. */
export interface UnknownEntry {
  readonly list: string;
  readonly file: ProjectFile;
  readonly at: Pos;
}

/** Object literals an entry stands for: itself, or what the called method returns. */
export function objectsOf(evaluator: Evaluator, entry: Located): readonly Located[] {
  const { expr, env } = followed(evaluator, entry);
  if (expr.k === 'obj') return [{ expr, env }];
  if (expr.k !== 'call') return [];
  return returnsOf(evaluator, expr, env)
    .map((one) => followed(evaluator, one))
    .filter((one) => one.expr.k === 'obj');
}

export function moduleNamedBy(evaluator: Evaluator, object: Located): ClassEntry | null {
  const module = propOf(evaluator, object, 'module');
  return module && namedEntry(evaluator, module);
}

function namedEntry(evaluator: Evaluator, entry: Located): ClassEntry | null {
  const { expr, env } = entry;
  if (expr.k === 'this' && env.owner)
    return { name: env.owner.name, cls: env.owner, forwardRef: false };
  const token = resolveToken(evaluator, expr, env);
  return token && !token.key.startsWith('binding ')
    ? { name: token.name, cls: token.cls, forwardRef: token.forwardRef }
    : null;
}

export function readEntry(
  evaluator: Evaluator,
  entry: Located,
  list: string,
  unknown: UnknownEntry[],
): readonly ClassEntry[] {
  const direct = namedEntry(evaluator, entry);
  if (direct) return [direct];
  const { expr, env } = followed(evaluator, entry);
  if (expr.k === 'alt') {
    return expr.items.flatMap((item) =>
      item.k === 'lit' ? [] : readEntry(evaluator, { expr: item, env }, list, unknown),
    );
  }
  const fromObjects = objectsOf(evaluator, { expr, env }).flatMap(
    (one) => moduleNamedBy(evaluator, one) ?? [],
  );
  if (fromObjects.length > 0) return fromObjects.slice(0, 1);
  const called = expr.k === 'call' ? calledModule(evaluator, { expr, env }) : null;
  if (called) return [called];
  // `() => X` and values known to the evaluator alone.
  const lazy = expr.k === 'fn' ? lambdaBody(evaluator, { expr, env }) : null;
  if (lazy) return readEntry(evaluator, lazy, list, unknown);
  for (const one of alternatives(evaluator.value(expr, env))) {
    if (one.v === 'class') return [{ name: one.cls.name, cls: one.cls, forwardRef: false }];
  }
  if (!isGivenByCaller(entry)) unknown.push({ list, file: entry.env.file, at: entry.expr.at });
  return [];
}

/** Whether an entry is part of a parameter (`...options.imports`): each importing module says what it is. */
export function isGivenByCaller({ expr, env }: Located): boolean {
  let root = expr;
  for (;;) {
    if (root.k === 'mem' || root.k === 'idx') root = root.obj;
    else if (root.k === 'spread' || root.k === 'cast' || root.k === 'await') root = root.v;
    else if (root.k === 'call' && root.fn.k === 'mem') root = root.fn.obj;
    else if (root.k === 'alt' && root.items[0]) root = root.items[0];
    else break;
  }
  return root.k === 'name' && env.file.ir.decls[root.decl]?.kind === 'param';
}

/** `TypeOrmModule.forFeature([…])`: the class the method is called on; `ConditionalModule.registerWhen(X, …)`: X; `import('./x').then(m => m.X)`: X. */
function calledModule(evaluator: Evaluator, { expr, env }: Located): ClassEntry | null {
  if (expr.k !== 'call') return null;
  if (expr.fn.k !== 'mem') {
    const token = expr.fn.k === 'name' ? resolveToken(evaluator, expr.fn, env) : null;
    return token?.key.startsWith('package ')
      ? { name: token.name, cls: null, forwardRef: false }
      : null;
  }
  if (expr.fn.name === 'then' && expr.args[0]) return lazyModule(evaluator, { expr, env });
  const owner = namedEntry(evaluator, { expr: expr.fn.obj, env });
  const [first] = expr.args;
  if (owner?.name === 'ConditionalModule' && expr.fn.name === 'registerWhen' && first)
    return namedEntry(evaluator, { expr: first, env }) ?? owner;
  if (owner) return owner;
  return expr.fn.obj.k === 'call' ? calledModule(evaluator, { expr: expr.fn.obj, env }) : null;
}

function lazyModule(evaluator: Evaluator, { expr, env }: Located): ClassEntry | null {
  const value = expr.k === 'call' && expr.args[0] ? evaluator.value(expr.args[0], env) : null;
  const fn = value?.v === 'function' ? value.fn : null;
  const returned = fn?.ir.body.find((one) => one.k === 'ret');
  const imported =
    expr.k === 'call' && expr.fn.k === 'mem' ? evaluator.value(expr.fn.obj, env) : null;
  if (!imported || returned?.k !== 'ret' || returned.v.k !== 'mem') return null;
  const cls = alternatives(evaluator.member(imported, returned.v.name)).find(
    (one) => one.v === 'class',
  );
  return cls?.v === 'class' ? { name: cls.cls.name, cls: cls.cls, forwardRef: false } : null;
}

export function exportName(evaluator: Evaluator, entry: Located): readonly string[] {
  const token = resolveToken(evaluator, entry.expr, entry.env);
  if (token) return [token.name];
  const { expr, env } = followed(evaluator, entry);
  const provide = propOf(evaluator, { expr, env }, 'provide');
  if (provide) return exportName(evaluator, provide);
  const called = calledModule(evaluator, { expr, env });
  return called ? [called.name] : [];
}

export function distinctEntries(entries: readonly ClassEntry[]): readonly ClassEntry[] {
  const byName = new Map<string, ClassEntry>();
  for (const entry of entries) {
    const key = `${entry.cls?.file.path ?? ''} ${entry.name}`;
    const known = byName.get(key);
    byName.set(key, known ? { ...known, forwardRef: known.forwardRef || entry.forwardRef } : entry);
  }
  return [...byName.values()];
}
