import { expect, test } from 'vitest';

import { loadPageModule } from './page-module.ts';

interface Arrow {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly remedy: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

interface EdgesModule {
  readonly arrowsOf: (report: object, map: object, filter: object) => readonly Arrow[];
  readonly strongestArrows: (arrows: readonly object[], nodes: number) => readonly Arrow[];
}

const { arrowsOf, strongestArrows } = await loadPageModule<EdgesModule>('choose-edges.js');
const report = {
  crossings: [
    { remedy: 'api', cost: 4 },
    { remedy: 'move', cost: 1 },
    { remedy: 'move', cost: 1 },
    { remedy: 'move', cost: 1 },
    { remedy: 'merge', cost: 8 },
  ],
};
const map = {
  edges: [
    { from: 0, to: 1, crossings: [0, 1, 2, 3], imports: 0 },
    { from: 1, to: 2, crossings: [4], imports: 0 },
    { from: 2, to: 0, crossings: [], imports: 2 },
  ],
};
const shown = (filter: object): readonly string[] =>
  arrowsOf(report, map, filter).map(
    ({ from, to, weight, remedy }) => `${from}→${to} ${weight} ${remedy}`,
  );

test('the heaviest comes first, coloured by the remedy that costs most', () => {
  expect(shown({ after: false, hidden: new Set() })).toEqual([
    '0→1 4 api',
    '2→0 2 null',
    '1→2 1 merge',
  ]);
});

test('after the remedies only calls, events and copies are left', () => {
  expect(shown({ after: true, hidden: new Set() })).toEqual(['0→1 1 api']);
});

test('a remedy that is switched off takes its crossings with it', () => {
  expect(shown({ after: false, hidden: new Set(['api', 'none']) })).toEqual([
    '0→1 3 move',
    '1→2 1 merge',
  ]);
});

test('of many the strongest are drawn, and none looks alone that is not', () => {
  const many = Array.from({ length: 400 }, (_, at) => ({
    at,
    from: at % 10,
    to: 10 + (at % 9),
    weight: 500 - at,
  }));
  const weak = { at: 400, from: 25, to: 3, weight: 1 };
  const drawn = strongestArrows([...many, weak], 30);
  expect(drawn.length).toBeLessThan(80);
  expect(drawn.slice(0, 60).map((arrow) => arrow.at)).toEqual(
    many.slice(0, 60).map((arrow) => arrow.at),
  );
  expect(drawn).toContain(weak);
});

test('of few all are drawn', () => {
  const few = Array.from({ length: 30 }, (_, at) => ({ at, from: 0, to: at + 1, weight: 1 }));
  expect(strongestArrows(few, 31)).toHaveLength(30);
});
