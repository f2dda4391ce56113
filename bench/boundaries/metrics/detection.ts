export interface Detection {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Precision, recall and their harmonic mean for a yes/no question per file ("is it shared code?").
 * Without positives on a side, that side's ratio is 0, unless nothing was to be found and nothing was.
 */
export function detectionScore(found: readonly boolean[], truth: readonly boolean[]): Detection {
  if (found.length !== truth.length)
    throw new RangeError(`${found.length} answers for ${truth.length} questions`);
  const [said, real] = [found.filter(Boolean).length, truth.filter(Boolean).length];
  if (said === 0 && real === 0) return { precision: 1, recall: 1, f1: 1 };
  const both = found.filter((yes, index) => yes && truth[index] === true).length;
  return {
    precision: said === 0 ? 0 : both / said,
    recall: real === 0 ? 0 : both / real,
    f1: (2 * both) / (said + real),
  };
}
