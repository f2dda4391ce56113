/**
 * Versions of what a unit of work can look at (see `program/reading.ts`): two texts that are equal
 * only if there is the same to be seen. What has no version now cannot be trusted to be as it was.
 */
import { hashText } from '../cache.ts';
import type { Evaluator } from '../program/evaluator.ts';
import type { LinkTarget } from '../program/program.ts';
import { aside, EVERYTHING } from '../program/reading.ts';
import type { Unit } from '../program/reading.ts';

export type Versions = (cell: string) => string | undefined;

/** Cell of what the adapters prepared before anything was visited. */
export const PREPARED = 'prepared';

export interface VersionSources {
  readonly evaluator: Evaluator;
  /** Hash of a file's text. */
  readonly hashOf: (path: string) => string;
  /** Hash of all that is no source. */
  readonly surroundings: string;
  readonly prepared: readonly Unit[];
}

export function createVersions({
  evaluator,
  hashOf,
  surroundings,
  prepared,
}: VersionSources): Versions {
  const { program, reading, isSource } = evaluator;
  const known = new Map<string, string | undefined>();
  const fileVersion = (path: string): string | undefined => {
    const file = program.files.get(path);
    if (!file) return undefined;
    const { imports } = file.ir;
    const targets = imports.map((_, index) => targetText(program.link(path, index)));
    return hashText([hashOf(path), isSource(path), ...targets].join('\n'));
  };
  const namesVersion = (path: string): string | undefined => {
    const file = program.files.get(path);
    if (!file) return undefined;
    const { exports } = file.ir;
    const targets = exports.map(({ imp }) => (imp < 0 ? '' : targetText(program.link(path, imp))));
    const plain = exports.map(({ at: _at, ...one }) => one);
    return hashText(`${JSON.stringify(plain)}\n${targets.join('\n')}`);
  };
  const footprint = (units: Iterable<Unit>, text = ''): string => {
    const cells = [...closure(evaluator, units)].sort();
    return hashText([text, ...cells].map((cell) => `${cell} ${of(cell) ?? ''}`).join('\n'));
  };
  const compute = (cell: string): string | undefined => {
    if (cell === EVERYTHING)
      return hashText(program.list.map((file) => of(`file ${file.path}`)).join('\n'));
    if (cell === PREPARED) return `${surroundings} ${footprint(prepared)}`;
    const space = cell.indexOf(' ');
    const kind = cell.slice(0, space);
    const name = cell.slice(space + 1);
    if (kind === 'file') return fileVersion(name);
    if (kind === 'names') return namesVersion(name);
    if (kind === 'shared') {
      const described = evaluator.descriptions.get(name);
      if (described) return footprint([{ cells: new Set(described.cells) }], described.text);
      const unit = evaluator.sharedUnits.get(name);
      return unit && footprint([unit]);
    }
    const holders = reading.indices.get(kind)?.(name);
    if (kind === 'below') return holders?.join('\n');
    return holders && hashText(holders.map((path) => `${path} ${of(`file ${path}`)}`).join('\n'));
  };
  const of: Versions = (cell) => {
    if (known.has(cell)) return known.get(cell);
    const version = aside(reading, () => compute(cell));
    known.set(cell, version);
    return version;
  };
  return of;
}

/** Cells of units with those of what they share with others in its place. */
function closure(
  { descriptions, sharedUnits }: Evaluator,
  units: Iterable<Unit>,
): ReadonlySet<string> {
  const cells = new Set<string>();
  const seen = new Set<string>();
  const add = (unit: Unit): void => {
    for (const cell of unit.cells) {
      const isDescribed = descriptions.has(cell.slice('shared '.length));
      if (!cell.startsWith('shared ') || isDescribed) cells.add(cell);
      else if (!seen.has(cell)) {
        seen.add(cell);
        const inner = sharedUnits.get(cell.slice('shared '.length));
        if (inner) add(inner);
      }
    }
  };
  for (const unit of units) add(unit);
  return cells;
}

function targetText(target: LinkTarget): string {
  if (target.kind === 'file') return `file ${target.path}`;
  return target.kind === 'none' ? '' : `${target.kind} ${target.name}`;
}
