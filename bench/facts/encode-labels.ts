/**
 * Turns hand labels into the form that is committed: file, line, kind, and a hash of the subject
 * (table, path, token, name), so that nothing of the labelled repositories' text is published.
 * node --import tsx bench/facts/encode-labels.ts <labels.json> > bench/facts/labels/<repo>.json
 */
import { readFileSync } from 'node:fs';

import { encodeLabels } from './label-format.ts';
import type { HandLabels } from './label-format.ts';

const [file = ''] = process.argv.slice(2);
const labels = JSON.parse(readFileSync(file, 'utf8')) as HandLabels;
console.log(
  JSON.stringify(encodeLabels(labels), null, 1).replaceAll(/\[\n\s+("[^\]]*?)\n\s+\]/g, (all) =>
    all.replaceAll(/\s*\n\s*/g, ' '),
  ),
);
