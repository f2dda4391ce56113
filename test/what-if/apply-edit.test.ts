import { expect, test } from 'vitest';

import { UserError } from '../../src/errors.ts';
import { applyEdits } from '../../src/what-if/apply-edit.ts';
import { parseEdit } from '../../src/what-if/edit.ts';
import type { Edit, EditKind } from '../../src/what-if/edit.ts';
import {
  listPlaces,
  startState,
  toBoundaryIds,
  toNamedPlan,
} from '../../src/what-if/plan-state.ts';
import type { PlanState } from '../../src/what-if/plan-state.ts';
import { shopGround } from './make-ground.ts';

const ground = shopGround();
const medium = startState(ground, 'medium');

type Typed = readonly [EditKind, string];
const edits = (typed: readonly Typed[]): readonly Edit[] =>
  typed.map(([kind, text]) => parseEdit(kind, text));
const apply = (...typed: readonly Typed[]): PlanState => applyEdits(ground, medium, edits(typed));
const places = (state: PlanState): Record<string, readonly string[]> =>
  Object.fromEntries(listPlaces(ground, state));

function refusal(...typed: readonly Typed[]): string {
  try {
    apply(...typed);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('the start is the suggested plan of that granularity', () => {
  expect(places(medium)).toEqual({
    orders: ['src/orders/items/item.ts', 'src/orders/order.controller.ts', 'src/orders/order.ts'],
    carts: ['src/carts/cart.ts'],
    users: ['src/users/user.ts'],
    kernel: ['src/common/log.ts'],
    monolith: ['src/main.ts'],
  });
  expect(startState(ground, 'coarse').ids).toEqual(['sales', 'users']);
});

test('rename keeps everything but the name', () => {
  const state = apply(['pin', 'orders=orders'], ['rename', 'orders=sales']);
  expect(state.ids).toEqual(['sales', 'carts', 'users']);
  expect(state.places).toEqual(medium.places);
  expect(state.pins).toEqual([{ table: 'orders', boundary: 'sales' }]);
});

test('merge puts all files and pins under one id, also one of the old ones', () => {
  const state = apply(['pin', 'carts=carts'], ['merge', 'carts+orders=carts']);
  expect(state.ids).toEqual(['carts', 'users']);
  expect(places(state)['carts']).toHaveLength(4);
  expect(state.pins).toEqual([{ table: 'carts', boundary: 'carts' }]);
  expect(state.confidence[3]).toBe(1);
  expect(apply(['merge', 'carts+orders=sales']).ids).toEqual(['sales', 'users']);
});

test('split follows the coarsest plan that divides', () => {
  const state = apply(['split', 'orders']);
  expect(places(state)['orders']).toEqual([
    'src/orders/order.controller.ts',
    'src/orders/order.ts',
  ]);
  expect(places(state)['order-items']).toEqual(['src/orders/items/item.ts']);
  const whole = apply(['merge', 'orders+carts+users=all'], ['split', 'all']);
  expect(whole.ids).toEqual(['sales', 'users']);
});

test('split leaves files that were moved in with the largest part, and takes no name twice', () => {
  const state = apply(
    ['move', 'src/common/log.ts=orders'],
    ['rename', 'users=order-items'],
    ['split', 'orders'],
  );
  expect(places(state)['orders']).toContain('src/common/log.ts');
  expect(places(state)['order-items-2']).toEqual(['src/orders/items/item.ts']);
});

test('a pinned table follows the part that declares it, else the first part', () => {
  const state = apply(
    ['pin', 'order_items=orders'],
    ['pin', 'audit=orders'],
    ['pin', 'carts=orders'],
    ['split', 'orders'],
  );
  expect(state.pins).toEqual([
    { table: 'audit', boundary: 'orders' },
    { table: 'carts', boundary: 'orders' },
    { table: 'order_items', boundary: 'order-items' },
  ]);
});

test('move goes to a boundary, a new one, the kernel or the monolith', () => {
  const state = apply(
    ['move', 'src/orders/items/**=order-lines'],
    ['move', 'src/users/user.ts=kernel'],
    ['move', 'src/common/**=monolith'],
    ['move', './src/main.ts=orders'],
  );
  expect(places(state)).toEqual({
    orders: ['src/main.ts', 'src/orders/order.controller.ts', 'src/orders/order.ts'],
    carts: ['src/carts/cart.ts'],
    'order-lines': ['src/orders/items/item.ts'],
    kernel: ['src/users/user.ts'],
    monolith: ['src/common/log.ts'],
  });
  expect(state.confidence[3]).toBe(1);
  expect(state.confidence[4]).toBe(0.9);
});

test('a boundary that loses its last file is gone, with its pins', () => {
  const state = apply(['pin', 'carts=carts'], ['move', 'src/carts/**=orders']);
  expect(state.ids).toEqual(['orders', 'users']);
  expect(state.pins).toEqual([]);
});

test('a table is pinned to one boundary, and the judge is told which', () => {
  const state = apply(['pin', 'orders=users'], ['pin', 'orders=carts']);
  expect(state.pins).toEqual([{ table: 'orders', boundary: 'carts' }]);
  expect([...toNamedPlan(ground, state).pinned]).toEqual([[2, 1]]);
});

test('what cannot be done is refused with what could be', () => {
  expect(refusal(['rename', 'order=x'])).toContain('Did you mean orders');
  expect(refusal(['rename', 'orders=carts'])).toContain('--merge carts+other=carts');
  expect(refusal(['rename', 'orders=Sales'])).toContain('kebab-case');
  expect(refusal(['move', 'src/orders/**=Kernel'])).toContain('edit-id-form');
  expect(refusal(['merge', 'orders+orders=x'])).toContain('nothing to merge');
  expect(refusal(['merge', 'orders+carts=users'])).toContain('edit-id-taken');
  expect(refusal(['split', 'carts'])).toContain('--move');
  expect(refusal(['move', 'lib/**=orders'])).toContain('No source file matches "lib/**"');
  expect(refusal(['pin', 'order=orders'])).toContain('Did you mean order_items, orders?');
  expect(refusal(['pin', 'orders=kernel'])).toContain('There is no boundary "kernel"');
});

test('a suggested name that stands for something else gets a number', () => {
  expect(toBoundaryIds(['kernel', 'users', 'monolith', 'kernel-2'])).toEqual([
    'kernel-3',
    'users',
    'monolith-2',
    'kernel-2',
  ]);
});
