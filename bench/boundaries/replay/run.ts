/**
 * Replays real splits from git history and prints how near saasctl would have come.
 * npx tsx bench/boundaries/replay/run.ts [--json] [--details] [--only unit,…] <rule.json>=<checkout> …
 * The checkout needs its full history and is only read.
 */
import { parseArgs } from 'node:util';

import { readRule } from './replay-rule.ts';
import { renderDetails, renderHits, renderMeans, renderReplay } from './render-replay.ts';
import { replaySplits } from './replay-splits.ts';
import type { Replay } from './replay-splits.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const only = values.only.split(',').filter((name) => name !== '');
const replays: Replay[] = [];
for (const one of positionals) {
  const [file = '', checkout = ''] = one.split('=');
  const rule = readRule(file);
  replays.push(
    await replaySplits(rule, checkout, only, (line) =>
      process.stderr.write(`${rule.repository} ${line}\n`),
    ),
  );
}
if (replays.length === 0) throw new Error('usage: run.ts <rule.json>=<checkout> …');
const steps = replays.flatMap((replay) => replay.steps);
if (values.json) {
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Map ? Object.fromEntries(value) : value;
  console.log(JSON.stringify(replays, plain, 2));
} else {
  for (const replay of replays) console.log(`${renderReplay(replay)}\n`);
  if (values.details) for (const replay of replays) console.log(`${renderDetails(replay)}\n`);
  if (replays.length > 1) {
    console.log(`### Together\n\n${renderMeans(steps)}\n`);
    console.log(renderHits(steps));
  }
}
process.exitCode = replays.some((replay) => replay.failed.length > 0) ? 1 : 0;
