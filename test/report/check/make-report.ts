import { createHash } from 'node:crypto';

import * as fc from 'fast-check';

import { keyOf } from '../../../src/check/baseline-entry.ts';
import { RULE_IDS } from '../../../src/check/rules.ts';
import type { CheckReport, Violation } from '../../../src/check/violation.ts';
import type { CheckOptions } from '../../../src/report/check/check-options.ts';

/** An ordinary new one, with what a test wants to be different. */
export function makeViolation(change: Partial<Violation> = {}): Violation {
  const violation: Violation = {
    id: '',
    rule: 'private-api',
    severity: 'error',
    from: 'orders',
    to: 'billing',
    path: 'src/orders/order.service.ts',
    line: 16,
    column: 10,
    symbol: 'InvoiceRepo',
    message:
      'imports InvoiceRepo from src/billing/infra/invoice.repo.ts, which billing keeps to itself',
    fix: 'use BillingApi from src/billing/index.ts, or make InvoiceRepo public',
    places: 1,
    units: [],
    related: [],
    target: 'src/billing/infra/invoice.repo.ts',
    baseline: 'new',
    allowance: null,
    ...change,
  };
  const id = createHash('sha1').update(keyOf(violation)).digest('hex').slice(0, 10);
  return { ...violation, id: change.id ?? id };
}

/** A report of these violations, counted. */
export function makeReport(
  violations: readonly Violation[] = [],
  change: Partial<CheckReport> = {},
): CheckReport {
  const count = (test: (one: Violation) => boolean): number => violations.filter(test).length;
  const known = count((one) => one.baseline === 'known');
  const allowed = count((one) => one.baseline === 'allowed');
  return {
    schemaVersion: 1,
    root: '.',
    violations,
    summary: {
      errors: count((one) => one.baseline === 'new' && one.severity === 'error'),
      warnings: count((one) => one.baseline === 'new' && one.severity === 'warn'),
      known,
      allowed,
      fixed: 0,
      baseline: known + allowed,
      files: 1234,
      boundaries: 12,
      imports: 5513,
      accesses: 1020,
      tables: 68,
    },
    since: null,
    gaps: [],
    ...change,
  };
}

/** Many different ones, of every rule. */
export const makeMany = (count: number, change: Partial<Violation> = {}): readonly Violation[] =>
  Array.from({ length: count }, (_, at) => {
    const rule = RULE_IDS[at % RULE_IDS.length] ?? 'private-api';
    const from = `area-${at % 50}`;
    const to = `area-${(at * 7 + 1) % 50}`;
    const path = `src/${from}/features/file-${at}.service.ts`;
    const related = [
      { path: `src/${from}/features/other-${at}.ts`, line: 3, column: 1, note: 'imports it too' },
      { path: `src/${to}/internal/thing-${at}.ts`, line: 12, column: 14, note: 'declared here' },
    ];
    return makeViolation({ rule, from, to, path, symbol: `Thing${at}`, related, ...change });
  });

export const OPTIONS: CheckOptions = {
  color: false,
  folder: '.',
  all: false,
  prefix: '',
  toolVersion: '0.1.0',
};

/** Text of any code units, halves of surrogate pairs among them. */
export const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xff_ff }), fc.integer({ min: 0, max: 0x7f })))
  .map((units) => String.fromCharCode(...units));
