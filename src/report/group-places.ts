/** Places in the code under what they have in common. */
import type { Location } from '../../analyzers/index.ts';

export interface ExplainedPlace extends Location {
  /** What is done there and through what; null when the place says it all. */
  readonly evidence: string | null;
}

export interface PlaceGroup {
  /** `src/carts → src/users`; null for places that lead nowhere in particular. */
  readonly title: string | null;
  readonly places: readonly ExplainedPlace[];
}

export const bare = ({ path, line, column }: Location): ExplainedPlace => ({
  path,
  line,
  column,
  evidence: null,
});

export const placeKey = ({ path, line, column }: Location): string => `${path}:${line}:${column}`;

export type TitledPlace = readonly [title: string | null, place: ExplainedPlace];

/** Places under the titles they are given, groups in the order in which they come up. */
export function groupPlaces(titled: readonly TitledPlace[]): readonly PlaceGroup[] {
  const groups = new Map<string | null, ExplainedPlace[]>();
  for (const [title, place] of titled) groups.set(title, [...(groups.get(title) ?? []), place]);
  return [...groups].map(([title, places]) => ({ title, places }));
}
