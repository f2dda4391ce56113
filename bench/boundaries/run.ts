/**
 * Several repositories in one table, with means per set and tier and the list of losses.
 * npx tsx bench/boundaries/run.ts [--tier N,S] <labels.json>=<checkout> … | <dumped case.json> …
 */
import { parseArgs } from 'node:util';

import { evaluateCase } from './evaluate-case.ts';
import { readCases, readDumpedCase, readTiers } from './read-cases.ts';
import { renderRun } from './render-run.ts';
import type { RunEntry } from './render-run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tier: { type: 'string', default: 'N,S' } },
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
console.log(renderRun(entries));
