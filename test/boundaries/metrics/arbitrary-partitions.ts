/** Generators shared by the property tests of the metrics. */
import * as fc from 'fast-check';

/** Two partitions of the same up to `size` entities into up to five clusters. */
export function twoPartitions(size = 12): fc.Arbitrary<readonly [number[], number[]]> {
  const label = fc.integer({ min: 0, max: 4 });
  return fc
    .array(fc.tuple(label, label), { minLength: 1, maxLength: size })
    .map((pairs) => [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const);
}

/** Every partition of n entities once, as restricted growth strings: the first label is 0, a new one is the next number. */
export function allPartitions(n: number): readonly (readonly number[])[] {
  if (n === 0) return [[]];
  return allPartitions(n - 1).flatMap((shorter) => {
    const next = shorter.length === 0 ? 0 : Math.max(...shorter) + 1;
    return Array.from({ length: next + 1 }, (_, label) => [...shorter, label]);
  });
}

/** Every order of the values. */
export function allOrders<T>(values: readonly T[]): readonly (readonly T[])[] {
  if (values.length <= 1) return [values];
  return values.flatMap((first, index) =>
    allOrders(values.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}
