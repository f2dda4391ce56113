/** @nestjs/cqrs: buses of events, commands and queries, aggregates, handlers, sagas. */
import type { ProjectFile } from '../../program/program.ts';
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import type { EventKind } from '../../contract.ts';
import { classUses } from '../../program/decorator-uses.ts';
import { libraryFaces } from '../../orms/sql/library-faces.ts';
import { alternatives } from '../../program/values.ts';
import { outboxesOf } from '../reporting/find-outboxes.ts';
import { messageNames, reportEvents } from '../reporting/report-event.ts';

const PACKAGE = '@nestjs/cqrs';

const KINDS: readonly {
  readonly types: RegExp;
  readonly methods: readonly string[];
  readonly kind: EventKind;
  readonly bus: string;
}[] = [
  {
    types: /(?:^|\.)I?Event(?:Bus|Publisher)$/,
    methods: ['publish', 'publishAll'],
    kind: 'event',
    bus: 'EventBus',
  },
  {
    types: /(?:^|\.)I?AggregateRoot$/,
    methods: ['apply', 'publish', 'publishAll'],
    kind: 'event',
    bus: 'EventBus',
  },
  { types: /(?:^|\.)I?CommandBus$/, methods: ['execute'], kind: 'command', bus: 'CommandBus' },
  { types: /(?:^|\.)I?QueryBus$/, methods: ['execute'], kind: 'query', bus: 'QueryBus' },
];

const HANDLERS: ReadonlyMap<string, { readonly kind: EventKind; readonly bus: string }> = new Map([
  ['EventsHandler', { kind: 'event', bus: 'EventBus' }],
  ['CommandHandler', { kind: 'command', bus: 'CommandBus' }],
  ['QueryHandler', { kind: 'query', bus: 'QueryBus' }],
]);

export const nestCqrsAdapter: Adapter = {
  id: 'nest-cqrs',
  title: '@nestjs/cqrs',
  kind: 'library',
  packages: [PACKAGE],
  calls: ['apply', 'execute', 'ofType', 'publish', 'publishAll'],
  visitCall,
  readFile: reportHandlers,
};

function visitCall(visit: Visit): void {
  if (visit.site.name === 'ofType') return visitSaga(visit);
  const { call, evaluator, site } = visit;
  if (call.fn.k !== 'mem' || call.args.length === 0) return;
  const faces = libraryFaces(evaluator, visit.receiver(), [PACKAGE]).filter(
    (face) => face.role === 'instance',
  );
  const kind = KINDS.find(
    (one) => one.methods.includes(site.name) && faces.some((face) => one.types.test(face.type)),
  );
  if (!kind) return;
  const names = messageNames(visit.argument(0));
  if (names.length > 0)
    reportEvents(visit, names, { kind: kind.kind, bus: kind.bus, role: 'emit' });
  else if (!site.owner || !outboxesOf(visit.evaluator).has(site.owner))
    visit.unresolved('event', `What .${site.name}(…) sends is not known here.`);
}

/** `events$.pipe(ofType(OrderPlaced), …)`. */
function visitSaga(visit: Visit): void {
  const { call, evaluator, env } = visit;
  if (
    !alternatives(evaluator.value(call.fn, env)).some(
      (one) => one.v === 'library' && one.pkg === PACKAGE,
    )
  )
    return;
  const names = call.args.flatMap((arg) => messageNames(evaluator.value(arg, env)));
  reportEvents(visit, names, { kind: 'event', bus: 'EventBus', role: 'consume' });
}

function reportHandlers({ evaluator, facts }: AdapterContext, file: ProjectFile): void {
  for (const cls of file.classes) {
    for (const use of cls.ir.decorators ? classUses(evaluator, cls) : []) {
      const handled = use.pkg === PACKAGE ? HANDLERS.get(use.name) : undefined;
      if (!handled) continue;
      const symbol = cls.methods.has('handle')
        ? `${cls.name}.handle`
        : cls.methods.has('execute')
          ? `${cls.name}.execute`
          : cls.name;
      for (const name of use.args.flatMap((arg) => messageNames(evaluator.value(arg, use.env)))) {
        facts.event({
          name,
          ...handled,
          role: 'consume',
          place: { file, at: use.at },
          symbol,
          evidence: `@${use.name}(${name})`,
        });
      }
    }
  }
}
