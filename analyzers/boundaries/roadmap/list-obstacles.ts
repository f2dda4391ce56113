/** What stands in the way of one extraction, one entry per thing to do, the cheapest first. */
import type { CrossingFact, Location, ObstacleFact } from '../../contract.ts';
import { compareText } from '../../discover/posix-path.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import { groupTouches } from './gather-touches.ts';
import type { TouchGroup, TouchKind } from './gather-touches.ts';
import type { Candidate } from './judge-boundary.ts';
import { count, list } from './phrase.ts';
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
  ids: readonly string[],
  gone: ReadonlySet<number>,
  evidence: BoundaryEvidence,
  stakes: Stakes,
): Obstacles {
  const all = [
    ...WEIGHTS.flatMap((kind, weight) =>
      groupTouches(candidate.touches[kind].filter(({ other }) => !gone.has(other))).map((group) =>
        describe(kind, group, ids, weight),
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

function describe(
  kind: TouchKind,
  group: TouchGroup,
  ids: readonly string[],
  weight: number,
): Priced {
  const [{ crossing, other, outgoing }] = group;
  const { path, line, column, remedy, why } = crossing;
  const name = ids[other] ?? 'the monolith';
  const times = group.length === 1 ? '' : ` in ${group.length} places`;
  return {
    ...{ path, line, column, weight },
    code: CODES[kind],
    message: `${sentence(kind, crossing, name, outgoing)}${times}`,
    remedy: `${remedy}: ${why}`,
    cost: group.reduce((sum, one) => sum + one.crossing.cost, 0),
  };
}

function sentence(
  kind: TouchKind,
  { subject, kind: touch }: CrossingFact,
  other: string,
  outgoing: boolean,
): string {
  switch (kind) {
    case 'transactions':
      return `one transaction with ${other} over ${subject}`;
    case 'writes':
      return outgoing ? `writes ${subject} of ${other}` : `${other} writes ${subject}`;
    case 'reverse':
      return `asks ${other} for ${subject}`;
    case 'clients':
      return `${other} asks for ${subject}`;
    case 'joins':
      return `joins ${subject} with ${other}`;
    case 'foreignKeys':
      return outgoing ? `${subject} refers to ${other}` : `${other} refers to it by ${subject}`;
    case 'reads':
      return outgoing ? `reads ${subject} of ${other}` : `${other} reads ${subject}`;
    case 'light':
      return touch === 'event'
        ? `${subject} is an event between it and ${other}`
        : outgoing
          ? `uses ${subject} of ${other}`
          : `${other} uses ${subject}`;
  }
}

/** Code that stays in the monolith is a neighbour as well: an adapter serves it, an endpoint asks it. */
function restCalls({ measure }: Candidate, { files }: BoundaryEvidence): readonly Priced[] {
  const describeRest = (
    uses: Candidate['measure']['usesRest'],
    code: string,
    verb: string,
    remedy: string,
    weight: TouchKind,
  ): readonly Priced[] => {
    const [first] = uses;
    if (first === undefined) return [];
    const symbols = list([...new Set(uses.flatMap((one) => one.symbols))].sort(), 3);
    return [
      {
        ...{ path: files[first.from]?.path ?? '', line: first.line, column: first.column },
        code,
        message: `${verb} ${symbols}${uses.length === 1 ? '' : ` in ${uses.length} places`}`,
        remedy,
        cost: uses.length,
        weight: WEIGHTS.indexOf(weight),
      },
    ];
  };
  return [
    ...describeRest(
      measure.usesRest,
      'reverse-call',
      'uses code that stays in the monolith:',
      'move: take along what nobody else uses; api: ask the monolith for the rest.',
      'reverse',
    ),
    ...describeRest(
      measure.usedByRest,
      'client-call',
      'code that stays in the monolith uses',
      'api: an adapter in the monolith keeps the name and asks the service.',
      'clients',
    ),
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
      ...{ path: files[first.file]?.path ?? '', line: first.line, column: first.column, weight },
      code: 'unknown-table',
      message: `the table of ${count(others.length + 1, 'data access', 'data accesses')} is not known`,
      remedy: 'Name the table by a literal, a constant or an entity, so that its owner is known.',
      cost: others.length + 1,
    });
  const longest = files[measure.untestedFile];
  if (longest !== undefined)
    spots.push({
      ...{ path: longest.path, line: 1, column: 1, weight },
      code: 'untested',
      message: `no test imports ${count(measure.untested, 'line')} of ${measure.lines}, this file first`,
      remedy: 'Write tests at the surface first; requests over HTTP count although they are not seen here.',
      cost: Math.ceil(measure.untested / LINES_PER_TEST),
    });
  return spots;
}

/** A characterisation test of a surface covers about a file of this length; costs are in files moved. */
const LINES_PER_TEST = 200;

function comparePlace(a: Location, b: Location): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}
