import { describe, expect, it } from 'vitest';
import { bindingOf, decl, place, scan } from './scan-snippet.ts';

/** Where the n-th use of a name is declared, as `kind line`. */
function bound(code: string, name: string, nth = 0, path = 'a.ts'): string {
  const found = bindingOf(scan(code, path), name, nth);
  return found ? `${found.kind} ${place(found.at).split(':')[0]}` : 'global';
}

describe('bindings', () => {
  it.each([
    ['a global', 'f(x)', 'x', 0, 'global'],
    ['a later const', 'f(x)\nconst x = 1', 'x', 0, 'const 2'],
    ['a block const from inside', 'const x = 1;\n{\nconst x = 2; f(x) }', 'x', 0, 'const 3'],
    [
      'the outer const from outside the block',
      'const x = 1;\n{ const x = 2; }\nf(x)',
      'x',
      0,
      'const 1',
    ],
    [
      'a hoisted var',
      'function g() { f(x);\n if (a) { for (;;) { var x = 1 } } }',
      'x',
      0,
      'var 2',
    ],
    [
      'a var in a switch and try',
      'function g() { f(x);\nswitch (a) { case 1: try { } finally { var x = 1 } } }',
      'x',
      0,
      'var 2',
    ],
    ['no var across functions', 'function g() { var x = 1 }\nf(x)', 'x', 0, 'global'],
    ['a hoisted function', 'x();\nfunction x() {}', 'x', 0, 'function 2'],
    ['a parameter', 'const x = 1;\nfunction g(x) { f(x) }', 'x', 0, 'param 2'],
    [
      'a default by an earlier parameter',
      'const x = 1;\nfunction g(x,\n y = f(x)) {}',
      'x',
      0,
      'param 2',
    ],
    [
      'a default that does not see the body',
      'const x = 1;\nfunction g(y = f(x)) {\n var x = 2 }',
      'x',
      0,
      'const 1',
    ],
    ['a var that is a parameter', 'function g(x) {\n var x = f();\n h(x) }', 'x', 0, 'param 1'],
    ['a destructured parameter', 'function g({ a: [, x] }) { f(x) }', 'x', 0, 'param 1'],
    ['a rest parameter', 'function g(...x) { f(x) }', 'x', 0, 'param 1'],
    ['a catch parameter', 'try {} catch (x) { f(x) }', 'x', 0, 'catch 1'],
    [
      'not the catch parameter outside',
      'const x = 1;\ntry {} catch (x) {}\nf(x)',
      'x',
      0,
      'const 1',
    ],
    ['a for-let', 'const x = 1;\nfor (let x = 0; ;) f(x)', 'x', 0, 'let 2'],
    ['a for-of const', 'const x = 1;\nfor (const x of y) f(x)', 'x', 0, 'const 2'],
    ['the body of a labelled loop', 'x: for (const x of y) { f(x); break x }', 'x', 0, 'const 1'],
    [
      'a switch scope',
      'const x = 1;\nswitch (y) { case 1: const x = 2;\n default: f(x) }',
      'x',
      0,
      'const 2',
    ],
    ['a function expression name', 'const g = function x() { f(x) }', 'x', 0, 'function 1'],
    [
      'not a function expression name outside',
      'const g = function x() {};\nf(x)',
      'x',
      0,
      'global',
    ],
    ['a class expression name', 'const g = class x { m() { f(x) } }', 'x', 0, 'class 1'],
    ['not a class expression name outside', 'const g = class x {};\nf(x)', 'x', 0, 'global'],
    ['a class declaration from inside', 'class x { static y = f(x) }', 'x', 0, 'class 1'],
    ['an enum', 'enum x { a }\nf(x)', 'x', 0, 'enum 1'],
    ['a const enum', 'f(x.a)\nconst enum x { a }', 'x', 0, 'const-enum 2'],
    ['a namespace', 'f(x.y);\nnamespace x { export const y = 1 }', 'x', 0, 'namespace 2'],
    [
      'a name of another block of the namespace',
      'namespace a { export const x = 1 }\nnamespace a { f(x) }',
      'x',
      0,
      'const 1',
    ],
    [
      'a name of an outer namespace',
      'namespace a { const x = 1;\nnamespace b.c { f(x) } }',
      'x',
      0,
      'const 1',
    ],
    ['not an ambient module member', 'declare module "m" { const x: 1 }\nf(x)', 'x', 0, 'global'],
    [
      'a name of declare global',
      'declare global { var x: number }\nf(x); export {}',
      'x',
      0,
      'var 1',
    ],
    ['an import', 'f(x);\nimport { x } from "y"', 'x', 0, 'import 2'],
    ['an import equals', 'import x = require("y");\nf(x)', 'x', 0, 'import 1'],
    ['an alias', 'import x = a.b;\nf(x)', 'x', 0, 'const 1'],
    ['a using declaration', '{ using x = y();\n f(x) }', 'x', 0, 'const 1'],
    ['an arrow parameter', 'const g = (x) => f(x)', 'x', 0, 'param 1'],
    ['a type of the same name is no value', 'type x = 1;\nf(x)', 'x', 0, 'global'],
    [
      'an interface of the same name is no value',
      'interface x {}\nconst x = 1;\nf(x)',
      'x',
      0,
      'const 2',
    ],
    [
      'a namespace of types is no value',
      'namespace x { export type t = 1 }\nf(x)',
      'x',
      0,
      'global',
    ],
    ['a shorthand property', 'const x = 1;\nf({ x })', 'x', 0, 'const 1'],
    [
      'a local that hides an import',
      'import { x } from "y";\nfunction g() { const x = 1;\nf(x) }',
      'x',
      0,
      'const 2',
    ],
  ])('finds %s', (_, code, name, nth, expected) => {
    expect(bound(code, name, nth)).toBe(expected);
  });

  it('keeps the value and the type of one name apart', () => {
    const ir = scan('type X = string;\nconst X = 1;\nlet a: X = f(X);');
    expect(bindingOf(ir, 'X')?.kind).toBe('const');
    expect(decl(ir, 'a').type).toMatchObject({
      t: 'ref',
      decl: ir.decls.findIndex((one) => one.kind === 'type'),
    });
  });

  it('lets a local value hide only the value of an import', () => {
    const ir = scan('import { X } from "y";\nconst X = 1;\nlet a: X = f(X);');
    expect(bindingOf(ir, 'X')?.kind).toBe('const');
    expect(decl(ir, 'a').type).toMatchObject({ t: 'ref', decl: 0 });
  });

  it('sees enum members inside of the enum', () => {
    const ir = scan('import { A } from "y";\nenum E { A = 1, B = A }\nf(A)');
    expect(decl(ir, 'E').members).toMatchObject([
      { name: 'A', v: { k: 'lit', v: 1 } },
      { name: 'B', v: { k: 'mem', name: 'A', obj: { k: 'name', name: 'E' } } },
    ]);
    expect(bindingOf(ir, 'A')?.kind).toBe('import');
  });

  it('carries the path of destructured names', () => {
    const ir = scan(
      'const { a, b: { c = 1 }, ["d"]: d, [k]: e, ...r } = v; const [g, [, h], ...i] = w;',
    );
    const paths = Object.fromEntries(ir.decls.map((one) => [one.name, one.path?.join('.')]));
    expect(paths).toEqual({
      a: 'a',
      c: 'b.c',
      d: 'd',
      e: '[]',
      r: '...',
      g: '0',
      h: '1.1',
      i: '...',
    });
  });

  it('gives parameters their function and position, leaving out this', () => {
    const ir = scan('function f(this: T, a: string, { b }: U, ...[c]: V) {}');
    expect(ir.decls.filter((one) => one.kind === 'param')).toMatchObject([
      { name: 'a', fn: 0, index: 0 },
      { name: 'b', fn: 0, index: 1, path: ['b'] },
      { name: 'c', fn: 0, index: 2, path: ['0'] },
    ]);
    expect(ir.functions[0]?.params).toMatchObject([
      { name: 'a', decl: 1 },
      { name: '', decl: -1 },
      { name: '', decl: -1, rest: true },
    ]);
  });

  it('puts decorated parameters at their names', () => {
    const ir = scan("class A { m(@D({ name: 'a' }) a?: string, @D() private2 = 1) {} }");
    const params = ir.decls.filter((one) => one.kind === 'param');
    expect(params.map((one) => place(one.at))).toEqual(['1:31', '1:48']);
    expect(ir.functions[0]?.params[0]?.at).toBe(params[0]?.at);
  });

  it('merges interfaces, enums, namespaces and overloads into one declaration', () => {
    const ir = scan(
      [
        'interface I { a: string } interface I extends J { b: string }',
        'enum E { a } enum E { b = 1 }',
        'function f(a: string): void; function f(a: number): void; function f() {}',
        'namespace f { export const x = 1 }',
        'class C {} interface C { d: string } namespace C { export type T = 1 }',
      ].join('\n'),
    );
    const names = ir.decls.map((one) => `${one.kind} ${one.name}`);
    expect(names.slice(0, 4)).toEqual(['interface I', 'enum E', 'function f', 'class C']);
    expect(names.filter((name) => /[IEfC]$/.test(name))).toHaveLength(4);
    expect(decl(ir, 'I')).toMatchObject({
      extends: [{ name: 'J' }],
      type: { members: [{ name: 'a' }, { name: 'b' }] },
    });
    expect(decl(ir, 'E').members?.map((one) => one.name)).toEqual(['a', 'b']);
    expect(ir.functions).toHaveLength(1);
    expect(decl(ir, 'C')).toMatchObject({ cls: 0, type: { members: [{ name: 'd' }] } });
  });

  it('binds type parameters of functions, classes, aliases, mapped and inferred types', () => {
    const ir = scan(
      'import { T } from "y";\nfunction f<T>(a: T) {}\nclass C<T extends T[]> { p: T }\ntype A<T> = T;\ntype M = { [T in K]: T };\ntype I = X extends (infer T)[] ? T : never;\nfunction g(a: <T>(b: T) => T) {}',
    );
    expect(decl(ir, 'T').use).toBe(0);
    expect(ir.functions[0]).toMatchObject({ typeParams: ['T'] });
    expect(ir.classes[0]).toMatchObject({ typeParams: ['T'] });
    expect(decl(ir, 'A')).toMatchObject({ typeParams: ['T'] });
  });

  it('binds nothing outside of the scope of a type parameter', () => {
    const ir = scan('import { T } from "y";\ntype I = X extends (infer T)[] ? 1 : T;');
    expect(decl(ir, 'T').use).toBe(4);
  });
});
