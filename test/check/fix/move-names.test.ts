import { describe, expect, it } from 'vitest';

import { moveNames } from '../../../src/check/fix/move-names.ts';
import type { MoveRequest } from '../../../src/check/fix/move-names.ts';

/** Lets names of `./private` come from `./door`, each by its name there. */
const move = (
  text: string,
  names: Readonly<Record<string, string>>,
  form: MoveRequest['form'] = 'statement',
): string | false =>
  moveNames('a.ts', text, {
    specifiers: new Set(['./private']),
    names: new Map(Object.entries(names)),
    form,
    rename: () => './door',
    leadsThere: (specifier) => specifier === './door',
  });

describe('a whole statement', () => {
  it.each([
    ['single quotes', "import { A } from './private';", "import { A } from './door';"],
    ['double quotes, no semicolon', 'import { A } from "./private"', 'import { A } from "./door"'],
    ['types', "import type { A } from './private';", "import type { A } from './door';"],
    ['its own style', "import {A}   from './private' ;", "import {A}   from './door' ;"],
    [
      'a comment inside',
      "import { A /* why */ } from './private';",
      "import { A /* why */ } from './door';",
    ],
  ])('keeps %s', (_, before, after) => {
    expect(move(before, { A: 'A' })).toBe(after);
  });

  it('gives a name the other name it has there', () => {
    expect(move("import { A, B as C } from './private';", { A: 'X', B: 'C' })).toBe(
      "import { X as A, C } from './door';",
    );
  });

  it('keeps `type` at a name that is called otherwise', () => {
    expect(move("import { type A } from './private';", { A: 'X' })).toBe(
      "import { type X as A } from './door';",
    );
  });

  it('makes a name of a default, alone and beside others', () => {
    expect(move("import D from './private';", { default: 'D' })).toBe(
      "import { D } from './door';",
    );
    expect(move("import D, { A } from './private';", { default: 'X', A: 'A' })).toBe(
      "import { X as D, A } from './door';",
    );
  });

  it('makes a default of a name', () => {
    expect(move("import { A } from './private';", { A: 'default' })).toBe(
      "import A from './door';",
    );
    expect(move("import { A, B } from './private';", { A: 'default', B: 'B' })).toBe(
      "import { default as A, B } from './door';",
    );
  });

  it('makes a name of a whole module that the door exports as one', () => {
    expect(move("import * as all from './private';", { '*': 'all' })).toBe(
      "import { all } from './door';",
    );
    expect(move("export * as all from './private';", { '*': 'other' })).toBe(
      "export { other as all } from './door';",
    );
  });
});

describe('a part of a statement', () => {
  it.each([
    ['first', "import { A, B } from './private';", "import { B } from './private';"],
    ['last', "import { B, A } from './private';", "import { B } from './private';"],
    ['between', "import { B, A, C } from './private';", "import { B, C } from './private';"],
    ['beside a default', "import D, { A } from './private';", "import D from './private';"],
    [
      'on lines of their own',
      "import {\n  B,\n  A,\n} from './private';",
      "import {\n  B,\n} from './private';",
    ],
    [
      'with a comment of its own',
      "import {\n  A, // first\n  B,\n} from './private';",
      "import {\n   // first\n  B,\n} from './private';",
    ],
  ])('leaves it: %s', (_, before, rest) => {
    expect(move(before, { A: 'A' })).toBe(`${rest}\nimport { A } from './door';`);
  });

  it('leaves as a type what is marked as one', () => {
    expect(move("import { type A, b } from './private';", { A: 'A' })).toBe(
      "import { b } from './private';\nimport type { A } from './door';",
    );
  });

  it('takes a default out of a statement', () => {
    expect(move("import D, { a } from './private';", { default: 'default' })).toBe(
      "import { a } from './private';\nimport D from './door';",
    );
  });

  it('goes behind the comment of the line, with its indentation', () => {
    expect(move("  import { A, b } from './private'; // both\nb();", { A: 'A' })).toBe(
      "  import { b } from './private'; // both\n  import { A } from './door';\nb();",
    );
  });
});

describe('a statement that leads there already', () => {
  it.each([
    ["import { B } from './door';", "import { B, A } from './door';"],
    ["import { B, } from './door';", "import { B, A, } from './door';"],
    ["import {} from './door';", "import { A } from './door';"],
    ["import D, { B } from './door';", "import D, { B, A } from './door';"],
    ["import {\n    B\n} from './door';", "import {\n    B,\n    A\n} from './door';"],
  ])('takes the name in: %s', (host, after) => {
    expect(move(`${host}\nimport { A } from './private';\n`, { A: 'A' })).toBe(`${after}\n`);
  });

  it('takes in two statements', () => {
    const text = "import { A } from './private';\nimport { B } from './private';\n";
    expect(move(text, { A: 'A', B: 'B' })).toBe("import { A, B } from './door';\n");
  });

  it('does not mix types with values', () => {
    const text = "import type { T } from './door';\nimport { A } from './private';\n";
    expect(move(text, { A: 'A' })).toBe(
      "import type { T } from './door';\nimport { A } from './door';\n",
    );
  });

  it('leaves a statement with comments where it is', () => {
    const text =
      "import { B } from './door';\n// eslint-disable-next-line x\nimport { A } from './private';\n";
    expect(move(text, { A: 'A' })).toBe(text.replace('./private', './door'));
  });
});

describe('what is not done', () => {
  it.each([
    ['nothing is asked for', "import { B } from './private';"],
    ['everything is passed on', "export * from './private';"],
    ['it is loaded for its effects', "import './private';"],
    ['the whole module and its default are asked for', "import A, * as all from './private';"],
    ['it says what the module is', "import { A } from './private' with { type: 'json' };"],
    ['errors are expected there', "// @ts-expect-error\nimport { A } from './private';"],
    ['the file does not parse', "import { A } from './private';\nconst = 1;"],
    ['it stands in another module', "declare module 'x' { import { A } from './private'; }"],
  ])('because %s', (_, text) => {
    expect(move(text, { A: 'A', default: 'X', '*': 'all' })).toBe(false);
  });
});

describe('within an expression', () => {
  it('follows import(), require() and types', () => {
    expect(move("const { A } = await import('./private');", { A: 'A' }, 'dynamic')).toBe(
      "const { A } = await import('./door');",
    );
    expect(move("const { A } = require('./private');", { A: 'A' }, 'require')).toBe(
      "const { A } = require('./door');",
    );
    expect(move("let a: import('./private').A.B;", { A: 'X' }, 'type')).toBe(
      "let a: import('./door').X.B;",
    );
  });

  it('does not rename what an expression takes', () => {
    expect(move("const { A } = await import('./private');", { A: 'X' }, 'dynamic')).toBe(false);
  });
});

it('keeps Windows line ends and a byte order mark', () => {
  expect(move("\uFEFFimport { A, b } from './private';\r\nb();\r\n", { A: 'A' })).toBe(
    "\uFEFFimport { b } from './private';\r\nimport { A } from './door';\r\nb();\r\n",
  );
});
