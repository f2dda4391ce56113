import { describe, expect, it } from 'vitest';
import { decl, scan, useNames, usesOf } from './scan-snippet.ts';

describe('uses at load', () => {
  it.each([
    ['a module-level call', 'x()'],
    ['an initialiser', 'const a = { b: x }'],
    ['a bare statement', 'x;'],
    ['a class base', 'class A extends x {}'],
    ['a class base with a mixin', 'class A extends mix(x) {}'],
    ['a class decorator', '@x() class A {}'],
    ['a decorator argument', '@D({ a: [x] }) class A {}'],
    ['a property decorator', 'class A { @x() p: string }'],
    ['a method decorator', 'class A { @x() m() {} }'],
    ['a parameter decorator', 'class A { m(@x() p: string) {} }'],
    ['a constructor parameter decorator', 'class A { constructor(@D(x) p: string) {} }'],
    ['a static field', 'class A { static a = x }'],
    ['a static block', 'class A { static { x() } }'],
    ['a computed key of a class', 'class A { [x.y]() {} }'],
    ['a computed key of a field', 'class A { [x]= 1 }'],
    ['a computed key of an object', 'const a = { [x]: 1 }'],
    ['a called function', '(function () { x() })()'],
    ['a called arrow', '(() => { x() })()'],
    ['a called async arrow', '(async () => { await x() })()'],
    ['a function called by call', '(function () { x() }).call(this)'],
    ['a nested called arrow', '(() => { (() => x)() })()'],
    ['an enum', 'enum A { a = x }'],
    ['a namespace body', 'namespace A { x() }'],
    ['a default parameter of a called arrow', '((a = x) => a)()'],
    ['a condition', 'if (x) {}'],
    ['an assignment', 'a = x'],
    ['a template', 'f(`${x}`)'],
    ['a tag', 'x`a`'],
    ['a typeof value', 'f(typeof x)'],
    ['a shorthand', 'f({ x })'],
    ['a for head', 'for (const a of x) {}'],
    ['an exported constant', 'export const a = x()'],
    ['a default expression', 'export default f(x)'],
    ['an argument of a called function', '((a) => a)(x)'],
  ])('%s', (_, code) => {
    expect(usesOf(code)).toEqual(['value', 'load']);
  });
});

describe('deferred uses', () => {
  it.each([
    ['a function body', 'function f() { x() }'],
    ['an arrow body', 'const f = () => x()'],
    ['an argument of a top-level call', 'f(() => x)'],
    ['a method body', 'class A { m() { x() } }'],
    ['a getter of an object', 'const a = { get b() { return x } }'],
    ['an instance field', 'class A { a = x }'],
    ['a lambda of a decorator', '@D(() => x) class A {}'],
    ['a lambda of a property decorator', 'class A { @D(() => x, (a) => a.b) p: string }'],
    ['a default parameter', 'function f(a = x) {}'],
    ['a class inside of a function', 'function f() { return class extends x { static a = x } }'],
    ['a called generator', '(function* () { x() })()'],
    ['an arrow in a static field', 'class A { static a = () => x }'],
  ])('%s', (_, code) => {
    expect(usesOf(code)).toEqual(['value']);
  });
});

describe('uses as types', () => {
  it.each([
    ['an annotation', 'let a: x'],
    ['a type argument', 'f<x>()'],
    ['a type argument of new', 'new Map<string, x>()'],
    ['a type argument of a tagged template', 'f<x>`a`'],
    ['a type argument of a base', 'class A extends B<x> {}'],
    ['implements', 'class A implements x {}'],
    ['interface extends', 'interface A extends x {}'],
    ['typeof in a type', 'let a: typeof x'],
    ['typeof with members', 'let a: typeof x.y.z'],
    ['a dotted type', 'let a: x.y'],
    ['a cast', 'f(a as x)'],
    ['satisfies', 'f(a satisfies x)'],
    ['a type predicate', 'function f(a): a is x { return true }'],
    ['a conditional type', 'type A<T> = T extends x ? 1 : 2'],
    ['a mapped type', 'type A = { [K in keyof x]: 1 }'],
    ['a type parameter constraint', 'function f<T extends x>() {}'],
    ['an index signature', 'class A { [k: string]: x }'],
    ['a template literal type', 'type A = `${x}`'],
    ['an overload', 'function f(a: x): void; function f() {}'],
    ['an abstract method', 'abstract class A { abstract m(a: x): void }'],
    ['a computed key of an interface', 'interface A { [x.y]: 1 }'],
    ['a declared class', 'declare class A extends x {}'],
    ['a declared constant', 'declare const a: typeof x'],
    ['a module augmentation', 'declare module "m" { interface A { b: x } }'],
    ['a type-only export', 'export type { x }'],
    ['a marked export', 'export { type x }'],
    ['an undecorated constructor', 'class A { constructor(a: x) {} }'],
    ['a this type', 'function f(this: x) {}'],
  ])('%s', (_, code) => {
    expect(usesOf(code)).toEqual(['type']);
  });
});

describe('uses as metadata', () => {
  it.each([
    ['a constructor parameter', '@D() class A { constructor(a: x) {} }'],
    ['a parameter property', '@D() class A { constructor(private readonly a: x) {} }'],
    ['an optional parameter', '@D() class A { constructor(a?: x) {} }'],
    ['a parameter with default', '@D() class A { constructor(a: x = b) {} }'],
    ['a decorated constructor parameter', 'class A { constructor(@D() a: x) {} }'],
    ['or null', '@D() class A { constructor(a: x | null) {} }'],
    ['or undefined', 'class A { @D() a: undefined | x }'],
    ['a property', 'class A { @D() a: x }'],
    ['a parameter of a decorated method', 'class A { @D() m(a: x) {} }'],
    ['a return type', 'class A { @D() m(): x { return a } }'],
    ['a getter', 'class A { @D() get a(): x { return b } }'],
    ['a setter of a decorated getter', 'class A { @D() get a() { return b } set a(v: x) {} }'],
    ['a this type of a decorated method', 'class A { @D() m(this: x) {} }'],
    ['a generic class', 'class A { @D() a: x<string> }'],
    ['a dotted class', 'class A { @D() a: x.Y }'],
    ['a rest parameter', 'class A { @D() m(...a: x[]) {} }'],
    ['a decorated parameter of a method', 'class A { m(@D() a: string, b: x) {} }'],
  ])('%s', (_, code) => {
    expect(usesOf(code)).toEqual(['type', 'metadata']);
  });

  it.each([
    ['a type argument', 'class A { @D() a: Promise<x> }'],
    ['an array', 'class A { @D() a: x[] }'],
    ['a union of classes', 'class A { @D() a: x | B }'],
    ['a plain method of a decorated class', '@D() class A { m(a: x): x { return a } }'],
    ['a plain property of a decorated class', '@D() class A { a: x }'],
    ['a local of a decorated method', 'class A { @D() m() { const a: x = b; } }'],
    ['typeof', 'class A { @D() a: typeof x }'],
    ['a type parameter of that name', 'class A<x> { @D() a: x }'],
  ])('not %s', (_, code) => {
    expect(usesOf(code)).not.toContain('metadata');
  });

  it('is a deferred value for a class inside of a function', () => {
    expect(usesOf('function f() { class A { @D() a: x } }')).toEqual(['value', 'type']);
  });
});

describe('uses by export and other syntax', () => {
  it.each([
    ['export { x }', ['export']],
    ['export { x as y }', ['export']],
    ['export default x', ['export']],
    ['export = x', ['export']],
    ['export import a = x.b', ['export']],
    ['import a = x.b; a()', ['value', 'load']],
    ['import a = x.b; let c: a', ['type']],
    ['import a = x.b', []],
    ['', []],
    ['const y = { x: 1 }; y.x', []],
    ['function f(x) { x() }', []],
    ['type A = { x: string }', []],
    ['type A = (x: string) => typeof x', []],
  ])('%s', (code, expected) => {
    expect(usesOf(code)).toEqual(expected);
  });

  it.each([
    ['an element', '<X />', 'X', ['value', 'load']],
    ['a member element', '<X.Y></X.Y>', 'X', ['value', 'load']],
    ['an attribute', '<a b={X} />', 'X', ['value', 'load']],
    ['a child', '<a>{X}</a>', 'X', ['value', 'load']],
    ['a spread', '<a {...X} />', 'X', ['value', 'load']],
    ['an intrinsic element', '<div />', 'div', []],
    ['the factory', '<a />', 'React', ['value', 'load']],
    ['a type argument', '<A<X> />', 'X', ['type']],
    ['inside of a component', 'const C = () => <X />', 'X', ['value']],
  ])('in JSX: %s', (_, code, name, expected) => {
    const sorted = [...usesOf(code, 'a.tsx', name)];
    expect(sorted).toEqual(expected);
  });

  it('has only types in declaration files', () => {
    expect(usesOf('export class A extends x {}\nexport { x }', 'a.d.ts')).toEqual(['type']);
  });

  it('is written for imports only', () => {
    const ir = scan('import * as ns from "y"; const a = ns.b;');
    expect(useNames(decl(ir, 'ns').use)).toEqual(['value', 'load']);
    expect(decl(ir, 'a').use).toBeUndefined();
  });
});
