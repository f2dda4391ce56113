/**
 * CPU, wall time and peak memory of saasctl beside dependency-cruiser's, in one run, interleaved.
 * npx tsx bench/speed/run.ts [--rounds 5] [--page docs/evidence/speed.md [--synthetic]] name=folder[:sub] …
 * Works on copies in a temporary folder; needs a build (`npm run build`).
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measureCheckout } from './measure-checkout.ts';
import type { CheckoutResult } from './measure-checkout.ts';
import { measureScaling } from './measure-scaling.ts';
import { parseCheckout, prepareCheckout } from './prepare-checkout.ts';
import { renderFigures, renderTables } from './render-tables.ts';
import { writeSection } from './write-section.ts';

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    page: { type: 'string' },
    synthetic: { type: 'boolean' },
  },
  allowPositionals: true,
});
const note = (text: string): void => console.error(text);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-speed-')));
try {
  const results: CheckoutResult[] = [];
  for (const spec of positionals.map(parseCheckout)) {
    note(`copying ${spec.name}`);
    const checkout = prepareCheckout(spec, folder);
    results.push(
      await measureCheckout(checkout, Number(values.rounds), join(folder, 'usage'), note),
    );
  }
  const tables = renderTables(results);
  console.log(tables);
  note(renderFigures(results));
  const node = `Node ${process.versions.node}, ${values.rounds} rounds`;
  if (values.page) writeSection(values.page, 'ratios', `${node}.\n\n${tables}`);
  if (values.synthetic) {
    const scaling = await measureScaling(folder, note);
    console.log(scaling);
    if (values.page) writeSection(values.page, 'scaling', scaling);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
