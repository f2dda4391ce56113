import { describe, expect, it } from 'vitest';

import { markTypes } from '../../../src/check/fix/mark-types.ts';

/** Names in capitals are types. */
const mark = (text: string, names: readonly string[], path = 'a.ts'): string | false =>
  markTypes(path, text, {
    specifiers: new Set(['./x']),
    names: new Set(names),
    isTypeUse: (_, name) => /^[A-Z]/.test(name),
  });

describe('a statement of types alone', () => {
  it.each([
    ["import { A } from './x';", "import type { A } from './x';"],
    ["import D from './x'", "import type D from './x'"],
    ["import * as N from './x';", "import type * as N from './x';"],
    ["import { A, type B } from './x';", "import type { A, B } from './x';"],
    ["import X = require('./x');", "import type X = require('./x');"],
    ["export { A } from './x';", "export type { A } from './x';"],
    ["import {A}from'./x';", "import type {A}from'./x';"],
  ])('%s', (before, after) => {
    expect(mark(before, ['A', 'default', '*'])).toBe(after);
  });

  it('becomes two where a default stands beside names (TS1363)', () => {
    expect(mark("import D, { A, type B } from './x';", ['default'])).toBe(
      "import type D from './x';\nimport type { A, B } from './x';",
    );
    expect(mark("import D, * as N from './x';", ['*'])).toBe(
      "import type D from './x';\nimport type * as N from './x';",
    );
  });
});

describe('a statement of which something is needed', () => {
  it('marks the names that are asked for', () => {
    expect(mark("import { A, b, C } from './x';", ['A'])).toBe(
      "import { type A, b, C } from './x';",
    );
    expect(mark("import { A as Z, b } from './x';", ['A'])).toBe(
      "import { type A as Z, b } from './x';",
    );
  });

  it('takes a default out, which cannot be marked', () => {
    expect(mark("import D, { b } from './x'; // both\n", ['default'])).toBe(
      "import { b } from './x'; // both\nimport type D from './x';\n",
    );
  });
});

describe('what is not done', () => {
  it.each([
    ['a value', "import { a } from './x';", ['a'], 'a.ts'],
    ['a type already', "import type { A } from './x';", ['A'], 'a.ts'],
    ['JavaScript', "import { A } from './x';", ['A'], 'a.js'],
    ['another module', "import { A } from './y';", ['A'], 'a.ts'],
    ['a file that does not parse', "import { A } from './x';\nlet = ;", ['A'], 'a.ts'],
    ['a name in quotes', "import { 'a-b' as A } from './x';", ['a-b'], 'a.ts'],
  ])('%s', (_, text, names, path) => {
    expect(mark(text, names, path)).toBe(false);
  });
});
