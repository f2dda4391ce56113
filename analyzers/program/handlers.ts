/** Handler methods of a class with their decorators, inherited ones included. */
import { bindParameters } from './class-members.ts';
import { derivedEnv } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import type { ProjectClass, ProjectFunction } from './program.ts';
import { alternatives } from './values.ts';
import type { Env } from './values.ts';
import { allUses, classUses } from './decorator-uses.ts';
import type { DecoratorUse } from './decorator-uses.ts';

export interface Handler {
  readonly fn: ProjectFunction;
  readonly uses: readonly DecoratorUse[];
  /** Written in the class itself, not in a base of it. */
  readonly own: boolean;
}

/** Methods that are not overridden, own ones first, each with the decorators it is written with. */
export function handlersOf(evaluator: Evaluator, cls: ProjectClass): readonly Handler[] {
  const seen = new Set<string>();
  const found: Handler[] = [];
  for (const level of levelsOf(evaluator, cls)) {
    for (const index of level.cls.ir.methods) {
      const fn = level.cls.file.functions[index];
      if (!fn || fn.ir.isStatic || fn.ir.kind !== 'method' || seen.has(fn.ir.name)) continue;
      seen.add(fn.ir.name);
      const uses = fn.ir.decorators ? allUses(evaluator, fn.ir.decorators, level.env) : [];
      found.push({ fn, uses, own: level.cls === cls });
    }
  }
  return found;
}

interface Level {
  readonly cls: ProjectClass;
  /** Environment of its decorators: parameters of the function around a mixin are bound. */
  readonly env: Env;
}

function levelsOf(evaluator: Evaluator, cls: ProjectClass): readonly Level[] {
  const levels: Level[] = [{ cls, env: evaluator.envOf(cls.file, null) }];
  for (let last = levels[0]; last;) {
    const next = baseLevel(evaluator, last);
    if (!next || levels.some((one) => one.cls === next.cls)) break;
    levels.push(next);
    last = next;
  }
  return levels;
}

function baseLevel(evaluator: Evaluator, { cls, env }: Level): Level | null {
  const { base } = cls.ir;
  if (!base) return null;
  const found = alternatives(evaluator.value(base, env)).find((one) => one.v === 'class');
  if (found?.v !== 'class') return null;
  const outer = evaluator.envOf(found.cls.file, null);
  if (base.k !== 'call') return { cls: found.cls, env: outer };
  const made = alternatives(evaluator.value(base.fn, env)).find((one) => one.v === 'function');
  if (made?.v !== 'function' || made.fn.file !== found.cls.file)
    return { cls: found.cls, env: outer };
  return {
    cls: found.cls,
    env: derivedEnv(made.env, { names: bindParameters(made.fn, base.args, env) }),
  };
}

/** Decorators of a class after those of its bases: metadata of classes is inherited. */
export function inheritedUses(evaluator: Evaluator, cls: ProjectClass): readonly DecoratorUse[] {
  return levelsOf(evaluator, cls)
    .toReversed()
    .flatMap((level) => classUses(evaluator, level.cls));
}
