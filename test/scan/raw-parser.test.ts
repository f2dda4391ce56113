/** The tree handed over through memory is the tree handed over as JSON. */
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { unpackPosition } from '../../analyzers/scan/ir.ts';
import { createRawParser } from '../../analyzers/scan/raw-parser.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';

const parse = createRawParser();
const OPTIONS = { sourceType: 'unambiguous', preserveParens: false } as const;

const CASES: readonly (readonly [name: string, path: string, text: string])[] = [
  ['an empty file', 'a.ts', ''],
  ['a hashbang and comments', 'a.js', '#!/usr/bin/env node\n// one\n/* two */ f();'],
  ['text outside of ASCII before and after a name', 'a.ts', 'const größe = "日本 😀"; größe.x;'],
  [
    'escapes',
    'a.ts',
    String.raw`f("\u{1F600}\n\x41", "\uD800", \u0061b, ${'`a\\nb${c}\\u{41}`'});`,
  ],
  ['line breaks of other systems', 'a.ts', 'const a = `1\r\n2\r3`;\r\nf(a);\r\n'],
  ['a regular expression and a bigint', 'a.ts', 'f(/a+b/giu, 123n, 0x1F, 1e21, -0);'],
  [
    'decorators, parameter properties, types',
    'a.ts',
    'import type { A } from "a"; @D({ x: 1 }) export class C<T extends A = A> extends B<T> implements A { @P() readonly p?: Map<string, T>; constructor(private readonly a: A, @I("x") b: typeof import("b")) { super(); } abstract m(this: C<T>, ...rest: A[]): asserts b is T; }',
  ],
  [
    'namespaces, enums, declarations',
    'a.ts',
    'declare global { namespace N.M { const enum E { A = 1 << 2, B } } } export = N; import x = require("x");',
  ],
  ['a declaration file', 'a.d.ts', 'export declare function f(a: `x-${string}`): unique symbol;'],
  ['JSX', 'a.tsx', 'export const A = () => <><B.C x="&amp;" {...y}>text &nbsp; {z}</B.C></>;'],
  [
    're-exports',
    'a.ts',
    'export * from "a"; export * as b from "b"; export { c as default, type D } from "c";',
  ],
  [
    'plain JavaScript',
    'a.cjs',
    'with (a) { exports.b = require("b"); } for (var i in a) label: continue label;',
  ],
  ['a syntax error', 'a.ts', 'import { a } from "a";\nconst = 1;'],
];

describe('raw transfer', () => {
  it.each(CASES)('reads %s like JSON does', (_, path, text) => {
    const raw = parse?.(path, text, OPTIONS);
    const json = parseSync(path, text, OPTIONS);
    expect(raw?.program).toEqual(json.program);
    expect(raw?.module).toEqual(json.module);
    expect(raw?.errors).toEqual(json.errors);
  });

  it('places decorated optional parameters where JSON does not', () => {
    const text = 'class A { constructor(@I() b?: B, @I() { c }?: C) {} }';
    const params = scanFile('a.ts', text).functions[0]?.params;
    expect(params?.map((param) => unpackPosition(param.at).column - 1)).toEqual([
      text.indexOf('b?'),
      text.indexOf('{ c }'),
    ]);
  });

  it('leaves text with half a character to JSON', () => {
    expect(parse?.('a.ts', 'f("\uD800");', OPTIONS)).toBeNull();
  });

  it('leaves code that is nested too deeply for it to JSON', () => {
    const text = `x = ${'a + '.repeat(20_000)}b;`;
    expect(parse?.('a.ts', text, OPTIONS)).toBeNull();
    expect(parseSync('a.ts', text, OPTIONS).program.body).toHaveLength(1);
    expect(parse?.('a.ts', 'f();', OPTIONS)?.program.body).toHaveLength(1);
  });
});
