/** What somebody may have meant who typed a name that does not exist. */

/** Of a name's letters about this share may be wrong. */
const WRONG = 1 / 3;
const SUGGESTED = 3;

/** The names nearest to what was typed: those that contain it, else those a few keystrokes away. */
export function suggestNames(typed: string, names: readonly string[]): readonly string[] {
  if (typed === '') return [];
  const containing = typed.length > 2 ? names.filter((name) => name.includes(typed)) : [];
  if (containing.length > 0) return containing.slice(0, SUGGESTED);
  const scored = names
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .filter(({ name, distance }) => distance <= Math.max(typed.length, name.length) * WRONG)
    .sort((a, b) => a.distance - b.distance);
  const best = scored[0]?.distance;
  return scored
    .filter((one) => one.distance === best)
    .slice(0, SUGGESTED)
    .map((one) => one.name);
}

/** Keystrokes from one text to the other: insert, delete, replace, swap two neighbours. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap && row > 1 && column > 1 ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}
