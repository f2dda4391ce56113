/** The fixtures with the domains their authors gave them: what somebody who knows the code expects. */
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { analyzeForPlanning } from '../../../analyzers/analyze-project.ts';
import { judgeCrossings } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';
import { buildEvidence } from '../../../analyzers/boundaries/build-evidence.ts';
import { KERNEL, STAYS } from '../../../analyzers/boundaries/suggestion.ts';
import type { CrossingFact } from '../../../analyzers/contract.ts';
import { discoverProject } from '../../../analyzers/discover/discover-project.ts';
import { readExpected } from '../../fixtures/compare-expected.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'monoliths');

function judgeFixture(name: string) {
  const root = join(FIXTURES, name);
  const { domains } = readExpected(root);
  const code = analyzeForPlanning(discoverProject(root), { version: 'test' }, () => undefined);
  const evidence = buildEvidence(code, code.outline, null);
  const shared = new Set(['kernel', 'app']);
  const ids = [...new Set(Object.values(domains))].filter((one) => !shared.has(one)).sort();
  const assignment = evidence.files.map(({ path }) => {
    const domain = domains[path] ?? 'app';
    return domain === 'kernel' ? KERNEL : domain === 'app' ? STAYS : ids.indexOf(domain);
  });
  return judgeCrossings(evidence, { assignment, ids });
}

const judged = {
  shop: judgeFixture('shop'),
  helpdesk: judgeFixture('helpdesk'),
  fleet: judgeFixture('fleet'),
};

const shown = ({ from, to, kind, subject, remedy, path }: CrossingFact): string =>
  `${from}>${to} ${kind} ${subject} ${remedy} ${path.replace(/^.*\//, '')}`;
const has = (name: keyof typeof judged, crossing: string): void =>
  expect(judged[name].crossings.map(shown)).toContain(crossing);
const mergesOf = (name: keyof typeof judged): readonly (readonly (string | undefined)[])[] =>
  judged[name].merges.map((list) => list.map((at) => judged[name].ids[at]));

describe.each(['shop', 'helpdesk', 'fleet'] as const)('%s', (name) => {
  test('has no cycle, no shared table and few removed edges when the remedies are applied', () => {
    const { health, removed } = judged[name];
    expect(health.cyclicBefore).toBeGreaterThan(0);
    expect(health.cyclicAfter).toBe(0);
    expect(health.sharedTablesBefore).toBeGreaterThan(0);
    expect(health.sharedTablesAfter).toBe(0);
    expect(removed.edges).toBeLessThanOrEqual(removed.of * 0.05);
  });
});

describe('shop', () => {
  test('keeps together what checkout, payment and cancellation change at once', () => {
    expect(mergesOf('shop')).toEqual([
      ['carts', 'catalog', 'invoices', 'orders', 'payments'],
      ['tenants', 'users'],
    ]);
    has(
      'shop',
      'orders>catalog transaction stock_levels, stock_movements merge checkout.service.ts',
    );
    has(
      'shop',
      'payments>orders transaction order_status_changes, orders merge payments.service.ts',
    );
  });

  test.each([
    'orders>notifications event order.placed event checkout.service.ts',
    'notifications>orders import OrderPlacedEvent kernel order-events.listener.ts',
    'carts>orders import calculateOrderTotals kernel cart-lines.ts',
    'orders>users foreign-key users replicate order.entity.ts',
    'orders>users call AddressesService.getOwn api checkout.service.ts',
    'auth>users inject UsersService api auth.service.ts',
    'auth>users import UsersModule api auth.module.ts',
    'users>auth write refresh_tokens event users.service.ts',
    'reports>users join users replicate reports.service.ts',
    'invoices>orders write orders merge invoices.service.ts',
  ])('%s', (crossing) => has('shop', crossing));
});

describe('helpdesk', () => {
  test('keeps together what sign-up, tickets and deactivation change at once', () => {
    expect(mergesOf('helpdesk')).toEqual([['agents', 'auth', 'billing', 'customers', 'tickets']]);
    has('helpdesk', 'agents>tickets transaction tickets merge agent.service.ts');
  });

  test.each([
    'tickets>sla transaction sla_clocks event ticket.service.ts',
    'knowledge>audit transaction audit_log event knowledge.service.ts',
    'tickets>billing write usage_counters merge ticket.service.ts',
  ])('%s', (crossing) => has('helpdesk', crossing));
});

describe('fleet', () => {
  test('keeps together whatever moves a vehicle', () => {
    const [, vehicles] = mergesOf('fleet');
    expect(vehicles).toEqual(
      expect.arrayContaining(['drivers', 'maintenance', 'telematics', 'trips', 'vehicles']),
    );
  });

  test.each([
    'vehicles>audit transaction audit_entries event vehicles.service.ts',
    'drivers>audit call recordAudit event drivers.service.ts',
    'drivers>auth call findUser api drivers.service.ts',
    'monolith>alerts call registerAlertSubscribers move subscribers.ts',
    'monolith>billing call startRenewalJob api jobs.ts',
  ])('%s', (crossing) => has('fleet', crossing));
});
