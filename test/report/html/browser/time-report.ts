/**
 * How quick a report is: `npx tsx test/report/html/browser/time-report.ts <report.html> [runs]`.
 * Prints the median and the quickest of all runs, each in a fresh page.
 */
import { readFileSync, statSync } from 'node:fs';

import { measureReport } from './measure-report.ts';
import type { ReportTimes } from './measure-report.ts';
import { startBrowser } from './open-report.ts';

const [path, runs = '9'] = process.argv.slice(2);
if (path === undefined) throw new Error('name a report');

const browser = await startBrowser();
const times: ReportTimes[] = [];
const complaints: string[] = [];
for (let run = 0; run < Number(runs); run += 1) {
  const report = await browser.open(readFileSync(path, 'utf8'));
  times.push(await measureReport(report.page));
  complaints.push(...report.complaints, ...report.requests);
  await report.page.close();
}
await browser.close();

const rows: readonly (readonly [string, (one: ReportTimes) => number])[] = [
  ['first paint', (one) => one.firstPaint],
  ['everything there', (one) => one.ready],
  ...Object.keys(times[0]?.interactions ?? {}).map(
    (name) => [name, (one: ReportTimes) => one.interactions[name] ?? 0] as const,
  ),
];
console.log(
  `${(statSync(path).size / 1e6).toFixed(2)} MB, ${runs} runs, ${complaints.length} complaints`,
);
console.log('| what | median ms | quickest ms |\n|---|---|---|');
for (const [name, read] of rows) {
  const sorted = times.map(read).sort((a, b) => a - b);
  console.log(`| ${name} | ${sorted[Math.floor(sorted.length / 2)]} | ${sorted[0]} |`);
}
