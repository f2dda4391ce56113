/**
 * The modules around a controller or resolver: all of the application that serves it. What one of them
 * says of the whole application (global guards, middleware) is said of each of its routes.
 */
import type { AdapterContext } from '../../adapter.ts';
import type { ProjectClass } from '../../program/program.ts';
import { reachable, servingApplication } from './applications.ts';
import type { Application } from './applications.ts';
import type { NestModule } from './module-model.ts';
import { nestIndex } from './nest-index.ts';

export interface Surroundings {
  /** null when only the modules are known, not the call that makes an application of them. */
  readonly app: Application | null;
  /** The root first, then what it imports, depth first. */
  readonly modules: readonly NestModule[];
}

/** @returns for a class the surroundings it may have: one where its application is known */
export function surroundingsByClass(
  context: AdapterContext,
  apps: readonly Application[],
): (cls: ProjectClass) => readonly Surroundings[] {
  const { moduleOf } = nestIndex(context.evaluator);
  const modulesOf = (reaches: ReadonlySet<ProjectClass>): readonly NestModule[] =>
    [...reaches].flatMap((one) => moduleOf.get(one) ?? []);
  const byApp = new Map(apps.map((app) => [app, { app, modules: modulesOf(app.reaches) }]));
  // Of a root that is computed nothing is known but that it is the only one.
  const only = apps.length === 1 && apps[0]?.root === null ? apps[0] : null;
  const others = topModules(context).map((top) => {
    const reaches = reachable(context.evaluator, top);
    return { reaches, around: { app: only, modules: modulesOf(reaches) } };
  });
  return (cls) => {
    const app = servingApplication(apps, cls);
    const known = app && byApp.get(app);
    if (known) return [known];
    return others.filter((one) => one.reaches.has(cls)).map((one) => one.around);
  };
}

/** Modules that no module imports. */
function topModules({ evaluator, isSource }: AdapterContext): readonly ProjectClass[] {
  const modules = nestIndex(evaluator).modules.filter((one) => isSource(one.cls.file.path));
  const imported = new Set(modules.flatMap((one) => one.imports.map((entry) => entry.cls)));
  return modules.flatMap((one) => (imported.has(one.cls) ? [] : [one.cls]));
}

/** What is true in all surroundings, as listed in the first. */
export function sharedNames(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = lists;
  return first.filter((name) => rest.every((list) => list.includes(name)));
}
