/** Jobs that run by the clock: cron libraries, agenda, and timers that repeat at intervals known from the code. */
import type { Adapter, Visit } from '../../adapter.ts';
import { followed, propOf } from '../../program/located.ts';
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { symbolOf } from '../reporting/report-event.ts';

/** Stands for a schedule, or a part of one, that is computed. */
const UNKNOWN_SCHEDULE = '{}';

interface Scheduler {
  readonly packages: readonly string[];
  /** Names by which it is called: a function, a method or a class. */
  readonly calls: readonly string[];
  /** Position of the schedule. */
  readonly at: number;
  /** Where it is in an object at that position. */
  readonly props?: readonly string[];
  readonly isNew?: true;
}

const SCHEDULERS: readonly Scheduler[] = [
  { packages: ['node-cron', 'cron-cluster'], calls: ['schedule', 'createTask'], at: 0 },
  {
    packages: ['cron', 'cron-cluster'],
    calls: ['CronJob', 'from', 'job'],
    at: 0,
    props: ['cronTime'],
  },
  { packages: ['node-schedule'], calls: ['scheduleJob'], at: 0, props: ['rule'] },
  { packages: ['croner'], calls: ['Cron', 'default'], at: 0 },
  { packages: ['agenda', '@hokify/agenda'], calls: ['every', 'repeatEvery'], at: 0 },
  { packages: ['pg-boss'], calls: ['schedule'], at: 1 },
  { packages: ['bree'], calls: ['Bree', 'default', 'add'], at: 0, props: ['jobs'] },
  {
    packages: ['toad-scheduler'],
    calls: ['SimpleIntervalJob', 'LongIntervalJob', 'CronJob'],
    at: 0,
    isNew: true,
    props: ['cronExpression'],
  },
];

const PACKAGES = [...new Set(SCHEDULERS.flatMap((one) => one.packages))];
const NAMES = new Set(SCHEDULERS.flatMap((one) => one.calls));
const TIMER = 'setInterval';
/** Shorter intervals are animations and polling of a state, not jobs. */
const SHORTEST_MS = 1000;

export const jobsAdapter: Adapter = {
  id: 'jobs',
  title: 'Scheduled jobs',
  kind: 'library',
  always: true,
  packages: PACKAGES.filter((name) => name !== 'pg-boss'),
  calls: [...NAMES, TIMER].sort(),
  // Default imports have whatever name the file gives them.
  wants: (site) =>
    site.expr.isNew === true && site.expr.fn.k === 'name' && site.expr.args.length > 0,
  call: schedulerCall,
  onlyReports: true,
  visitCall,
};

/** `nodeCron.default.schedule`, `new Agenda()`: objects of the package. */
function schedulerCall({ receiver, method }: LibraryCall): Value | undefined {
  if (receiver.role !== 'export' || method === 'new') return undefined;
  return method === '' ? libraryInstance(receiver.pkg, receiver.type) : undefined;
}

function visitCall(visit: Visit): void {
  const { call, site } = visit;
  if (site.name === TIMER) return visitTimer(visit);
  const head =
    call.fn.k === 'mem'
      ? [...alternatives(visit.receiver())]
      : alternatives(visit.evaluator.value(call.fn, visit.env));
  for (const one of head) {
    const scheduler = one.v === 'library' ? schedulerOf(one, visit) : undefined;
    if (!scheduler || isRegistered(visit)) continue;
    for (const schedule of schedulesOf(visit, scheduler)) report(visit, schedule);
    return;
  }
}

const REGISTERED = /^add(?:CronJob|Interval|Timeout)$/;

/** Handed to the SchedulerRegistry of NestJS, which makes it a job. */
function isRegistered({ call, site }: Visit): boolean {
  return site.file.calls.some(({ name, expr }) => {
    const job = REGISTERED.test(name) ? expr.args[1] : undefined;
    if (!job) return false;
    return job === call || (job.k === 'name' && site.file.definitions.get(job.decl)?.v === call);
  });
}

function schedulerOf(
  { pkg, type, role }: LibraryValue,
  { call, site }: Visit,
): Scheduler | undefined {
  const name = call.fn.k === 'mem' ? site.name : type.slice(type.lastIndexOf('.') + 1);
  return SCHEDULERS.find((one) => {
    if (!one.packages.includes(pkg) || !one.calls.includes(name)) return false;
    if (one.isNew && !call.isNew) return false;
    if (name === 'from') return type.endsWith('CronJob');
    return call.fn.k === 'mem' || role === 'export';
  });
}

function schedulesOf(visit: Visit, { at, props }: Scheduler): readonly string[] {
  const { call, env, evaluator } = visit;
  const expr = call.args[at];
  if (!expr) return [];
  // `scheduleJob('name', '0 * * * *', fn)`: the name comes first.
  const later =
    visit.site.name === 'scheduleJob' && call.args.length > 2 ? call.args[1] : undefined;
  const texts = scheduleTexts(visit, later ?? expr, env);
  if (texts.length > 0) return texts;
  const object = followed(evaluator, { expr, env });
  for (const name of props ?? []) {
    const prop = propOf(evaluator, object, name);
    if (!prop) continue;
    if (name === 'jobs') return listedJobs(visit, prop.expr, prop.env);
    const found = scheduleTexts(visit, prop.expr, prop.env);
    if (found.length > 0) return found;
  }
  const interval = object.expr.k === 'obj' ? intervalText(visit, object.expr, object.env) : null;
  // A date is one run, not a job that repeats.
  if (interval === null && isDate(object.expr)) return [];
  return [interval ?? UNKNOWN_SCHEDULE];
}

function isDate(expr: Expr): boolean {
  return (
    expr.k === 'call' && expr.isNew === true && expr.fn.k === 'name' && expr.fn.name === 'Date'
  );
}

function scheduleTexts({ evaluator }: Visit, expr: Expr, env: Env): readonly string[] {
  return alternatives(evaluator.value(expr, env))
    .flatMap((one) => {
      if (one.v === 'string') return [one.text];
      return one.v === 'literal' && typeof one.value === 'number' ? [String(one.value)] : [];
    })
    .slice(0, 1);
}

/** `{ hours: 1, minutes: 30 }` of toad-scheduler as milliseconds; rules of node-schedule as they are written. */
function intervalText(
  { evaluator }: Visit,
  object: Extract<Expr, { k: 'obj' }>,
  env: Env,
): string | null {
  let total = 0;
  const parts: string[] = [];
  for (const prop of object.props) {
    const value = evaluator.value(prop.v, env);
    if (prop.name === null || value.v !== 'literal' || typeof value.value !== 'number') continue;
    const unit = UNITS.get(prop.name);
    if (unit === undefined) parts.push(`${prop.name}=${value.value}`);
    else total += unit * value.value;
  }
  if (parts.length > 0) return parts.join(' ');
  return total > 0 ? String(total) : null;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['milliseconds', 1],
  ['seconds', 1000],
  ['minutes', 60_000],
  ['hours', 3_600_000],
  ['days', 86_400_000],
]);

/** Bree: `jobs: [{ name: 'mail', cron: '0 * * * *' }, { name: 'sync', interval: '5m' }]`. */
function listedJobs({ evaluator }: Visit, list: Expr, env: Env): readonly string[] {
  const value = evaluator.value(list, env);
  const items = value.v === 'array' ? (value.items ?? []) : [];
  return items.flatMap((item) => {
    if (item.v !== 'object') return [];
    const found = ['cron', 'interval']
      .map((name) => evaluator.member(item, name))
      .find((one) => one.v === 'string' || one.v === 'literal');
    if (found?.v === 'string') return [found.text];
    return found?.v === 'literal' && found.value !== null ? [String(found.value)] : [];
  });
}

function visitTimer(visit: Visit): void {
  const { call, env, evaluator } = visit;
  const { fn } = call;
  const isGlobal =
    fn.k === 'name'
      ? fn.decl < 0 || isTimers(visit)
      : fn.k === 'mem' && fn.obj.k === 'name' && /^(?:global|globalThis)$/.test(fn.obj.name);
  const [work, delay] = call.args;
  if (!isGlobal || !work || !delay || isRegistered(visit)) return;
  const value = alternatives(evaluator.value(delay, env))[0];
  if (value?.v === 'literal' && typeof value.value === 'number' && value.value >= SHORTEST_MS)
    report(visit, String(value.value));
}

function isTimers({ call, env, evaluator }: Visit): boolean {
  const value = evaluator.value(call.fn, env);
  return value.v === 'library' && value.pkg === 'timers';
}

function report(visit: Visit, schedule: string): void {
  const { call, facts, site } = visit;
  facts.job({
    schedule,
    symbol: symbolOf(visit),
    place: { file: site.file, at: call.at },
    evidence: `${site.name}(…)`,
  });
  if (schedule.includes(UNKNOWN_SCHEDULE)) reportComputed(visit);
}

function reportComputed(visit: Visit): void {
  const { call, facts, site } = visit;
  const symbol = symbolOf(visit);
  facts.finding({
    code: 'dynamic-schedule',
    subject: `${symbol} ${site.name}`,
    message: `The schedule given to ${site.name}(…) in ${symbol} is computed: when it runs is not known.`,
    place: { file: site.file, at: call.at },
    severity: 'info',
  });
}
