/** NestJS 8–11: modules, providers, injections, routes, messages, jobs and configuration. */
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import { APP_CALLS, findApplications, noteAppCall } from './applications.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { aside } from '../../program/reading.ts';
import { configSources } from './config-values.ts';
import { guardsAround } from './guards-around.ts';
import { mixinsOf } from './injectables.ts';
import { nestKnowledge } from './knowledge.ts';
import { noteMiddleware } from './module-middleware.ts';
import { nestIndex } from './nest-index.ts';
import { CONFIG_CALLS, visitConfigCall } from './report-config.ts';
import { reportGraphql } from './report-graphql.ts';
import { reportInjections } from './report-injections.ts';
import { REGISTRY_CALLS, reportJobs, visitRegistryCall } from './report-jobs.ts';
import { LOOKUP_CALLS, visitLookup } from './report-lookups.ts';
import { MESSAGE_CALLS, reportMessageHandlers, visitClientCall } from './report-messages.ts';
import { reportModules } from './report-modules.ts';
import { reportRoutes } from './report-routes.ts';
import { noteRouterTree } from './router-module.ts';

type Visitor = (visit: Visit) => void;

const VISITORS: readonly { readonly calls: readonly string[]; readonly visit: Visitor }[] = [
  { calls: APP_CALLS, visit: noteAppCall },
  { calls: ['register', 'forRoutes'], visit: noteRouterTree },
  { calls: ['forRoutes'], visit: noteMiddleware },
  { calls: CONFIG_CALLS, visit: visitConfigCall },
  { calls: LOOKUP_CALLS, visit: visitLookup },
  { calls: MESSAGE_CALLS, visit: visitClientCall },
  { calls: REGISTRY_CALLS, visit: visitRegistryCall },
];

export const nestjsAdapter: Adapter = {
  ...nestKnowledge,
  id: 'nestjs',
  title: 'NestJS',
  kind: 'framework',
  prepare: ({ evaluator }) => readShared(evaluator),
  calls: [...new Set(VISITORS.flatMap((one) => one.calls))],
  visitCall: (visit) => {
    for (const one of VISITORS) if (one.calls.includes(visit.site.name)) one.visit(visit);
  },
  readFile: (context, file) => {
    reportInjections(context, file);
    reportMessageHandlers(context, file);
    reportJobs(context, file);
  },
  finish: reportAll,
};

/** What is shared is there before anybody needs it, so that it is the same whoever asks first. */
function readShared(evaluator: Evaluator): void {
  aside(evaluator.reading, () => {
    nestIndex(evaluator);
    mixinsOf(evaluator);
    configSources(evaluator);
  });
}

function reportAll(context: AdapterContext): void {
  reportModules(context);
  const apps = findApplications(context);
  const around = guardsAround(context, apps);
  reportRoutes(context, apps, around);
  reportGraphql(context, around);
}
