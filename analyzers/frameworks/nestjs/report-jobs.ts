/** Jobs of @nestjs/schedule: decorated methods and what is added to the SchedulerRegistry. */
import type { AdapterContext, Place, Visit } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import type { DecoratorUse } from '../../program/decorator-uses.ts';
import { handlersOf } from '../../program/handlers.ts';
import { followed, propOf } from '../../program/located.ts';

const SCHEDULE = '@nestjs/schedule';
/** Stands for a schedule, or a part of one, that is computed. */
const UNKNOWN_SCHEDULE = '{}';

export function reportJobs(context: AdapterContext, file: ProjectFile): void {
  for (const cls of file.classes) reportJobsOf(context, cls);
}

function reportJobsOf(context: AdapterContext, cls: ProjectClass): void {
  const { evaluator, facts } = context;
  for (const { fn, uses, own } of handlersOf(evaluator, cls)) {
    if (!own) continue;
    for (const use of uses) {
      const schedule = use.pkg === SCHEDULE ? decoratedSchedule(evaluator, use) : null;
      if (schedule === null) continue;
      const symbol = `${cls.name}.${fn.ir.name}`;
      const place = { file: cls.file, at: use.at };
      facts.job({ schedule, symbol, place, evidence: `@${use.name}(${schedule})` });
      if (schedule.includes(UNKNOWN_SCHEDULE)) reportUnknown(context, symbol, place);
    }
  }
}

function decoratedSchedule(evaluator: Evaluator, { name, args, env }: DecoratorUse): string | null {
  if (name === 'Cron') return cronText(evaluator, args[0], env);
  if (name !== 'Interval' && name !== 'Timeout') return null;
  // The name is optional and comes first.
  return millisText(evaluator, args.at(-1), env);
}

/** Cron text; also of `new Date(…)`, which is computed. */
function cronText(evaluator: Evaluator, expr: Expr | undefined, env: Env): string {
  return evaluator.text(expr, env)?.text ?? UNKNOWN_SCHEDULE;
}

function millisText(evaluator: Evaluator, expr: Expr | undefined, env: Env): string {
  if (!expr) return UNKNOWN_SCHEDULE;
  for (const one of alternatives(evaluator.value(expr, env))) {
    if (one.v === 'literal' && typeof one.value === 'number') return String(one.value);
  }
  return UNKNOWN_SCHEDULE;
}

function reportUnknown({ facts }: AdapterContext, symbol: string, place: Place): void {
  const message = `The schedule of ${symbol} is computed: when it runs is not known.`;
  facts.finding({ code: 'dynamic-schedule', subject: symbol, message, place, severity: 'info' });
}

export const REGISTRY_CALLS: readonly string[] = ['addCronJob', 'addInterval', 'addTimeout'];

/** `registry.addCronJob('name', new CronJob('0 * * * *', …))`, `registry.addInterval('name', setInterval(f, 5000))`. */
export function visitRegistryCall(visit: Visit): void {
  const { call, env, evaluator, facts, site } = visit;
  const isRegistry = alternatives(visit.receiver()).some(
    (one) => one.v === 'library' && one.pkg === SCHEDULE && one.type === 'SchedulerRegistry',
  );
  const [, job] = call.args;
  if (!isRegistry || !job) return;
  const made = followed(evaluator, { expr: job, env });
  const schedule =
    made.expr.k === 'call' ? madeSchedule(evaluator, made.expr, made.env) : UNKNOWN_SCHEDULE;
  const symbol = site.fn?.symbol ?? site.owner?.name ?? '<module>';
  const place = { file: site.file, at: call.at };
  facts.job({ schedule, symbol, place, evidence: `.${site.name}(…)` });
  if (schedule.includes(UNKNOWN_SCHEDULE)) reportUnknown(visit, symbol, place);
}

function madeSchedule(evaluator: Evaluator, call: Extract<Expr, { k: 'call' }>, env: Env): string {
  const { fn, args, isNew } = call;
  if (!isNew && fn.k === 'name') return millisText(evaluator, args[1], env);
  const [first] = args;
  if (!first) return UNKNOWN_SCHEDULE;
  const text = evaluator.text(first, env);
  if (text) return text.text;
  const time = propOf(evaluator, { expr: first, env }, 'cronTime');
  return time ? cronText(evaluator, time.expr, time.env) : UNKNOWN_SCHEDULE;
}
