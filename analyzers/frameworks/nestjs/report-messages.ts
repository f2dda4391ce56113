/** Messages: handlers of microservices and WebSocket gateways, and what `ClientProxy` sends. */
import type { AdapterContext, Visit } from '../../adapter.ts';
import { baseOf } from '../../program/class-members.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import type { DecoratorUse } from '../../program/decorator-uses.ts';
import { entriesOf } from './entries.ts';
import { handlersOf } from '../../program/handlers.ts';
import type { Handler } from '../../program/handlers.ts';
import { followed } from '../../program/located.ts';

const MICROSERVICES = '@nestjs/microservices';
const WEBSOCKETS = '@nestjs/websockets';
const PATTERNS = new Set(['MessagePattern', 'EventPattern']);

export function reportMessageHandlers(context: AdapterContext, file: ProjectFile): void {
  for (const cls of file.classes) {
    for (const handler of handlersOf(context.evaluator, cls)) {
      if (handler.own) for (const use of handler.uses) reportHandler(context, cls, handler, use);
    }
  }
}

function reportHandler(
  context: AdapterContext,
  cls: ProjectClass,
  { fn }: Handler,
  use: DecoratorUse,
): void {
  const isMessage = use.pkg === MICROSERVICES && PATTERNS.has(use.name);
  const isSocket = use.pkg === WEBSOCKETS && use.name === 'SubscribeMessage';
  if (!isMessage && !isSocket) return;
  const { evaluator, facts } = context;
  const symbol = `${cls.name}.${fn.ir.name}`;
  const place = { file: fn.file, at: use.at };
  const [pattern] = use.args;
  const names = pattern ? patternNames(evaluator, pattern, use.env) : [];
  for (const name of names) {
    const bus = isSocket ? 'websocket' : 'nest-microservice';
    facts.event({
      name,
      kind: 'event',
      bus,
      role: 'consume',
      place,
      symbol,
      evidence: `@${use.name}('${name}')`,
    });
  }
  if (names.length > 0) return;
  const message = `The pattern of @${use.name} at ${symbol} is computed: what it consumes is not known.`;
  facts.finding({
    code: 'dynamic-event',
    subject: `${symbol} ${use.name}`,
    message,
    place,
    severity: 'warning',
  });
}

/** Texts of a pattern: `'a'`, `['a', 'b']`, `{ cmd: 'a' }` as sorted JSON, the way Nest routes it. */
function patternNames(evaluator: Evaluator, pattern: Expr, env: Env): readonly string[] {
  return entriesOf(evaluator, { expr: pattern, env }).flatMap((one) => {
    const text = evaluator.text(one.expr, one.env);
    if (text) return text.exact ? [text.text] : [];
    const { expr, env: scope } = followed(evaluator, one);
    const object =
      expr.k === 'obj' ? { expr, env: scope } : objectBehind(evaluator.value(expr, scope));
    const json = object ? patternJson(evaluator, object.expr, object.env) : null;
    return json === null ? [] : [json];
  });
}

function objectBehind(
  value: Value,
): { readonly expr: Extract<Expr, { k: 'obj' }>; readonly env: Env } | null {
  return value.v === 'object' ? value : null;
}

function patternJson(
  evaluator: Evaluator,
  object: Extract<Expr, { k: 'obj' }>,
  env: Env,
): string | null {
  const parts = object.props.map((prop): string | null => {
    const value = alternatives(evaluator.value(prop.v, env))[0];
    if (prop.name === null || !value) return null;
    if (value.v === 'string' && value.exact)
      return `${JSON.stringify(prop.name)}:${JSON.stringify(value.text)}`;
    return value.v === 'literal' ? `${JSON.stringify(prop.name)}:${String(value.value)}` : null;
  });
  return parts.includes(null) || parts.length === 0 ? null : `{${parts.sort().join(',')}}`;
}

const CLIENT = /^Client(?:Proxy|Kafka|RMQ|Nats|Redis|Mqtt|TCP)(?:Proxy)?$/;

export const MESSAGE_CALLS: readonly string[] = ['emit', 'send'];

/** `client.emit('order.placed', …)`, `client.send({ cmd: 'sum' }, …)`. */
export function visitClientCall(visit: Visit): void {
  const { call, env, evaluator, facts, site } = visit;
  const [pattern] = call.args;
  if (call.fn.k !== 'mem' || !pattern) return;
  if (!alternatives(visit.receiver()).some((one) => isClient(evaluator, one))) return;
  const names = patternNames(evaluator, pattern, env);
  if (names.length === 0) {
    visit.unresolved('event', `the pattern given to ${site.name} is computed`);
    return;
  }
  const symbol = site.fn?.symbol ?? site.owner?.name ?? '<module>';
  for (const name of names) {
    facts.event({
      name,
      kind: 'event',
      bus: 'nest-microservice',
      role: 'emit',
      symbol,
      place: { file: site.file, at: call.at },
      evidence: `.${site.name}('${name}')`,
    });
  }
}

function isClient(evaluator: Evaluator, value: Value): boolean {
  if (value.v === 'library') return isClientType(value);
  if (value.v !== 'instance') return false;
  const base = baseOf(evaluator, value.cls, evaluator.envOf(value.cls.file, value.cls));
  return base !== null && base !== value && isClient(evaluator, base);
}

const isClientType = ({ pkg, type }: LibraryValue): boolean =>
  pkg === MICROSERVICES && CLIENT.test(type);
