/** Violations and entries out of a small world, so that they often meet. */
import * as fc from 'fast-check';

import { keyOf } from '../../../src/check/baseline-entry.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import type { RuleId } from '../../../src/check/rules.ts';
import type { FoundViolation } from '../../../src/check/violation.ts';

/** Two of them have the same name. */
export const FILES = ['src/a.ts', 'src/b.ts', 'src/deep/c.ts', 'src/deep/a.ts'];

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const RULE = fc.constantFrom<RuleId>('private-api', 'foreign-table-read');
const FROM = fc.constantFrom('orders', 'order-items');
const TO = fc.constantFrom('billing', 'kernel');

const SYMBOL = fc.oneof(
  fc.record({ symbol: fc.constantFrom('Invoice', 'a → b'), target: fc.constant(null) }),
  fc
    .record({ form: fc.constantFrom('default', '*'), file: fc.constantFrom(...FILES) })
    .map(({ form, file }) => ({ symbol: `${form} of ${baseOf(file)}`, target: file })),
);

/** Everything but the place in the code is in the key: that may be anywhere. */
export const VIOLATION: fc.Arbitrary<FoundViolation> = fc
  .record({
    rule: RULE,
    from: FROM,
    to: TO,
    named: SYMBOL,
    places: fc.integer({ min: 1, max: 4 }),
    path: fc.constantFrom(...FILES),
    line: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ named, ...rest }) => ({
    ...rest,
    ...named,
    id: `${rest.rule} ${rest.from} ${rest.to} ${named.symbol}`,
    severity: 'error',
    column: 1,
    message: 'it is wrong',
    fix: 'mend it',
    related: [],
    units: Array.from({ length: rest.places }, (_, index) => ({
      who: `order${index}.ts`,
      path: rest.path,
      line: rest.line,
      column: 1,
    })),
  }));

export const FOUND = fc.uniqueArray(VIOLATION, { selector: keyOf, maxLength: 12 });

export const DAY = fc
  .date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

const ALLOWANCE = fc.oneof(
  fc.constant({}),
  fc.record({ reason: fc.constantFrom('old', 'later'), owner: fc.constantFrom('kim', 'lee') }),
  fc.record({ reason: fc.constant('soon'), owner: fc.constant('kim'), until: DAY }),
);

export const ENTRY: fc.Arbitrary<BaselineEntry> = fc
  .tuple(VIOLATION, ALLOWANCE)
  .map(([{ rule, from, to, symbol, places, units, target }, allowance]) => ({
    rule,
    from,
    to,
    symbol,
    places,
    in: units.map((unit) => unit.who),
    ...(target === null ? {} : { target }),
    ...allowance,
  }));

/** As a merge leaves them: in any order, and some twice. */
export const ENTRIES = fc.array(ENTRY, { maxLength: 14 });

/** Which of the files there are today. */
export const PATHS = fc.subarray(FILES).map((files): ReadonlySet<string> => new Set(files));
