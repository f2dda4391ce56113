/**
 * The same bytes from every run, cold and warm, from changing working directories.
 * npx tsx bench/determinism.ts <checkout> [runs]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const [folder = '.', runs = '20'] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'saasctl-determinism-'));
const copy = join(work, 'checkout');
cpSync(resolve(folder), copy, {
  recursive: true,
  filter: (path) => !/[\\/](?:node_modules|\.git|\.saasctl)$/.test(path),
});
const bin = resolve(import.meta.dirname, '..', 'bin', 'saasctl.js');
const places = [copy, work, tmpdir(), join(copy, 'src')];
const hashes = new Set<string>();
for (let run = 0; run < Number(runs); run += 1) {
  const cwd = places[run % places.length] ?? work;
  const cache = run % 3 === 0 ? ['--no-cache'] : [];
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      bin,
      'analyze',
      relative(cwd, copy) || '.',
      '--json',
      '--quiet',
      '--no-second-opinion',
      ...cache,
    ],
    { cwd, maxBuffer: 2 ** 30 },
  );
  if (status !== 0) throw new Error(`run ${run} ended with ${status}`);
  hashes.add(createHash('sha256').update(stdout).digest('hex'));
}
rmSync(work, { recursive: true, force: true });
console.log(`${runs} runs, ${hashes.size} different result${hashes.size === 1 ? '' : 's'}`);
process.exitCode = hashes.size === 1 ? 0 : 1;
