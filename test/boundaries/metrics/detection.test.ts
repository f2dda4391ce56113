import { describe, expect, it } from 'vitest';

import { calibration, rightlyPlaced } from '../../../bench/boundaries/metrics/calibration.ts';
import { detectionScore } from '../../../bench/boundaries/metrics/detection.ts';

describe('detection', () => {
  it('two of three said are right, two of four real were said', () => {
    const found = [true, true, true, false, false, false];
    const truth = [true, true, false, true, true, false];
    expect(detectionScore(found, truth)).toEqual({
      precision: 2 / 3,
      recall: 1 / 2,
      f1: 4 / 7,
    });
  });

  it('nothing to find: right when nothing is said, wrong when something is', () => {
    expect(detectionScore([false], [false]).f1).toBe(1);
    expect(detectionScore([true], [false])).toEqual({ precision: 0, recall: 0, f1: 0 });
  });
});

describe('calibration', () => {
  it('bins by stated confidence and weighs the gaps by size', () => {
    // [0.5, 0.6): 0.5 and 0.58 said (mean 0.54), one of two right: gap 0.04, weight 2/5.
    // [0.9, 1]: 0.9, 1 and 1 said (mean 29/30), two of three right: gap 0.3, weight 3/5.
    const { bins, error } = calibration([0.5, 0.9, 1, 0.58, 1], [true, true, true, false, false]);
    expect(bins.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0.5, 0.6, 2],
      [0.9, 1, 3],
    ]);
    expect(bins[0]?.stated).toBeCloseTo(0.54, 12);
    expect(bins[1]?.observed).toBeCloseTo(2 / 3, 12);
    expect(error).toBeCloseTo((2 / 5) * 0.04 + (3 / 5) * 0.3, 12);
  });

  it('is 0 when what is said is what happens', () => {
    expect(calibration([0.75, 0.75, 0.75, 0.75], [true, true, true, false]).error).toBe(0);
  });

  it('a file is placed right when its label leads in its cluster', () => {
    // Cluster a: x x y; cluster b: y alone.
    expect(rightlyPlaced(['a', 'a', 'a', 'b'], ['x', 'x', 'y', 'y'])).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});
