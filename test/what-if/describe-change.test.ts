import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import type { PreparedPlan } from '../../src/pipeline.ts';
import { preparePlan } from '../../src/pipeline.ts';
import { resolveConfig } from '../../src/config/resolve-config.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { buildConfig, renderConfig } from '../../src/what-if/build-config.ts';
import { describeBoundary } from '../../src/what-if/describe-boundary.ts';
import { describeChange } from '../../src/what-if/describe-change.ts';
import { buildGround, listPlaces } from '../../src/what-if/plan-state.ts';
import { renderChange } from '../../src/what-if/render-change.ts';
import { editSession, lastStage, startSession, undoStep } from '../../src/what-if/session.ts';
import type { Session } from '../../src/what-if/session.ts';
import { FIXTURES } from '../cli/run-cli.ts';

let prepared: PreparedPlan;
let start: Session;

beforeAll(async () => {
  prepared = await preparePlan({
    root: join(FIXTURES, 'helpdesk'),
    build: 'test',
    cacheFor: null,
    history: false,
    onProgress: () => undefined,
  });
  const { planning } = prepared;
  start = startSession(buildGround(planning), 'medium', planning.evaluate);
});

const merged = (): Session => {
  const [a = '', b = ''] = lastStage(start).state.ids;
  return editSession(start, [{ kind: 'merge', from: [a, b], to: 'both' }]);
};

test('a plan beside itself has no arrow', () => {
  const { evaluated } = lastStage(start);
  expect(renderChange(describeChange(evaluated, evaluated))).not.toContain('→');
});

test('the figures are those of the judged plans, before and after', () => {
  const [before, after] = [lastStage(start).evaluated, lastStage(merged()).evaluated];
  const change = describeChange(before, after);
  expect(change.figures.boundaries).toEqual({
    before: before.boundaries.length,
    after: before.boundaries.length - 1,
  });
  expect(change.figures.crossingTransactions).toEqual({
    before: before.health.crossingTransactions,
    after: after.health.crossingTransactions,
  });
  const counted = Object.values(change.remedies).reduce((sum, one) => sum + one.after, 0);
  expect(counted).toBe(after.crossings.length);
  expect(change.roadmap.after).toEqual(after.roadmap.map((step) => step.boundary));
});

test('merged and split again, every figure is what it was', () => {
  const back = editSession(merged(), [{ kind: 'split', boundary: 'both' }]);
  const change = describeChange(lastStage(start).evaluated, lastStage(back).evaluated);
  for (const { before, after } of Object.values(change.figures)) expect(after).toBe(before);
  for (const { before, after } of Object.values(change.remedies)) expect(after).toBe(before);
});

test('a pinned table is owned by the boundary it was given to', () => {
  const { evaluated, state } = lastStage(start);
  const owner = evaluated.boundaries.find((one) => one.tables.length > 0);
  const other = state.ids.find((id) => id !== owner?.id) ?? '';
  const table = owner?.tables[0] ?? '';
  const pinned = lastStage(editSession(start, [{ kind: 'pin', table, to: other }]));
  const tablesOf = (id: string): readonly string[] =>
    pinned.evaluated.boundaries.find((one) => one.id === id)?.tables ?? [];
  expect(tablesOf(other)).toContain(table);
  expect(tablesOf(owner?.id ?? '')).not.toContain(table);
});

test('undo gives back the very stage before', () => {
  const before = undoStep(merged());
  expect(before && lastStage(before)).toBe(lastStage(start));
  expect(undoStep(start)).toBeNull();
});

test('a boundary is seen from both sides of its crossings', () => {
  const { evaluated } = lastStage(start);
  for (const { id } of evaluated.boundaries) {
    const view = describeBoundary(evaluated, id);
    const mine = evaluated.crossings.filter((one) => one.from === id || one.to === id);
    expect(view?.groups.reduce((sum, group) => sum + group.count, 0)).toBe(mine.length);
  }
  expect(describeBoundary(evaluated, 'nobody')).toBeNull();
});

test.each(['coarse', 'medium', 'fine'] as const)(
  'the written %s plan, read again, has the same files in the same places',
  (granularity) => {
    const { planning, sources } = prepared;
    const session = startSession(buildGround(planning), granularity, planning.evaluate);
    const { state, evaluated } = lastStage(session);
    const text = renderConfig(buildConfig(session.ground, state, evaluated, sources));
    const files = sources.map((path) => ({ path, test: false }));
    const plan = resolveConfig(parseConfig('saasctl.json', text), files);
    const places = listPlaces(session.ground, state);
    expect(plan?.boundaries.length).toBe(state.ids.length);
    for (const { id, files: own } of plan?.boundaries ?? []) expect(own).toEqual(places.get(id));
    expect(plan?.kernel).toEqual(places.get('kernel'));
  },
);
