import { describe, expect, it } from 'vitest';
import type { Condition, Expr } from '../../analyzers/scan/ir.ts';
import { childrenOf, forEachExpr } from '../../analyzers/scan/walk.ts';
import { bodyOf, place, scan, show } from './scan-snippet.ts';

/** The shape of one expression. */
function shape(code: string, path = 'a.ts'): string {
  const [first] = scan(`f(${code})`, path).body;
  if (first?.k !== 'call' || !first.args[0]) throw new Error('no argument');
  return show(first.args[0]);
}

describe('expressions', () => {
  it.each([
    ["'a'", '"a"'],
    ['`a`', '"a"'],
    ['1', '1'],
    ['-1', '-1'],
    ['12n', '12'],
    ['true', 'true'],
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['/a\\/b/gi', '/a\\/b/gi'],
    ['this', 'this'],
    ['a.b', 'a.b'],
    ['a?.b?.c', 'a.b.c'],
    ['a!.b!', 'a.b'],
    ['(a as any).b', 'cast(a).b'],
    ["a['b']", 'a.b'],
    ['a[`b`]', 'a.b'],
    ['a[b]', 'a[b]'],
    ['a[0]', 'a[0]'],
    ['a.b(c, ...d)', 'a.b(c, spread(d))'],
    ['a?.(b)', 'a(b)'],
    ['new A(b)', 'new A(b)'],
    ['new a.B', 'new a.B()'],
    ['new (f())(a)', 'new f()(a)'],
    ['(0, a.b)(c)', 'a.b(c)'],
    ['(a(), b)', 'other(a())'],
    ['`a${b}c${d}`', 'tpl(["a","c",""], b, d)'],
    ['sql`a${b}`', 'tpl(sql, ["a",""], b)'],
    ['sql`a`', 'tpl(sql, ["a"])'],
    [
      '{ a, b: 1, "c": 2, 3: d, ...e, [f]: g, ["h"]: i }',
      '{a: a, b: 1, c: 2, 3: d, ...e, [f]: g, h: i}',
    ],
    ['{ a() {}, get b() { return 1 }, set b(c) {}, async d() {} }', '{a: fn, b: fn, b: fn, d: fn}'],
    ['[a, , ...b]', 'arr(a, other(), spread(b))'],
    ['() => 1', 'fn'],
    ['class {}', 'cls'],
    ['a ? b : c', 'alt(b, c)'],
    ['f() ? a : g() ? b : c', 'alt(a, b, c | f(), g())'],
    ['a || b || c', 'alt(a, b, c)'],
    ['a ?? b', 'alt(a, b)'],
    ['a && b', 'alt(b)'],
    ['f() && b && c', 'alt(c | f())'],
    ['a || (b && c)', 'alt(a, alt(c))'],
    ['a + b + c', 'add(add(a, b), c)'],
    ['a + (b + c)', 'add(a, add(b, c))'],
    ['a + b - c + d', 'add(other(), d)'],
    ['a === f()', 'other(f())'],
    ['!f()', 'other(f())'],
    ['!a', 'other()'],
    ['a as T', 'cast(a)'],
    ['<T>a', 'cast(a)'],
    ['a satisfies T', 'cast(a)'],
    ['a as const', 'a'],
    ['f<T>', 'f'],
    ['await a', 'await(a)'],
    ['(async () => {})', 'fn'],
    ['a = b', 'set(a, b)'],
    ['a += b', 'set(a, add(a, b))'],
    ['a ??= b', 'set(a, alt(a, b))'],
    ['f().a += b', 'set(f().a, b)'],
    ['a -= b', 'set(a, b)'],
    ['{ a, b: [c] } = d', 'set({a: a, b: arr(c)}, d)'],
    ['[a = 1, ...b] = c', 'set(arr(set(a, 1), spread(b)), c)'],
    ['a++', 'other()'],
    ['a.b++', 'set(a.b, other())'],
    ['f().b++', 'set(f().b, other())'],
    ['import.meta.url', 'import.meta.url'],
    ["import('x')", 'import#0'],
    ["require('x').a", 'import#0.a'],
    ['#a in b', 'other()'],
  ])('%s', (code, expected) => {
    const inner = code.startsWith('{ a, b: [c] } =') || code.startsWith('#') ? `(${code})` : code;
    expect(shape(inner)).toBe(expected);
  });

  it('keeps JSX by what it holds', () => {
    expect(shape('<A b={g()} c="d" {...h()}>{i()}<e f={j}/></A>', 'a.tsx')).toBe(
      'other(g(), h(), i())',
    );
  });

  it('keeps type arguments', () => {
    expect(scan('f<A>(1); new G<B>(); sql<C>`a`; a.b<D, E>()').body).toMatchObject([
      { types: [{ name: 'A' }] },
      { types: [{ name: 'B' }], isNew: true },
      { types: [{ name: 'C' }] },
      { types: [{ name: 'D' }, { name: 'E' }] },
    ]);
  });

  it('names computed and spread members by null', () => {
    expect(scan('f({ ...a, [b]: c })').body[0]).toMatchObject({
      args: [
        {
          props: [
            { name: null, spread: true },
            { name: null, key: { name: 'b' } },
          ],
        },
      ],
    });
  });

  it('leaves no undefined fields', () => {
    const ir = scan(
      'class A<T> { @D() m?(a: T, b = 1): x; p; } const { a = f() } = g(); export default a?.b`c`;',
    );
    expect(JSON.parse(JSON.stringify(ir))).toEqual(ir);
    const text: string[] = [];
    JSON.stringify(ir, (key, value: unknown) => {
      if (value === undefined) text.push(key);
      return value;
    });
    expect(text).toEqual([]);
  });
});

describe('statements', () => {
  it.each([
    ['if (f()) g(); else if (h()) i(); else j()', ['f()', 'g()', 'h()', 'i()', 'j()']],
    ['if (a) b; else c.d', []],
    ['if (a.b === f()) {}', ['other(f())']],
    ['while (f()) g()', ['f()', 'g()']],
    ['do g(); while (f())', ['g()', 'f()']],
    ['for (let i = f(); g(); h()) i()', ['def(f())', 'g()', 'h()', 'i()']],
    ['for (const a of f()) g()', ['def each(f())', 'g()']],
    ['for (const a in f()) g()', ['f()', 'g()']],
    ['for (a of f()) g()', ['f()', 'g()']],
    ['switch (f()) { case g(): h(); break; default: i() }', ['f()', 'g()', 'h()', 'i()']],
    ['try { f() } catch (e) { g(e) } finally { h() }', ['f()', 'g(e)', 'h()']],
    ['throw new E(f())', ['new E(f())']],
    ['throw e', []],
    ['a: { f() }', ['f()']],
    ["'use strict'; a; 1; a.b; `c`", []],
    ['const a = 1, b = c', ['def(1)', 'def(c)']],
    ['let a', []],
    ['const { a = f(), b: { c = "d", e = 1 } } = g()', ['def(g())', 'set(a, f())', 'set(c, "d")']],
    ['const { a }: T = f()', ['def(cast(f()))']],
    ['a = 1; a.b = f()', ['set(a, 1)', 'set(a.b, f())']],
    ['await f()', ['await(f())']],
    ['f() || g()', ['alt(f(), g())']],
    ['declare const a: 1', []],
    ['namespace A { f() }', ['f()']],
    ['export const a = f()', ['def(f())']],
    ['void f()', ['other(f())']],
    ['delete a.b', []],
  ])('%s', (code, expected) => {
    expect(bodyOf(`${code}`)).toEqual(expected);
  });

  it('keeps returns and the value of arrows', () => {
    const ir = scan('function f() { if (a) return b; return; } const g = () => "x";');
    expect(ir.functions.map((fn) => fn.body.map(show))).toEqual([['ret(b)'], ['ret("x")']]);
  });

  it('lists the declarations of a definition', () => {
    const ir = scan('const { a, b: [c] } = f(); for (const [d, e] of g()) {}');
    const defs = ir.body.flatMap((expr) =>
      expr.k === 'def' ? [expr.decls.map((one) => ir.decls[one]?.name)] : [],
    );
    expect(defs).toEqual([
      ['a', 'c'],
      ['d', 'e'],
    ]);
  });
});

describe('walking', () => {
  const [expr] = scan('a.b(c, { d: e(), [f()]: g }, () => h()).i(j ? k() : l)').body as [Expr];

  it('visits outer before inner in source order, not entering functions', () => {
    const seen: string[] = [];
    forEachExpr(expr, (one) => {
      if (one.k === 'call' || one.k === 'name') seen.push(show(one));
    });
    expect(seen.filter((one) => /^\w(?:\(\))?$/.test(one))).toEqual([
      'a',
      'c',
      'e()',
      'e',
      'f()',
      'f',
      'g',
      'k()',
      'k',
      'l',
    ]);
  });

  it('leaves out what the visitor refuses', () => {
    const seen: string[] = [];
    forEachExpr(expr, (one) => {
      if (one.k === 'obj') return false;
      if (one.k === 'name') seen.push(one.name);
      return true;
    });
    expect(seen).toEqual(['a', 'c', 'k', 'l']);
  });

  it('lists children in source order', () => {
    expect(childrenOf(expr).map((one) => one.k)).toEqual(['mem', 'alt']);
  });
});

describe('call positions', () => {
  it.each([
    ['a.b\n  .save(1,\n 2)', '2:4 1:1 3:3'],
    ['f()', '1:1 1:1 1:3'],
    ['new a.B()', '1:7 1:1 1:9'],
    ["a['b']()", '1:4 1:1 1:8'],
    ['(function () {})()', '1:2 1:1 1:18'],
    ['a?.b!()', '1:4 1:1 1:7'],
  ])('%s', (code, expected) => {
    const [call] = scan(code).body;
    if (call?.k !== 'call') throw new Error('no call');
    expect([call.at, call.start, call.end].map(place).join(' ')).toBe(expected);
  });
});

describe('conditions', () => {
  const shown = (one: Condition | null): string => {
    if (!one) return '?';
    const text =
      'join' in one
        ? `${one.join}(${one.of.map(shown).join(', ')})`
        : `${show(one.l)}${one.r ? ` = ${show(one.r)}` : ''}`;
    return one.not ? `not ${text}` : text;
  };
  it.each([
    ["(a) => a === 'x' ? 1 : 2", 'a = "x"'],
    ['(a) => a !== M.X ? 1 : 2', 'not a = M.X'],
    ['(a) => !a.b ? 1 : 2', 'not a.b'],
    ['(a, b) => a === 1 || b ? 1 : a ? 2 : 3', 'any(a = 1, b); a'],
    ["(a) => a === 'x' && g() ? 1 : 2", 'all(a = "x", ?)'],
    ["(a) => g(a) ? 1 : a === 'x' ? 2 : 3", '?; a = "x"'],
    ['(a, b) => a === b ? 1 : 2', 'none'],
    ['() => g() ? 1 : 2', 'none'],
  ])('%s', (code, expected) => {
    const ir = scan(`f(${code})`);
    const value = ir.functions.at(-1)?.body[0];
    const alt = value?.k === 'ret' ? value.v : undefined;
    expect(alt?.k === 'alt' && alt.when ? alt.when.map(shown).join('; ') : 'none').toBe(expected);
  });
});
