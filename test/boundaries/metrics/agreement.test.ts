import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { adjustedRandIndex } from '../../../bench/boundaries/metrics/adjusted-rand-index.ts';
import { architectureSimilarity } from '../../../bench/boundaries/metrics/architecture-similarity.ts';
import { clusterCoverage } from '../../../bench/boundaries/metrics/cluster-coverage.ts';
import { mojoFm } from '../../../bench/boundaries/metrics/mojo-fm.ts';
import { unitF1, unitScores } from '../../../bench/boundaries/metrics/unit-f1.ts';
import { vMeasure } from '../../../bench/boundaries/metrics/v-measure.ts';
import { allOrders, twoPartitions } from './arbitrary-partitions.ts';

// Six files. Found: a = 1 2 3, b = 4 5 6. True: x = 1 2, y = 3 4 5, z = 6.
// Common files:      x  y  z
//                a   2  1  0
//                b   0  2  1
const FOUND = ['a', 'a', 'a', 'b', 'b', 'b'];
const TRUE = ['x', 'x', 'y', 'y', 'y', 'z'];

describe('six files in two found and three true clusters, worked by hand', () => {
  it('ARI', () => {
    // Pairs together in both: C(2,2) + C(2,2) = 2. In found: 3 + 3 = 6. In true: 1 + 3 + 0 = 4.
    // E = 6 · 4 / 15 = 1.6, highest = 5: (2 − 1.6) / (5 − 1.6).
    expect(adjustedRandIndex(FOUND, TRUE)).toBeCloseTo(0.4 / 3.4, 12);
  });

  it('a2a', () => {
    // Best assignment a→x, b→y keeps 4, moves 2; one cluster is added: mto = 3.
    // aco = (2 + 12) + (3 + 12) = 29.
    expect(architectureSimilarity(FOUND, TRUE)).toBeCloseTo(1 - 3 / 29, 12);
  });

  it('C2C in both directions, with a strict threshold', () => {
    // a∩x: 2/3, b∩y: 2/3; the rest 1/3 (z in b: 1 of 3). So z has no counterpart above 1/3.
    expect(clusterCoverage(FOUND, TRUE, 0.5)).toEqual({ found: 1, authoritative: 2 / 3 });
    expect(clusterCoverage(FOUND, TRUE, 1 / 3)).toEqual({ found: 1, authoritative: 2 / 3 });
    expect(clusterCoverage(FOUND, TRUE, 0.3)).toEqual({ found: 1, authoritative: 1 });
    expect(clusterCoverage(FOUND, TRUE, 0.7)).toEqual({ found: 0, authoritative: 0 });
  });

  it('unit-F1', () => {
    // x in a: 2·2/(3+2) = 0.8. y in b: 2·2/(3+3) = 2/3. z in b: 2·1/(3+1) = 0.5.
    expect(unitScores(FOUND, TRUE)).toEqual([
      { unit: 'x', files: 2, f1: 0.8, cluster: 'a' },
      { unit: 'y', files: 3, f1: 2 / 3, cluster: 'b' },
      { unit: 'z', files: 1, f1: 0.5, cluster: 'b' },
    ]);
    expect(unitF1(FOUND, TRUE)).toBeCloseTo((0.8 + 2 / 3 + 0.5) / 3, 12);
  });

  it('V-measure', () => {
    // Each found cluster is split 2 : 1, each of half the weight: H(T|F) = h = ln 3 − ⅔ ln 2.
    // H(T) = ⅓ ln 3 + ½ ln 2 + ⅙ ln 6. H(F) = ln 2. Only y is spread (1 : 2): H(F|T) = h / 2.
    const h = Math.log(3) - (2 / 3) * Math.log(2);
    const ofTrue = Math.log(3) / 3 + Math.log(2) / 2 + Math.log(6) / 6;
    const { homogeneity, completeness, v } = vMeasure(FOUND, TRUE);
    expect(homogeneity).toBeCloseTo(1 - h / ofTrue, 12);
    expect(completeness).toBeCloseTo(1 - h / 2 / Math.log(2), 12);
    expect([homogeneity, completeness, v].map((one) => one.toFixed(3))).toEqual([
      '0.371',
      '0.541',
      '0.440',
    ]);
  });
});

describe('unit-F1 with strangers', () => {
  it('counts files of the cluster that belong to no unit, and takes the best cluster', () => {
    // Unit u = files 1 2 3. Cluster a = 1 2 and two strangers: 2·2/(4+3) = 4/7; b = 3: 2/(1+3) = 1/2.
    expect(unitF1(['a', 'a', 'b', 'a', 'a'], ['u', 'u', 'u', null, null])).toBeCloseTo(4 / 7, 12);
  });

  it('gives 0 to a unit whose files are in no cluster', () => {
    expect(unitScores([null, null, 'a'], ['u', 'u', 'w'])).toEqual([
      { unit: 'u', files: 2, f1: 0, cluster: null },
      { unit: 'w', files: 1, f1: 1, cluster: 'a' },
    ]);
  });
});

describe('degenerate partitions', () => {
  const one = [0, 0, 0, 0];
  const each = [0, 1, 2, 3];

  it('all-in-one against singletons: nothing in common beyond chance', () => {
    expect(adjustedRandIndex(one, each)).toBe(0);
    expect(vMeasure(one, each).v).toBe(0);
    // One cluster keeps one file; three move and three clusters are added: 6 of (1 + 8) + (4 + 8).
    expect(architectureSimilarity(one, each)).toBeCloseTo(1 - 6 / 21, 12);
  });

  it('equal trivial partitions agree fully', () => {
    for (const same of [one, each])
      expect([
        adjustedRandIndex(same, same),
        vMeasure(same, same).v,
        architectureSimilarity(same, same),
        mojoFm(same, same),
      ]).toEqual([1, 1, 1, 1]);
  });

  it('refuses partitions of different length', () => {
    expect(() => adjustedRandIndex([0], [0, 1])).toThrow(RangeError);
    expect(() => unitF1([0], [0, 1])).toThrow(RangeError);
  });
});

describe('properties', () => {
  const METRICS = {
    ARI: adjustedRandIndex,
    a2a: architectureSimilarity,
    MoJoFM: mojoFm,
    'unit-F1': unitF1,
    'C2C found': (a: number[], b: number[]) => clusterCoverage(a, b, 0.33).found,
    V: (a: number[], b: number[]) => vMeasure(a, b).v,
  };

  it.each(Object.entries(METRICS))('%s is 1 on equal partitions', (_, metric) => {
    fc.assert(
      fc.property(twoPartitions(), ([a]) => {
        expect(metric(a, a)).toBeCloseTo(1, 12);
      }),
    );
  });

  it.each(Object.entries(METRICS))(
    '%s is at most 1 and, but for ARI, at least 0',
    (name, metric) => {
      fc.assert(
        fc.property(twoPartitions(), ([a, b]) => {
          expect(metric(a, b)).toBeLessThanOrEqual(1 + 1e-12);
          expect(metric(a, b)).toBeGreaterThanOrEqual(name === 'ARI' ? -1 : -1e-12);
        }),
      );
    },
  );

  it.each(Object.entries(METRICS))(
    '%s does not depend on the order of files or the names of clusters',
    (_, metric) => {
      fc.assert(
        fc.property(twoPartitions(), fc.infiniteStream(fc.nat()), ([a, b], keys) => {
          const order = a
            .map((_label, index) => ({ index, key: keys.next().value ?? 0 }))
            .sort((x, y) => x.key - y.key || x.index - y.index)
            .map(({ index }) => index);
          const pick = (labels: readonly number[]): number[] =>
            order.map((index) => 7 - (labels[index] as number));
          expect(metric(pick(a), pick(b))).toBeCloseTo(metric(a, b), 10);
        }),
      );
    },
  );

  it('ARI and a2a are symmetric; V-measure swaps its halves; C2C swaps its directions', () => {
    fc.assert(
      fc.property(twoPartitions(), ([a, b]) => {
        expect(adjustedRandIndex(a, b)).toBeCloseTo(adjustedRandIndex(b, a), 12);
        expect(architectureSimilarity(a, b)).toBeCloseTo(architectureSimilarity(b, a), 12);
        expect(vMeasure(a, b).homogeneity).toBeCloseTo(vMeasure(b, a).completeness, 12);
        expect(clusterCoverage(a, b, 0.4).found).toBe(clusterCoverage(b, a, 0.4).authoritative);
      }),
    );
  });

  it('ARI averages exactly 0 over all orders of a partition', () => {
    const values = allOrders(['x', 'x', 'y', 'y', 'y', 'z']).map((order) =>
      adjustedRandIndex(['a', 'a', 'a', 'b', 'b', 'c'], order),
    );
    expect(values).toHaveLength(720);
    expect(values.reduce((sum, value) => sum + value, 0) / 720).toBeCloseTo(0, 12);
  });
});
