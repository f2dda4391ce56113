import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Assignment } from '../../../analyzers/boundaries/suggestion.ts';
import { rankBoundaries } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import type { RankInput } from '../../../analyzers/boundaries/roadmap/rank-input.ts';
import type { CrossingFact, CrossingKind, Remedy } from '../../../analyzers/contract.ts';
import type { MadeBoundary, MadeSystem } from './made-system.ts';
import { crossing, makeSystem } from './made-system.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'] as const;
const KINDS: readonly CrossingKind[] = [
  'import',
  'call',
  'inject',
  'read',
  'write',
  'join',
  'foreign-key',
  'transaction',
  'event',
];
const REMEDIES: readonly Remedy[] = ['move', 'kernel', 'event', 'api', 'replicate', 'merge'];

const boundary = (id: string): fc.Arbitrary<MadeBoundary> =>
  fc.record({
    id: fc.constant(id),
    files: fc.integer({ min: 1, max: 8 }),
    lines: fc.integer({ min: 20, max: 900 }),
    commits: fc.integer({ min: 0, max: 40 }),
    routes: fc.integer({ min: 0, max: 4 }),
    tables: fc.constantFrom([], [`${id}_1`], [`${id}_1`, `${id}_2`, `${id}_3`, `${id}_4`]),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    tested: fc.boolean(),
  });

const link = fc
  .tuple(fc.constantFrom(...IDS), fc.constantFrom(...IDS))
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => `${from} > ${to}`);

const touch: fc.Arbitrary<CrossingFact> = fc
  .tuple(
    link,
    fc.constantFrom(...KINDS),
    fc.constantFrom('one', 'two', 'three'),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom(...REMEDIES),
    fc.integer({ min: 1, max: 9 }),
  )
  .map(([ends, kind, subject, line, remedy, cost]) =>
    crossing(ends, kind, subject, line, { remedy, cost }),
  );

const system: fc.Arbitrary<MadeSystem> = fc
  .record({
    boundaries: fc.tuple(...IDS.map(boundary)),
    crossings: fc.array(touch, { maxLength: 12 }),
    uses: fc.array(link, { maxLength: 8 }),
    history: fc.boolean(),
  })
  .map((made) => ({ ...made, boundaries: made.boundaries }));

const riskOf = (made: MadeSystem, id: string): number =>
  rankBoundaries(makeSystem(made)).boundaries.find((one) => one.id === id)?.risk ?? -1;

test('one more crossing never lowers the risk of either side', () => {
  fc.assert(
    fc.property(system, touch, (made, more) => {
      const worse = { ...made, crossings: [...(made.crossings ?? []), more] };
      for (const id of [more.from, more.to])
        expect(riskOf(worse, id)).toBeGreaterThanOrEqual(riskOf(made, id));
    }),
  );
});

test('one more crossing never makes a boundary readier, nor the whole', () => {
  const ready = { 'do-not-split': 0, 'modularise-first': 1, extract: 2 };
  const whole = { no: 0, 'modularise-first': 1, yes: 2 };
  fc.assert(
    fc.property(system, touch, (made, more) => {
      const before = rankBoundaries(makeSystem(made));
      const after = rankBoundaries(
        makeSystem({ ...made, crossings: [...(made.crossings ?? []), more] }),
      );
      before.boundaries.forEach((one, at) => {
        expect(ready[after.boundaries[at]?.verdict ?? 'extract']).toBeLessThanOrEqual(
          ready[one.verdict],
        );
      });
      expect(whole[after.verdict.split]).toBeLessThanOrEqual(whole[before.verdict.split]);
    }),
  );
});

test('more confidence never raises the risk', () => {
  fc.assert(
    fc.property(system, fc.constantFrom(...IDS), (made, id) => {
      const sure = made.boundaries.map((one) => (one.id === id ? { ...one, confidence: 1 } : one));
      expect(riskOf({ ...made, boundaries: sure }, id)).toBeLessThanOrEqual(riskOf(made, id));
    }),
  );
});

test('a boundary that is changed more is never worth less', () => {
  fc.assert(
    fc.property(system, fc.constantFrom(...IDS), (made, id) => {
      const busy = made.boundaries.map((one) => (one.id === id ? { ...one, commits: 50 } : one));
      const valueOf = (boundaries: readonly MadeBoundary[]): number =>
        rankBoundaries(makeSystem({ ...made, boundaries })).boundaries.find((one) => one.id === id)
          ?.value ?? -1;
      expect(valueOf(busy)).toBeGreaterThanOrEqual(valueOf(made.boundaries));
    }),
  );
});

test('scores lie between 0 and 1, ranks are 1, 2, 3 …, and obstacles go from cheap to dear', () => {
  fc.assert(
    fc.property(system, (made) => {
      const { boundaries, roadmap } = rankBoundaries(makeSystem(made));
      for (const { value, risk, confidence } of boundaries)
        for (const score of [value, risk, confidence]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      expect(roadmap.map((one) => one.position)).toEqual(roadmap.map((_, at) => at + 1));
      const ranked = boundaries.filter((one) => one.verdict !== 'do-not-split');
      expect(roadmap.map((one) => one.boundary).toSorted()).toEqual(
        ranked.map((one) => one.id).toSorted(),
      );
      for (const { path, line, column } of roadmap.flatMap((one) => one.obstacles)) {
        expect(path).toMatch(/^src\/\w\/\d\.ts$/);
        expect(Math.min(line, column)).toBeGreaterThan(0);
      }
    }),
  );
});

test('the order of crossings changes nothing, nor does that of files', () => {
  fc.assert(
    fc.property(system, (made) => {
      const turned = { ...made, crossings: (made.crossings ?? []).toReversed() };
      const plain = rankBoundaries(makeSystem(made));
      const scores = (ranking: typeof plain) =>
        ranking.boundaries.map(({ id, value, risk, rank, verdict }) => [
          id,
          value,
          risk,
          rank,
          verdict,
        ]);
      expect(scores(rankBoundaries(makeSystem(turned)))).toEqual(scores(plain));
      expect(rankBoundaries(makeSystem(made))).toEqual(plain);
      expect(scores(rankBoundaries(reverseFiles(makeSystem(made))))).toEqual(scores(plain));
    }),
  );
});

/** The same system with its files numbered the other way round. */
function reverseFiles(input: RankInput): RankInput {
  const last = input.evidence.files.length - 1;
  const turn = (file: number): number => last - file;
  const { evidence, stakes } = input;
  return {
    ...input,
    assignment: (input.assignment as Assignment).toReversed(),
    confidence: input.confidence.toReversed(),
    stakes: {
      ...stakes,
      tests: stakes.tests?.toReversed() ?? null,
      authors: stakes.authors.toReversed(),
      jobs: stakes.jobs.toReversed(),
    },
    evidence: {
      ...evidence,
      files: evidence.files.toReversed(),
      uses: evidence.uses.map((one) => ({ ...one, from: turn(one.from), to: turn(one.to) })),
      accesses: evidence.accesses.map((one) => ({ ...one, file: turn(one.file) })),
      routes: evidence.routes.map((one) => ({ ...one, file: turn(one.file) })),
    },
  };
}
