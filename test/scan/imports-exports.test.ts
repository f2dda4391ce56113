import { describe, expect, it } from 'vitest';
import { bodyOf, decl, place, scan, show } from './scan-snippet.ts';

function importsOf(code: string, path = 'a.ts'): readonly string[] {
  return scan(code, path).imports.map((one) => {
    const names = one.names.map((name) => `${name.typeOnly ? 'type ' : ''}${name.name}`);
    const marks = [one.typeOnly && 'typeOnly', one.bare && 'bare', !one.top && 'deferred'];
    return [one.kind, one.specifier, `{${names.join(',')}}`, ...marks.filter(Boolean)].join(' ');
  });
}

describe('imports', () => {
  it.each([
    ["import a, { c as d, type b } from 'y'", 'import y {type b,c,default}'],
    ["import * as a from 'y'", 'import y {*}'],
    ["import 'y'", 'import y {} bare'],
    ["import {} from 'y'", 'import y {} bare'],
    ["import type { A } from 'y'", 'import y {type A} typeOnly'],
    ["import { type A, type B } from 'y'", 'import y {type A,type B} typeOnly'],
    ["import type A from 'y'", 'import y {type default} typeOnly'],
    ["import { 'a b' as c } from 'y'", 'import y {a b}'],
    ["export { a as b, c } from 'y'", 'export y {a,c}'],
    ["export * from 'y'", 'export y {*}'],
    ["export * as ns from 'y'", 'export y {*}'],
    ["export type { A } from 'y'", 'export y {type A} typeOnly'],
    ["export type * from 'y'", 'export y {type *} typeOnly'],
    ["export { type A } from 'y'", 'export y {type A} typeOnly'],
    ["export {} from 'y'", 'export y {} bare'],
    ["import x = require('y')", 'equals y {*}'],
    ["import type x = require('y')", 'equals y {type *} typeOnly'],
    ["export import x = require('y')", 'equals y {*}'],
    ["import('y')", 'dynamic y {} bare'],
    ['const a = () => import(`y`)', 'dynamic y {*} deferred'],
    ["const { a, b: c } = await import('y')", 'dynamic y {a,b}'],
    ["f((await import('y')).a)", 'dynamic y {a}'],
    ["require('y')", 'require y {} bare'],
    ["const a = require('y')", 'require y {*}'],
    ["const { a } = require('y')", 'require y {a}'],
    ["const a = require('y').b", 'require y {b}'],
    ["function f() { require('y') }", 'require y {} bare deferred'],
    ["(() => { require('y') })()", 'require y {} bare'],
    ["f(require.resolve('y'))", 'resolve y {}'],
    ["type A = import('y').B.C<D>", 'type y {type B} typeOnly'],
    ["let a: typeof import('y')", 'type y {type *} typeOnly'],
  ])('%s', (code, expected) => {
    expect(importsOf(code)).toEqual([expected]);
  });

  it.each([
    ["function f(require) { require('y') }"],
    ["const require = g(); require('y')"],
    ['require(a)'],
    ['import(a)'],
    ['require.resolve(a)'],
    ['/// <reference path="./x.d.ts" />'],
    ["declare module 'y' { interface A {} }"],
    ["jest.mock('y')"],
  ])('no request: %s', (code) => {
    expect(importsOf(code)).toEqual([]);
  });

  it('keeps requests in source order and their references intact', () => {
    const ir = scan(
      "const a = require('1');\nimport b from '2';\nexport { c } from '3';\nlet d: import('4').D;\nimport e from '5';\nexport * from '6';",
    );
    expect(ir.imports.map((one) => one.specifier)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(decl(ir, 'b').imp).toBe(1);
    expect(decl(ir, 'e').imp).toBe(4);
    expect(decl(ir, 'd').type).toMatchObject({ t: 'import', index: 3, name: 'D' });
    expect(ir.exports.map((one) => one.imp)).toEqual([2, 5]);
    expect(ir.body.map(show)).toEqual(['def(import#0)']);
    expect(ir.imports.map((one) => place(one.at))).toEqual([
      '1:11',
      '2:1',
      '3:1',
      '4:8',
      '5:1',
      '6:1',
    ]);
  });

  it('binds import declarations', () => {
    const ir = scan(
      "import a, { b as c } from 'y'; import * as d from 'z'; import e = require('w');",
    );
    expect(ir.decls).toMatchObject([
      { name: 'a', kind: 'import', imp: 0, imported: 'default', use: 0 },
      { name: 'c', imp: 0, imported: 'b' },
      { name: 'd', imp: 1, imported: '*' },
      { name: 'e', imp: 2, imported: '*' },
    ]);
    expect(ir.imports[0]?.names).toMatchObject([
      { name: 'b', decl: 1 },
      { name: 'default', decl: 0 },
    ]);
  });

  it('keeps the argument of a request that is no literal', () => {
    expect(scan('f(import(`./${a}`))').body[0]).toMatchObject({
      args: [{ k: 'import', index: -1, arg: { k: 'tpl', parts: ['./', ''] } }],
    });
  });

  it('reads imports of ambient modules as used by types only', () => {
    const ir = scan("declare module 'm' { import { A } from 'y'; const a: A; export { A } }");
    expect(decl(ir, 'A')).toMatchObject({ imp: 0, use: 4 });
    expect(ir.exports).toEqual([]);
  });

  it('turns aliases into constants', () => {
    expect(bodyOf('import a = ns.b.c')).toEqual(['def(ns.b.c)']);
  });
});

function exportsOf(code: string, path = 'a.ts'): readonly string[] {
  const ir = scan(code, path);
  return ir.exports.map((one) => {
    const source = ir.decls[one.decl];
    const from = one.imp >= 0 ? `${ir.imports[one.imp]?.specifier}#${one.from}` : '';
    const parts = [source && `${source.kind} ${source.name}`, from, one.expr && show(one.expr)];
    return `${one.typeOnly ? 'type ' : ''}${one.name} = ${parts.filter(Boolean).join(' ')}`;
  });
}

describe('exports', () => {
  it.each([
    ['export const a = 1, { b: c } = d', ['a = const a', 'c = const c']],
    ['export function f() {}', ['f = function f']],
    [
      'export function f(a: 1): 1; export function f(a: 2): 2; export function f() {}',
      ['f = function f'],
    ],
    ['export class A {}', ['A = class A']],
    ['export abstract class A {}', ['A = class A']],
    ['export enum A {}', ['A = enum A']],
    ['export interface A {}', ['type A = interface A']],
    ['export type A = 1', ['type A = type A']],
    ['export namespace A { export const b = 1 }', ['A = namespace A']],
    ['export namespace A { export type b = 1 }', ['type A = namespace A']],
    ['export declare const a: 1', ['a = const a']],
    [
      'const a = 1; export { a, a as b, a as default }',
      ['a = const a', 'b = const a', 'default = const a'],
    ],
    ['const A = 1; type A = 1; export { A }', ['A = const A', 'type A = type A']],
    ['export { a }', ['a = ']],
    ["export { a as b } from 'y'", ['b = y#a']],
    ["export { default } from 'y'", ['default = y#default']],
    ["export * from 'y'", ['* = y#*']],
    ["export * as ns from 'y'", ['ns = y#*']],
    ["export type { A } from 'y'", ['type A = y#A']],
    ["import { x } from 'y'; export { x as z }", ['z = import x']],
    ['export default function f() {}', ['default = function f']],
    ['export default function () {}', ['default = fn']],
    ['export default class A {}', ['default = class A']],
    ['export default class {}', ['default = cls']],
    ['export default interface A {}', ['type default = interface A']],
    ['const a = 1; export default a', ['default = const a']],
    ['export default f(a)', ['default = f(a)']],
    ['export default { a: 1 }', ['default = {a: 1}']],
    ['const a = 1; export = a', ['= = const a']],
    ['export = f()', ['= = f()']],
    ["export import a = require('y')", ['a = import a']],
    ['export import a = b.c', ['a = const a']],
  ])('%s', (code, expected) => {
    expect(exportsOf(code)).toEqual(expected);
  });

  it.each([
    ['module.exports = f()', ['= = f()']],
    ['const a = 1; module.exports = a', ['= = const a a']],
    ['const a = 1; module.exports = { a, b: f(), c() {} }', ['a = const a a', 'b = f()', 'c = fn']],
    ['exports.a = () => 1', ['a = fn']],
    ['module.exports.a = f()', ['a = f()']],
    ['exports.a = exports.b = 1', ['a = 1', 'b = 1']],
    ['exports = module.exports = f()', ['= = f()']],
    ['var app = module.exports = f()', ['= = var app app']],
    ["module.exports = require('y')", ['= = import#0']],
    ["module.exports = { ...require('y'), a }", ['* = y#*', 'a = a']],
    ['module.exports = { ...x, [k]: 1, a }', ['= = {...x, [k]: 1, a: a}', 'a = a']],
    ['function f(exports) { exports.a = 1 }', []],
    ['const exports = {}; exports.a = 1', []],
    ['function f() { module.exports = 1 }', []],
  ])('CommonJS: %s', (code, expected) => {
    expect(exportsOf(code, 'a.js')).toEqual(expected);
  });

  it('says everything once', () => {
    const ir = scan('var app = module.exports = f(); exports.g = g(); export default h();', 'a.js');
    expect(ir.body.map(show)).toEqual(['def(f())']);
  });

  it('names functions by what they are exported as', () => {
    const ir = scan(
      'exports.f = () => 1; export default () => 2; module.exports.g = function () {}',
      'a.js',
    );
    expect(ir.functions.map((fn) => fn.name)).toEqual(['f', 'default', 'g']);
  });
});
