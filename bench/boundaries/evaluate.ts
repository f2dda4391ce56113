/**
 * Our boundaries against the authors' modules, on any checkout with a labels file.
 * npx tsx bench/boundaries/evaluate.ts <labels.json> <checkout> [--tier N|S|B] [--json]
 *   [--dump-evidence <file.json>]   writes what the suggester sees, with labels, and stops;
 *                                   `{tier}` in the name for several tiers (`--tier N,S`)
 * npx tsx bench/boundaries/evaluate.ts --evidence <file.json> [--json]
 *   the same from such a file, without analyzing anything
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { evaluateCase } from './evaluate-case.ts';
import { readCases, readDumpedCase, readTiers } from './read-cases.ts';
import { renderReport } from './render-report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tier: { type: 'string', default: 'N' },
    json: { type: 'boolean', default: false },
    evidence: { type: 'string' },
    'dump-evidence': { type: 'string' },
  },
});
const [labelsFile = '', checkout = ''] = positionals;
const dump = values['dump-evidence'];
const cases =
  values.evidence === undefined
    ? await readCases(labelsFile, checkout, readTiers(values.tier))
    : [readDumpedCase(values.evidence)];

for (const one of cases) {
  if (dump === undefined) console.log(show(one));
  else writeFileSync(dump.replace('{tier}', one.tier), JSON.stringify(one));
}

function show(one: (typeof cases)[number]): string {
  const report = evaluateCase(one);
  const title = `${one.repository}, tier ${one.tier}`;
  return values.json
    ? JSON.stringify({ title, set: one.set, ...report }, null, 1)
    : renderReport(title, report);
}
