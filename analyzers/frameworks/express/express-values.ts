/** What Express' exports, applications and routers are worth: every `Router()` is an object of its own. */
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { readPaths } from '../http/read-paths.ts';
import { allocatedNode, nodeOf, nodeState } from '../http/router-nodes.ts';

export const EXPRESS_PACKAGES = [
  'express',
  'express-serve-static-core',
  '@types/express-serve-static-core',
  'express-promise-router',
  'express-async-router',
  'express-ws',
  '@feathersjs/express',
];

export const EXPRESS_VERBS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'head',
  'all',
  'ws',
  'del',
  'propfind',
  'search',
  'report',
  'link',
  'unlink',
  'lock',
  'unlock',
  'copy',
  'move',
  'purge',
  'trace',
]);

const APP_TYPES = new Set([
  'Application',
  'Express',
  'Application.default',
  'Instance',
  'WithWebsocketMethod',
]);
const ROUTER_TYPES = new Set([
  'Router',
  'IRouter',
  'core.Router',
  'Express.Application',
  'IApplication',
]);
const SAME = new Set(['use', 'param', 'set', 'enable', 'disable', 'engine', ...EXPRESS_VERBS]);
export const CHAINED: ReadonlySet<string> = new Set(['use', 'set', 'enable', 'disable']);

const typeName = (value: LibraryValue): string => value.type.slice(value.type.lastIndexOf('.') + 1);

export function isExpressRouter(value: LibraryValue): boolean {
  if (!EXPRESS_PACKAGES.includes(value.pkg) || value.role !== 'instance') return false;
  return nodeOf(value)
    ? value.type !== 'Route'
    : APP_TYPES.has(typeName(value)) || ROUTER_TYPES.has(typeName(value));
}

/** `router.route('/x')`: verbs on it register at its path. */
export function isExpressRoute(value: LibraryValue): boolean {
  return EXPRESS_PACKAGES.includes(value.pkg) && value.type === 'Route' && nodeOf(value) !== null;
}

export function callExpress(library: LibraryCall): Value | undefined {
  const { receiver } = library;
  return receiver.role === 'export' ? callExport(library) : callRouter(library);
}

function callExport({ receiver, method, call, env, evaluator }: LibraryCall): Value | undefined {
  const name = method === '' || method === 'new' ? typeName(receiver) : method;
  const main = name === 'default' || name === '*';
  if (receiver.pkg === 'express-ws') {
    const app = call.args[0] ? evaluator.value(call.args[0], env) : undefined;
    return libraryInstance('express-ws', 'Instance', [], { app });
  }
  const isRouter =
    name === 'Router' || (main && /router/.test(receiver.pkg)) || name === 'PromiseRouter';
  if (isRouter)
    return libraryInstance(
      receiver.pkg,
      'Router',
      [],
      nodeState(allocatedNode(call, env, 'router')),
    );
  if (main || name === 'express') {
    return libraryInstance(
      receiver.pkg,
      'Application',
      [],
      nodeState(allocatedNode(call, env, 'app')),
    );
  }
  return undefined;
}

function callRouter({ receiver, method, call, env, evaluator }: LibraryCall): Value | undefined {
  if (isExpressRoute(receiver)) return EXPRESS_VERBS.has(method) ? receiver : undefined;
  if (!isExpressRouter(receiver)) return undefined;
  if (method === 'route') {
    const path = call.args[0] ? readPaths(evaluator, call.args[0], env) : null;
    return libraryInstance(receiver.pkg, 'Route', [], { ...receiver.state, path });
  }
  // `app.get('title')` reads a setting.
  if (method === 'get' && call.args.length < 2) return undefined;
  return SAME.has(method) ? receiver : undefined;
}

/** `expressWs(app).app` is the application that was handed in. */
export function memberOfExpress(value: LibraryValue, name: string): Value | undefined {
  if (value.pkg !== 'express-ws' || value.type !== 'Instance' || name !== 'app') return undefined;
  const app = value.state?.['app'] as Value | undefined;
  return app && alternatives(app).length > 0 ? app : undefined;
}
