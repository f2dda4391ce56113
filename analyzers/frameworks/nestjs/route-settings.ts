/** Global prefix, its exclusions, and versioning, as read from the calls that set them. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectClass } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { argumentOf, servingApplication } from './applications.ts';
import type { Application, Argument } from './applications.ts';
import { entriesOf } from './entries.ts';
import { followed, propOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';
import { matchesPattern } from './route-paths.ts';

export interface Prefix {
  /** null when it is set but not known. */
  readonly text: string | null;
  /** Read from a literal, not from configuration. */
  readonly certain: boolean;
  readonly excluded: readonly { readonly path: string; readonly method: string | null }[];
}

export interface Versioning {
  readonly prefix: string;
  readonly defaults: readonly string[];
}

export interface RouteSettings {
  readonly prefix: Prefix | null;
  /** null unless versions are part of the path. */
  readonly versioning: Versioning | null;
}

const NO_SETTINGS: RouteSettings = { prefix: null, versioning: null };

/** Settings of each controller: of the application that serves it, else those all applications agree on. */
export function settingsByController(
  evaluator: Evaluator,
  apps: readonly Application[],
): (controller: ProjectClass) => RouteSettings {
  const memo = new Map(apps.map((app) => [app, readSettings(evaluator, app)]));
  const shared = sharedSettings(apps, memo);
  return (controller) => {
    const app = servingApplication(apps, controller);
    return (app && memo.get(app)) ?? shared;
  };
}

/** For controllers that the module graph does not tie to an application. */
function sharedSettings(
  apps: readonly Application[],
  memo: ReadonlyMap<Application, RouteSettings>,
): RouteSettings {
  const configured = apps.filter((app) => app.prefix ?? app.versioning);
  const distinct = new Map(configured.map((app) => [JSON.stringify(memo.get(app)), memo.get(app)]));
  const [only = NO_SETTINGS] = distinct.values();
  if (distinct.size !== 1) return NO_SETTINGS;
  const sites = new Set(configured.map((app) => app.prefix));
  const { prefix } = only;
  return sites.size > 1 && prefix ? { ...only, prefix: { ...prefix, certain: false } } : only;
}

function readSettings(evaluator: Evaluator, app: Application): RouteSettings {
  return {
    prefix: app.prefix && readPrefix(evaluator, app.prefix),
    versioning: readVersioning(evaluator, app),
  };
}

/** @param site the call of `setGlobalPrefix` */
export function readPrefix(evaluator: Evaluator, site: CallSite): Prefix | null {
  const argument = argumentOf(evaluator, site, 0);
  if (!argument) return null;
  const text = evaluator.text(argument.expr, argument.env);
  const known = text !== undefined && text.text !== '{}' && !text.text.includes('{}');
  return {
    text: known ? text.text : null,
    certain: known && isLiteral(evaluator, argument),
    excluded: readExcluded(evaluator, argumentOf(evaluator, site, 1)),
  };
}

function isLiteral(evaluator: Evaluator, argument: Argument): boolean {
  const { expr, env } = followed(evaluator, argument);
  if (expr.k === 'str') return true;
  if (expr.k === 'mem') {
    const owner = evaluator.value(expr.obj, env);
    return owner.v === 'enum' || owner.v === 'object';
  }
  return expr.k === 'tpl' && expr.exprs.every((part) => isLiteral(evaluator, { expr: part, env }));
}

function readExcluded(evaluator: Evaluator, options: Argument | null): Prefix['excluded'] {
  const list = options && propOf(evaluator, options, 'exclude');
  if (!list) return [];
  return entriesOf(evaluator, list).flatMap((entry) => readRoute(evaluator, entry) ?? []);
}

/** Routes as settings and middleware name them: `'health'`, `{ path: 'health', method: RequestMethod.GET }`. */
export interface NamedRoute {
  readonly path: string;
  /** null for all. */
  readonly method: string | null;
  readonly versions: readonly string[];
  /** Given as a string, not as an object. */
  readonly isText: boolean;
}

export function readRoute(evaluator: Evaluator, entry: Located): NamedRoute | null {
  const text = evaluator.text(entry.expr, entry.env);
  if (text) return { path: text.text, method: null, versions: [], isText: true };
  const path = propOf(evaluator, entry, 'path');
  const method = propOf(evaluator, entry, 'method');
  const version = propOf(evaluator, entry, 'version');
  const found = path && evaluator.text(path.expr, path.env)?.text;
  if (found === null || found === undefined) return null;
  return {
    path: found,
    method: method?.expr.k === 'mem' && method.expr.name !== 'ALL' ? method.expr.name : null,
    versions: version ? readVersions(evaluator, version) : [],
    isText: false,
  };
}

export function isExcluded(prefix: Prefix, method: string, path: string): boolean {
  return prefix.excluded.some(
    (one) => (one.method === null || one.method === method) && matchesPattern(one.path, path),
  );
}

function readVersioning(evaluator: Evaluator, app: Application): Versioning | null {
  if (!app.versioning) return null;
  const options = argumentOf(evaluator, app.versioning, 0);
  const type = options && propOf(evaluator, options, 'type');
  if (type && !isUriType(evaluator.value(type.expr, type.env))) return null;
  const prefix = options && propOf(evaluator, options, 'prefix');
  const defaults = options && propOf(evaluator, options, 'defaultVersion');
  return {
    prefix: prefix ? prefixText(evaluator, prefix) : 'v',
    defaults: defaults ? readVersions(evaluator, defaults) : [],
  };
}

function isUriType(value: Value): boolean {
  if (value.v === 'library') return value.type.endsWith('.URI');
  return value.v === 'literal' ? value.value === 0 : value.v === 'unknown';
}

function prefixText(evaluator: Evaluator, prefix: Located): string {
  if (prefix.expr.k === 'lit') return '';
  return evaluator.text(prefix.expr, prefix.env)?.text ?? 'v';
}

/** Marks a version-neutral route: no version in its path. */
export const NEUTRAL = '';

/** `'1'`, `['1', '2']`, `VERSION_NEUTRAL`. */
export function readVersions(evaluator: Evaluator, versions: Located): readonly string[] {
  return entriesOf(evaluator, versions).flatMap(({ expr, env }) =>
    alternatives(evaluator.value(expr, env)).flatMap((one): readonly string[] => {
      if (one.v === 'string') return [one.text];
      if (one.v === 'literal' && typeof one.value === 'number') return [String(one.value)];
      return one.v === 'library' && one.type.endsWith('VERSION_NEUTRAL') ? [NEUTRAL] : [];
    }),
  );
}
