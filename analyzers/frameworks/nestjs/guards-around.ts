/** What runs before the guards a controller names itself: middleware of modules, then global guards. */
import type { AdapterContext } from '../../adapter.ts';
import type { ProjectClass } from '../../program/program.ts';
import type { Application } from './applications.ts';
import { globalGuardsOf } from './global-guards.ts';
import { middlewareOf } from './module-middleware.ts';
import type { ServedRoute } from './module-middleware.ts';
import { sharedNames, surroundingsByClass } from './module-surroundings.ts';
import type { Surroundings } from './module-surroundings.ts';

export interface GuardsAround {
  readonly ofRoute: (route: ServedRoute) => readonly string[];
  /** Operations of resolvers have no path of their own that middleware could be for. */
  readonly ofResolver: (cls: ProjectClass) => readonly string[];
}

export function guardsAround(context: AdapterContext, apps: readonly Application[]): GuardsAround {
  const { evaluator } = context;
  const surroundingsOf = surroundingsByClass(context, apps);
  const memo = new Map<Surroundings, readonly string[]>();
  const globalsOf = (around: Surroundings): readonly string[] => {
    const found = memo.get(around) ?? globalGuardsOf(evaluator, around);
    memo.set(around, found);
    return found;
  };
  return {
    ofRoute: (route) =>
      sharedNames(
        surroundingsOf(route.cls).map((around) => [
          ...middlewareOf(
            evaluator,
            around.modules.map((one) => one.cls),
            route,
          ),
          ...globalsOf(around),
        ]),
      ),
    ofResolver: (cls) => sharedNames(surroundingsOf(cls).map(globalsOf)),
  };
}
