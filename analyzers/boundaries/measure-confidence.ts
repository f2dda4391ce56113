/**
 * How sure a placement is: taken over all partitions, the share of a file's companions that are
 * still with it. Stability under perturbation, turned into a probability by what was measured on
 * labelled projects (bench/boundaries; docs/evidence/boundaries.md).
 */

/** Stability → how often a placement of that stability was right; between two points it is a straight line. */
const CALIBRATION: readonly (readonly [number, number])[] = [
  [0, 0.1],
  [0.3, 0.4],
  [0.45, 0.75],
  [0.65, 0.78],
  [0.85, 0.82],
  [0.95, 0.9],
  [1, 0.95],
];

/** @param labels community per file; files alone in theirs have confidence 0 */
export function measureConfidence(
  partitions: readonly Int32Array[],
  labels: ArrayLike<number>,
): readonly number[] {
  const files = labels.length;
  const sizes = new Map<number, number>();
  for (let file = 0; file < files; file += 1)
    sizes.set(labels[file] ?? 0, (sizes.get(labels[file] ?? 0) ?? 0) + 1);
  const sums = new Float64Array(files);
  for (const partition of partitions) {
    const together = new Map<string, number>();
    const keyOf = (file: number): string => `${labels[file] ?? 0} ${partition[file] ?? 0}`;
    for (let file = 0; file < files; file += 1)
      together.set(keyOf(file), (together.get(keyOf(file)) ?? 0) + 1);
    for (let file = 0; file < files; file += 1) {
      const companions = (sizes.get(labels[file] ?? 0) ?? 1) - 1;
      if (companions === 0) continue;
      sums[file] = (sums[file] ?? 0) + ((together.get(keyOf(file)) ?? 1) - 1) / companions;
    }
  }
  return [...sums].map((sum) => round(calibrate(sum / Math.max(1, partitions.length))));
}

function calibrate(stability: number): number {
  const at = CALIBRATION.findIndex(([point]) => point >= stability);
  const [high, top] = CALIBRATION[Math.max(0, at)] ?? [1, 1];
  const [low, bottom] = CALIBRATION[Math.max(0, at - 1)] ?? [0, 0];
  return high === low ? top : bottom + ((top - bottom) * (stability - low)) / (high - low);
}

const round = (value: number): number => Math.round(value * 100) / 100;
