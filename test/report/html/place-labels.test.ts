import { expect, test } from 'vitest';

import { loadPageModule } from './page-module.ts';

interface LabelsModule {
  readonly placeLabels: (first: readonly object[], rest: readonly object[], canvas: object) => void;
}

const { placeLabels } = await loadPageModule<LabelsModule>('place-labels.js');
const CANVAS = { width: 1000, height: 600 };
/** Places are counted from the middle of the canvas. */
const label = (x: number, y: number, length: number) => {
  const one = {
    x: 500 + x,
    y: 300 + y,
    radius: 10,
    length,
    hidden: false,
    /** Where the text was put, from the middle of the circle. */
    y0: 0,
    x0: 0,
    node: { classList: { toggle: (_: string, hidden: boolean) => (one.hidden = hidden) } },
    text: {
      style: { fontSize: '' },
      setAttribute: (name: string, value: string) => {
        if (name === 'y') one.y0 = Number(value);
        if (name === 'x') one.x0 = Number(value);
      },
    },
  };
  return one;
};

test('a label that would touch another goes above its circle', () => {
  const [large, near] = [label(0, 0, 12), label(40, 0, 12)];
  placeLabels([], [large, near], { ...CANVAS, scale: 1 });
  expect([large, near].map((one) => [one.hidden, one.y0 > 0])).toEqual([
    [false, true],
    [false, false],
  ]);
});

test('where there is no room on any side, the first keeps its own and the other has none', () => {
  const crowd = [0, 24, 48, 72, 96, 120].map((x) => label(x, 0, 30));
  placeLabels([], crowd, { ...CANVAS, scale: 1 });
  // Below, above, and the last one at the right end of the row.
  expect(crowd.map((one) => one.hidden)).toEqual([false, false, true, true, true, false]);
});

test('a label does not lie on a circle', () => {
  const [above, below] = [label(0, 0, 6), label(0, 26, 6)];
  placeLabels([], [above, below], { ...CANVAS, scale: 1 });
  expect([above.y0 < 0, below.y0 > 0]).toEqual([true, true]);
});

test('what is looked at has its name before the others', () => {
  const [large, looked] = [label(0, 0, 12), label(40, 0, 12)];
  placeLabels([looked], [large], { ...CANVAS, scale: 1 });
  expect([large.y0 > 0, looked.y0 > 0]).toEqual([false, true]);
});

test('nearer, there is room for all', () => {
  const crowd = [0, 30, 60, 90].map((x) => label(x, 0, 20));
  placeLabels([], crowd, { ...CANVAS, scale: 1 });
  expect(crowd.some((one) => one.hidden)).toBe(true);
  placeLabels([], crowd, { ...CANVAS, scale: 8 });
  expect(crowd.some((one) => one.hidden)).toBe(false);
});

test('no label is written over the edge', () => {
  const broad = label(0, 0, 200);
  placeLabels([], [broad], { ...CANVAS, scale: 1 });
  expect(broad.hidden).toBe(true);
  const side = label(-480, 0, 12);
  placeLabels([], [side], { ...CANVAS, scale: 1 });
  expect([side.hidden, side.x0 > 0]).toEqual([false, true]);
});
