/** `@fastify/autoload`: every file below a folder is a plugin, folders are prefixes. */
import type { Visit } from '../../adapter.ts';
import { exportValue } from '../../program/export-value.ts';
import type { ProjectFile } from '../../program/program.ts';
import type { Env, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { joinPaths } from '../http/http-paths.ts';
import type { PathText } from '../http/http-paths.ts';
import { readPaths } from '../http/read-paths.ts';
import type { GraphEvent, RouterNode } from '../http/route-graph.ts';
import { parameterNode } from '../http/router-nodes.ts';
import { propertyOf, written } from '../http/written-values.ts';
import type { Written } from '../http/written-values.ts';
import { pluginsOf } from './fastify-values.ts';
import { folderOf } from '../http/folder-of.ts';
import { patternOf, regexOf } from './pattern-of.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/;
const NO_PLUGIN = /\.d\.[cm]?ts$|(?:\.|_)(?:test|spec)\.[cm]?[jt]sx?$/;

interface Options {
  readonly folder: string;
  readonly prefix: PathText;
  readonly folders: boolean;
  readonly parameters: boolean;
  readonly encapsulate: boolean;
  readonly hooks: boolean;
  readonly cascade: boolean;
  readonly depth: number;
  readonly isPlugin: (path: string) => boolean;
  readonly isIndex: RegExp;
  readonly isHooks: RegExp;
}

/** @returns the mounts, null when the folder is not known */
export function mountAutoload(
  visit: Visit,
  env: Env,
  options: Expr,
  nodes: readonly RouterNode[],
): readonly GraphEvent[] | null {
  const read = readOptions(visit, { expr: options, env });
  if (!read) return null;
  const files = [...visit.program.files.values()].filter(
    (file) =>
      file.path.startsWith(read.folder === '' ? '' : `${read.folder}/`) &&
      SCRIPT.test(file.path) &&
      !NO_PLUGIN.test(file.path) &&
      visit.isSource(file.path),
  );
  return nodes.flatMap((node) => [...mounts(visit, read, node, files)]);
}

function readOptions(visit: Visit, options: Written): Options | null {
  const { evaluator } = visit;
  const of = (name: string): Written | null => propertyOf(evaluator, options, name);
  const dir = of('dir');
  const folder = dir ? folderOf(evaluator, dir.expr, dir.env) : null;
  if (folder === null) return null;
  const flag = (name: string, standard: boolean): boolean => {
    const found = of(name);
    const value = found ? evaluator.value(found.expr, found.env) : null;
    return value?.v === 'literal' && typeof value.value === 'boolean' ? value.value : standard;
  };
  const depth = of('maxDepth');
  const limit = depth ? evaluator.value(depth.expr, depth.env) : null;
  const pattern = (name: string, standard: RegExp): RegExp => {
    const found = of(name);
    return (found ? regexOf(found.expr) : null) ?? standard;
  };
  const inner = of('options');
  const prefix = inner ? propertyOf(evaluator, inner, 'prefix') : null;
  const path = prefix ? readPaths(evaluator, prefix.expr, prefix.env)?.paths[0] : undefined;
  const ignored = patternOf(visit, of('ignorePattern'), of('ignoreFilter'));
  const matched = patternOf(visit, null, of('matchFilter'));
  return {
    folder,
    prefix: path ?? { text: '', exact: true },
    folders: flag('dirNameRoutePrefix', true),
    parameters: flag('routeParams', false),
    encapsulate: flag('encapsulate', true),
    hooks: flag('autoHooks', false),
    cascade: flag('cascadeHooks', false),
    depth: limit?.v === 'literal' && typeof limit.value === 'number' ? limit.value : Infinity,
    isPlugin: (relative) => !(ignored?.(relative) ?? false) && (matched?.(relative) ?? true),
    isIndex: pattern('indexPattern', /^index\.[cm]?[jt]s$/),
    isHooks: pattern('autoHooksPattern', /^[_.]?auto_?-?hooks\.[cm]?[jt]s$/i),
  };
}

function* mounts(
  visit: Visit,
  options: Options,
  root: RouterNode,
  files: readonly ProjectFile[],
): Generator<GraphEvent> {
  const relative = (file: ProjectFile): string =>
    file.path.slice(options.folder === '' ? 0 : options.folder.length + 1);
  const folders = new Map<string, ProjectFile[]>();
  for (const file of files) {
    const path = relative(file);
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    if (folder !== '' && folder.split('/').length > options.depth) continue;
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const name = (file: ProjectFile): string => file.path.slice(file.path.lastIndexOf('/') + 1);
  for (const [folder, inside] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const hooks = options.hooks ? hookFiles(options, folders, folder, name) : [];
    const parent = hooks.length > 0 ? folderNode(root, options, folder) : root;
    const place = visit.place;
    if (parent !== root) {
      yield {
        is: 'mount',
        node: root,
        place,
        child: parent,
        path: { text: '', exact: true },
        guards: [],
        alias: false,
      };
      for (const file of hooks)
        yield* mountFile(visit, file, parent, { text: '', exact: true }, true);
    }
    const index = inside.filter((file) => options.isIndex.test(name(file)));
    for (const file of index.length > 0 ? index : inside) {
      if (options.isHooks.test(name(file)) && options.hooks) continue;
      if (!options.isPlugin(`/${relative(file)}`)) continue;
      yield* mountFile(
        visit,
        file,
        parent,
        prefixOf(visit, options, file, folder),
        !options.encapsulate,
      );
    }
  }
}

/** The hook files of a folder, with cascading ones those of the folders above too. */
function hookFiles(
  options: Options,
  folders: ReadonlyMap<string, readonly ProjectFile[]>,
  folder: string,
  name: (file: ProjectFile) => string,
): readonly ProjectFile[] {
  const parts = folder === '' ? [] : folder.split('/');
  const chain = ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))];
  const used = options.cascade ? chain : [folder];
  return used.flatMap((one) =>
    (folders.get(one) ?? []).filter((file) => options.isHooks.test(name(file))),
  );
}

function folderNode(root: RouterNode, options: Options, folder: string): RouterNode {
  const key = `${root.key} autoload ${options.folder}/${folder}`;
  return { key, kind: 'router', group: key, cls: null, context: new Set(), prefix: '' };
}

function prefixOf(visit: Visit, options: Options, file: ProjectFile, folder: string): PathText {
  const override = exportedText(visit, file, 'prefixOverride');
  if (override) return override;
  const own = exportedText(visit, file, 'autoPrefix');
  const below = own ?? { text: options.folders ? folderPrefix(options, folder) : '', exact: true };
  return {
    text: joinPaths(options.prefix.text, below.text),
    exact: options.prefix.exact && below.exact,
  };
}

function folderPrefix(options: Options, folder: string): string {
  const path = folder === '' ? '' : `/${folder}`;
  return options.parameters ? path.replace(/\/_/g, '/:').replace(/__/g, ':') : path;
}

function exportedText(visit: Visit, file: ProjectFile, name: string): PathText | null {
  const named = exportValue(visit.evaluator, file, name);
  const value = named.v === 'string' ? named : assignedText(visit, file, name);
  return value?.v === 'string' ? { text: value.text, exact: value.exact } : null;
}

/** `module.exports.autoPrefix = '/x'`, `plugin.autoPrefix = '/x'`. */
function assignedText(visit: Visit, file: ProjectFile, name: string): Value | null {
  const env = visit.evaluator.envOf(file, null);
  for (const expr of file.ir.body) {
    if (expr.k === 'set' && expr.target.k === 'mem' && expr.target.name === name)
      return visit.evaluator.value(expr.v, env);
  }
  return null;
}

function* mountFile(
  visit: Visit,
  file: ProjectFile,
  parent: RouterNode,
  path: PathText,
  shared: boolean,
): Generator<GraphEvent> {
  const value = pluginValue(visit, file);
  for (const { fn, wrapped } of pluginsOf(visit.evaluator, value, shared)) {
    if (fn.fn.ir.params.length === 0) continue;
    const child = parameterNode(fn.fn, 0, [], true);
    const at = wrapped ? { text: '', exact: true } : path;
    yield {
      is: 'mount',
      node: parent,
      place: visit.place,
      child,
      path: at,
      guards: [],
      alias: wrapped,
    };
  }
}

function pluginValue(visit: Visit, file: ProjectFile): Value {
  const value = exportValue(visit.evaluator, file, 'default');
  if (value.v !== 'unknown') return value;
  const equals = file.ir.exports.find((one) => one.name === '=' || one.name === 'export=');
  const { expr, env } = equals?.expr
    ? written(visit.evaluator, equals.expr, visit.evaluator.envOf(file, null))
    : { expr: null, env: visit.evaluator.envOf(file, null) };
  return expr ? visit.evaluator.value(expr, env) : value;
}
