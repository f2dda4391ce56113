import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { joinEntries } from '../../../src/check/baseline/join-entries.ts';
import { parseBaseline } from '../../../src/check/baseline/parse-baseline.ts';
import { renderBaseline } from '../../../src/check/baseline/render-baseline.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import { ENTRIES } from './arbitrary-debts.ts';

const readAll = (files: ReadonlyMap<string, string>): readonly BaselineEntry[] =>
  joinEntries([...files].flatMap(([file, text]) => parseBaseline(file, text)));

test('a file per place, an entry per line: by rule as they are told, then by name', () => {
  const debt = { from: 'orders', places: 1 } as const;
  const files = renderBaseline([
    { ...debt, rule: 'foreign-table-read', to: 'users', symbol: 'users' },
    { ...debt, rule: 'private-api', to: 'users', symbol: 'User' },
    { ...debt, rule: 'private-api', to: 'billing', symbol: 'Payment' },
    {
      until: '2027-06-30',
      owner: 'kim',
      reason: 'moves with "Invoice"',
      target: 'src/billing/api.ts',
      places: 2,
      symbol: 'default of api.ts',
      to: 'billing',
      from: 'kernel',
      rule: 'kernel-depends-on-boundary',
    },
    { ...debt, rule: 'private-api', to: 'billing', symbol: 'Invoice' },
  ]);
  expect([...files]).toEqual([
    [
      'kernel.jsonl',
      '{"rule":"kernel-depends-on-boundary","from":"kernel","to":"billing","symbol":"default of api.ts","places":2,"target":"src/billing/api.ts","reason":"moves with \\"Invoice\\"","owner":"kim","until":"2027-06-30"}\n',
    ],
    [
      'orders.jsonl',
      [
        '{"rule":"private-api","from":"orders","to":"billing","symbol":"Invoice","places":1}',
        '{"rule":"private-api","from":"orders","to":"billing","symbol":"Payment","places":1}',
        '{"rule":"private-api","from":"orders","to":"users","symbol":"User","places":1}',
        '{"rule":"foreign-table-read","from":"orders","to":"users","symbol":"users","places":1}',
        '',
      ].join('\n'),
    ],
  ]);
});

test('what was written is read as it was, whatever it is called', () => {
  fc.assert(
    fc.property(ENTRIES, fc.string({ unit: 'binary', minLength: 1 }), (entries, name) => {
      const odd = name.trim() === '' ? [] : entries.map((one) => ({ ...one, symbol: name }));
      const all = [...entries, ...odd];
      expect(readAll(renderBaseline(all))).toEqual(joinEntries(all));
    }),
  );
});

test('the same entries are the same bytes, in whatever order they come and however often', () => {
  fc.assert(
    fc.property(ENTRIES, fc.infiniteStream(fc.nat()), (entries, dice) => {
      const shuffled = [...entries, ...entries.slice(0, 3)]
        .map((entry) => ({ entry, at: dice.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry);
      expect([...renderBaseline(shuffled)]).toEqual([...renderBaseline(entries)]);
    }),
  );
});

test('joining branches two by two ends with the same as joining them all', () => {
  fc.assert(
    fc.property(ENTRIES, ENTRIES, ENTRIES, (a, b, c) => {
      const all = joinEntries([...a, ...b, ...c]);
      expect(joinEntries([...joinEntries([...b, ...c]), ...a])).toEqual(all);
      expect(joinEntries(all)).toEqual(all);
    }),
  );
});
