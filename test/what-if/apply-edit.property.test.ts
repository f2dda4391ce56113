import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { KERNEL, STAYS } from '../../analyzers/boundaries/suggestion.ts';
import { isBoundaryId } from '../../src/config/config-schema.ts';
import { createFileMatcher } from '../../src/config/match-files.ts';
import { UserError } from '../../src/errors.ts';
import { applyEdit } from '../../src/what-if/apply-edit.ts';
import type { Edit } from '../../src/what-if/edit.ts';
import { countFiles, startState } from '../../src/what-if/plan-state.ts';
import type { Ground, PlanState } from '../../src/what-if/plan-state.ts';

const FOLDERS = ['a', 'b', 'c', 'd'];
const IDS = ['b0', 'b1', 'b2', 'b3', 'b4', 'x', 'y'];

/** Nested plans over files in a few folders; the kernel and what stays are the same in all. */
const GROUND: fc.Arbitrary<Ground> = fc
  .array(
    fc.record({
      folder: fc.constantFrom(...FOLDERS),
      fine: fc.integer({ min: -2, max: 7 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) => {
    const files = rows.map(({ folder }, index) => `src/${folder}/f${index}.ts`);
    const plan = (granularity: 'coarse' | 'medium' | 'fine', join: number) => {
      const labels = rows.map(({ fine }) => (fine < 0 ? fine : Math.floor(fine / join)));
      const used = [...new Set(labels.filter((label) => label >= 0))];
      return {
        granularity,
        names: used.map((_, place) => `b${place}`),
        assignment: labels.map((label) =>
          label < 0 ? (label === -1 ? KERNEL : STAYS) : used.indexOf(label),
        ),
      };
    };
    return {
      files,
      tables: files.slice(0, 5).map((_, file) => ({ name: `t${file}`, file })),
      plans: [plan('coarse', 4), plan('medium', 2), plan('fine', 1)],
      confidence: files.map(() => 0.5),
    };
  });

const ID = fc.constantFrom(...IDS);
const EDIT: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('rename' as const), from: ID, to: ID }),
  fc.record({
    kind: fc.constant('merge' as const),
    from: fc.array(ID, { minLength: 1, maxLength: 3 }),
    to: ID,
  }),
  fc.record({ kind: fc.constant('split' as const), boundary: ID }),
  fc.record({
    kind: fc.constant('move' as const),
    files: fc.constantFrom('src/**', ...FOLDERS.map((one) => `src/${one}/**`), 'src/*/f?.ts'),
    to: fc.constantFrom(...IDS, 'kernel', 'monolith'),
  }),
  fc.record({
    kind: fc.constant('pin' as const),
    table: fc.constantFrom('t0', 't1', 't2', 't9'),
    to: ID,
  }),
);

const GRANULARITY = fc.constantFrom('coarse' as const, 'medium' as const, 'fine' as const);

/** What may be refused leaves the plan as it was. */
function attempt(ground: Ground, state: PlanState, edit: Edit): PlanState {
  try {
    return applyEdit(ground, state, edit);
  } catch (error) {
    if (error instanceof UserError) return state;
    throw error;
  }
}

function expectWhole({ files, tables }: Ground, state: PlanState): void {
  const { ids, places, confidence, pins } = state;
  expect(places).toHaveLength(files.length);
  expect(confidence).toHaveLength(files.length);
  for (const place of places) {
    expect(place).toBeGreaterThanOrEqual(STAYS);
    expect(place).toBeLessThan(ids.length);
  }
  expect(countFiles(state).every((size) => size > 0)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !isBoundaryId(id))).toEqual([]);
  expect(new Set(pins.map((pin) => pin.table)).size).toBe(pins.length);
  for (const pin of pins) {
    expect(ids).toContain(pin.boundary);
    expect(tables.map((one) => one.name)).toContain(pin.table);
  }
}

test('whatever is edited, every file has one place and every boundary has files', () => {
  fc.assert(
    fc.property(GROUND, GRANULARITY, fc.array(EDIT, { maxLength: 12 }), (ground, start, edits) => {
      let state = startState(ground, start);
      expectWhole(ground, state);
      for (const edit of edits) {
        state = attempt(ground, state, edit);
        expectWhole(ground, state);
      }
    }),
    { numRuns: 600 },
  );
});

/** Which files are together, whatever the boundaries are called. */
function groupsOf({ places }: PlanState): readonly string[] {
  const groups = new Map<number, number[]>();
  places.forEach((place, file) => groups.set(place, [...(groups.get(place) ?? []), file]));
  return [...groups].map(([place, files]) => `${Math.min(place, 0)}:${files.join(',')}`).sort();
}

test('two boundaries merged and split again hold the same files as before', () => {
  fc.assert(
    fc.property(GROUND, GRANULARITY, fc.nat(), fc.nat(), (ground, start, a, b) => {
      const state = startState(ground, start);
      const one = state.ids[a % Math.max(state.ids.length, 1)];
      const other = state.ids[b % Math.max(state.ids.length, 1)];
      fc.pre(one !== undefined && other !== undefined && one !== other);
      const merged = applyEdit(ground, state, { kind: 'merge', from: [one, other], to: 'both' });
      expect(merged.ids).toHaveLength(state.ids.length - 1);
      const back = applyEdit(ground, merged, { kind: 'split', boundary: 'both' });
      expect(groupsOf(back)).toEqual(groupsOf(state));
    }),
    { numRuns: 500 },
  );
});

test('an edit changes the place of no file but those it names', () => {
  fc.assert(
    fc.property(GROUND, EDIT, (ground, edit) => {
      const state = startState(ground, 'medium');
      const next = attempt(ground, state, edit);
      const named = filesNamed(ground, state, edit);
      const other = [...ground.files.keys()].filter((file) => !named.has(file));
      for (const file of other) expect(nameOf(next, file)).toBe(nameOf(state, file));
    }),
    { numRuns: 1000 },
  );
});

const nameOf = ({ ids, places }: PlanState, file: number): string =>
  ids[places[file] ?? -1] ?? String(places[file]);

function filesNamed({ files }: Ground, state: PlanState, edit: Edit): ReadonlySet<number> {
  if (edit.kind === 'move') return new Set(createFileMatcher(files)(edit.files));
  const ids: Readonly<Record<Exclude<Edit['kind'], 'move'>, readonly string[]>> = {
    rename: edit.kind === 'rename' ? [edit.from] : [],
    merge: edit.kind === 'merge' ? edit.from : [],
    split: edit.kind === 'split' ? [edit.boundary] : [],
    pin: [],
  };
  const named = ids[edit.kind];
  return new Set([...files.keys()].filter((file) => named.includes(nameOf(state, file))));
}
