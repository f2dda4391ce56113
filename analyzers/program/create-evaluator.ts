/**
 * Abstract evaluation: what does this expression stand for? It follows names to declarations across
 * files, fields to their types or initialisers, calls to declared return types or returned values,
 * and asks the adapters about packages. It never guesses: what it cannot know is `UNKNOWN`.
 *
 * Bounded: recursion ends in UNKNOWN at `MAX_DEPTH`, on re-entry and when a question has spent its
 * budget, so every program terminates soon.
 */
import { createSharing } from './sharing.ts';
import { UnitMemo } from './reading.ts';
import type { Expr, TypeRef } from '../scan/ir.ts';
import { createBudget } from './budget.ts';
import type { Budget } from './budget.ts';
import { callResult } from './call-result.ts';
import { declarationValue } from './declaration-value.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import type { Evaluator } from './evaluator.ts';
import type { LibraryKnowledge } from './library.ts';
import { memberValue } from './member-value.ts';
import type { Program, ProjectClass, ProjectFile } from './program.ts';
import { typeValue } from './type-value.ts';
import { alternatives, instanceOf, UNKNOWN } from './values.ts';
import type { Env, StringValue, Value } from './values.ts';

const MAX_DEPTH = 48;

export interface EvaluatorOptions {
  /** Files whose code runs in production: what tests put on globals is no value of theirs. */
  readonly isSource?: (path: string) => boolean;
  readonly budget?: Budget;
}

export function createEvaluator(
  program: Program,
  libraries: readonly LibraryKnowledge[],
  { isSource = () => true, budget = createBudget() }: EvaluatorOptions = {},
): Evaluator {
  const byPackage = indexLibraries(libraries);
  const none: readonly LibraryKnowledge[] = [];
  const envOf = createEnvironments();
  const { reading } = program;
  const guard = createGuard(budget);
  const { guarded, maySpend } = guard;

  const value = (expr: Expr, env: Env): Value => {
    const memo = env.memo.of(reading.unit);
    const known = memo.get(expr);
    if (known) return known;
    // Nothing is noted of what is not looked at: another question may have the means.
    if (!maySpend()) return UNKNOWN;
    // Until its value is found it is unknown: that ends a definition that leads back to itself.
    memo.set(expr, UNKNOWN);
    return guard.deeper(() => {
      const result = evaluateExpression(evaluator, expr, env);
      memo.set(expr, result);
      return result;
    });
  };

  const type = (ref: TypeRef, env: Env): Value => {
    const memo = env.memo.of(reading.unit);
    const known = memo.get(ref);
    if (known) return known;
    if (!maySpend()) return UNKNOWN;
    const result = guarded(ref, () => typeValue(evaluator, ref, env));
    memo.set(ref, result);
    return result;
  };

  const once = createOnce(guarded);
  const sharing = createSharing(reading, (work) => guard.fresh(() => once.fresh(work)));
  const evaluator: Evaluator = {
    program,
    reading,
    alone: sharing.alone,
    shared: sharing.shared,
    sharing,
    isSource,
    value,
    type,
    guarded,
    once: once.ask,
    member: (of, name) => memberValue(evaluator, of, name),
    call: (call, env) => callResult(evaluator, call, env),
    declaration: (file, decl, env) => declarationValue(evaluator, file, decl, env),
    envOf,
    siteEnv: (site) => envOf(site.file, site.owner, site.fn?.inStatic),
    functionEnv: (fn) => envOf(fn.file, fn.owner, fn.inStatic),
    text: (expr, env) => (expr ? asText(value(expr, env)) : undefined),
    knowledge: (pkg) => byPackage.get(pkg) ?? none,
    libraries,
  };
  return evaluator;
}

interface Guard {
  readonly maySpend: () => boolean;
  readonly guarded: Evaluator['guarded'];
  /** One step deeper, unless that is too deep. */
  readonly deeper: (compute: () => Value) => Value;
  /** As if nobody had asked anything yet. */
  readonly fresh: <T>(work: () => T) => T;
}

function createGuard(budget: Budget): Guard {
  let active = new Set<object>();
  let depth = 0;
  const maySpend = (): boolean => {
    if (depth === 0) budget.begin();
    return budget.spend();
  };
  const deeper = (compute: () => Value): Value => {
    if (depth > MAX_DEPTH) return UNKNOWN;
    depth += 1;
    try {
      return compute();
    } finally {
      depth -= 1;
    }
  };
  return {
    maySpend,
    deeper,
    guarded: (key, compute) => {
      if (active.has(key) || depth > MAX_DEPTH || !maySpend()) return UNKNOWN;
      active.add(key);
      try {
        return deeper(compute);
      } finally {
        active.delete(key);
      }
    },
    fresh: (work) => {
      const before = { active, depth };
      active = new Set();
      depth = 0;
      try {
        return budget.aside(work);
      } finally {
        ({ active, depth } = before);
      }
    },
  };
}

interface Once {
  readonly ask: Evaluator['once'];
  readonly fresh: <T>(work: () => T) => T;
}

/** Answers are kept as long as the outermost question for one is open: they may lack what it stands for. */
function createOnce(guarded: Evaluator['guarded']): Once {
  let answers = new Map<object, Map<Env, Value>>();
  let open = 0;
  return {
    ask: (key, env, compute) => {
      const known = answers.get(key)?.get(env);
      if (known) return known;
      open += 1;
      try {
        const answer = guarded(key, compute);
        let perEnv = answers.get(key);
        if (!perEnv) answers.set(key, (perEnv = new Map()));
        perEnv.set(env, answer);
        return answer;
      } finally {
        open -= 1;
        if (open === 0) answers.clear();
      }
    },
    fresh: (work) => {
      const before = { answers, open };
      answers = new Map();
      open = 0;
      try {
        return work();
      } finally {
        ({ answers, open } = before);
      }
    },
  };
}

function indexLibraries(
  libraries: readonly LibraryKnowledge[],
): ReadonlyMap<string, readonly LibraryKnowledge[]> {
  const index = new Map<string, LibraryKnowledge[]>();
  for (const library of libraries) {
    for (const pkg of library.packages) index.set(pkg, [...(index.get(pkg) ?? []), library]);
  }
  return index;
}

/** Environments of code that nobody has called: one per file, and per class for the class and for its objects. */
function createEnvironments(): Evaluator['envOf'] {
  const envs = new WeakMap<ProjectFile, Map<number, Env>>();
  return (file, owner, inStatic = false) => {
    let perFile = envs.get(file);
    if (!perFile) envs.set(file, (perFile = new Map()));
    const key = owner ? owner.index * 2 + Number(inStatic) : -1;
    let env = perFile.get(key);
    if (!env) perFile.set(key, (env = baseEnv(file, owner, inStatic)));
    return env;
  };
}

function baseEnv(file: ProjectFile, owner: ProjectClass | null, inStatic: boolean): Env {
  const types = new Map<string, Value>();
  for (const name of owner?.ir.typeParams ?? []) types.set(name, { v: 'type-parameter', name });
  const self: Env['self'] = !owner
    ? null
    : inStatic
      ? { v: 'class', cls: owner, types: [...types.values()] }
      : instanceOf(owner, [...types.values()]);
  return { file, owner, self, types, names: new Map(), memo: new UnitMemo() };
}

/** A string, or the first string among alternatives. */
function asText(value: Value): StringValue | undefined {
  return alternatives(value).find((one): one is StringValue => one.v === 'string');
}
