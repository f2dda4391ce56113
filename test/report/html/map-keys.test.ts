import { expect, test } from 'vitest';

import { loadPageModule } from './page-module.ts';

interface KeysModule {
  readonly nodeTowards: (map: object, at: number, key: string) => number | null;
}

const { nodeTowards } = await loadPageModule<KeysModule>('map-keys.js');
const map = {
  nodes: [
    { x: 0, y: 0 },
    { x: 100, y: 5 },
    { x: 40, y: 60 },
    { x: -50, y: 0 },
    { x: 0, y: -80 },
  ],
};

test.each([
  ['ArrowRight', 1],
  ['ArrowDown', 2],
  ['ArrowLeft', 3],
  ['ArrowUp', 4],
  ['Enter', null],
])('%s goes to %s', (key, target) => {
  expect(nodeTowards(map, 0, key)).toBe(target);
});

test('at the edge there is nowhere to go', () => {
  expect(nodeTowards(map, 3, 'ArrowLeft')).toBeNull();
});
