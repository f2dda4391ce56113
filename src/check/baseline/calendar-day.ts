/** Days as in `2026-12-31`: texts that sort as time does. */

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the calendar has such a day: there is no 2026-02-30. */
export function isCalendarDay(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && dayOf(time) === text;
}

export function dayAfter(day: string): string {
  const time = new Date(`${day}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + 1);
  return dayOf(time);
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
