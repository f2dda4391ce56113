import { expect, test } from 'vitest';

import { dayAfter, isCalendarDay } from '../../../src/check/baseline/calendar-day.ts';

test.each(['2026-12-31', '2028-02-29', '0001-01-01'])('%s is a day', (day) => {
  expect(isCalendarDay(day)).toBe(true);
});

test.each([
  '2027-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '2026-1-1',
  '31.12.2026',
  '2026-12-31T00:00:00Z',
  '2026-12-31\n',
  '',
])('%j is none', (text) => {
  expect(isCalendarDay(text)).toBe(false);
});

test('the day after the last one of a month or year is the first of the next', () => {
  expect(['2026-11-20', '2026-12-31', '2028-02-28', '2027-02-28'].map(dayAfter)).toEqual([
    '2026-11-21',
    '2027-01-01',
    '2028-02-29',
    '2027-03-01',
  ]);
});
