import { describe, expect, it } from 'vitest';

import { configKeysAdapter } from '../../analyzers/events/config-keys/config-keys-adapter.ts';
import { httpClientsAdapter } from '../../analyzers/events/http-clients/http-clients-adapter.ts';
import { jobsAdapter } from '../../analyzers/events/jobs/jobs-adapter.ts';
import type { RawFacts } from '../../analyzers/facts/raw-facts.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const analyze = (code: string): RawFacts =>
  analyzeSnippets(
    { 'src/a.ts': code },
    { adapters: [jobsAdapter, httpClientsAdapter, configKeysAdapter] },
  );
const jobs = (code: string): readonly string[] =>
  analyze(code).jobs.map((one) => `${one.line} ${one.schedule} ${one.symbol}`);
const outbound = (code: string): readonly string[] =>
  analyze(code).outbound.map((one) => `${one.line} ${one.method} ${one.url}`);
const keys = (code: string): readonly string[] =>
  analyze(code).config.map((one) => `${one.line} ${one.key}`);

describe('jobs', () => {
  it('reads cron libraries', () => {
    expect(
      jobs(`import cron from 'node-cron'; import { CronJob } from 'cron'; import * as schedule from 'node-schedule'; import { Cron } from 'croner';
import Agenda from 'agenda'; import Bree from 'bree'; import { SimpleIntervalJob } from 'toad-scheduler';
const DAILY = '0 3 * * *';
export function start() { cron.schedule(DAILY, f); }
new CronJob('*/5 * * * *', f); new CronJob({ cronTime: '1 * * * *', onTick: f }); CronJob.from({ cronTime: '2 * * * *' });
schedule.scheduleJob('3 * * * *', f); schedule.scheduleJob('name', '4 * * * *', f); schedule.scheduleJob(new Date(), f);
new Cron('5 * * * *', f); Cron('6 * * * *', f);
new Agenda().every('5 minutes', 'mail');
new Bree({ jobs: [{ name: 'a', cron: '7 * * * *' }, { name: 'b', interval: '5m' }] });
new SimpleIntervalJob({ minutes: 5 }, task);
cron.schedule(compute(), f);`),
    ).toEqual([
      '4 0 3 * * * start',
      '5 */5 * * * * <module>',
      '5 1 * * * * <module>',
      '5 2 * * * * <module>',
      '6 3 * * * * <module>',
      '6 4 * * * * <module>',
      '7 5 * * * * <module>',
      '7 6 * * * * <module>',
      '8 5 minutes <module>',
      '9 5m <module>',
      '9 7 * * * * <module>',
      '10 300000 <module>',
      '11 {} <module>',
    ]);
  });
  it('says so when a schedule is computed, or a part of it', () => {
    const facts = analyze(`import cron from 'node-cron';
const minute = new Date().getMinutes();
cron.schedule(\`\${minute} * * * *\`, f);
cron.schedule(compute(), f);
cron.schedule('0 3 * * *', f);`);
    expect(facts.jobs.map((one) => one.schedule)).toEqual(['{} * * * *', '{}', '0 3 * * *']);
    expect(facts.findings.map((one) => `${one.code} ${one.line}`)).toEqual([
      'dynamic-schedule 3',
      'dynamic-schedule 4',
    ]);
  });
  it('reads timers with known intervals', () => {
    expect(
      jobs(`const MINUTE = 60 * 1000; const c = { every: 2 ** 11 };
export function start() { const t = setInterval(f, 5 * MINUTE).unref(); setInterval(f, MINUTE - 1); }
setInterval(f, c.every); setInterval(f, 100); setInterval(f, delay); globalThis.setInterval(f, 1_000 + 500);
class T { constructor() { this.setInterval(f, 9000); } setInterval() {} }`),
    ).toEqual(['2 300000 start', '2 59999 start', '3 2048 <module>', '3 1500 <module>']);
  });
});

describe('outbound HTTP', () => {
  it('reads fetch', () => {
    expect(
      outbound(`const BASE = 'https://api.x.io'; const root = process.env.API ?? 'http://localhost:1';
export const a = (id: string) => fetch(\`\${BASE}/users/\${id}\`);
await fetch(root + '/v1', { method: 'post' }); await fetch(url); const options = { method: 'PUT' }; await fetch(new URL('/x', BASE), options);
import nodeFetch from 'node-fetch'; nodeFetch('https://y.io');
function fetch2() {} fetch2('no');`),
    ).toEqual([
      '2 GET https://api.x.io/users/{}',
      '3 POST {}/v1',
      '3 GET null',
      '3 PUT https://api.x.io/x',
      '4 GET https://y.io',
    ]);
  });
  it('reads axios and its instances', () => {
    expect(
      outbound(`import axios, { type AxiosInstance } from 'axios'; import { HttpService } from '@nestjs/axios';
const api = axios.create({ baseURL: 'https://a.io/v1/' });
api.get('/users'); api({ url: '/x', method: 'delete' }); axios.post('https://b.io', {}); axios({ url: 'https://c.io' }); axios.request({ method: 'PATCH', url });
class S { constructor(private readonly http: HttpService, private readonly client: AxiosInstance) {}
  a() { this.http.get(\`\${this.base}/y\`); this.http.axiosRef.post('https://d.io'); this.client.put('/z'); } }
const cache = new Map(); cache.get('/no'); cache.delete('/no');`),
    ).toEqual([
      '3 GET https://a.io/v1/users',
      '3 DELETE https://a.io/v1/x',
      '3 POST https://b.io',
      '3 GET https://c.io',
      '3 PATCH null',
      '5 GET {}/y',
      '5 POST https://d.io',
      '5 PUT /z',
    ]);
  });
  it('reads the other clients', () => {
    expect(
      outbound(`import got from 'got'; import ky from 'ky'; import { request, Pool } from 'undici'; import superagent from 'superagent'; import https from 'node:https'; import rp from 'request-promise';
got('https://a.io'); got.post('https://b.io'); got.extend({ prefixUrl: 'https://c.io' }).get('x');
ky.get('https://d.io'); ky.create({ prefixUrl: 'https://e.io' }).put('y');
request('https://f.io', { method: 'POST' }); new Pool('https://g.io').request({ path: '/p', method: 'GET' });
superagent.post('https://h.io'); rp({ uri: 'https://i.io', method: 'PUT' });
https.get('https://j.io'); https.request({ hostname: 'k.io', path: '/q', method: 'DELETE' });`),
    ).toEqual([
      '2 GET https://a.io',
      '2 POST https://b.io',
      '2 GET https://c.io/x',
      '3 GET https://d.io',
      '3 PUT https://e.io/y',
      '4 POST https://f.io',
      '4 GET https://g.io/p',
      '5 POST https://h.io',
      '5 PUT https://i.io',
      '6 GET https://j.io',
      '6 DELETE https://k.io/q',
    ]);
  });
});

describe('config keys', () => {
  it('reads the environment', () => {
    expect(
      keys(`const a = process.env.A; if (process.env['B'] === 'x') run();
const { C, D: renamed = 'x' } = process.env;
if (!process.env.E) throw new Error(); const env = process.env; use(env.F, import.meta.env.G);
const key = 'H'; const h = process.env[key]; const i = process.env[unknown()];
class X { port = Number(process.env.J ?? 1); @Get(process.env.K) k() {} }
const y = (process.env as any).L;`),
    ).toEqual(['1 A', '1 B', '2 C', '2 D', '3 E', '3 F', '3 G', '4 H', '5 J', '5 K', '6 L']);
  });
  it('reads schemas', () => {
    expect(
      keys(`import { z } from 'zod'; import { cleanEnv, str } from 'envalid'; import Joi from 'joi'; import env from 'env-var';
const schema = z.object({
  A: z.string(),
}).extend({ B: z.string() });
export const load = (source = process.env) => schema.safeParse(source);
cleanEnv(process.env, { C: str() });
Joi.object().keys({ D: Joi.string() }).unknown().validate(process.env);
env.get('E').required();
z.object({ no: z.string() }).parse(request.body);`),
    ).toEqual(['3 A', '4 B', '6 C', '7 D', '8 E']);
  });
});
