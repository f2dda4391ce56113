/** Guards of a whole application: provided as `APP_GUARD` by any of its modules, or set by `useGlobalGuards`. */
import type { Evaluator } from '../../program/evaluator.ts';
import { guardNames } from './guards.ts';
import type { NestModule } from './module-model.ts';
import type { Surroundings } from './module-surroundings.ts';

const APP_GUARD = 'package @nestjs/core APP_GUARD';

/** Names in the order they run: those of modules are there before the application is handed out. */
export function globalGuardsOf(
  evaluator: Evaluator,
  { app, modules }: Surroundings,
): readonly string[] {
  const set = (app?.guards ?? []).flatMap((site) =>
    guardNames(evaluator, site.expr.args, evaluator.siteEnv(site)),
  );
  return [...providedGuards(modules), ...set];
}

function providedGuards(modules: readonly NestModule[]): readonly string[] {
  const found = new Map<string, string>();
  for (const module of modules) {
    const imported = module.importedProviders.map((one) => one.provider);
    for (const { token, provides, file, at } of [...module.providers, ...imported])
      if (token.key === APP_GUARD) found.set(`${file.path} ${at}`, provides);
  }
  return [...found.values()];
}
