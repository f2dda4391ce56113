import { expect, test } from 'vitest';

import { renderExcerpt } from '../../src/report/render-excerpt.ts';

const excerpt = (text: string, line: number, around = 1): readonly string[] => {
  const lines = text.split('\n');
  return renderExcerpt({ path: 'a.ts', line, column: 1 }, (place) => lines[place.line - 1], {
    around,
    dim: (one) => one,
  });
};

test('the line that is meant is marked, the common indentation is left out', () => {
  expect(excerpt('  if (x) {\n    save(x);\n  }', 2)).toEqual([
    '  1 │ if (x) {',
    '› 2 │   save(x);',
    '  3 │ }',
  ]);
});

test('at the edges of a file only what is there is shown', () => {
  expect(excerpt('a();\nb();', 1)).toEqual(['› 1 │ a();', '  2 │ b();']);
  expect(excerpt('a();\n\nb();\n\n', 3)).toEqual(['› 3 │ b();']);
});

test('numbers are aligned where they get longer', () => {
  const text = Array.from({ length: 12 }, (_, at) => `f${at + 1}();`).join('\n');
  expect(excerpt(text, 9)).toEqual(['   8 │ f8();', '›  9 │ f9();', '  10 │ f10();']);
});

test('nothing for a line that cannot be read', () => {
  expect(excerpt('a();', 7)).toEqual([]);
});

test('what would move the cursor of a terminal is left out, long lines are cut', () => {
  expect(excerpt('\u001b[31mred\u0007\r', 1)).toEqual(['› 1 │ [31mred']);
  expect(excerpt('x'.repeat(500), 1)[0]?.length).toBeLessThan(120);
});
