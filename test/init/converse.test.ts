import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { chooseGranularity, converse } from '../../src/commands/init/converse.ts';
import { renderRepeat } from '../../src/commands/init/render-repeat.ts';
import { preparePlan } from '../../src/pipeline.ts';
import { parseEdit } from '../../src/what-if/edit.ts';
import type { EditKind } from '../../src/what-if/edit.ts';
import { buildGround, listPlaces } from '../../src/what-if/plan-state.ts';
import { editSession, editsOf, lastStage, startSession } from '../../src/what-if/session.ts';
import type { Session } from '../../src/what-if/session.ts';
import { FIXTURES } from '../cli/run-cli.ts';
import { scriptedDialog } from './scripted-dialog.ts';
import type { Answer } from './scripted-dialog.ts';

let start: Session;

beforeAll(async () => {
  const { planning } = await preparePlan({
    root: join(FIXTURES, 'shop'),
    build: 'test',
    cacheFor: null,
    history: false,
    onProgress: () => undefined,
  });
  start = startSession(buildGround(planning), 'medium', planning.evaluate);
});

async function talk(
  answers: readonly Answer[],
): Promise<{ readonly end: Session | null; readonly said: string }> {
  const dialog = scriptedDialog(answers);
  const end = await converse(dialog, start);
  expect(dialog.left(), 'answers that nobody asked for').toBe(0);
  return { end, said: dialog.said.join('\n') };
}

const idsOf = (session: Session | null): readonly string[] =>
  session === null ? [] : lastStage(session).state.ids;

test('every plan is offered with what it means, the suggested one first', async () => {
  const dialog = scriptedDialog(['coarse']);
  expect(await chooseGranularity(dialog, start.ground, start.evaluate)).toBe('coarse');
  expect(dialog.said.slice(1)).toEqual(
    ['medium', 'coarse', 'fine'].map((name): unknown =>
      expect.stringMatching(new RegExp(`^- ${name}: \\d+ boundaries, \\d+ can be extracted`)),
    ),
  );
});

test('a merge shows what it changes, before and after', async () => {
  const { end, said } = await talk(['merge', ['orders', 'carts'], 'sales', 'write']);
  expect(idsOf(end)).toContain('sales');
  const count = idsOf(start).length;
  expect(said).toContain(`boundaries     ${count} → ${count - 1}`);
  for (const row of ['cycles', 'shared tables', 'transactions', 'crossings', 'roadmap'])
    expect(said).toMatch(new RegExp(`^${row} +\\S`, 'm'));
});

test('undo takes back a whole step and says what that changes', async () => {
  const { end, said } = await talk(['merge', ['orders', 'carts'], 'sales', 'undo', 'write']);
  expect(idsOf(end)).toEqual(idsOf(start));
  expect(said).toContain('Undone: merge orders+carts=sales');
  expect(said).toMatch(/boundaries +\d+ → \d+/);
});

test('nothing to undo, and what cannot be done, is said; the plan stays', async () => {
  const { end, said } = await talk(['undo', 'merge', ['orders'], 'orders', 'write']);
  expect(said).toContain('! There is nothing to undo.');
  expect(said).toContain('! There is nothing to merge "orders" with');
  expect(end && editsOf(end)).toEqual([]);
});

test('going back from a question leads to the menu, from the menu out of it', async () => {
  const { end } = await talk(['rename', null, 'move', 'orders', null, 'pin', null, null]);
  expect(end).toBeNull();
  expect((await talk(['quit'])).end).toBeNull();
});

test('files are chosen one by one and become few entries', async () => {
  const { state } = lastStage(start);
  const files = listPlaces(start.ground, state).get('orders') ?? [];
  const dto = files.filter((path) => path.includes('/dto/'));
  expect(dto.length).toBeGreaterThan(1);
  const { end } = await talk(['split', 'orders', 'files', dto, 'order-dto', 'write']);
  expect(end && editsOf(end)).toEqual([
    { kind: 'move', files: 'src/orders/dto/**', to: 'order-dto' },
  ]);
  expect(end && listPlaces(start.ground, lastStage(end).state).get('order-dto')).toEqual(dto);
});

test('files go by a glob to a new boundary', async () => {
  const { end } = await talk(['move', '?', 'src/orders/**/*.dto.ts', '?', 'dto', 'write']);
  expect(end && editsOf(end)).toEqual([
    { kind: 'move', files: 'src/orders/**/*.dto.ts', to: 'dto' },
  ]);
});

test('looking at a boundary shows its crossings with a place and changes nothing', async () => {
  const { end, said } = await talk(['look', 'orders', 'write']);
  expect(said).toMatch(/\d+ × (?:uses|used by) \S+: (?:api|event|replicate|move|kernel|merge)/);
  expect(said).toMatch(/src\/\S+\.ts:\d+/);
  expect(end).toBe(start);
});

test('the command line at the end makes the same plan', async () => {
  const { end } = await talk([
    'rename',
    'orders',
    'sales',
    'pin',
    'coupons',
    'sales',
    'move',
    'sales',
    ['order.entity.ts'],
    'kernel',
    'merge',
    ['sales', 'carts'],
    '',
    'write',
  ]);
  if (end === null) throw new Error('written');
  const words = renderRepeat(end, 'apps/api', { cache: true, history: false }).split(' ');
  expect(words.slice(0, 9)).toEqual(
    'npx saasctl init apps/api --yes --force --no-history --granularity medium'.split(' '),
  );
  const typed = words.slice(9);
  const edits = typed.flatMap((word, at) =>
    word.startsWith('--') ? [parseEdit(word.slice(2) as EditKind, typed[at + 1] ?? '')] : [],
  );
  expect(edits).toHaveLength(4);
  expect(lastStage(editSession(start, edits)).state).toEqual(lastStage(end).state);
});
