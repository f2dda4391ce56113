/** What `check --since main` says in a hook of git: run by check-since.test.ts. */
import { writeFileSync } from 'node:fs';

import { check } from '../../../src/pipeline.ts';

const [root = '', target = ''] = process.argv.slice(2);
const { violations } = await check({
  root,
  build: 'test',
  cacheFor: null,
  config: { kind: 'folder' },
  since: 'main',
  today: '2026-01-01',
  onProgress: () => undefined,
});
const said = violations.map(({ baseline, symbol, path }) => `${baseline} ${symbol} ${path}`);
writeFileSync(target, JSON.stringify(said));
