/** What Koa's exports, applications and routers are worth. */
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { readPaths } from '../http/read-paths.ts';
import { allocatedNode, nodeOf, nodeState } from '../http/router-nodes.ts';
import { propertyOf } from '../http/written-values.ts';

const ROUTER_PACKAGES = new Set([
  '@koa/router',
  'koa-router',
  'koa-joi-router',
  'koa-better-router',
]);
export const KOA_PACKAGES = ['koa', ...ROUTER_PACKAGES, 'koa-mount', 'koa-compose'];

export const KOA_VERBS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'options',
  'head',
  'all',
  'link',
  'unlink',
]);
export const KOA_CHAINED: ReadonlySet<string> = new Set(['use', 'prefix', 'param', ...KOA_VERBS]);

/** `router.routes()` stands for its router where it is used. */
const ROUTES = new Set(['routes', 'middleware']);

export function isKoaRouter(value: LibraryValue): boolean {
  if (value.role !== 'instance') return false;
  if (nodeOf(value))
    return (
      KOA_PACKAGES.includes(value.pkg) && (value.type === 'Router' || value.type === 'Application')
    );
  const type = value.type.slice(value.type.lastIndexOf('.') + 1);
  if (ROUTER_PACKAGES.has(value.pkg)) return type === 'default' || type === 'Router';
  return value.pkg === 'koa' && (type === 'default' || type === 'Koa' || type === 'Application');
}

/** Middleware that leads into a router: `router.routes()`, `mount('/x', app)`, `compose([…])`. */
export interface Entrance {
  readonly value: Value;
  readonly paths: readonly { readonly text: string; readonly exact: boolean }[];
}

export function entrancesOf(value: Value): readonly Entrance[] {
  return alternatives(value).flatMap((one): readonly Entrance[] => {
    if (one.v !== 'library') return [];
    const inside = one.state?.['entrances'] as readonly Entrance[] | undefined;
    return inside ?? [];
  });
}

const HERE = [{ text: '', exact: true }] as const;

export function callKoa(library: LibraryCall): Value | undefined {
  const { receiver, method } = library;
  if (receiver.role === 'instance') {
    if (!isKoaRouter(receiver)) return undefined;
    if (ROUTES.has(method)) return entrance([{ value: receiver, paths: HERE }]);
    if (method === 'allowedMethods')
      return libraryInstance('koa', 'allowedMethods', [], { entrances: [] });
    return KOA_CHAINED.has(method) ? receiver : undefined;
  }
  if (receiver.pkg === 'koa-mount') return mounted(library);
  if (receiver.pkg === 'koa-compose') return composed(library);
  return constructed(library);
}

const entrance = (entrances: readonly Entrance[]): Value =>
  libraryInstance('koa', 'entrance', [], { entrances });

function constructed({ receiver, method, call, env, evaluator }: LibraryCall): Value | undefined {
  if (method !== 'new' && method !== '') return undefined;
  if (!ROUTER_PACKAGES.has(receiver.pkg)) {
    return method === 'new'
      ? libraryInstance('koa', 'Application', [], nodeState(allocatedNode(call, env, 'app')))
      : undefined;
  }
  const [options] = call.args;
  const prefix = options ? propertyOf(evaluator, { expr: options, env }, 'prefix') : null;
  const path = prefix ? readPaths(evaluator, prefix.expr, prefix.env)?.paths[0] : undefined;
  const node = allocatedNode(call, env, 'router', path?.text.replace(/^\{\}/, '') ?? '');
  return libraryInstance(receiver.pkg, 'Router', [], nodeState(node));
}

function mounted({ call, env, evaluator }: LibraryCall): Value | undefined {
  const [first, second] = call.args;
  if (!first) return undefined;
  const target = evaluator.value(second ?? first, env);
  const paths = second ? (readPaths(evaluator, first, env)?.paths ?? HERE) : HERE;
  const inner = entrancesOf(target);
  const targets = inner.length > 0 ? inner : [{ value: target, paths: HERE }];
  return entrance(
    targets.flatMap((one) =>
      paths.map((path) => ({
        value: one.value,
        paths: one.paths.map((deeper) => ({
          text: `${path.text}${deeper.text}`,
          exact: path.exact && deeper.exact,
        })),
      })),
    ),
  );
}

function composed({ call, env, evaluator }: LibraryCall): Value | undefined {
  const list = call.args[0] ? evaluator.value(call.args[0], env) : undefined;
  if (list?.v !== 'array') return undefined;
  const inside = (list.items ?? [list.of]).flatMap(entrancesOf);
  return inside.length > 0 ? entrance(inside) : undefined;
}
