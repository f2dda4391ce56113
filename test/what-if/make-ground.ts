import { KERNEL, STAYS } from '../../analyzers/boundaries/suggestion.ts';
import type { Ground } from '../../src/what-if/plan-state.ts';

/**
 * A small shop: `sales` of the coarse plan is `orders` and `carts` of the medium one; the fine one
 * takes `order-items` out of `orders`.
 */
export function shopGround(): Ground {
  const files = [
    'src/carts/cart.ts',
    'src/common/log.ts',
    'src/main.ts',
    'src/orders/items/item.ts',
    'src/orders/order.controller.ts',
    'src/orders/order.ts',
    'src/users/user.ts',
  ];
  const plan = (
    granularity: 'coarse' | 'medium' | 'fine',
    names: readonly string[],
    places: readonly string[],
  ) => ({
    granularity,
    names,
    assignment: places.map((name) =>
      name === 'kernel' ? KERNEL : name === 'stays' ? STAYS : names.indexOf(name),
    ),
  });
  return {
    files,
    tables: [
      { name: 'carts', file: 0 },
      { name: 'order_items', file: 3 },
      { name: 'orders', file: 5 },
      { name: 'audit', file: -1 },
    ],
    plans: [
      plan(
        'coarse',
        ['sales', 'users'],
        ['sales', 'kernel', 'stays', 'sales', 'sales', 'sales', 'users'],
      ),
      plan(
        'medium',
        ['orders', 'carts', 'users'],
        ['carts', 'kernel', 'stays', 'orders', 'orders', 'orders', 'users'],
      ),
      plan(
        'fine',
        ['orders', 'order-items', 'carts', 'users'],
        ['carts', 'kernel', 'stays', 'order-items', 'orders', 'orders', 'users'],
      ),
    ],
    confidence: [0.9, 0.8, 1, 0.5, 0.9, 0.9, 1],
  };
}
