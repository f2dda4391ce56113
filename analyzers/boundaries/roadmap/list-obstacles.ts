/** What stands in the way of one extraction, one entry per thing to do, the cheapest first. */
import type { Location, ObstacleFact } from '../../contract.ts';
import { compareText } from '../../discover/posix-path.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import { groupTouches } from './gather-touches.ts';
import type { Touch, TouchGroup, TouchKind } from './gather-touches.ts';
import type { Candidate } from './judge-boundary.ts';
import { count, group, list } from './phrase.ts';
import type { Stakes } from './stakes.ts';
import { OBSTACLES_SHOWN } from './thresholds.ts';

export interface Obstacles {
  readonly shown: readonly ObstacleFact[];
  readonly rest: number;
}

interface Priced extends ObstacleFact {
  readonly cost: number;
  /** The lower, the more it decides whether the cut is right at all. */
  readonly weight: number;
}

/** Codes of obstacles; those that `check` knows too have its names. */
const CODES: Readonly<Record<TouchKind, string>> = {
  transactions: 'crossing-transaction',
  writes: 'foreign-table-write',
  reverse: 'reverse-call',
  joins: 'crossing-join',
  clients: 'client-call',
  foreignKeys: 'crossing-relation',
  reads: 'foreign-table-read',
  light: 'shared-code',
};

/** The same order as the weights of risk: what must be seen even when little is shown. */
const WEIGHTS = Object.keys(CODES) as readonly TouchKind[];

/** @param gone boundaries that left before: what touches them was done in their step */
export function listObstacles(
  candidate: Candidate,
  gone: ReadonlySet<number>,
  evidence: BoundaryEvidence,
  stakes: Stakes,
): Obstacles {
  const all = [
    ...WEIGHTS.flatMap((kind, weight) =>
      groupTouches(candidate.touches[kind].filter(({ other }) => !gone.has(other))).map((touches) =>
        describe(kind, touches, weight),
      ),
    ),
    ...restCalls(candidate, evidence),
    ...blindSpots(candidate, evidence, stakes),
  ];
  const shown = all
    .sort((a, b) => a.weight - b.weight || b.cost - a.cost || comparePlace(a, b))
    .slice(0, OBSTACLES_SHOWN)
    .sort((a, b) => a.cost - b.cost || a.weight - b.weight || comparePlace(a, b));
  return {
    shown: shown.map(({ cost: _cost, weight: _weight, ...fact }) => fact),
    rest: all.length - shown.length,
  };
}

function describe(kind: TouchKind, touches: TouchGroup, weight: number): Priced {
  const [first] = touches;
  const { path, line, column, remedy, why } = first.crossing;
  const subjects = list([...new Set(touches.map((one) => one.crossing.subject))].sort(), 3);
  const places = new Set(touches.map(({ crossing }) => `${crossing.path}:${crossing.line}`)).size;
  return {
    path,
    line,
    column,
    weight,
    code: CODES[kind],
    message: `${sentence(kind, first, subjects)}${places === 1 ? '' : ` in ${places} places`}`,
    remedy: `${remedy}: ${why}`,
    cost: touches.reduce((sum, one) => sum + one.crossing.cost, 0),
  };
}

function sentence(kind: TouchKind, { crossing, name, outgoing }: Touch, subject: string): string {
  switch (kind) {
    case 'transactions':
      return `one transaction with ${name} over ${subject}`;
    case 'writes':
      return outgoing ? `writes ${subject} of ${name}` : `${name} writes ${subject}`;
    case 'reverse':
      return `asks ${name} for ${subject}`;
    case 'clients':
      return `${name} asks for ${subject}`;
    case 'joins':
      return outgoing ? `joins table ${subject} of ${name}` : `${name} joins table ${subject}`;
    case 'foreignKeys':
      return outgoing ? `refers to ${subject} of ${name}` : `${name} refers to ${subject}`;
    case 'reads':
      return outgoing ? `reads ${subject} of ${name}` : `${name} reads ${subject}`;
    case 'light': {
      const verb = crossing.kind === 'event' ? 'shares the event' : 'uses';
      return outgoing ? `${verb} ${subject} of ${name}` : `${name} ${verb} ${subject}`;
    }
  }
}

/** Code that stays in the monolith is a neighbour as well, although no boundary's. */
function restCalls({ measure }: Candidate, { files }: BoundaryEvidence): readonly Priced[] {
  const [first] = measure.usesRest;
  if (first === undefined) return [];
  const symbols = [...new Set(measure.usesRest.flatMap((one) => one.symbols))].sort();
  const places = measure.usesRest.length;
  return [
    {
      path: files[first.from]?.path ?? '',
      line: first.line,
      column: first.column,
      code: CODES.reverse,
      message: `uses ${list(symbols, 3)} of the monolith${places === 1 ? '' : ` in ${places} places`}`,
      remedy: 'move: take along what nobody else uses; api: ask the monolith for the rest.',
      cost: places,
      weight: WEIGHTS.indexOf('reverse'),
    },
  ];
}

function blindSpots(
  { measure }: Candidate,
  { files }: BoundaryEvidence,
  { unresolved }: Stakes,
): readonly Priced[] {
  const spots: Priced[] = [];
  const weight = WEIGHTS.length;
  const members = new Set(measure.files);
  const [first, ...others] = unresolved.filter(({ file }) => members.has(file));
  if (first !== undefined)
    spots.push({
      path: files[first.file]?.path ?? '',
      line: first.line,
      column: first.column,
      weight,
      code: 'unknown-table',
      message: `the table of ${count(others.length + 1, 'data access', 'data accesses')} is not known`,
      remedy: 'Name the table by a literal, a constant or an entity, so that its owner is known.',
      cost: others.length + 1,
    });
  const longest = files[measure.untestedFile];
  if (longest !== undefined)
    spots.push({
      path: longest.path,
      line: 1,
      column: 1,
      weight,
      code: 'untested',
      message: `no test imports ${count(measure.untested, 'line')} of ${group(measure.lines)}, this file first`,
      remedy:
        'Write tests at the surface first; requests over HTTP count although they are not seen here.',
      cost: Math.ceil(measure.untested / LINES_PER_TEST),
    });
  return spots;
}

/** A characterisation test of a surface covers about a file of this length; costs are in files moved. */
const LINES_PER_TEST = 200;

function comparePlace(a: Location, b: Location): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}
