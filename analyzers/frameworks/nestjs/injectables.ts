/** Which classes Nest constructs, and where the members it fills are written. */
import type { Evaluator } from '../../program/evaluator.ts';
import { baseOf } from '../../program/class-members.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import { classUses } from '../../program/decorator-uses.ts';
import { nestIndex } from './nest-index.ts';
import { isNestPackage } from './nest-packages.ts';

/** Packages of the family whose class decorators describe data, not something Nest constructs. */
const DATA_PACKAGES = new Set([
  '@nestjs/swagger',
  '@nestjs/mongoose',
  '@nestjs/mapped-types',
  '@nestjs/typeorm',
]);
const GRAPHQL_CONSTRUCTED = new Set(['Resolver', 'Scalar', 'Plugin']);

export function isConstructedByNest(evaluator: Evaluator, cls: ProjectClass): boolean {
  if (nestIndex(evaluator).listed.has(cls) || mixinsOf(evaluator).has(cls)) return true;
  return classUses(evaluator, cls).some(({ pkg, name }) => {
    if (!isNestPackage(pkg) || DATA_PACKAGES.has(pkg)) return false;
    return pkg !== '@nestjs/graphql' || GRAPHQL_CONSTRUCTED.has(name);
  });
}

/** Classes handed to `mixin(…)`, which makes them injectable. */
export function mixinsOf(evaluator: Evaluator): ReadonlySet<ProjectClass> {
  return evaluator.shared('nest mixins', () => findMixins(evaluator), new Set());
}

function findMixins(evaluator: Evaluator): ReadonlySet<ProjectClass> {
  const found = new Set<ProjectClass>();
  for (const site of evaluator.program.callsByName.get('mixin') ?? []) {
    const env = evaluator.siteEnv(site);
    const head = evaluator.value(site.expr.fn, env);
    const [first] = site.expr.args;
    if (head.v !== 'library' || head.pkg !== '@nestjs/common' || !first) continue;
    for (const one of alternatives(evaluator.value(first, env)))
      if (one.v === 'class') found.add(one.cls);
  }
  return found;
}

/** Where the injections of constructed classes are written: at the class, or at the base it takes them from. */
export interface InjectionSites {
  /** Classes whose own constructor is called with injections. */
  readonly constructors: ReadonlySet<ProjectClass>;
  /** Classes whose properties are filled. */
  readonly properties: ReadonlySet<ProjectClass>;
}

export function findInjectionSites(evaluator: Evaluator, file: ProjectFile): InjectionSites {
  const constructors = new Set<ProjectClass>();
  const properties = new Set<ProjectClass>();
  for (const cls of file.classes) {
    if (!isConstructedByNest(evaluator, cls)) continue;
    const chain = basesOf(evaluator, cls);
    const holder = chain.find((one) => one.ctor !== null);
    if (holder) constructors.add(holder);
    for (const one of chain) properties.add(one);
  }
  return { constructors, properties };
}

/** The class and its bases in the project, nearest first. */
export function basesOf(evaluator: Evaluator, cls: ProjectClass): readonly ProjectClass[] {
  const chain: ProjectClass[] = [];
  for (let current: ProjectClass | null = cls; current && !chain.includes(current);) {
    chain.push(current);
    const base = baseOf(evaluator, current, evaluator.envOf(current.file, current));
    current = base?.v === 'instance' ? base.cls : null;
  }
  return chain;
}
