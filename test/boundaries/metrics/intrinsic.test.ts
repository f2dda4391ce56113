import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { naiveLouvain } from '../../../bench/boundaries/baselines/naive-louvain.ts';
import {
  clusterFactors,
  clusterModularity,
  turboMq,
} from '../../../bench/boundaries/metrics/cluster-factors.ts';
import type { Dependency } from '../../../bench/boundaries/metrics/dependencies.ts';
import { extremeDistribution } from '../../../bench/boundaries/metrics/extreme-distribution.ts';
import { interCallPercentage } from '../../../bench/boundaries/metrics/inter-call-percentage.ts';
import { interfaceNumber } from '../../../bench/boundaries/metrics/interface-number.ts';
import { newmanModularity } from '../../../bench/boundaries/metrics/newman-modularity.ts';
import { structuralModularity } from '../../../bench/boundaries/metrics/structural-modularity.ts';

// Five files in a ring of dependencies; p holds the first three, q the last two:
// p: 0→1 1→2   q: 3→4   across: 2→3 4→0
const LABELS = ['p', 'p', 'p', 'q', 'q'];
const RING: readonly Dependency[] = [0, 1, 2, 3, 4].map((from) => ({ from, to: (from + 1) % 5 }));

describe('a ring of five files in two services, worked by hand', () => {
  it('ICP: two of five', () => {
    expect(interCallPercentage(LABELS, RING)).toBe(2 / 5);
  });

  it('ICP with weights: the crossing 2→3 made ten times: 11 of 14', () => {
    const weighed = RING.map((one) => (one.from === 2 ? { ...one, weight: 10 } : one));
    expect(interCallPercentage(LABELS, weighed)).toBe(11 / 14);
  });

  it('SM', () => {
    // Cohesion (2/9 + 1/4) / 2; coupling 2 / (2·3·2) over one pair.
    expect(structuralModularity(LABELS, RING)).toBeCloseTo((2 / 9 + 1 / 4) / 2 - 1 / 6, 12);
  });

  it('IFN: file 3 of q and file 0 of p are used from outside', () => {
    expect(interfaceNumber(LABELS, RING)).toBe(1);
  });

  it('IFN counts a file once, whoever uses it', () => {
    const toZero: readonly Dependency[] = [3, 4].map((from) => ({ from, to: 0 }));
    expect(interfaceNumber(LABELS, toZero)).toBe(1 / 2);
  });

  it('cluster factors, TurboMQ and CMod', () => {
    // p: 2·2 / (2·2 + 2) = 2/3; q: 2·1 / (2·1 + 2) = 1/2.
    expect([...clusterFactors(LABELS, RING)]).toEqual([
      ['p', 2 / 3],
      ['q', 1 / 2],
    ]);
    expect(turboMq(LABELS, RING)).toBeCloseTo(7 / 6, 12);
    expect(clusterModularity(LABELS, RING)).toBeCloseTo(7 / 12, 12);
  });

  it('Q', () => {
    // m = 5, three inside; degrees p 6, q 4: 3/5 − (0.6² + 0.4²), and with γ = 2 twice that.
    expect(newmanModularity(LABELS, RING)).toBeCloseTo(0.6 - 0.52, 12);
    expect(newmanModularity(LABELS, RING, 2)).toBeCloseTo(0.6 - 1.04, 12);
  });

  it('NED', () => {
    expect(extremeDistribution(LABELS)).toBe(1);
    expect(extremeDistribution(LABELS, 2, 3)).toBe(0);
    expect(extremeDistribution(LABELS, 3, 20)).toBeCloseTo(2 / 5, 12);
  });
});

describe('traps of the reference code', () => {
  it('SM counts each unordered pair of services once', () => {
    // Three services of one file; p⇄q and q→r: (2/2 + 1/2 + 0) / 3 pairs, no cohesion.
    const chain = [
      { from: 0, to: 1 },
      { from: 1, to: 0 },
      { from: 1, to: 2 },
    ];
    expect(structuralModularity(['p', 'q', 'r'], chain)).toBeCloseTo(-0.5, 12);
  });

  it('a service without inner dependencies has factor 0 and counts in the mean', () => {
    expect(clusterModularity(['p', 'p', 'q'], [{ from: 0, to: 1 }])).toBe(1 / 2);
  });

  it('files without a label, and a file itself, do not count', () => {
    const labels = ['p', 'p', null];
    const dependencies = [
      { from: 0, to: 0 },
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ];
    expect(interCallPercentage(labels, dependencies)).toBe(0);
    expect(clusterModularity(labels, dependencies)).toBe(1);
    expect(interfaceNumber(labels, dependencies)).toBe(0);
    expect(structuralModularity(labels, dependencies)).toBeCloseTo(1 / 4, 12);
    expect(extremeDistribution(labels, 2, 2)).toBe(0);
  });

  it('one service for everything gets the optimum of ICP and CMod: why neither stands alone', () => {
    const one = LABELS.map(() => 0);
    expect(interCallPercentage(one, RING)).toBe(0);
    expect(clusterModularity(one, RING)).toBe(1);
    expect(newmanModularity(one, RING)).toBe(0);
  });

  it('nothing to measure is not NaN', () => {
    for (const metric of [
      interCallPercentage,
      structuralModularity,
      interfaceNumber,
      clusterModularity,
      newmanModularity,
    ])
      expect(metric([], [])).toBe(0);
    expect(extremeDistribution([])).toBe(0);
  });
});

describe('against an independent implementation', () => {
  it('Q is what graphology states for the communities it found', () => {
    const edge = fc.record({
      from: fc.integer({ min: 0, max: 8 }),
      to: fc.integer({ min: 0, max: 8 }),
      weight: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(edge, { minLength: 1, maxLength: 30 }), (edges) => {
        const proper = edges.filter((one) => one.from !== one.to);
        fc.pre(proper.length > 0);
        const { labels, modularity } = naiveLouvain(9, proper);
        expect(newmanModularity(labels, proper)).toBeCloseTo(modularity, 9);
      }),
    );
  });
});
