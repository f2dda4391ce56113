/**
 * What the analysis of a fixture has too much (+) and too little (-), beside its expected.json.
 * node --import tsx bench/facts/compare-fixture.ts <folder> [kind …]
 */
import { resolve } from 'node:path';

import { analyzeProject } from '../../analyzers/analyze-project.ts';
import {
  analyzedLists,
  expectedLists,
  readExpected,
} from '../../test/fixtures/compare-expected.ts';

const [folder = '.', ...kinds] = process.argv.slice(2);
const root = resolve(folder);
const expected = readExpected(root);
const analysis = await analyzeProject({
  root,
  version: 'bench',
  history: false,
  secondOpinion: false,
});
const wanted = expectedLists(expected);
const found = analyzedLists(analysis, expected);
for (const kind of Object.keys(wanted)) {
  if (kinds.length > 0 && !kinds.includes(kind)) continue;
  const [want = [], got = []] = [wanted[kind], found[kind]];
  const missing = subtract(want, got);
  const extra = subtract(got, want);
  console.log(
    `# ${kind}: ${want.length} expected, ${missing.length} missing, ${extra.length} extra`,
  );
  for (const line of [...missing.map((one) => `- ${one}`), ...extra.map((one) => `+ ${one}`)])
    console.log(line);
}

/** As multisets: the same line twice must be found twice. */
function subtract(from: readonly string[], what: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of what) left.set(line, (left.get(line) ?? 0) + 1);
  return from.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
