import { describe, expect, it } from 'vitest';

import { bullmqAdapter } from '../../analyzers/events/bullmq/bullmq-adapter.ts';
import { brokersAdapter } from '../../analyzers/events/brokers/brokers-adapter.ts';
import { nestCqrsAdapter } from '../../analyzers/events/nest-cqrs/nest-cqrs-adapter.ts';
import { nestEventEmitterAdapter } from '../../analyzers/events/nest-event-emitter/nest-event-emitter-adapter.ts';
import { nodeEventsAdapter } from '../../analyzers/events/node-events/node-events-adapter.ts';
import { ownBusAdapter } from '../../analyzers/events/own-bus/own-bus-adapter.ts';
import type { RawFacts } from '../../analyzers/facts/raw-facts.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const ADAPTERS = [
  nodeEventsAdapter,
  nestEventEmitterAdapter,
  nestCqrsAdapter,
  bullmqAdapter,
  brokersAdapter,
  ownBusAdapter,
];

const analyze = (code: string): RawFacts =>
  analyzeSnippets({ 'src/a.ts': code }, { adapters: ADAPTERS });
const events = (code: string): readonly string[] =>
  analyze(code).events.map(
    (one) => `${one.line} ${one.role} ${one.kind} ${one.name} ${one.symbol}`,
  );

describe('node emitters', () => {
  it('reads instances, derived classes and typed parameters', () => {
    expect(
      events(`import { EventEmitter } from 'node:events'; import Base from 'events'; import mitt from 'mitt';
const NAMES = { placed: 'order.placed' } as const; enum E { Shipped = 'order.shipped' }
const bus = new EventEmitter();
export const place = () => bus.emit(NAMES.placed, 1);
bus.on(E.Shipped, () => {}).once('order.done', () => {});
class Orders extends Base { ship() { this.emit(E.Shipped); } }
export function listen(events: EventEmitter, orders: Orders) { events.on('a', f); orders.on('b', f); bus.off('c', f); }
const small = mitt<{ x: string }>(); small.emit('x', '1');`),
    ).toEqual([
      '4 emit event order.placed place',
      '5 consume event order.shipped <module>',
      '5 consume event order.done <module>',
      '6 emit event order.shipped Orders.ship',
      '7 consume event a listen',
      '7 consume event b listen',
      '8 emit event x <module>',
    ]);
  });
  it('leaves library objects alone', () => {
    expect(
      events(`import net from 'node:net'; import { Readable } from 'node:stream'; import pg from 'pg';
process.on('SIGTERM', f); const server = net.createServer(); server.on('connection', f);
new pg.Pool().on('error', f); Readable.from([]).on('data', f); child.on('exit', f);`),
    ).toEqual([]);
  });
  it('lifts names out of wrappers', () => {
    expect(
      events(`import { EventEmitter } from 'events';
class Bus { private readonly emitter = new EventEmitter();
  on(name: string, f: () => void) { this.emitter.on(name, f); }
  publish(event: { type: string }) { this.emitter.emit(event.type, event); } }
class Placed { readonly type = 'placed'; }
class AppBus extends Bus {}
export function run(bus: AppBus) { bus.on('placed', f); bus.publish(new Placed()); }`),
    ).toEqual(['7 consume event placed run', '7 emit event placed run']);
  });
  it('leaves what a made function sends beside its work where it is written, with the names its makers give', () => {
    const facts = analyze(`import { EventEmitter } from 'events';
export function timed(bus: EventEmitter, name: string, args: any = {}) { const stop = start();
  return (data: unknown) => { args.time = stop();
    bus.emit(name, args); return data; }; }
class Orders { timer = (action: string) => timed(bus, 'db_time', { action }); }
const run = timed(new EventEmitter(), 'job_time');`);
    expect(facts.events.map((one) => `${one.line} ${one.role} ${one.name} ${one.symbol}`)).toEqual([
      '4 emit db_time timed',
      '4 emit job_time timed',
    ]);
    expect(facts.events[0]).toMatchObject({
      certainty: 'inferred',
      evidence: ".emit('db_time') (named where timed is called)",
    });
    expect(facts.findings).toEqual([]);
  });
  it('says so when nobody names what a made function sends', () => {
    const { events: sent, findings } = analyze(`import { EventEmitter } from 'events';
export const timed = (bus: EventEmitter, name: string) => (data: unknown) => { bus.emit(name, 1); return data; };
export const made = (name: string) => timed(new EventEmitter(), compute(name));`);
    expect(sent).toEqual([]);
    expect(findings.map((one) => one.code)).toEqual(['dynamic-event']);
  });
  it.each([
    ['what it is called with', '(data: unknown) => { bus.emit(name, { data }); return data; }'],
    ['it by a variable', '(data: any) => { const sent = { id: data.id }; bus.emit(name, sent); }'],
    ['it by a member', '(data: any) => { args.id = data.id; bus.emit(name, args); }'],
    ['and can do nothing else', '() => bus.emit(name, args)'],
  ])('gives a made function to its maker when it sends %s', (_, made) => {
    expect(
      events(`import { EventEmitter } from 'events';
export function publisher(bus: EventEmitter, name: string, args: any = {}) {
  return ${made}; }
const placed = publisher(new EventEmitter(), 'order.placed');`),
    ).toEqual(['4 emit event order.placed <module>']);
  });
  it('gives a function that its maker runs to the caller', () => {
    expect(
      events(`import { EventEmitter } from 'events';
export function send(bus: EventEmitter, name: string) {
  const once = (data: unknown) => { bus.emit(name); return data; };
  once(1); return once; }
send(new EventEmitter(), 'order.placed');`),
    ).toEqual(['5 emit event order.placed <module>']);
  });
  it('says when a name is computed', () => {
    const { findings } = analyze(
      `import { EventEmitter } from 'events'; const bus = new EventEmitter(); bus.emit(compute());`,
    );
    expect(findings.map((one) => one.code)).toEqual(['dynamic-event']);
  });
});

describe('buses of the project', () => {
  it('knows handlers kept in a map', () => {
    expect(
      events(`type H = (e: unknown) => void;
class Bus { private handlers = new Map<string, H[]>();
  subscribe(name: string, handler: H) { const list = this.handlers.get(name) ?? []; list.push(handler); this.handlers.set(name, list); }
  publish(event: object) { for (const h of this.handlers.get(event.constructor.name) ?? []) h(event); } }
class UserCreated {}
const bus = new Bus();
bus.subscribe(UserCreated.name, f);
export const create = () => bus.publish(new UserCreated());`),
    ).toEqual(['7 consume event UserCreated <module>', '8 emit event UserCreated create']);
  });
  it('knows module functions over an object', () => {
    expect(
      events(`const handlers: Record<string, any[]> = {};
export function on(name: string, handler: any) { (handlers[name] ??= []).push(handler); }
export function emit(name: string, payload: any) { handlers[name]?.forEach((h) => h(payload)); }
on('a', f); emit('a', 1);`),
    ).toEqual(['4 consume event a <module>', '4 emit event a <module>']);
  });
  it('knows streams of messages', () => {
    expect(
      events(`import { Subject, filter } from 'rxjs';
class Bus { private readonly all$ = new Subject<object>();
  publish(event: object) { this.all$.next(event); }
  ofType(type: any) { return this.all$.pipe(filter((e) => e instanceof type)); } }
class Paid {}
const bus = new Bus(); bus.ofType(Paid).subscribe(f); bus.publish(new Paid());`),
    ).toEqual(['6 consume event Paid <module>', '6 emit event Paid <module>']);
  });
  it('leaves caches and registries alone', () => {
    expect(
      events(`class Cache { private m = new Map(); get(k: string) { return this.m.get(k); } set(k: string, v: any) { this.m.set(k, v); } }
const c = new Cache(); c.set('a', 1); c.get('a');`),
    ).toEqual([]);
  });
  it('follows events that aggregates collect', () => {
    expect(
      events(`import { EventEmitter2 } from '@nestjs/event-emitter';
abstract class DomainEvent {} class Created extends DomainEvent {}
abstract class Aggregate { private _events: DomainEvent[] = []; get events() { return this._events; }
  protected addEvent(event: DomainEvent) { this._events.push(event); }
  async publish(emitter: EventEmitter2) { await Promise.all(this.events.map((event) => emitter.emitAsync(event.constructor.name, event))); } }
class User extends Aggregate { static create() { const user = new User(); user.addEvent(new Created()); return user; }
  rename() { this.addEvent(new Created()); } }`),
    ).toEqual(['6 emit event Created User.create', '7 emit event Created User.rename']);
  });
});

describe('nest', () => {
  it('reads EventEmitter2 and @OnEvent', () => {
    expect(
      events(`import { EventEmitter2, OnEvent } from '@nestjs/event-emitter';
const PAID = Symbol('paid');
class S { constructor(private readonly events: EventEmitter2) {}
  async a() { await this.events.emitAsync('order.placed', {}); this.events.emit(\`order.\${x}\`); }
  @OnEvent('order.*')
  @OnEvent(['a', 'b'], { async: true })
  on() {}
  @OnEvent(PAID) paid() {} }`),
    ).toEqual([
      '4 emit event order.placed S.a',
      '4 emit event order.{} S.a',
      '5 consume event order.* S.on',
      '6 consume event a S.on',
      '6 consume event b S.on',
      '8 consume event paid S.paid',
    ]);
  });
  it('reads CQRS', () => {
    expect(
      events(`import { AggregateRoot, CommandBus, CommandHandler, EventBus, EventsHandler, QueryBus, QueryHandler, Saga, ofType } from '@nestjs/cqrs';
class Placed {} class Paid {} class Place {} class Find {}
class Order extends AggregateRoot { place() { this.apply(new Placed()); } }
class C { constructor(private bus: CommandBus, private q: QueryBus, private events: EventBus) {}
  run() { const command = new Place(); this.bus.execute(command); this.q.execute(new Find()); this.events.publishAll([new Placed(), new Paid()]); }
  @Saga() saga = (e$: any) => e$.pipe(ofType(Placed)); }
@EventsHandler(Placed, Paid) class H { handle() {} }
@CommandHandler(Place)
class P { execute() {} }
@QueryHandler(Find) class F { execute() {} }`),
    ).toEqual([
      '3 emit event Placed Order.place',
      '5 emit command Place C.run',
      '5 emit query Find C.run',
      '5 emit event Paid C.run',
      '5 emit event Placed C.run',
      '6 consume event Placed C.saga',
      '7 consume event Paid H.handle',
      '7 consume event Placed H.handle',
      '8 consume command Place P.execute',
      '10 consume query Find F.execute',
    ]);
  });
});

describe('queues and brokers', () => {
  it('reads BullMQ', () => {
    const code = `import { Queue, Worker } from 'bullmq'; import { InjectQueue, Processor } from '@nestjs/bullmq';
const MAIL = 'mail'; const mail = new Queue(MAIL);
export const send = () => mail.add('welcome', {}, { repeat: { pattern: '0 3 * * *' } });
new Worker(MAIL, async () => {});
class S { constructor(@InjectQueue('audio') private readonly audio: Queue) {} run() { this.audio.addBulk([]); } }
@Processor('audio') class A { process() {} }
@Processor({ name: 'video' }) class V {}`;
    expect(events(code)).toEqual([
      '3 emit queue mail send',
      '4 consume queue mail <module>',
      '5 emit queue audio S.run',
      '6 consume queue audio A.process',
      '7 consume queue video V',
    ]);
    expect(analyze(code).jobs.map((one) => `${one.line} ${one.schedule}`)).toEqual(['3 0 3 * * *']);
  });
  it('reads bull', () => {
    expect(
      events(
        `import Bull from 'bull'; const q = new Bull('pdf'); q.process(async () => {}); q.add({});`,
      ),
    ).toEqual(['1 consume queue pdf <module>', '1 emit queue pdf <module>']);
  });
  it('reads brokers', () => {
    expect(
      events(`import { Kafka } from 'kafkajs'; import amqp from 'amqplib'; import { PubSub } from 'graphql-subscriptions'; import Redis from 'ioredis';
import { SendMessageCommand } from '@aws-sdk/client-sqs'; import PgBoss from 'pg-boss'; import { PubSub as Google } from '@google-cloud/pubsub';
const kafka = new Kafka({}); const producer = kafka.producer(); await producer.send({ topic: 'orders', messages: [] });
await kafka.consumer({ groupId: 'x' }).subscribe({ topics: ['orders', 'users'] });
const channel = await (await amqp.connect('x')).createChannel(); channel.sendToQueue('jobs', b); channel.publish('ex', 'key', b); channel.publish('fan', '', b);
const pubsub = new PubSub(); pubsub.publish(\`user/\${id}/created\`, {}); pubsub.asyncIterator(['a']);
const redis = new Redis(); redis.publish('ch', 'x'); redis.subscribe('c1', 'c2');
new SendMessageCommand({ QueueUrl: 'https://sqs/q' });
const boss = new PgBoss('x'); await boss.send('report', {}); await boss.work('report', f);
new Google().topic('t').publishMessage({}); new Google().subscription('s').on('message', f);`),
    ).toEqual([
      '3 emit queue orders <module>',
      '4 consume queue orders <module>',
      '4 consume queue users <module>',
      '5 emit queue jobs <module>',
      '5 emit queue key <module>',
      '5 emit queue fan <module>',
      '6 emit event user/{}/created <module>',
      '6 consume event a <module>',
      '7 emit event ch <module>',
      '7 consume event c1 <module>',
      '7 consume event c2 <module>',
      '8 emit queue https://sqs/q <module>',
      '9 emit queue report <module>',
      '9 consume queue report <module>',
      '10 emit event t <module>',
      '10 consume event s <module>',
    ]);
  });
});
