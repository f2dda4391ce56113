/** BullMQ, Bull and their Nest modules, bee-queue: queues by name, workers, repeated jobs. */
import type { ProjectFile } from '../../program/program.ts';
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import { classUses } from '../../program/decorator-uses.ts';
import { libraryFaces } from '../../orms/sql/library-faces.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import type { DecoratorIr, TypeRef } from '../../scan/ir.ts';
import { namesIn, namesOf, reportEvents, symbolOf } from '../reporting/report-event.ts';

const QUEUES = ['bullmq', 'bull', 'bee-queue'];
const NEST = ['@nestjs/bullmq', '@nestjs/bull', '@anchan828/nest-bullmq'];
const DETAILS = { kind: 'queue', bus: 'bullmq' } as const;

export const bullmqAdapter: Adapter = {
  id: 'bullmq',
  title: 'BullMQ',
  kind: 'library',
  packages: [...QUEUES, ...NEST],
  calls: ['add', 'addBulk', 'createJob', 'process', 'upsertJobScheduler', 'Worker'],
  call: queueCall,
  injected: injectedQueue,
  visitCall,
  readFile: reportProcessors,
};

const QUEUE_TYPES = new Set(['Queue', 'QueuePro', 'FlowProducer', 'default', '*']);

function queueCall({ receiver, method, call, env, evaluator }: LibraryCall): Value | undefined {
  if (receiver.role !== 'export' || !QUEUES.includes(receiver.pkg)) return undefined;
  const made = method === 'new' || method === '' ? receiver.type : method;
  if (made === 'FlowProducer') return libraryInstance(receiver.pkg, made);
  // `new Queue('mail')`; bull and bee-queue are functions as well.
  if (!QUEUE_TYPES.has(made) || (method === '' && receiver.pkg === 'bullmq')) return undefined;
  return queueNamed(receiver.pkg, namesIn(evaluator.value(call.args[0] ?? call.fn, env))[0]);
}

const queueNamed = (pkg: string, name: string | undefined): LibraryValue =>
  libraryInstance(pkg, 'Queue', [], name === undefined ? undefined : { name });

function injectedQueue(
  decorator: DecoratorIr,
  _type: TypeRef | undefined,
  env: Env,
  evaluator: Evaluator,
): Value | undefined {
  if (decorator.name !== 'InjectQueue') return undefined;
  const [name] = decorator.args;
  return queueNamed('bullmq', name ? namesIn(evaluator.value(name, env))[0] : 'default');
}

function visitCall(visit: Visit): void {
  const { call, site } = visit;
  if (site.name === 'Worker') return visitWorker(visit);
  if (call.fn.k !== 'mem') return;
  const faces = libraryFaces(visit.evaluator, visit.receiver(), QUEUES).filter(
    (face) => face.role === 'instance',
  );
  if (faces.some((face) => face.type === 'FlowProducer')) return visitFlow(visit);
  const queues = faces.filter((face) => QUEUE_TYPES.has(face.type));
  if (queues.length === 0) return;
  const names = queues.flatMap((face) =>
    typeof face.state?.['name'] === 'string' ? [face.state['name']] : [],
  );
  if (names.length === 0)
    visit.unresolved('queue', `The queue of .${site.name}(…) is not known here.`);
  reportEvents(visit, names, { ...DETAILS, role: site.name === 'process' ? 'consume' : 'emit' });
  if (site.name !== 'process') reportRepeat(visit);
}

function visitWorker(visit: Visit): void {
  const { call, env, evaluator } = visit;
  if (
    !call.isNew ||
    !alternatives(evaluator.value(call.fn, env)).some(
      (one) => one.v === 'library' && one.pkg === 'bullmq',
    )
  )
    return;
  const names = namesOf(visit, call.args[0], env);
  if (names.length === 0) visit.unresolved('queue', 'The queue of this worker is not known here.');
  else reportEvents(visit, names, { ...DETAILS, role: 'consume' });
}

function visitFlow(visit: Visit): void {
  const value = visit.argument(0);
  const names = alternatives(value).flatMap((one) =>
    one.v === 'object' ? namesIn(visit.evaluator.member(one, 'queueName')) : [],
  );
  reportEvents(visit, names, { ...DETAILS, role: 'emit' });
}

/** `queue.add('x', data, { repeat: { pattern: '0 3 * * *' } })`, `queue.upsertJobScheduler('x', { every: 5000 })`. */
function reportRepeat(visit: Visit): void {
  const { call, env, evaluator, facts, site } = visit;
  for (const arg of call.args) {
    const value = evaluator.value(arg, env);
    if (value.v !== 'object') continue;
    const repeat = site.name === 'upsertJobScheduler' ? value : evaluator.member(value, 'repeat');
    const schedule = ['pattern', 'cron', 'every'].flatMap((name) =>
      scheduleOf(evaluator.member(repeat, name)),
    )[0];
    if (schedule === undefined) continue;
    facts.job({
      schedule,
      symbol: symbolOf(visit),
      place: { file: site.file, at: call.at },
      evidence: `.${site.name}(…) repeated`,
    });
  }
}

function scheduleOf(value: Value): readonly string[] {
  return alternatives(value).flatMap((one) => {
    if (one.v === 'string') return [one.text];
    return one.v === 'literal' && typeof one.value === 'number' ? [String(one.value)] : [];
  });
}

function reportProcessors(context: AdapterContext, file: ProjectFile): void {
  const { evaluator, facts } = context;
  for (const cls of file.classes) {
    for (const use of cls.ir.decorators ? classUses(evaluator, cls) : []) {
      if (!NEST.includes(use.pkg) || use.name !== 'Processor') continue;
      const [first] = use.args;
      const value = first ? evaluator.value(first, use.env) : undefined;
      const named =
        value?.v === 'object'
          ? namesIn(evaluator.member(value, 'name'))
          : namesOf(context, first, use.env);
      const symbol = cls.methods.has('process') ? `${cls.name}.process` : cls.name;
      for (const name of first ? named : ['default']) {
        facts.event({
          name,
          ...DETAILS,
          role: 'consume',
          place: { file, at: use.at },
          symbol,
          evidence: `@Processor('${name}')`,
        });
      }
    }
  }
}
