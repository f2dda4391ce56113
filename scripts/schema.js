// Writes the schemas of what --json prints from the types it is made of; with --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { createGenerator } from 'ts-json-schema-generator';

const root = fileURLToPath(new URL('..', import.meta.url));
const SCHEMAS = [
  { name: 'analysis', command: 'analyze', source: 'analyzers/contract.ts', type: 'Analysis' },
  { name: 'check', command: 'check', source: 'src/check/violation.ts', type: 'CheckReport' },
];

for (const { name, command, source, type } of SCHEMAS) {
  const file = `schema/${name}.v1.json`;
  const schema = createGenerator({
    path: `${root}${source}`,
    tsconfig: `${root}tsconfig.json`,
    type,
    skipTypeCheck: true,
    additionalProperties: true,
  }).createSchema(type);
  const head = { $id: `urn:saasctl:schema:${name}:v1`, title: `saasctl ${command} --json` };
  const text = `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(`${root}${file}`, text);
  else if (readFileSync(`${root}${file}`, 'utf8') !== text) {
    process.stderr.write(
      `${file} does not match ${source}: run "npm run schema" and look at the difference\n`,
    );
    process.exitCode = 1;
  }
}
