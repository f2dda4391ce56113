/** Outbound HTTP: fetch, axios, got, ky, undici, superagent, node:http, request, Nest's HttpService. */
import type { Adapter, Visit } from '../../adapter.ts';
import { propOf } from '../../program/located.ts';
import { libraryFaces } from '../../orms/sql/library-faces.ts';
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { symbolOf } from '../reporting/report-event.ts';
import { joinedUrl, urlText } from './url-text.ts';

/** How a client is called. `function`: the value itself takes URL or options. */
interface Client {
  readonly packages: readonly string[];
  /** Exports that are called themselves: `fetch(url, { method })`. */
  readonly functions: readonly string[];
  /** Methods `client.get(url)`. */
  readonly verbs: boolean;
  /** Methods that take a whole request. */
  readonly requests: readonly string[];
  /** Methods that make a client with options of its own, and where its base is in them. */
  readonly makers: readonly string[];
  readonly base: readonly string[];
}

const FETCHES = ['default', 'fetch', '*'];

const CLIENTS: readonly Client[] = [
  {
    packages: [
      'node-fetch',
      'cross-fetch',
      'isomorphic-fetch',
      'make-fetch-happen',
      'ofetch',
      'node-fetch-native',
    ],
    functions: [...FETCHES, '$fetch', 'ofetch'],
    verbs: false,
    requests: [],
    makers: ['create'],
    base: ['baseURL'],
  },
  {
    packages: ['undici'],
    functions: ['fetch', 'request', 'stream'],
    verbs: false,
    requests: ['request', 'stream', 'fetch'],
    makers: [],
    base: [],
  },
  {
    packages: ['axios', '@nestjs/axios'],
    functions: ['default', '*'],
    verbs: true,
    requests: ['request'],
    makers: ['create'],
    base: ['baseURL'],
  },
  {
    packages: ['got'],
    functions: ['default', 'got', '*'],
    verbs: true,
    requests: ['stream', 'paginate'],
    makers: ['extend'],
    base: ['prefixUrl'],
  },
  {
    packages: ['ky', 'ky-universal'],
    functions: ['default', 'ky', '*'],
    verbs: true,
    requests: [],
    makers: ['create', 'extend'],
    base: ['prefixUrl', 'prefix'],
  },
  {
    packages: ['superagent'],
    functions: ['default', 'request', '*'],
    verbs: true,
    requests: [],
    makers: ['agent'],
    base: [],
  },
  {
    packages: ['request', 'request-promise', 'request-promise-native'],
    functions: ['default', '*'],
    verbs: true,
    requests: [],
    makers: ['defaults'],
    base: ['baseUrl'],
  },
  {
    packages: ['needle'],
    functions: ['default', '*'],
    verbs: true,
    requests: [],
    makers: [],
    base: [],
  },
  {
    packages: ['http', 'https', 'follow-redirects'],
    functions: [],
    verbs: false,
    requests: ['request', 'get'],
    makers: [],
    base: [],
  },
];

const PACKAGES = CLIENTS.flatMap((one) => one.packages);
const VERBS = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['del', 'DELETE'],
  ['head', 'HEAD'],
  ['options', 'OPTIONS'],
  ['postForm', 'POST'],
  ['putForm', 'PUT'],
  ['patchForm', 'PATCH'],
]);

export const httpClientsAdapter: Adapter = {
  id: 'http-clients',
  title: 'HTTP clients',
  kind: 'library',
  always: true,
  packages: PACKAGES.filter((name) => name !== 'http' && name !== 'https'),
  calls: [...VERBS.keys(), 'fetch', 'request', 'stream', 'paginate'].sort(),
  // Default imports and made clients are called under any name: `axios({ … })`, `api('/path')`.
  wants: (site) =>
    site.expr.fn.k === 'name' &&
    site.expr.fn.decl >= 0 &&
    !site.expr.isNew &&
    !site.tagged &&
    mayBeClient(site.name),
  call: clientCall,
  member: clientMember,
  onlyReports: true,
  visitCall,
};

const mayBeClient = (name: string): boolean =>
  /fetch|axios|got|ky|request|rp|http|api|client|needle|superagent|agent/i.test(name);

const clientOf = (pkg: string): Client | undefined =>
  CLIENTS.find((one) => one.packages.includes(pkg));

/** Made clients keep the options they were made with: their base URL stands in front of every path. */
function clientCall({ receiver, method, call, env }: LibraryCall): Value | undefined {
  const client = clientOf(receiver.pkg);
  if (!client) return undefined;
  if (client.makers.includes(method) || (method === '' && client.makers.includes(receiver.type))) {
    const [options] = call.args;
    return libraryInstance(receiver.pkg, 'Client', [], {
      ...receiver.state,
      ...(options ? { options: { expr: options, env } } : {}),
    });
  }
  if (receiver.pkg === 'undici' && method === 'new') {
    const [origin] = call.args;
    return libraryInstance(
      'undici',
      'Client',
      [],
      origin ? { origin: { expr: origin, env } } : undefined,
    );
  }
  return undefined;
}

function clientMember(value: LibraryValue, name: string): Value | undefined {
  if (value.pkg !== '@nestjs/axios' && value.pkg !== 'axios') return undefined;
  if (name === 'axiosRef') return libraryInstance('axios', 'Client', [], value.state);
  return value.role === 'export' && name === 'default' ? { ...value, type: 'default' } : undefined;
}

function visitCall(visit: Visit): void {
  const { call, evaluator, env } = visit;
  const { fn } = call;
  if (isGlobalFetch(fn))
    return report(
      visit,
      optionsMethod(visit, call.args[1], 'GET'),
      urlText(evaluator, call.args[0], env),
    );
  if (fn.k === 'mem') return visitMethod(visit);
  for (const one of alternatives(evaluator.value(fn, env))) {
    const client = one.v === 'library' ? clientOf(one.pkg) : undefined;
    if (one.v !== 'library' || !client) continue;
    const last = one.type.slice(one.type.lastIndexOf('.') + 1);
    if (
      one.role === 'instance'
        ? last === 'Client' || last === 'AxiosInstance'
        : client.functions.includes(last)
    )
      return reportRequest(visit, one);
    // `import { get } from 'axios'`, `import { request } from 'node:https'`.
    if (one.role !== 'export') continue;
    const verb = client.verbs ? VERBS.get(last) : undefined;
    if (verb) return report(visit, verb, urlOf(visit, one, call.args[0]));
    if (client.requests.includes(last)) return reportRequest(visit, one);
  }
}

function isGlobalFetch(fn: Expr): boolean {
  if (fn.k === 'name') return fn.name === 'fetch' && fn.decl < 0;
  return (
    fn.k === 'mem' &&
    fn.name === 'fetch' &&
    fn.obj.k === 'name' &&
    fn.obj.decl < 0 &&
    /^(?:globalThis|global|window|self)$/.test(fn.obj.name)
  );
}

function visitMethod(visit: Visit): void {
  const { call, evaluator, site } = visit;
  const faces = libraryFaces(evaluator, visit.receiver(), PACKAGES);
  for (const face of faces) {
    const client = clientOf(face.pkg);
    if (!client || !isClient(face, client)) continue;
    const verb = client.verbs ? VERBS.get(site.name) : undefined;
    if (verb) return report(visit, verb, urlOf(visit, face, call.args[0]));
    if (
      client.requests.includes(site.name) ||
      (client.functions.includes(site.name) && face.role === 'export')
    )
      return reportRequest(visit, face);
  }
}

const CLIENT_TYPES =
  /^(?:Client|Pool|Agent|AxiosInstance|AxiosStatic|Axios|HttpService|Got|KyInstance|SuperAgentStatic|Dispatcher|RequestAPI|default|got|ky|axios|superagent|\*)$/;

const isClient = ({ type, role, pkg }: LibraryValue, client: Client): boolean =>
  CLIENT_TYPES.test(type.slice(type.lastIndexOf('.') + 1)) ||
  (role === 'export' && (pkg === 'http' || pkg === 'https' || client.functions.includes(type)));

/** `axios({ method, url })`, `request(url, options)`, `https.request({ hostname, path, method })`. */
function reportRequest(visit: Visit, face: LibraryValue): void {
  const { call, env, evaluator } = visit;
  const [first, second] = call.args;
  if (!first) return;
  const object = evaluator.value(first, env);
  if (!alternatives(object).some((one) => one.v === 'object')) {
    return report(visit, optionsMethod(visit, second, 'GET'), urlOf(visit, face, first));
  }
  const prop = (name: string): ReturnType<typeof propOf> =>
    propOf(evaluator, { expr: first, env }, name);
  const whole = prop('url') ?? prop('uri');
  const host = prop('hostname') ?? prop('host');
  const path = prop('path');
  const base = prop('baseURL') ?? prop('origin');
  let url = whole ? urlText(evaluator, whole.expr, whole.env) : null;
  if (!whole && path) {
    const name = host ? urlText(evaluator, host.expr, host.env) : null;
    url = joinedUrl(
      name === null ? (host ? '{}' : null) : `${schemeOf(face)}${name}`,
      urlText(evaluator, path.expr, path.env),
    );
  } else if (!whole && host) url = urlText(evaluator, host.expr, host.env);
  if (base) url = joinedUrl(urlText(evaluator, base.expr, base.env) ?? '{}', url);
  report(visit, optionsMethod(visit, first, 'GET'), joinedUrl(baseOf(visit, face), url));
}

const schemeOf = ({ pkg }: LibraryValue): string =>
  pkg === 'https' || pkg === 'http' ? `${pkg}://` : '';

function urlOf(visit: Visit, face: LibraryValue, expr: Expr | undefined): string | null {
  return joinedUrl(baseOf(visit, face), urlText(visit.evaluator, expr, visit.env));
}

/** Base URL of a made client: null when it has none, `{}` when it is not known. */
function baseOf({ evaluator }: Visit, { pkg, state }: LibraryValue): string | null {
  const origin = state?.['origin'];
  if (isLocated(origin)) return urlText(evaluator, origin.expr, origin.env) ?? '{}';
  const options = state?.['options'];
  if (!isLocated(options)) return null;
  for (const name of clientOf(pkg)?.base ?? []) {
    const base = propOf(evaluator, options, name);
    if (base) return urlText(evaluator, base.expr, base.env) ?? '{}';
  }
  return null;
}

function isLocated(state: unknown): state is { readonly expr: Expr; readonly env: Env } {
  return typeof state === 'object' && state !== null && 'expr' in state && 'env' in state;
}

/** The `method` of the options, `?` when it is computed. */
function optionsMethod(
  { evaluator, env }: Visit,
  options: Expr | undefined,
  fallback: string,
): string {
  const method = options ? propOf(evaluator, { expr: options, env }, 'method') : null;
  if (!method) return fallback;
  const text = evaluator.text(method.expr, method.env);
  return text?.exact ? text.text.toUpperCase() : '?';
}

function report(visit: Visit, method: string, url: string | null): void {
  const { call, facts, site } = visit;
  facts.outbound({
    method,
    url,
    symbol: symbolOf(visit),
    place: { file: site.file, at: call.at },
    evidence: `${site.name}(${url ?? '…'})`,
  });
}
