// Writes schema/analysis.v1.json from the types in analyzers/contract.ts; with --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { createGenerator } from 'ts-json-schema-generator';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = `${root}schema/analysis.v1.json`;
const schema = createGenerator({
  path: `${root}analyzers/contract.ts`,
  tsconfig: `${root}tsconfig.json`,
  type: 'Analysis',
  skipTypeCheck: true,
  additionalProperties: true,
}).createSchema('Analysis');
const text = `${JSON.stringify({ $id: 'urn:saasctl:schema:analysis:v1', title: 'saasctl analyze --json', ...schema }, null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) {
  process.stderr.write(
    'schema/analysis.v1.json does not match analyzers/contract.ts: run "npm run schema" and look at the difference\n',
  );
  process.exitCode = 1;
}
