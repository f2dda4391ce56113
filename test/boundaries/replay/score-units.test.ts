import { expect, test } from 'vitest';

import type { NamedPartition } from '../../../bench/boundaries/replay/analyze-snapshot.ts';
import {
  compareMoved,
  explainUnit,
  placeUnits,
  rankAmongUnits,
  rankUnit,
  scoreUnit,
} from '../../../bench/boundaries/replay/score-units.ts';
import { createMover } from '../../../bench/boundaries/replay/replay-rule.ts';

function partition(name: string, clusters: readonly (string | null)[]): NamedPartition {
  return { name, clusters, labels: clusters.map((one) => one ?? '(kernel)') };
}

const MOVER = createMover({ from: ['src/**'], to: 'src/features/*' });
const COMMITS = [
  { id: 'a', parent: '', day: '', renames: [{ from: 'src/old.ts', to: 'src/tag-store.ts' }] },
  {
    id: 'b',
    parent: '',
    day: '',
    renames: [{ from: 'src/tag.ts', to: 'src/features/tag/tag.ts' }],
  },
  {
    id: 'c',
    parent: '',
    day: '',
    renames: [{ from: 'src/tag-store.ts', to: 'src/features/tag/store.ts' }],
  },
];
const TAG = {
  name: 'tag',
  folders: ['tag'],
  commit: 1,
  files: [
    { commit: 1, path: 'src/tag.ts' },
    { commit: 2, path: 'src/tag-store.ts' },
  ],
};

test('before its first commit a unit is what will be moved, by the names of that day', () => {
  const files = ['src/app.ts', 'src/old.ts', 'src/tag.ts'];
  expect(placeUnits([TAG], COMMITS, 0, { files }, MOVER)).toEqual([
    { name: 'tag', moved: [1, 2], whole: [1, 2] },
  ]);
});

test('later on, what lies in its folder belongs to it and is not moved again', () => {
  const files = [
    'src/app.ts',
    'src/features/tag/tag.ts',
    'src/features/tag/types.ts',
    'src/tag-store.ts',
  ];
  expect(placeUnits([TAG], COMMITS, 2, { files }, MOVER)).toEqual([
    { name: 'tag', moved: [3], whole: [1, 2, 3] },
  ]);
});

test('a file that does not exist yet is no part of the unit', () => {
  expect(placeUnits([TAG], COMMITS, 0, { files: ['src/tag.ts'] }, MOVER)[0]?.moved).toEqual([0]);
});

test('F1 of the closest boundary: strangers and missing files both cost', () => {
  // Unit {0,1,2}. x holds 0,1 and two strangers: 2·2/(4+3); y holds 2 alone: 2·1/(1+3).
  const ours = partition('chosen', ['x', 'x', 'y', 'x', 'x', null]);
  expect(scoreUnit([0, 1, 2], [ours]).get('chosen')).toBeCloseTo(4 / 7, 10);
});

test('files that the authors have not decided on are neither right nor wrong', () => {
  // Without the stranger 4, x holds 0, 1 and the stranger 3: 2·2/(3+3). A member counts in any case.
  const ours = partition('chosen', ['x', 'x', 'y', 'x', 'x', null]);
  const ignored = (file: number): boolean => file === 4 || file === 0;
  expect(scoreUnit([0, 1, 2], [ours], ignored).get('chosen')).toBeCloseTo(4 / 6, 10);
});

test('the closest boundary is told file by file', () => {
  const ours = partition('chosen', ['x', 'x', 'y', 'x', null]);
  const files = ['a', 'b', 'c', 'd', 'e'];
  expect(explainUnit([0, 1, 2, 4], ours, { files })).toEqual({
    cluster: 'x',
    kept: ['a', 'b'],
    missing: ['c in y', 'e in (kernel)'],
    strangers: ['d'],
  });
  expect(explainUnit([4], ours, { files })).toBeNull();
});

test('kernel is no boundary: a unit in it is not found', () => {
  expect(scoreUnit([0, 1], [partition('chosen', [null, null, 'x'])]).get('chosen')).toBe(0);
});

test('agreement looks at moved files only', () => {
  const units = [
    { name: 'a', moved: [0, 1], whole: [0, 1, 4] },
    { name: 'b', moved: [2, 3], whole: [2, 3] },
  ];
  const exact = partition('exact', ['p', 'p', 'q', 'q', 'q', 'p']);
  const joined = partition('joined', ['p', 'p', 'p', 'p', 'q', 'q']);
  const [first, second] = compareMoved(units, [exact, joined]);
  expect(first).toEqual({ partition: 'exact', mojoFm: 1, ari: 1 });
  // All in one: two of four files have to move, the worst partition needs three moves.
  expect(second?.mojoFm).toBeCloseTo(1 - 2 / 2, 10);
  expect(second?.ari).toBe(0);
});

const BOUNDARIES = [
  { id: 'done', files: [8, 9], position: 1 },
  { id: 'tag', files: [0, 1, 5], position: 3 },
  { id: 'user', files: [2, 3], position: 2 },
  { id: 'stays', files: [4], position: null },
];

test('the roadmap is read without what was taken out already', () => {
  const ranking = rankUnit([0, 1], BOUNDARIES, (file) => file >= 8);
  expect(ranking).toEqual({ boundary: 'tag', f1: 0.8, position: 2, candidates: 2 });
});

test('a unit whose boundary is not in the roadmap has no place', () => {
  expect(rankUnit([4], BOUNDARIES, () => false)).toMatchObject({
    boundary: 'stays',
    position: null,
    candidates: 3,
  });
});

test('a unit that no boundary shares a file with has neither boundary nor place', () => {
  expect(rankUnit([7], BOUNDARIES, () => false)).toMatchObject({ boundary: null, position: null });
});

test('among the units to come, the one that the roadmap has first is first', () => {
  // tag is third in the roadmap, user second, the last unit is in no boundary of the roadmap.
  expect(rankAmongUnits([0, 1], [[2, 3], [4]], BOUNDARIES)).toEqual({ position: 2, candidates: 3 });
  expect(rankAmongUnits([2, 3], [[0, 1], [4]], BOUNDARIES)).toEqual({ position: 1, candidates: 3 });
  expect(rankAmongUnits([4], [[0, 1], [7]], BOUNDARIES)).toEqual({ position: 3, candidates: 3 });
});
