import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { array, assert, constantFrom, pre, property } from 'fast-check';
import { expect, it } from 'vitest';

import { renderDiff } from '../../../src/check/fix/render-diff.ts';
import { writeProject } from '../../discover/write-project.ts';

it('shows the lines around a change', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  expect(renderDiff('src/x.ts', before, before.replace('e', 'E'))).toBe(
    [
      '--- a/src/x.ts',
      '+++ b/src/x.ts',
      '@@ -2,7 +2,7 @@',
      ' b',
      ' c',
      ' d',
      '-e',
      '+E',
      ' f',
      ' g',
      ' h',
      '',
    ].join('\n'),
  );
});

it('is empty when nothing changed', () => {
  expect(renderDiff('a.ts', 'x', 'x')).toBe('');
});

const lines = array(constantFrom('a\n', 'b\n', 'c\r\n', '\n', ' d\n'), { maxLength: 40 }).chain(
  (all) => constantFrom('', 'end').map((end) => all.join('') + end),
);

it('is what git applies', () => {
  const root = writeProject({ 'my file.ts': '' });
  const path = join(root, 'my file.ts');
  assert(
    property(lines, lines, (before, after) => {
      pre(before !== '' && after !== '' && before !== after);
      writeFileSync(path, before);
      const input = renderDiff('my file.ts', before, after);
      execFileSync('git', ['apply', '--whitespace=nowarn'], { cwd: root, input });
      expect(readFileSync(path, 'utf8')).toBe(after);
    }),
    { numRuns: 60 },
  );
});
