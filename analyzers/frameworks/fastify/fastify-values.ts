/** What Fastify's exports and instances are worth, and what plugins put on them. */
import { augmentedMember } from '../../program/augmentations.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { LibraryCall } from '../../program/library.ts';
import type { ProjectFunction } from '../../program/program.ts';
import { alternatives, isKnown, libraryInstance, unionOf, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { ParamIr } from '../../scan/ir.ts';
import { allocatedNode, nodeOf, nodeState } from '../http/router-nodes.ts';

export const FASTIFY_PACKAGES = [
  'fastify',
  'fastify-plugin',
  '@fastify/autoload',
  'fastify-autoload',
  'fastify-type-provider-zod',
  '@fastify/type-provider-typebox',
  '@fastify/type-provider-json-schema-to-ts',
  'fastify-zod',
];

export const FASTIFY_VERBS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'head',
  'all',
  'search',
  'propfind',
  'trace',
  'lock',
  'unlock',
  'copy',
  'move',
  'mkcol',
]);

/** Methods that return the instance. */
export const FASTIFY_CHAINED: ReadonlySet<string> = new Set([
  'withTypeProvider',
  'register',
  'after',
  'decorate',
  'decorateRequest',
  'decorateReply',
  'addHook',
  'addSchema',
  'setErrorHandler',
  'setNotFoundHandler',
  'setValidatorCompiler',
  'setSerializerCompiler',
  'addContentTypeParser',
  'route',
  'setReplySerializer',
  'setSchemaErrorFormatter',
  ...FASTIFY_VERBS,
]);

const PLUGIN_TYPE = /^Fastify(?:Plugin|App)\w*$/;
const INSTANCE_TYPE = /^Fastify(?:Typed)?Instance$/;
const typeName = (value: LibraryValue): string => value.type.slice(value.type.lastIndexOf('.') + 1);

const INSTANCE = libraryInstance('fastify', 'FastifyInstance');
const GUESSED = libraryInstance('fastify', 'FastifyInstance', [], { guessed: true });
/** What a handler gets. */
const HANDLED = [
  libraryInstance('fastify', 'FastifyRequest'),
  libraryInstance('fastify', 'FastifyReply'),
] as const;

export function isFastifyInstance(value: LibraryValue): boolean {
  if (!FASTIFY_PACKAGES.includes(value.pkg) || value.role !== 'instance') return false;
  return nodeOf(value) !== null || INSTANCE_TYPE.test(typeName(value));
}

export function callFastify({
  receiver,
  method,
  call,
  env,
  evaluator,
}: LibraryCall): Value | undefined {
  if (receiver.role === 'instance') {
    return isFastifyInstance(receiver) && FASTIFY_CHAINED.has(method) ? receiver : undefined;
  }
  const name = method === '' || method === 'new' ? typeName(receiver) : method;
  if (receiver.pkg === 'fastify-plugin') {
    const plugin = call.args[0] ? evaluator.value(call.args[0], env) : UNKNOWN;
    return libraryInstance('fastify-plugin', 'plugin', [], { plugin });
  }
  if (receiver.pkg !== 'fastify') return undefined;
  const makes = name === 'default' || name === '*' || name === 'fastify' || name === 'Fastify';
  return makes
    ? libraryInstance('fastify', 'FastifyInstance', [], nodeState(allocatedNode(call, env, 'app')))
    : undefined;
}

/** Callbacks that get an instance: `register(async (app) => …)`, `fp(async (app) => …)`; handlers. */
export function fastifyCallback(
  { receiver, method }: LibraryCall,
  argument: number,
  param: number,
): Value | undefined {
  if (argument > 0 && FASTIFY_VERBS.has(method) && isFastifyInstance(receiver))
    return HANDLED[param];
  if (argument !== 0 || param !== 0) return undefined;
  if (receiver.pkg === 'fastify-plugin') return INSTANCE;
  return method === 'register' && isFastifyInstance(receiver) ? INSTANCE : undefined;
}

/** Handlers and hooks run on the instance: `async function () { return this.db('orders'); }`. */
export function fastifySelf({ receiver, method }: LibraryCall): Value | undefined {
  const isRun = method === 'addHook' || method === 'register' || FASTIFY_VERBS.has(method);
  return isRun && isFastifyInstance(receiver) ? INSTANCE : undefined;
}

/** `const routes: FastifyPluginAsync = async (app) => …`. */
export function fastifySignature(type: LibraryValue, param: number): Value | undefined {
  return param === 0 && PLUGIN_TYPE.test(typeName(type)) ? INSTANCE : undefined;
}

const INSTANCE_NAME = /^(?:fastify|app|instance|server)$/i;
const OPTIONS_NAME = /^_?(?:opts?|options)$/;

/** `module.exports = async (fastify, opts) => …`: a plugin that is found by its folder has no caller. */
export function fastifyParameter(
  param: ParamIr,
  index: number,
  { ir }: ProjectFunction,
): Value | undefined {
  if (index !== 0 || ir.params.length > 3) return undefined;
  const second = ir.params[1];
  const isNamed =
    param.name === 'fastify' ||
    (second && INSTANCE_NAME.test(param.name) && OPTIONS_NAME.test(second.name));
  // Its members are an instance's, but whether it is ever registered has still to be seen.
  return isNamed ? GUESSED : undefined;
}

/** `request.server`, and members that the project declares or decorates the instance with. */
export function memberOfFastify(
  value: LibraryValue,
  name: string,
  evaluator: Evaluator,
): Value | undefined {
  if (value.role !== 'instance') return undefined;
  const type = nodeOf(value) ? 'FastifyInstance' : typeName(value);
  if (type === 'plugin') return undefined;
  if (name === 'server' && type !== 'FastifyInstance') return INSTANCE;
  if (!/^Fastify(?:Instance|Request|Reply)$/.test(type) || FASTIFY_CHAINED.has(name))
    return undefined;
  const known = decorated(evaluator, type, name);
  return isKnown(known) ? known : undefined;
}

/** `app.decorate('db', db)`, for what the project does not declare on the type. */
function decorated(evaluator: Evaluator, type: string, name: string): Value {
  const declared = augmentedMember(evaluator, libraryInstance('fastify', type), name);
  if (declared && isKnown(declared) && !isForeign(evaluator, declared)) return declared;
  const sites = evaluator.program.callsByName.get(DECORATORS[type] ?? '') ?? [];
  const made = unionOf(
    sites.flatMap((site) => {
      const [key, value] = site.expr.args;
      if (key?.k !== 'str' || key.v !== name || !value) return [];
      return [evaluator.value(value, evaluator.siteEnv(site))];
    }),
  );
  if (isKnown(made)) return made;
  const added = type === 'FastifyInstance' ? PLUGIN_MEMBERS[name] : undefined;
  return declared ?? (added ? libraryInstance(added[0], added[1]) : UNKNOWN);
}

/** A type of a package that nobody here explains says less than the code that makes the value. */
function isForeign(evaluator: Evaluator, value: Value): boolean {
  return value.v === 'library' && evaluator.knowledge(value.pkg).length === 0;
}

/** What well-known plugins put on the instance: `@fastify/postgres`, `@fastify/mysql`, `fastify-knexjs`. */
const PLUGIN_MEMBERS: Readonly<Record<string, readonly [pkg: string, type: string]>> = {
  pg: ['pg', 'Pool'],
  mysql: ['mysql2', 'Pool'],
  knex: ['knex', 'Knex'],
};

const DECORATORS: Readonly<Record<string, string>> = {
  FastifyInstance: 'decorate',
  FastifyRequest: 'decorateRequest',
  FastifyReply: 'decorateReply',
};

/** The functions behind what `register` gets; wrapped by fastify-plugin they share the parent's instance. */
export interface PluginFunction {
  readonly fn: Extract<Value, { v: 'function' }>;
  readonly wrapped: boolean;
}

export function pluginsOf(
  evaluator: Evaluator,
  value: Value,
  wrapped = false,
): readonly PluginFunction[] {
  return alternatives(value).flatMap((one): readonly PluginFunction[] => {
    if (one.v === 'function') return [{ fn: one, wrapped }];
    if (one.v === 'namespace') {
      const inner = evaluator.member(one, 'default');
      // Without a default export a module may stand for itself, as `require` gives it: that is no plugin.
      return inner.v === 'namespace' ? [] : pluginsOf(evaluator, inner, wrapped);
    }
    if (one.v !== 'library' || one.pkg !== 'fastify-plugin' || one.type !== 'plugin') return [];
    return pluginsOf(evaluator, one.state?.['plugin'] as Value, true);
  });
}
