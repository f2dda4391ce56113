/** In-process emitters: node's EventEmitter and the small libraries like it, extended or made by the project. */
import type { Adapter } from '../../adapter.ts';
import type { LibraryCall } from '../../program/library.ts';
import { libraryInstance } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { reportMadeSenders } from '../reporting/made-senders.ts';
import { methodsOfBuses, packagesOfBuses, visitBuses } from '../reporting/method-bus.ts';
import type { MethodBus } from '../reporting/method-bus.ts';

const EMITTER =
  /^(?:EventEmitter[23]?|StrictEventEmitter|StrictEmitter|TypedEmitter|TypedEventEmitter|Emitter|Emittery|TinyEmitter|NodeJS|default|\*)$/;

const BUSES: readonly MethodBus[] = [
  {
    packages: [
      'events',
      'eventemitter2',
      'eventemitter3',
      'eventemitter',
      'typed-emitter',
      'strict-event-emitter',
      'strict-event-emitter-types',
      'tiny-typed-emitter',
      'tiny-emitter',
      'mitt',
      'emittery',
      'nanoevents',
    ],
    types: EMITTER,
    kind: 'event',
    bus: 'EventEmitter',
    ends: [
      { methods: ['emit', 'emitAsync', 'emitSerial'], role: 'emit' },
      {
        methods: ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'many'],
        role: 'consume',
      },
    ],
    except: new Set(['newListener', 'removeListener', '*']),
  },
];

export const nodeEventsAdapter: Adapter = {
  id: 'node-events',
  title: 'EventEmitter',
  kind: 'library',
  always: true,
  packages: packagesOfBuses(BUSES),
  calls: methodsOfBuses(BUSES),
  call: emitterCall,
  visitCall: (visit) => visitBuses(visit, BUSES),
  finish: reportMadeSenders,
};

const FACTORIES = new Set(['mitt', 'createNanoEvents']);

/** `mitt()`, `createNanoEvents()`; what the methods of an emitter give back is the emitter (`on(…).on(…)`). */
function emitterCall({ receiver, method }: LibraryCall): Value | undefined {
  if (receiver.role === 'export') {
    const made = method === '' ? receiver.type : method;
    return FACTORIES.has(made) || (receiver.pkg === 'mitt' && made === 'default')
      ? libraryInstance(receiver.pkg, 'Emitter')
      : undefined;
  }
  return receiver.pkg === 'events' &&
    /^(?:on|once|addListener|prependListener|setMaxListeners)$/.test(method)
    ? receiver
    : undefined;
}
