/** HTTP routes of controllers. */
import type { AdapterContext } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import type { Application } from './applications.ts';
import { classUses, findUse } from '../../program/decorator-uses.ts';
import type { DecoratorUse } from '../../program/decorator-uses.ts';
import { entriesOf } from './entries.ts';
import { guardsOf, rolesOf } from './guards.ts';
import type { GuardsAround } from './guards-around.ts';
import { handlersOf, inheritedUses } from '../../program/handlers.ts';
import type { Handler } from '../../program/handlers.ts';
import { propOf } from '../../program/located.ts';
import { joinPath } from './route-paths.ts';
import {
  isExcluded,
  NEUTRAL,
  readPrefix,
  readVersions,
  settingsByController,
} from './route-settings.ts';
import type { RouteSettings } from './route-settings.ts';
import { routerPrefixes } from './router-module.ts';
import { sourceClassesWith } from './source-classes.ts';

const METHODS: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Options: 'OPTIONS',
  Head: 'HEAD',
  All: 'ALL',
  Search: 'SEARCH',
  Sse: 'GET',
  Propfind: 'PROPFIND',
  Proppatch: 'PROPPATCH',
  Mkcol: 'MKCOL',
  Copy: 'COPY',
  Move: 'MOVE',
  Lock: 'LOCK',
  Unlock: 'UNLOCK',
  QueryMethod: 'QUERY',
};

interface Controller {
  readonly cls: ProjectClass;
  readonly uses: readonly DecoratorUse[];
  readonly paths: readonly Path[];
  readonly versions: readonly string[] | null;
  readonly modulePrefix: string;
  readonly settings: RouteSettings;
  readonly around: GuardsAround;
}

interface Path {
  readonly text: string;
  /** All of it is known. */
  readonly exact: boolean;
}

export function reportRoutes(
  context: AdapterContext,
  apps: readonly Application[],
  around: GuardsAround,
): void {
  const { evaluator } = context;
  const prefixes = routerPrefixes(evaluator);
  const settingsOf = settingsByController(evaluator, apps);
  for (const app of apps) reportUnknownPrefix(context, app);
  for (const cls of sourceClassesWith(context, '@nestjs/common', 'Controller')) {
    const uses = classUses(evaluator, cls);
    const use = findUse(uses, '@nestjs/common', 'Controller');
    if (!use) continue;
    const { paths, versions } = readController(evaluator, use);
    reportController(context, {
      cls,
      uses: inheritedUses(evaluator, cls),
      paths,
      versions: versionsOf(evaluator, uses) ?? versions,
      modulePrefix: prefixes.get(cls) ?? '',
      settings: settingsOf(cls),
      around,
    });
  }
}

function reportUnknownPrefix({ evaluator, facts }: AdapterContext, { prefix }: Application): void {
  if (!prefix || readPrefix(evaluator, prefix)?.text !== null) return;
  const message =
    'The global prefix is computed: the paths of routes are given without it, as inferred.';
  const place = { file: prefix.file, at: prefix.expr.at };
  facts.finding({
    code: 'dynamic-route',
    subject: 'setGlobalPrefix',
    message,
    place,
    severity: 'warning',
  });
}

function readController(
  evaluator: Evaluator,
  { args, env }: DecoratorUse,
): Pick<Controller, 'paths' | 'versions'> {
  const [options] = args;
  if (!options) return { paths: [{ text: '', exact: true }], versions: null };
  const path = propOf(evaluator, { expr: options, env }, 'path');
  const version = propOf(evaluator, { expr: options, env }, 'version');
  const versions = version ? readVersions(evaluator, version) : null;
  const isObject = alternatives(evaluator.value(options, env)).some((one) => one.v === 'object');
  if (path) return { paths: readPaths(evaluator, path.expr, path.env), versions };
  if (isObject) return { paths: [{ text: '', exact: true }], versions };
  return { paths: readPaths(evaluator, options, env), versions: null };
}

function readPaths(evaluator: Evaluator, expr: Expr | undefined, env: Env): readonly Path[] {
  if (!expr) return [{ text: '', exact: true }];
  return entriesOf(evaluator, { expr, env }).map((one): Path => {
    const text = evaluator.text(one.expr, one.env);
    return { text: text?.text ?? '{}', exact: text?.exact ?? false };
  });
}

function versionsOf(evaluator: Evaluator, uses: readonly DecoratorUse[]): readonly string[] | null {
  const use = findUse(uses, '@nestjs/common', 'Version');
  const [version] = use?.args ?? [];
  return use && version ? readVersions(evaluator, { expr: version, env: use.env }) : null;
}

interface Verb {
  readonly use: DecoratorUse;
  readonly method: string;
  readonly paths: readonly Path[];
}

function verbsOf(evaluator: Evaluator, handler: Handler): readonly Verb[] {
  return handler.uses.flatMap((use): readonly Verb[] => {
    if (use.pkg !== '@nestjs/common') return [];
    const method = METHODS[use.name];
    const [first] = use.args;
    if (method) return [{ use, method, paths: readPaths(evaluator, first, use.env) }];
    if (use.name !== 'RequestMapping') return [];
    const options = first ? { expr: first, env: use.env } : null;
    const path = options && propOf(evaluator, options, 'path');
    const verb = options && propOf(evaluator, options, 'method');
    const name = verb?.expr.k === 'mem' ? verb.expr.name : 'GET';
    return [{ use, method: name, paths: readPaths(evaluator, path?.expr, path?.env ?? use.env) }];
  });
}

function reportController(context: AdapterContext, controller: Controller): void {
  for (const handler of handlersOf(context.evaluator, controller.cls)) {
    for (const verb of verbsOf(context.evaluator, handler))
      reportVerb(context, controller, handler, verb);
  }
}

function reportVerb(
  { evaluator, facts }: AdapterContext,
  controller: Controller,
  handler: Handler,
  verb: Verb,
): void {
  const { cls, settings, around } = controller;
  const { own, fn, uses } = handler;
  const place = own ? { file: fn.file, at: verb.use.at } : { file: cls.file, at: cls.ir.at };
  const named = [...guardsOf(evaluator, controller.uses), ...guardsOf(evaluator, uses)];
  const roles = rolesOf(evaluator, uses) ?? rolesOf(evaluator, controller.uses) ?? [];
  const versions =
    versionsOf(evaluator, uses) ?? controller.versions ?? settings.versioning?.defaults ?? [];
  for (const base of controller.paths) {
    for (const path of verb.paths) {
      const parts = [controller.modulePrefix, base.text, path.text];
      const isCertain = own && base.exact && path.exact && (settings.prefix?.certain ?? true);
      for (const full of fullPaths(settings, versions, verb.method, joinPath(...parts))) {
        facts.route({
          method: verb.method,
          path: full,
          handler: `${cls.name}.${fn.ir.name}`,
          guards: [...around.ofRoute({ cls, method: verb.method, path: full, settings }), ...named],
          roles,
          place,
          evidence: own ? `@${verb.use.written}(${quoted(path)})` : `inherited from ${fn.symbol}`,
          certainty: isCertain ? 'certain' : 'inferred',
        });
      }
    }
  }
}

const quoted = ({ text }: Path): string => (text === '' ? '' : `'${text}'`);

/** Prefix, version and path, as Nest puts them together; exclusions see the path without its version. */
function fullPaths(
  { prefix, versioning }: RouteSettings,
  versions: readonly string[],
  method: string,
  path: string,
): readonly string[] {
  const before = prefix?.text && !isExcluded(prefix, method, path) ? prefix.text : '';
  if (!versioning || versions.length === 0) return [joinPath(before, path)];
  const paths = versions.map((one) =>
    joinPath(before, one === NEUTRAL ? '' : `${versioning.prefix}${one}`, path),
  );
  return [...new Set(paths)];
}
