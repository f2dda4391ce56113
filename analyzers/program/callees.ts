/** Which project functions a call may run, each with the environment its body then sees. */
import { attachedTo } from './attached-to.ts';
import { bindParameters, findMember, isTold, memberEnv } from './class-members.ts';
import { derivedEnv } from './evaluator.ts';
import { findInFiles } from './find-in-files.ts';
import { aside } from './reading.ts';
import type { Evaluator } from './evaluator.ts';
import type { CallSite, ProjectClass, ProjectFunction } from './program.ts';
import { pushTo } from './program.ts';
import { alternatives, bindingKey, instanceOf } from './values.ts';
import type { Env, InstanceValue, InterfaceValue, Value } from './values.ts';

export interface Callee {
  readonly fn: ProjectFunction;
  readonly env: Env;
  /** The object it runs on, when that is an instance of a project class. */
  readonly self: InstanceValue | null;
}

export interface ClassHierarchy {
  /** Classes that extend a class or implement an interface, directly or not, sorted by file and position. */
  readonly below: (of: ProjectClass | InterfaceValue) => readonly ProjectClass[];
}

export function buildHierarchy(evaluator: Evaluator): ClassHierarchy {
  const { reading } = evaluator;
  const direct = new Map<string, ProjectClass[]>();
  const parents = aside(reading, () =>
    findInFiles(
      evaluator,
      'parents',
      (file) => file.classes.flatMap((cls) => parentsOf(evaluator, cls)),
      (file) => file.classes.some(({ ir }) => ir.base || ir.implements),
    ),
  );
  for (const { key, cls } of parents) pushTo(direct, key, cls);
  const memo = new Map<string, readonly ProjectClass[]>();
  const find = (key: string): readonly ProjectClass[] => {
    const known = memo.get(key);
    if (known) return known;
    const found = new Set<ProjectClass>();
    const queue = [key];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const cls of direct.get(next) ?? []) {
        if (found.has(cls)) continue;
        found.add(cls);
        queue.push(classKey(cls));
      }
    }
    const sorted = [...found].sort(
      (a, b) => compareText(a.file.path, b.file.path) || a.index - b.index,
    );
    memo.set(key, sorted);
    return sorted;
  };
  reading.heirs = () =>
    new Map([...direct.keys()].map((key) => [key, find(key).map(classKey).join('\n')]));
  return {
    below: (of) => {
      const key = 'v' in of ? interfaceKey(of) : classKey(of);
      reading.unit.cells.add(`below ${key}`);
      const found = find(key);
      // Whoever is handed a class may look at it without asking its file.
      for (const cls of found) void cls.file.classes;
      return found;
    },
  };
}

interface Parent {
  readonly key: string;
  readonly cls: ProjectClass;
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const classKey = (cls: ProjectClass): string => `class ${cls.file.path}#${cls.index}`;
const interfaceKey = (of: InterfaceValue): string => `interface ${bindingKey(of.file, of.decl)}`;

function parentsOf(evaluator: Evaluator, cls: ProjectClass): readonly Parent[] {
  const found: Parent[] = [];
  const env = evaluator.envOf(cls.file, cls);
  for (const type of cls.ir.implements ?? []) {
    for (const one of alternatives(evaluator.type(type, env)))
      addParent(evaluator, one, cls, found, new Set());
  }
  if (!cls.ir.base) return found;
  const base = evaluator.value(cls.ir.base, evaluator.envOf(cls.file, null));
  for (const one of alternatives(base)) {
    if (one.v === 'class') found.push({ key: classKey(one.cls), cls });
  }
  return found;
}

function addParent(
  evaluator: Evaluator,
  parent: Value,
  cls: ProjectClass,
  found: Parent[],
  passed: Set<string>,
): void {
  if (parent.v === 'instance') found.push({ key: classKey(parent.cls), cls });
  if (parent.v !== 'interface') return;
  const key = interfaceKey(parent);
  if (passed.has(key)) return;
  passed.add(key);
  found.push({ key, cls });
  const decl = parent.file.ir.decls[parent.decl];
  for (const base of decl?.extends ?? []) {
    const env = evaluator.envOf(parent.file, null);
    for (const one of alternatives(evaluator.type(base, env))) {
      addParent(evaluator, one, cls, found, passed);
    }
  }
}

const known = new WeakMap<object, WeakMap<Env, Map<CallSite, readonly Callee[]>>>();

/**
 * A call is asked about once for every place that is lifted through it.
 * @param env environment of the calling code, usually `evaluator.siteEnv(site)`
 */
export function calleesOf(
  evaluator: Evaluator,
  hierarchy: ClassHierarchy,
  site: CallSite,
  env: Env,
): readonly Callee[] {
  let envs = known.get(evaluator.reading.unit);
  if (!envs) known.set(evaluator.reading.unit, (envs = new WeakMap()));
  let sites = envs.get(env);
  if (!sites) envs.set(env, (sites = new Map()));
  let callees = sites.get(site);
  if (!callees) sites.set(site, (callees = findCallees(evaluator, hierarchy, site, env)));
  return callees;
}

function findCallees(
  evaluator: Evaluator,
  hierarchy: ClassHierarchy,
  site: CallSite,
  env: Env,
): readonly Callee[] {
  const { expr } = site;
  if (expr.fn.k === 'mem') {
    const { name, obj } = expr.fn;
    const receivers = alternatives(evaluator.value(obj, env));
    const found = receivers.flatMap((one) => methodsOf(evaluator, hierarchy, one, name));
    return found.map((callee) => bound(callee, site, env));
  }
  if (expr.fn.k === 'super') return superConstructor(evaluator, site, env);
  const values = alternatives(evaluator.value(expr.fn, env));
  return values.flatMap((one): readonly Callee[] => {
    if (one.v === 'function') return [bound({ fn: one.fn, env: one.env, self: null }, site, env)];
    if (one.v === 'signature')
      return implementations(evaluator, hierarchy, one).map((callee) => bound(callee, site, env));
    if (one.v === 'class' && expr.isNew && one.cls.ctor) {
      const self = instanceOf(
        one.cls,
        one.types,
        isTold(one.cls, expr) ? { call: expr, env } : null,
      );
      const scope = derivedEnv(evaluator.functionEnv(one.cls.ctor), { self });
      return [bound({ fn: one.cls.ctor, env: scope, self }, site, env)];
    }
    return [];
  });
}

function bound(callee: Callee, site: CallSite, env: Env): Callee {
  const names = bindParameters(callee.fn, site.expr.args, env);
  return names.size > 0 ? { ...callee, env: derivedEnv(callee.env, { names }) } : callee;
}

function superConstructor(evaluator: Evaluator, site: CallSite, env: Env): readonly Callee[] {
  const base = evaluator.value({ k: 'super', at: site.expr.at }, env);
  if (base.v !== 'instance' || !base.cls.ctor) return [];
  const self = base.self ?? base;
  const scope = derivedEnv(evaluator.functionEnv(base.cls.ctor), { self });
  return [bound({ fn: base.cls.ctor, env: scope, self }, site, env)];
}

function methodsOf(
  evaluator: Evaluator,
  hierarchy: ClassHierarchy,
  receiver: Value,
  name: string,
): readonly Callee[] {
  if (receiver.v === 'instance') return instanceMethods(evaluator, hierarchy, receiver, name);
  const member = evaluator.member(receiver, name);
  return alternatives(member).flatMap((one): readonly Callee[] => {
    if (one.v === 'function') return [{ fn: one.fn, env: one.env, self: null }];
    return one.v === 'signature' ? implementations(evaluator, hierarchy, one) : [];
  });
}

function instanceMethods(
  evaluator: Evaluator,
  hierarchy: ClassHierarchy,
  receiver: InstanceValue,
  name: string,
): readonly Callee[] {
  const member = findMember(evaluator, receiver, name);
  const self = receiver.self ?? receiver;
  if (member?.kind === 'method') {
    return [{ fn: member.fn, env: memberEnv(evaluator, member.view, member.fn), self }];
  }
  if (member?.kind === 'signature')
    return overrides(evaluator, hierarchy.below(receiver.cls), name);
  return alternatives(evaluator.member(receiver, name)).flatMap((one): readonly Callee[] => {
    if (one.v === 'function') return [{ fn: one.fn, env: one.env, self: null }];
    return one.v === 'signature' ? implementations(evaluator, hierarchy, one) : [];
  });
}

/** Bodies behind a method known by its interface or abstract class. */
function implementations(
  evaluator: Evaluator,
  hierarchy: ClassHierarchy,
  signature: Extract<Value, { v: 'signature' }>,
): readonly Callee[] {
  const { owner, name } = signature;
  if (!owner) return attachedFunctions(evaluator, signature);
  return overrides(evaluator, hierarchy.below(owner.v === 'interface' ? owner : owner.cls), name);
}

/** Functions put on an object whose type says so: `service.transactional = async (work) => …`. */
function attachedFunctions(
  evaluator: Evaluator,
  { name, type }: Extract<Value, { v: 'signature' }>,
): readonly Callee[] {
  if (name === '' || !type) return [];
  const found = attachedTo(evaluator.program, name);
  return found.flatMap(({ file, object, v, fn }): readonly Callee[] => {
    const env = fn ? evaluator.functionEnv(fn) : evaluator.envOf(file, null);
    const member = evaluator.member(evaluator.value(object, env), name);
    const same = alternatives(member).some((one) => one.v === 'signature' && one.type === type);
    const attached = file.functions[v.fn];
    return same && attached
      ? [{ fn: attached, env: evaluator.functionEnv(attached), self: null }]
      : [];
  });
}

function overrides(
  evaluator: Evaluator,
  classes: readonly ProjectClass[],
  name: string,
): readonly Callee[] {
  // One inherited method is as many callees as classes inherit it: each may work on tables of its own.
  return classes.flatMap((cls): readonly Callee[] => {
    if (cls.ir.isAbstract) return [];
    const self = instanceOf(cls);
    const member = findMember(evaluator, self, name);
    if (member?.kind !== 'method') return [];
    return [{ fn: member.fn, env: memberEnv(evaluator, member.view, member.fn), self }];
  });
}
