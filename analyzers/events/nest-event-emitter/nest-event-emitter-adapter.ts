/** @nestjs/event-emitter: `EventEmitter2` that is injected, methods under `@OnEvent`. */
import type { ProjectFile } from '../../program/program.ts';
import type { Adapter, AdapterContext } from '../../adapter.ts';
import { handlersOf } from '../../program/handlers.ts';
import { reportMadeSenders } from '../reporting/made-senders.ts';
import { methodsOfBuses, packagesOfBuses, visitBuses } from '../reporting/method-bus.ts';
import type { MethodBus } from '../reporting/method-bus.ts';
import { namesOf } from '../reporting/report-event.ts';

const PACKAGE = '@nestjs/event-emitter';
const BUS = 'EventEmitter2';

const BUSES: readonly MethodBus[] = [
  {
    packages: [PACKAGE],
    types: /^EventEmitter2$/,
    kind: 'event',
    bus: BUS,
    ends: [
      { methods: ['emit', 'emitAsync'], role: 'emit' },
      {
        methods: ['on', 'once', 'addListener', 'prependListener', 'many', 'waitFor'],
        role: 'consume',
      },
    ],
  },
];

export const nestEventEmitterAdapter: Adapter = {
  id: 'nest-event-emitter',
  title: '@nestjs/event-emitter',
  kind: 'library',
  packages: packagesOfBuses(BUSES),
  calls: methodsOfBuses(BUSES),
  visitCall: (visit) => visitBuses(visit, BUSES),
  readFile: reportHandlers,
  finish: reportMadeSenders,
};

function reportHandlers(context: AdapterContext, file: ProjectFile): void {
  const { evaluator, facts } = context;
  for (const cls of file.classes) {
    for (const { fn, uses, own } of handlersOf(evaluator, cls)) {
      for (const use of own ? uses : []) {
        if (use.pkg !== PACKAGE || use.name !== 'OnEvent') continue;
        const names = namesOf(context, use.args[0], use.env);
        const place = { file, at: use.at };
        const symbol = `${cls.name}.${fn.ir.name}`;
        for (const name of names)
          facts.event({
            name,
            kind: 'event',
            bus: BUS,
            role: 'consume',
            place,
            symbol,
            evidence: `@OnEvent('${name}')`,
          });
        if (names.length > 0) continue;
        const message = `The name of @OnEvent at ${symbol} is computed: what it consumes is not known.`;
        facts.finding({
          code: 'dynamic-event',
          subject: `${symbol} OnEvent`,
          message,
          place,
          severity: 'warning',
        });
      }
    }
  }
}
