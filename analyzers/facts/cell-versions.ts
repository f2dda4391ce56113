/**
 * Versions of what a unit of work can look at (see `program/reading.ts`): two texts that are equal
 * only if there is the same to be seen. What has no version now cannot be trusted to be as it was.
 */
import { hashText } from '../cache.ts';
import type { Evaluator } from '../program/evaluator.ts';
import type { LinkTarget, Program, ProjectFile } from '../program/program.ts';
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
  let heirsNow: ReadonlyMap<string, string> | null = null;
  const heirs = (): ReadonlyMap<string, string> => (heirsNow ??= reading.heirs());
  const namesVersion = (path: string): string | undefined => {
    const file = program.files.get(path);
    return file && hashText(namesText(program, file));
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
      const made = evaluator.sharing.made.get(name);
      if (!made) return undefined;
      const { description, unit } = made;
      return description
        ? footprint([{ cells: new Set(description.cells) }], description.text)
        : footprint([unit]);
    }
    if (kind === 'below') return heirs().get(name) ?? '';
    const holders = reading.indices.get(kind)?.holders(name);
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

/** All that a search for exported names sees of a file. */
export function namesText({ link }: Program, { path, ir }: ProjectFile): string {
  const targets = ir.exports.map(({ imp }) => (imp < 0 ? '' : targetText(link(path, imp))));
  const plain = ir.exports.map(({ at: _at, ...one }) => one);
  return `${JSON.stringify(plain)}\n${targets.join('\n')}`;
}

/** Cells of units with those of what they share with others in its place. */
function closure({ sharing }: Evaluator, units: Iterable<Unit>): ReadonlySet<string> {
  const cells = new Set<string>();
  const seen = new Set<string>();
  const add = (unit: Unit): void => {
    for (const cell of unit.cells) {
      const made = cell.startsWith('shared ') ? sharing.made.get(cell.slice(7)) : undefined;
      if (!made || made.description) cells.add(cell);
      else if (!seen.has(cell)) {
        seen.add(cell);
        add(made.unit);
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
