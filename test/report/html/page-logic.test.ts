/** What the page decides without a document: which arrows, which labels, which result first. */
import { describe, expect, test } from 'vitest';

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

interface LabelsModule {
  readonly placeLabels: (first: readonly object[], rest: readonly object[], canvas: object) => void;
}

interface SearchModule {
  readonly search: (
    entries: readonly object[],
    query: string,
    most: number,
  ) => readonly {
    readonly group: string;
    readonly total: number;
    readonly entries: readonly { readonly text: string }[];
  }[];
}

interface KeysModule {
  readonly nodeTowards: (map: object, at: number, key: string) => number | null;
}

interface MatrixModule {
  readonly readMatrix: (
    report: object,
  ) => readonly { readonly table: { readonly name: string }; readonly writers: number }[];
  readonly columnsOf: (rows: readonly object[]) => readonly (string | null)[];
}

describe('arrows', async () => {
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
});

describe('labels', async () => {
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
});

describe('search', async () => {
  const { search } = await loadPageModule<SearchModule>('search-index.js');
  const entry = (group: string, text: string, detail = ''): object => ({
    group,
    text,
    detail,
    low: text.toLowerCase(),
  });
  const entries = [
    entry('Files', 'src/orders/order.service.ts', 'orders'),
    entry('Files', 'src/reorder.ts', 'stock'),
    entry('Tables', 'order_items', 'orders'),
    entry('Tables', 'orders', 'orders'),
    entry('Boundaries', 'orders', '12 files'),
  ];
  const found = (query: string): readonly string[] =>
    search(entries, query, 5).flatMap((group) =>
      group.entries.map((one) => `${group.group}: ${one.text}`),
    );

  test('whole names before beginnings before parts, group by group', () => {
    expect(found('orders')).toEqual([
      'Boundaries: orders',
      'Tables: orders',
      'Tables: order_items',
      'Files: src/orders/order.service.ts',
    ]);
    expect(found('order')).toEqual([
      'Boundaries: orders',
      'Tables: orders',
      'Tables: order_items',
      'Files: src/orders/order.service.ts',
      'Files: src/reorder.ts',
    ]);
  });

  test('every word must occur somewhere', () => {
    expect(found('order service')).toEqual(['Files: src/orders/order.service.ts']);
    expect(found('order stock')).toEqual(['Files: src/reorder.ts']);
    expect(found('order nowhere')).toEqual([]);
  });

  test('nothing typed, nothing found', () => {
    expect(found('  ')).toEqual([]);
  });

  test('a group says how many there are beyond those shown', () => {
    const [group] = search(
      Array.from({ length: 9 }, (_, at) => entry('Files', `a${at}`)),
      'a',
      4,
    );
    expect([group?.entries.length, group?.total]).toEqual([4, 9]);
  });
});

describe('arrow keys on the map', async () => {
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
});

describe('table matrix', async () => {
  const { readMatrix, columnsOf } = await loadPageModule<MatrixModule>('read-matrix.js');
  const access = (table: string, boundary: string | null, write: boolean): object => ({
    table,
    boundary,
    write,
  });
  const accesses = [
    access('quiet', 'orders', true),
    access('read', 'orders', true),
    access('read', 'users', false),
    access('shared', 'orders', true),
    access('shared', 'billing', true),
    access('shared', null, false),
  ];
  const report = {
    tables: () =>
      ['quiet', 'read', 'shared', 'untouched'].map((name) => ({ name, owner: 'orders' })),
    accessesOf: () => group(accesses),
  };

  function group(rows: readonly object[]): Map<unknown, object[]> {
    const groups = new Map<unknown, object[]>();
    for (const row of rows) {
      const { table } = row as { readonly table: string };
      groups.set(table, [...(groups.get(table) ?? []), row]);
    }
    return groups;
  }

  test('shared tables first, then those that others read', () => {
    expect(readMatrix(report).map(({ table, writers }) => [table.name, writers])).toEqual([
      ['shared', 2],
      ['read', 1],
      ['quiet', 1],
      ['untouched', 0],
    ]);
  });

  test('the busiest column first, the monolith last', () => {
    expect(columnsOf(readMatrix(report))).toEqual(['orders', 'billing', 'users', null]);
  });
});
