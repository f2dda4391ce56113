/**
 * Several repositories in one table, with means per set and tier and the list of losses.
 * npx tsx bench/boundaries/run.ts [--tier N,S] [--page <page.md>] <labels.json>=<checkout> … |
 *   <dumped case.json> …
 * With a page, the tables go between its `<!-- tiers -->` marks instead of to the screen.
 */
import { parseArgs } from 'node:util';

import { writeSection } from '../speed/write-section.ts';
import { evaluateCase } from './evaluate-case.ts';
import { readCases, readDumpedCase, readTiers } from './read-cases.ts';
import { renderRun } from './render-run.ts';
import type { RunEntry } from './render-run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tier: { type: 'string', default: 'N,S' }, page: { type: 'string' } },
});
const entries: RunEntry[] = [];
for (const argument of positionals) {
  const at = argument.indexOf('=');
  const cases =
    at < 0
      ? [readDumpedCase(argument)]
      : await readCases(argument.slice(0, at), argument.slice(at + 1), readTiers(values.tier));
  for (const { repository, set, tier, ...hidden } of cases) {
    entries.push({ repository, set, tier, report: evaluateCase(hidden) });
    console.error(`${repository} ${tier}`);
  }
}
if (values.page === undefined) console.log(renderRun(entries));
else writeSection(values.page, 'tiers', `\n${renderRun(entries)}\n`);
