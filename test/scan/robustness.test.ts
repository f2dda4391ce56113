import { describe, expect, it } from 'vitest';
import { bodyOf, decl, place, scan, show } from './scan-snippet.ts';

describe('languages', () => {
  it.each([
    ['a.ts', 'let a = <T>b;'],
    ['a.mts', 'import a from "b"; await a;'],
    ['a.cts', 'import a = require("b"); return;'],
    ['a.tsx', 'const a = <T,>(b: T) => <div/>;'],
    ['a.jsx', 'const a = <div/>;'],
    ['a.js', 'const a = <div/>;'],
    ['a.js', 'var await = 1; with (a) {} 010'],
    ['a.js', 'return 1'],
    ['a.js', 'import a from "b"; await a;'],
    ['a.js', 'await a;'],
    ['a.mjs', 'await a;'],
    ['a.cjs', 'return require("a");'],
    ['a.js', '// @flow\nimport type { A } from "b"; function f(a: string): number { return 1 }'],
    ['a.js', 'class A { @D() p = 1 }'],
    [
      'a.d.ts',
      'export const a: 1; export function f(): void; export default class A { m(): void }',
    ],
    ['a.d.mts', 'export declare const a: 1;'],
    ['a.ts', 'using a = b; { await using c = d; }'],
    ['a.ts', 'label: for (;;) { continue label; }'],
    ['a.ts', 'abstract class A { abstract a: 1; private static async *[b]() {} }'],
    ['a.ts', 'export as namespace A; export {}'],
    ['a.ts', "import a from './a.json' with { type: 'json' }; import defer * as b from 'b';"],
    ['noextension', 'module.exports = 1'],
    ['a.ts', ''],
  ])('%s reads %s', (path, code) => {
    expect(scan(code, path).problems).toEqual([]);
  });

  it('declares without code in declaration files', () => {
    const ir = scan('export function f(a: string): X; export class A { m(): Y }', 'a.d.ts');
    expect(ir.functions[0]).toMatchObject({ name: 'f', returns: { name: 'X' }, body: [] });
    expect(ir.classes[0]?.signatures).toMatchObject([{ name: 'm', returns: { name: 'Y' } }]);
  });
});

describe('syntax errors', () => {
  it('tell where, and leave the imports that were read', () => {
    const ir = scan("import a, { b as c, type D } from 'y';\nexport { e } from 'z';\nconst f = ;");
    expect(ir.problems.map((one) => place(one.at))).toEqual(['3:11']);
    expect(ir.imports.map((one) => [one.specifier, one.names.map((name) => name.name)])).toEqual([
      ['y', ['D', 'b', 'default']],
      ['z', ['e']],
    ]);
    expect(decl(ir, 'a')).toMatchObject({ kind: 'import', imp: 0, use: 3 });
    expect(ir.exports).toMatchObject([{ name: 'e', imp: 1, from: 'e' }]);
  });

  it('keep the code when the parser can', () => {
    const ir = scan('f(); const a; g();');
    expect(ir.problems).toHaveLength(1);
    expect(ir.body.map(show)).toEqual(['f()', 'g()']);
  });

  it.each([
    ['}'],
    ['class {'],
    ['import from'],
    ['@'],
    ['<a>'],
    ['`${'],
    ['\0\0\0'],
    ['\uD800'],
    ['a'.repeat(10) + '('],
    ['export default'],
  ])('never throw: %j', (code) => {
    for (const path of ['a.ts', 'a.js', 'a.tsx', 'a.d.ts', 'a.cjs']) {
      expect(() => scan(code, path)).not.toThrow();
    }
  });

  it('never throw on code cut anywhere', () => {
    const code =
      '@D({ a: [x] }) export class A<T> extends B<T> { constructor(private a: C, { b = 1 }: D) { super(); } m() { return `a${this.b?.c!}`; } }\nexport default async () => { for await (const x of y) z ??= x; };';
    for (let end = 0; end <= code.length; end += 1) scan(code.slice(0, end));
  });
});

describe('deep nesting', () => {
  const DEPTH = 5000;
  it.each([
    ['calls on calls', `a${'.b(1)'.repeat(DEPTH)}`],
    ['calls in calls', `${'f('.repeat(DEPTH)}${')'.repeat(DEPTH)}`],
    ['concatenations', `x = ${"'a' + ".repeat(DEPTH)}b`],
    ['mixed operators', `x = ${'a || b && c + '.repeat(DEPTH)}d`],
    ['conditionals', `x = ${'a ? b() : '.repeat(DEPTH)}c`],
    ['else if', `if (a()) {}${' else if (b()) {}'.repeat(DEPTH)}`],
    ['blocks', `${'{'.repeat(DEPTH)}${'}'.repeat(DEPTH)}`],
    ['arrows', `x = ${'() => '.repeat(DEPTH)}1`],
    ['arrays', `x = ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`],
    ['types', `type A = ${'B<'.repeat(DEPTH)}C${'>'.repeat(DEPTH)}`],
    ['members', `f(a${'.b'.repeat(DEPTH)})`],
  ])('of %s never throws and stays JSON', (_, code) => {
    const ir = scan(`${code};\nconst after = g();`);
    expect(() => JSON.stringify(ir)).not.toThrow();
    expect(bodyOf('const after = g();')).toEqual([show(ir.body.at(-1) ?? { k: 'this', at: 0 })]);
  });

  it('reads long concatenations, conditionals and ladders in full', () => {
    const codes = [
      `x = ${"'a' + ".repeat(DEPTH)}b`,
      `x = ${'a ? b() : '.repeat(DEPTH)}c`,
      `if (a()) {}${' else if (b()) {}'.repeat(DEPTH)}`,
    ];
    expect(codes.map((code) => scan(code).problems.length)).toEqual([0, 0, 0]);
  });

  it('reads chains of some hundred calls in full, and says when it does not', () => {
    expect(scan(`a${'.b(1)'.repeat(400)}`).problems).toEqual([]);
    const [problem] = scan(`a${'.b(1)'.repeat(DEPTH)}`).problems;
    expect(problem?.message).toBe('Expression nested too deeply to be read in full');
  });
});
