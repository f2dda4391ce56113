/**
 * What `saasctl check` costs beside its peers, in one run, interleaved.
 * npx tsx bench/check/speed/run.ts --peers <folder> [--rounds 3] [--page docs/evidence/check.md] name=folder[:sub] …
 * Works on copies in a temporary folder; needs a build (`npm run build`) and, for `--watch`, Linux.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { parseCheckout } from '../../speed/prepare-checkout.ts';
import { writeSection } from '../../speed/write-section.ts';
import { listCases } from './list-cases.ts';
import { measureCases } from './measure-cases.ts';
import { measureWatch } from './measure-watch.ts';
import { findPeers, listVersions } from './peers.ts';
import { prepareGuarded } from './prepare-guarded.ts';
import { renderSpeed } from './render-speed.ts';
import type { SpeedResult } from './render-speed.ts';

const { values, positionals } = parseArgs({
  options: {
    peers: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    page: { type: 'string' },
  },
  allowPositionals: true,
});
const note = (text: string): void => console.error(text);
const peers = findPeers(resolve(values.peers ?? '.'));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-check-speed-')));
try {
  const results: SpeedResult[] = [];
  for (const spec of positionals.map(parseCheckout)) {
    note(`${spec.name}: copying`);
    const checkout = prepareGuarded(spec, folder, peers);
    const { root: cwd } = checkout;
    const plan = { cwd, rounds: Number(values.rounds), scratch: join(folder, 'usage') };
    const tell = (text: string): void => note(`${spec.name} ${text}`);
    const cases = await measureCases(listCases(checkout, peers), plan, tell);
    results.push({ checkout, cases, watch: await measureWatch(checkout, tell) });
  }
  const tables = renderSpeed(results);
  console.log(tables);
  const about = `Node ${process.versions.node}, ${values.rounds} rounds; ${listVersions()}.`;
  if (values.page) writeSection(values.page, 'speed', `${about}\n\n${tables}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
