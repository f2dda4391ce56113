import { describe, expect, it } from 'vitest';

import { cronExpression } from '../../analyzers/frameworks/nestjs/cron-expressions.ts';
import { nestjsAdapter } from '../../analyzers/frameworks/nestjs/nestjs-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const analyze = (sources: Record<string, string>): ReturnType<typeof analyzeSnippets> =>
  analyzeSnippets(sources, { adapters: [nestjsAdapter] });

describe('microservices', () => {
  it('reads patterns and what clients send', () => {
    const facts = analyze({
      'events.ts': "export const PLACED = 'order.placed'; export const SUM = { cmd: 'sum', v: 1 };",
      'a.ts': `
import { Controller, Inject, Injectable } from '@nestjs/common';
import { Client, ClientKafka, ClientProxy, EventPattern, MessagePattern, Transport } from '@nestjs/microservices';
import { PLACED, SUM } from './events';
import { EventEmitter } from 'node:events';
@Controller()
export class Handler {
  @EventPattern(PLACED) onPlaced() {}
  @MessagePattern({ cmd: 'sum', v: 1 }) sum() {}
  @MessagePattern(['a', 'b']) many() {}
  @EventPattern(process.env.TOPIC) unknown() {}
}
@Injectable()
export class Sender {
  @Client({ transport: Transport.TCP }) other: ClientProxy;
  private readonly emitter = new EventEmitter();
  constructor(@Inject('BUS') private readonly client: ClientProxy, private readonly kafka: ClientKafka) {}
  place() {
    this.client.emit(PLACED, {});
    this.client.send(SUM, [1, 2]);
    this.kafka.emit('topic', {});
    this.other.emit('other', {});
    this.emitter.emit('not.ours');
    this.publish('wrapped');
  }
  private publish(name: string) { return this.client.emit(name, {}); }
}`,
    });
    expect(
      facts.events.map((one) => `${one.line} ${one.role} ${one.name} ${one.bus} ${one.symbol}`),
    ).toEqual([
      '8 consume order.placed nest-microservice Handler.onPlaced',
      '9 consume {"cmd":"sum","v":1} nest-microservice Handler.sum',
      '10 consume a nest-microservice Handler.many',
      '10 consume b nest-microservice Handler.many',
      '19 emit order.placed nest-microservice Sender.place',
      '20 emit {"cmd":"sum","v":1} nest-microservice Sender.place',
      '21 emit topic nest-microservice Sender.place',
      '22 emit other nest-microservice Sender.place',
      '24 emit wrapped nest-microservice Sender.publish',
    ]);
    expect(facts.findings.map((one) => `${one.line} ${one.code}`)).toEqual(['11 dynamic-event']);
  });
});

describe('websockets', () => {
  it('reads subscriptions of gateways', () => {
    const facts = analyze({
      'a.ts': `
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
enum Messages { Move = 'move' }
@WebSocketGateway()
export class Gateway {
  @SubscribeMessage('join') join() {}
  @SubscribeMessage(Messages.Move) move() {}
}`,
    });
    expect(facts.events.map((one) => `${one.line} ${one.role} ${one.name} ${one.bus}`)).toEqual([
      '6 consume join websocket',
      '7 consume move websocket',
    ]);
  });
});

describe('schedule', () => {
  it('reads decorators and the registry', () => {
    const facts = analyze({
      'a.ts': `
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression, Interval, SchedulerRegistry, Timeout } from '@nestjs/schedule';
import { CronJob } from 'cron';
const MINUTE = 60_000;
@Injectable()
export class Jobs {
  constructor(private readonly registry: SchedulerRegistry) {}
  @Cron('0 3 * * *', { name: 'nightly' }) nightly() {}
  @Cron(CronExpression.EVERY_WEEK) weekly() {}
  @Cron(CronExpression.EVERY_DAY_AT_5PM) daily() {}
  @Interval('named', 5000) named() {}
  @Interval(MINUTE) minute() {}
  @Timeout(1000) once() {}
  @Cron(process.env.CRON) computed() {}
  @Cron(\`\${new Date().getMinutes()} * * * *\`) partly() {}
  add() {
    const job = new CronJob('*/5 * * * *', () => this.once());
    this.registry.addCronJob('five', job);
    this.registry.addCronJob('from', CronJob.from({ cronTime: '1 1 * * *', onTick: () => this.once() }));
    this.registry.addInterval('i', setInterval(() => this.once(), 2000));
  }
}`,
    });
    expect(facts.jobs.map((one) => `${one.line} ${one.schedule} ${one.symbol}`)).toEqual([
      '9 0 3 * * * Jobs.nightly',
      '10 0 0 * * 0 Jobs.weekly',
      '11 0 17 * * * Jobs.daily',
      '12 5000 Jobs.named',
      '13 60000 Jobs.minute',
      '14 1000 Jobs.once',
      '15 {} Jobs.computed',
      '16 {} * * * * Jobs.partly',
      '19 */5 * * * * Jobs.add',
      '20 1 1 * * * Jobs.add',
      '21 2000 Jobs.add',
    ]);
    expect(facts.findings.map((one) => `${one.code} ${one.line}`)).toEqual([
      'dynamic-schedule 15',
      'dynamic-schedule 16',
    ]);
  });

  it.each([
    ['EVERY_SECOND', '* * * * * *'],
    ['EVERY_3_HOURS', '0 0-23/3 * * *'],
    ['EVERY_DAY_AT_1AM', '0 01 * * *'],
    ['EVERY_DAY_AT_10AM', '0 10 * * *'],
    ['EVERY_DAY_AT_NOON', '0 12 * * *'],
    ['EVERY_DAY_AT_11PM', '0 23 * * *'],
    ['MONDAY_TO_FRIDAY_AT_9AM', '0 0 09 * * 1-5'],
    ['MONDAY_TO_FRIDAY_AT_12PM', '0 0 12 * * 1-5'],
    ['MONDAY_TO_FRIDAY_AT_1PM', '0 0 13 * * 1-5'],
    ['NO_SUCH_MEMBER', undefined],
    ['constructor', undefined],
  ])('CronExpression.%s', (member, text) => {
    expect(cronExpression(member)).toBe(text);
  });
});

describe('configuration', () => {
  it('reads keys of ConfigService alone', () => {
    const facts = analyze({
      'a.ts': `
import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
class AppConfig extends ConfigService { port() { return this.get('port'); } }
const KEY = 'jwt.secret';
@Injectable()
export class A {
  private readonly map = new Map<string, string>();
  constructor(private readonly config: ConfigService<Env, true>, private readonly app: AppConfig) {
    config.get<string>('in.constructor');
  }
  read(name: string) {
    this.config.getOrThrow(KEY, { infer: true });
    this.app.get('app.name');
    this.map.get('not.config');
    return this.config.get(name);
  }
}
interface Env {}`,
    });
    expect(facts.config.map((one) => `${one.line} ${one.key}`)).toEqual([
      '4 port',
      '10 in.constructor',
      '13 jwt.secret',
      '14 app.name',
    ]);
    expect(facts.findings.map((one) => `${one.line} ${one.code}`)).toEqual(['16 dynamic-config']);
  });
});
