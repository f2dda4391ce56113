/** Buses written by the project, and events that aggregates collect before they are sent. */
import type { Adapter, Visit } from '../../adapter.ts';
import { calleesOf } from '../../program/callees.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { findInFiles } from '../../program/find-in-files.ts';
import { messageNames, namesOf, reportEvents } from '../reporting/report-event.ts';
import { outboxesOf, pushedField } from '../reporting/find-outboxes.ts';
import { findOwnBuses } from './find-own-buses.ts';
import type { BusFunction } from './find-own-buses.ts';

export const ownBusAdapter: Adapter = {
  id: 'own-bus',
  title: 'Event bus',
  kind: 'library',
  always: true,
  packages: [],
  calls: ['push'],
  wants: (site) => BUS_NAMES.test(site.name) && site.expr.args.length > 0,
  prepare: ({ evaluator }) => {
    ownBuses(evaluator);
    outboxesOf(evaluator);
  },
  visitCall: (visit) => (visit.site.name === 'push' ? visitPush(visit) : visitBus(visit)),
};

const BUS_NAMES =
  /^(?:(?:emit|publish|dispatch|trigger|fire|raise|notify|broadcast)(?:All|Async|Sync|Event|Events|Many|Multiple)?|on|once|subscribe|addListener|addEventListener|addHandler|handle|listen|register|registerHandler|when|ofType|stream|select)$/;

function ownBuses(evaluator: Evaluator): ReturnType<typeof findOwnBuses> {
  return evaluator.shared(
    'own buses',
    () =>
      new Map(
        findInFiles(evaluator, 'own buses', (file) =>
          evaluator.isSource(file.path) ? [...findOwnBuses([file])] : [],
        ),
      ),
    new Map(),
  );
}

function visitBus(visit: Visit): void {
  const { evaluator, hierarchy, site, env } = visit;
  const buses = ownBuses(evaluator);
  if (buses.size === 0) return;
  for (const callee of calleesOf(evaluator, hierarchy, site, env)) {
    const end = buses.get(callee.fn);
    if (!end) continue;
    const names = namesOf(visit, end.key, callee.env);
    reportEnd(
      visit,
      end,
      names.length > 0 ? names : messageNames(evaluator.value(end.key, callee.env)),
    );
  }
}

function reportEnd(visit: Visit, { role, bus }: BusFunction, names: readonly string[]): void {
  if (names.length > 0) reportEvents(visit, names, { kind: 'event', bus, role });
  else visit.unresolved('event', `The name given to .${visit.site.name}(…) is computed.`);
}

/** `this.events.push(event)`: the callers that make the event send it. */
function visitPush(visit: Visit): void {
  const { site, call, env, evaluator } = visit;
  const field = pushedField(call);
  if (field === null || !site.owner || !outboxesOf(evaluator).get(site.owner)?.has(field)) return;
  const names = call.args.flatMap((arg) => messageNames(evaluator.value(arg, env)));
  const made = call.args[0]?.k === 'call' || visit.lifted;
  if (names.length > 0 && made)
    reportEvents(visit, names, { kind: 'event', bus: 'EventEmitter', role: 'emit' });
  else visit.unresolved('event', 'The event that is collected here is not known.');
}
