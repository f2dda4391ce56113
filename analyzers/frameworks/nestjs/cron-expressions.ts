/** Members of `CronExpression` of @nestjs/schedule, by the cron text they are documented with. */

const NAMED: Readonly<Record<string, string>> = {
  EVERY_SECOND: '* * * * * *',
  EVERY_5_SECONDS: '*/5 * * * * *',
  EVERY_10_SECONDS: '*/10 * * * * *',
  EVERY_30_SECONDS: '*/30 * * * * *',
  EVERY_MINUTE: '*/1 * * * *',
  EVERY_5_MINUTES: '0 */5 * * * *',
  EVERY_10_MINUTES: '0 */10 * * * *',
  EVERY_30_MINUTES: '0 */30 * * * *',
  EVERY_HOUR: '0 0-23/1 * * *',
  EVERY_DAY_AT_NOON: '0 12 * * *',
  EVERY_DAY_AT_MIDNIGHT: '0 0 * * *',
  EVERY_WEEK: '0 0 * * 0',
  EVERY_WEEKDAY: '0 0 * * 1-5',
  EVERY_WEEKEND: '0 0 * * 6,0',
  EVERY_1ST_DAY_OF_MONTH_AT_MIDNIGHT: '0 0 1 * *',
  EVERY_1ST_DAY_OF_MONTH_AT_NOON: '0 12 1 * *',
  EVERY_2ND_HOUR: '0 */2 * * *',
  EVERY_2ND_HOUR_FROM_1AM_THROUGH_11PM: '0 1-23/2 * * *',
  EVERY_2ND_MONTH: '0 0 1 */2 *',
  EVERY_QUARTER: '0 0 1 */3 *',
  EVERY_6_MONTHS: '0 0 1 */6 *',
  EVERY_YEAR: '0 0 1 1 *',
  EVERY_30_MINUTES_BETWEEN_9AM_AND_5PM: '0 */30 9-17 * * *',
  EVERY_30_MINUTES_BETWEEN_9AM_AND_6PM: '0 */30 9-18 * * *',
  EVERY_30_MINUTES_BETWEEN_10AM_AND_7PM: '0 */30 10-19 * * *',
  MONDAY_TO_FRIDAY_AT_09_30AM: '0 30 09 * * 1-5',
  MONDAY_TO_FRIDAY_AT_11_30AM: '0 30 11 * * 1-5',
  MONDAY_TO_FRIDAY_AT_12PM: '0 0 12 * * 1-5',
};

/** Cron text of a member; undefined for names the enum does not have. */
export function cronExpression(member: string): string | undefined {
  if (Object.hasOwn(NAMED, member)) return NAMED[member];
  const hours = /^EVERY_(\d+)_HOURS$/.exec(member);
  if (hours) return `0 0-23/${hours[1]} * * *`;
  const daily = /^EVERY_DAY_AT_(\d+)(AM|PM)$/.exec(member);
  if (daily) return `0 ${hourText(daily)} * * *`;
  const weekly = /^MONDAY_TO_FRIDAY_AT_(\d+)(AM|PM)$/.exec(member);
  return weekly ? `0 0 ${hourText(weekly)} * * 1-5` : undefined;
}

function hourText(match: RegExpExecArray): string {
  const hour = Number(match[1]);
  return match[2] === 'PM' ? String(hour + 12) : String(hour).padStart(2, '0');
}
