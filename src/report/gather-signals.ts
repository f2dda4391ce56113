/** What of each kind of evidence stays within one boundary: the reasons for it, measured on the facts. */
import type { Analysis, BoundaryFact, FileFact } from '../../analyzers/index.ts';
import { percent } from './list-boundaries.ts';
import { compare } from './pair-crossings.ts';
import { plural } from './summarize.ts';
import type { Line } from './summarize.ts';

/** Why these files are together; only what there is evidence of. */
export function gatherSignals(analysis: Analysis, boundary: BoundaryFact): readonly Line[] {
  const inside = new Set(boundary.files);
  return [
    {
      label: 'structure',
      text: `${percent(boundary.metrics.cohesion)} of the dependencies of its files on code in boundaries stay inside.`,
    },
    ...modulesOf(analysis, inside),
    ...dataOf(analysis, boundary),
    ...transactionsOf(analysis, boundary),
    ...historyOf(analysis, inside),
  ];
}

/** Declared modules its files come from, and how much of each it takes. */
function modulesOf({ files }: Analysis, inside: ReadonlySet<string>): readonly Line[] {
  const held = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const { path, module, role } of files) {
    if (module === null || role !== 'server') continue;
    sizes.set(module, (sizes.get(module) ?? 0) + 1);
    if (inside.has(path)) held.set(module, (held.get(module) ?? 0) + 1);
  }
  const parts = [...held]
    .sort(([a, x], [b, y]) => y - x || compare(a, b))
    .slice(0, 3)
    .map(
      ([module, count]) => `${count} of the ${plural(sizes.get(module) ?? 0, 'file')} of ${module}`,
    );
  const more = held.size - parts.length;
  if (parts.length === 0) return [];
  return [
    {
      label: 'modules',
      text: `It has ${parts.join(', ')}${more > 0 ? ` and parts of ${plural(more, 'other module')}` : ''}.`,
    },
  ];
}

function dataOf({ accesses }: Analysis, { id, tables }: BoundaryFact): readonly Line[] {
  const own = new Set(tables);
  const mine = accesses.filter((one) => one.boundary === id);
  const theirs = accesses.filter((one) => one.boundary !== id && own.has(one.table));
  if (mine.length + theirs.length === 0) return [];
  const home = mine.filter((one) => own.has(one.table)).length;
  return [
    {
      label: 'data',
      text: `${home} of its ${plural(mine.length, 'table access', 'table accesses')} are to the ${plural(own.size, 'table')} it owns; others reach its tables in ${plural(theirs.length, 'place')}.`,
    },
  ];
}

function transactionsOf({ transactions }: Analysis, { id }: BoundaryFact): readonly Line[] {
  const mine = transactions.filter((one) => one.boundaries.includes(id));
  if (mine.length === 0) return [];
  const whole = mine.filter((one) => one.boundaries.length === 1).length;
  return [
    {
      label: 'transactions',
      text: `Of ${plural(mine.length, 'transaction')} over its tables ${whole} ${whole === 1 ? 'stays' : 'stay'} inside.`,
    },
  ];
}

function historyOf({ history }: Analysis, inside: ReadonlySet<string>): readonly Line[] {
  const pairs = history.coChanges.filter(({ a, b }) => inside.has(a) || inside.has(b));
  if (pairs.length === 0) return [];
  const home = pairs.filter(({ a, b }) => inside.has(a) && inside.has(b)).length;
  return [
    {
      label: 'history',
      text: `${home} of ${plural(pairs.length, 'pair')} of files that change together with one of its files are inside.`,
    },
  ];
}

export interface DoubtfulFile {
  readonly path: string;
  readonly confidence: number;
  /** The other boundary with most imports between it and the file. */
  readonly elsewhere: { readonly boundary: string; readonly imports: number } | null;
}

/** Its files that are least surely its own, the least sure first. */
export function listDoubtfulFiles(
  { files, imports }: Pick<Analysis, 'files' | 'imports'>,
  { id }: BoundaryFact,
  below: number,
): readonly DoubtfulFile[] {
  const placeOf = new Map(files.map((file) => [file.path, file.boundary]));
  const isDoubtful = ({ boundary, confidence }: FileFact): boolean =>
    boundary === id && confidence !== null && confidence < below;
  return files
    .filter(isDoubtful)
    .map(({ path, confidence }): DoubtfulFile => {
      const ties = new Map<string, number>();
      for (const { from, to } of imports) {
        if (from !== path && to !== path) continue;
        const other = placeOf.get(from === path ? to : from) ?? null;
        if (other !== null && other !== id && other !== 'kernel')
          ties.set(other, (ties.get(other) ?? 0) + 1);
      }
      const [most] = [...ties].sort(([a, x], [b, y]) => y - x || compare(a, b));
      const elsewhere = most === undefined ? null : { boundary: most[0], imports: most[1] };
      return { path, confidence: confidence ?? 0, elsewhere };
    })
    .sort((a, b) => a.confidence - b.confidence || compare(a.path, b.path));
}

export interface OtherPlan {
  readonly granularity: string;
  /** Boundaries of that plan that hold files of this one, most files first. */
  readonly parts: readonly { readonly id: string; readonly files: number; readonly all: number }[];
}

/** Where its files are in the plans that were not chosen. */
export function compareGranularities(
  { plans }: Pick<Analysis, 'plans'>,
  { files }: BoundaryFact,
): readonly OtherPlan[] {
  const inside = new Set(files);
  return plans
    .filter((plan) => !plan.chosen)
    .map(({ granularity, boundaries }) => ({
      granularity,
      parts: boundaries
        .map((one) => ({
          id: one.id,
          files: one.files.filter((path) => inside.has(path)).length,
          all: one.files.length,
        }))
        .filter((one) => one.files > 0)
        .sort((a, b) => b.files - a.files || compare(a.id, b.id)),
    }));
}
