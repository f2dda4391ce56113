/**
 * Cost of a cold analysis from 1,000 to 30,000 files; writes bench/speed/scaling.svg.
 * npx tsx bench/speed/synthetic.ts [--page docs/evidence/speed.md]; needs a build (`npm run build`).
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measureScaling } from './measure-scaling.ts';
import { writeSection } from './write-section.ts';

const { values } = parseArgs({ options: { page: { type: 'string' } } });
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-speed-')));
try {
  const table = await measureScaling(folder, (text) => console.error(text));
  console.log(table);
  if (values.page) writeSection(values.page, 'scaling', table);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
