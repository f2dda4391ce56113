/** Buses whose ends are methods with the name among the arguments: described by data, read by one visitor. */
import type { Visit } from '../../adapter.ts';
import type { EventKind } from '../../contract.ts';
import type { LibraryValue } from '../../program/values.ts';
import { alternatives } from '../../program/values.ts';
import { libraryFaces } from '../../orms/sql/library-faces.ts';
import { outboxesOf } from './find-outboxes.ts';
import { takeMadeSender } from './made-senders.ts';
import { namesIn, namesOf, reportEvents } from './report-event.ts';

export interface BusEnd {
  readonly methods: readonly string[];
  readonly role: 'emit' | 'consume';
  /** Position of the name, or of the object that holds it. */
  readonly at?: number;
  /** Where the name is when the argument is an object; the first that is there. */
  readonly props?: readonly string[];
  /** Position that counts when the name is empty (an exchange without routing key). */
  readonly orAt?: number;
  /** Names of the further arguments count as well (`subscribe('a', 'b')`). */
  readonly rest?: true;
}

export interface MethodBus {
  readonly packages: readonly string[];
  /** Types of the package that are such a bus; any when absent. */
  readonly types?: RegExp;
  readonly kind: EventKind;
  readonly bus: string;
  readonly ends: readonly BusEnd[];
  /** Names that are the library's own. */
  readonly except?: ReadonlySet<string>;
}

export const methodsOfBuses = (buses: readonly MethodBus[]): readonly string[] =>
  [...new Set(buses.flatMap((bus) => bus.ends.flatMap((end) => end.methods)))].sort();

export const packagesOfBuses = (buses: readonly MethodBus[]): readonly string[] => [
  ...new Set(buses.flatMap((bus) => bus.packages)),
];

export function visitBuses(visit: Visit, buses: readonly MethodBus[]): void {
  const { fn } = visit.call;
  if (fn.k !== 'mem') return;
  const faces = libraryFaces(visit.evaluator, visit.receiver(), packagesOfBuses(buses));
  for (const bus of buses) {
    const face = faces.find((one) => isBus(bus, one));
    const end = face && bus.ends.find((one) => one.methods.includes(visit.site.name));
    if (!face || !end) continue;
    reportEnd(visit, bus, end, face);
    return;
  }
}

function isBus(bus: MethodBus, face: LibraryValue): boolean {
  const type = face.type.slice(face.type.lastIndexOf('.') + 1);
  return (
    face.role === 'instance' && bus.packages.includes(face.pkg) && (bus.types?.test(type) ?? true)
  );
}

function reportEnd(visit: Visit, bus: MethodBus, end: BusEnd, face: LibraryValue): void {
  const kept = face.state?.['name'];
  const names = typeof kept === 'string' ? [kept] : endNames(visit, end);
  const { kind } = bus;
  if (names.length === 0) {
    // Events that the class has collected are reported where they are made.
    if (visit.site.owner && outboxesOf(visit.evaluator).has(visit.site.owner)) return;
    visit.unresolved(
      kind === 'queue' ? 'queue' : 'event',
      `The name given to .${visit.site.name}(…) is computed.`,
    );
    return;
  }
  const wanted = names.filter((name) => !bus.except?.has(name));
  const details = { kind, bus: bus.bus, role: end.role };
  if (!takeMadeSender(visit, wanted, details)) reportEvents(visit, wanted, details);
}

function endNames(visit: Visit, end: BusEnd): readonly string[] {
  const { at = 0, orAt } = end;
  const names = argumentNames(visit, end, at).filter((name) => name !== '');
  return names.length > 0 || orAt === undefined ? names : argumentNames(visit, end, orAt);
}

function argumentNames(visit: Visit, { props, rest }: BusEnd, at: number): readonly string[] {
  const { args } = visit.call;
  const asked = rest ? args.slice(at) : args.slice(at, at + 1);
  return asked.flatMap((arg) => {
    if (arg.k === 'fn') return [];
    const value = visit.evaluator.value(arg, visit.env);
    const inside = alternatives(value).flatMap((one) => {
      if (one.v !== 'object' || !props) return [];
      return props.flatMap((name) => namesIn(visit.evaluator.member(one, name)));
    });
    return inside.length > 0 ? inside : namesOf(visit, arg, visit.env);
  });
}
