import type { FoundViolation } from '../../../src/check/violation.ts';

/** One violation by hand: orders imports Invoice of billing, which is private. */
export function makeViolation(own: Partial<FoundViolation> = {}): FoundViolation {
  return {
    id: 'a91f3c0de5',
    rule: 'private-api',
    severity: 'error',
    from: 'orders',
    to: 'billing',
    path: 'src/orders/order.service.ts',
    line: 16,
    column: 10,
    symbol: 'Invoice',
    message: 'imports Invoice from src/billing/invoice.ts, which billing has not made public',
    fix: 'import it from src/billing/index.ts',
    places: 1,
    units: [{ who: 'order.service.ts', path: 'src/orders/order.service.ts', line: 16, column: 10 }],
    related: [],
    target: 'src/billing/invoice.ts',
    ...own,
  };
}
