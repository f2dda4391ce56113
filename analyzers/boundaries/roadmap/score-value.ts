/**
 * 0 to 1: what is gained by taking a boundary out, as its mean place among the boundaries of the
 * project. Places and not amounts: what counts as much churn or traffic differs between projects.
 */
import type { BoundaryMeasure } from './measure-boundaries.ts';

export type ValueName = 'churn' | 'size' | 'surface' | 'data' | 'pain';

export interface Value {
  readonly score: number;
  /** Place of each part among all boundaries, 0 to 1; without history there is no churn. */
  readonly parts: Partial<Readonly<Record<ValueName, number>>>;
}

export function scoreValues(
  measures: readonly BoundaryMeasure[],
  history: boolean,
): readonly Value[] {
  const ranked = (count: (one: BoundaryMeasure) => number): readonly number[] =>
    shareBelow(measures.map(count));
  // Often changed code gains most from its own releases (Tornhill; Dehghani: "what changes often").
  const churn = history ? ranked((one) => one.commits) : null;
  const size = ranked((one) => one.lines);
  // What reaches it from outside can scale and fail on its own.
  const surface = ranked((one) => one.routes.length + one.consumers + one.jobs);
  // A service that owns no data frees nobody from the common database (Newman: data is the hard part).
  const data = ranked((one) => one.written.length);
  // Knots and crowds: people wait for each other there.
  const cycles = ranked((one) => one.cycle);
  const authors = ranked((one) => one.authors);
  return measures.map((_, index): Value => {
    const knot = cycles[index] ?? 0;
    const parts = {
      ...(churn === null ? {} : { churn: churn[index] ?? 0 }),
      size: size[index] ?? 0,
      surface: surface[index] ?? 0,
      data: data[index] ?? 0,
      pain: history ? (knot + (authors[index] ?? 0)) / 2 : knot,
    };
    const all = Object.values(parts);
    return { score: all.reduce((sum, one) => sum + one, 0) / all.length, parts };
  });
}

/** Share of the others below each, equals counted half; a half for the only one. */
function shareBelow(counts: readonly number[]): readonly number[] {
  const others = counts.length - 1;
  if (others < 1) return counts.map(() => 0.5);
  const sorted = [...counts].sort((a, b) => a - b);
  const below = new Map<number, number>();
  const upTo = new Map<number, number>();
  sorted.forEach((count, index) => {
    if (!below.has(count)) below.set(count, index);
    upTo.set(count, index);
  });
  return counts.map((count) => {
    const first = below.get(count) ?? 0;
    const last = upTo.get(count) ?? 0;
    return (first + last) / 2 / others;
  });
}
