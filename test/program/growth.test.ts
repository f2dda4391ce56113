/**
 * What looking at odd programs costs, in visits: the same on every machine. Each case doubles or
 * multiplies the ways to an answer with every line, and the visits may not follow.
 */
import { describe, expect, test } from 'vitest';

import { arms, propOf } from '../../analyzers/program/located.ts';
import { alternatives } from '../../analyzers/program/values.ts';
import { describeValue, linkSources } from './link-sources.ts';
import type { Linked } from './link-sources.ts';

const LIMIT = 100_000;

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

function probed(sources: Readonly<Record<string, string>>): {
  readonly value: string;
  readonly visits: number;
} {
  const linked = linkSources(sources, [], { limit: LIMIT });
  const before = linked.visits();
  const value = describeValue(linked.probe());
  return { value, visits: linked.visits() - before };
}

describe('objects that spread each other', () => {
  const settings = (places: number): string =>
    lines(
      places,
      (at) => `function f${at}() { process.env = { ...process.env, K${at}: 'v${at}' }; }`,
    );

  test('`process.env = { ...process.env, x }` in many places', () => {
    for (const places of [12, 60]) {
      const { value, visits } = probed({
        'main.ts': `${settings(places)}\nprobe(process.env.MISSING);`,
      });
      expect(value).toBe('unknown');
      expect(visits).toBeLessThan(2_000);
    }
    expect(probed({ 'main.ts': `${settings(12)}\nprobe(process.env.K3);` }).value).toBe("'v3'");
  });

  test('one that is spread into itself again and again', () => {
    const code = (name: string): string =>
      `let o: any = { a: 'x' };\n${lines(40, (at) => `o = { ...o, k${at}: 'v' };`)}\nprobe(o.${name});`;
    expect(probed({ 'main.ts': code('missing') }).visits).toBeLessThan(2_000);
    expect(probed({ 'main.ts': code('a') }).value).toBe("'x'");
  });

  test('a ring of them', () => {
    const code = lines(
      40,
      (at) =>
        `let o${at}: any = {}; o${at} = { ...o${(at + 1) % 40}, ...o${(at + 2) % 40}, ...o${(at + 3) % 40}, k${at}: 'v${at}' };`,
    );
    expect(probed({ 'main.ts': `${code}\nprobe(o0.missing);` }).visits).toBeLessThan(2_000);
    expect(probed({ 'main.ts': `${code}\nprobe(o0.k9);` }).value).toBe("'v9'");
  });

  test('enumerated: in layers, and one that spreads itself', () => {
    const layers = lines(40, (at) => `const o${at + 1}: any = { ...o${at}, ...o${at} };`);
    const code = `const o0 = { a: 'x' };\n${layers}\nprobe(Object.values(o40));`;
    expect(probed({ 'main.ts': code }).visits).toBeLessThan(2_000);
    expect(
      probed({ 'main.ts': "var o: any = { ...o, a: 'x' };\nprobe(Object.values(o)[0]);" }).value,
    ).toBe("'x'");
  });
});

describe('ways that double with every layer', () => {
  test('fields that a constructor takes from what it is given', () => {
    const code = `class A { a: any; b: any; constructor(p: any) { this.a = p.b || p.a; this.b = p.a || p.b; } }
const o0: any = { a: 'x' };
${lines(40, (at) => `const o${at + 1} = new A(o${at});`)}`;
    expect(probed({ 'main.ts': `${code}\nprobe(o40.a);` }).visits).toBeLessThan(2_000);
    expect(probed({ 'main.ts': `${code}\nprobe(o3.a);` }).value).toBe("'x'");
  });

  test('calls: a question ends when it has spent what it may', () => {
    const code = `function f0(x: any) { return x; }
${lines(40, (at) => `function f${at + 1}(x: any) { return f${at}(x) || f${at}(x) || f${at}(x); }`)}`;
    const { value, visits } = probed({ 'main.ts': `${code}\nprobe(f40('x'));` });
    expect(value).toBe('unknown');
    expect(visits).toBeLessThanOrEqual(LIMIT);
    expect(probed({ 'main.ts': `${code}\nprobe(f3('x'));` }).value).toBe("'x'");
  });

  test('the next question has its own means, and is not answered by what the last one left undone', () => {
    const code = `function f0(x: any) { return table; }
const table = 'orders';
${lines(40, (at) => `function f${at + 1}(x: any) { return f${at}(x) + f${at}(x) + f${at}(x); }`)}
first(f40('x')); second(f2('x'), table);`;
    const linked = linkSources({ 'main.ts': code }, [], { limit: 2_000 });
    linked.probe('first');
    expect(describeValue(linked.probe('second'))).toBe(
      "'ordersordersordersordersordersordersordersordersorders'",
    );
  });

  test('type aliases with parameters', () => {
    const code = `type T0<X> = X;
${lines(40, (at) => `type T${at + 1}<X> = T${at}<X> | T${at}<X[]>;`)}`;
    expect(
      probed({ 'main.ts': `${code}\nfunction f(x: T40<string>) { probe(x); }` }).visits,
    ).toBeLessThanOrEqual(LIMIT);
  });

  test('type arguments that are the same on both sides', () => {
    const twin = (name: string): string =>
      `import { C } from './c';\ntype T0 = string;\n${lines(30, (at) => `export type T${at + 1} = C<T${at}, T${at}, T${at}>;`)}\nexport type ${name} = T30;`;
    const sources = {
      'c.ts': 'export class C<A, B, D> {}',
      'a.ts': twin('A'),
      'b.ts': twin('B'),
      'main.ts':
        "import { A } from './a';\nimport { B } from './b';\nfunction f(x: A | B) { probe(x); }",
    };
    const linked = linkSources(sources, [], { limit: LIMIT });
    // Comparing them all would take 3^30 steps: that this ends is the test.
    expect(alternatives(linked.probe()).map((one) => one.v)).toEqual(['instance', 'instance']);
    expect(linked.visits()).toBeLessThan(2_000);
  });

  test('barrels that export each other', () => {
    const ring = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `b${at}.ts`,
        `export * from './b${(at + 1) % 40}';\nexport * from './b${(at + 2) % 40}';\nexport * from './b${(at + 3) % 40}';\nexport const k${at} = 'v${at}';`,
      ]),
    );
    const missing = { ...ring, 'main.ts': "import { missing } from './b0';\nprobe(missing);" };
    expect(probed(missing).visits).toBeLessThan(2_000);
    const type = {
      ...ring,
      'main.ts': "import { Missing } from './b0';\nfunction f(x: Missing) { probe(x); }",
    };
    expect(probed(type).visits).toBeLessThan(2_000);
    const there = { ...ring, 'main.ts': "import { k31 } from './b0';\nprobe(k31);" };
    expect(probed(there).value).toBe("'v31'");
  });
});

describe('values that double with every line', () => {
  test('a text too long to be one is unknown', () => {
    const code = `const s0 = 'ab';\n${lines(40, (at) => `const s${at + 1} = s${at} + s${at};\nlog${at}(s${at + 1});`)}`;
    const linked = linkSources({ 'main.ts': `${code}\nprobe(s40);` });
    for (let at = 0; at < 40; at += 1) linked.probe(`log${at}`);
    const value = linked.probe();
    expect(value.v === 'string' && !value.exact && value.text.length < 1_000_001).toBe(true);
    expect(describeValue(linked.probe('log1'))).toBe("'abababab'");
  });

  test('a list too long to be written out is known by its elements', () => {
    const code = `const s0 = ['a', 'b'];\n${lines(40, (at) => `const s${at + 1} = [...s${at}, ...s${at}];\nlog${at}(s${at + 1});`)}`;
    const linked = linkSources({ 'main.ts': `${code}\nprobe(s40);` });
    const lengths = Array.from({ length: 40 }, (_, at) => {
      const value = linked.probe(`log${at}`);
      return value.v === 'array' ? (value.items?.length ?? 0) : 0;
    });
    expect(lengths[3]).toBe(32);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(10_000);
  });
});

describe('walks along definitions', () => {
  const locate = (linked: Linked) => {
    const site = linked.call('probe');
    const [expr] = site.expr.args;
    if (!expr) throw new Error('probe has no argument');
    return { expr, env: linked.evaluator.siteEnv(site) };
  };

  test('`var App = App || {}` has one arm', () => {
    const linked = linkSources({ 'main.ts': 'var App: any = App || {};\nprobe(App);' });
    expect(arms(linked.evaluator, locate(linked)).map(({ expr }) => expr.k)).toEqual(['obj']);
  });

  test('conditions that share their arms', () => {
    const code = `declare const c: boolean;\nconst a0: any = {};\n${lines(40, (at) => `const a${at + 1} = c ? a${at} : { k${at}: a${at} };`)}`;
    const linked = linkSources({ 'main.ts': `${code}\nprobe(a40);` });
    expect(arms(linked.evaluator, locate(linked))).toHaveLength(41);
  });

  test('a property of what is spread in layers', () => {
    const spreads = (at: number): string =>
      Array.from({ length: 12 }, () => `...o${at}`).join(', ');
    const code = `const o0 = { a: 'x' };\n${lines(11, (at) => `const o${at + 1}: any = { ${spreads(at)} };`)}`;
    const linked = linkSources({ 'main.ts': `${code}\nprobe(o11);` });
    // Every way on would be 12^11 of them: that this ends is the test.
    expect(propOf(linked.evaluator, locate(linked), 'missing')).toBeNull();
    expect(propOf(linked.evaluator, locate(linked), 'a')?.expr).toMatchObject({ k: 'str', v: 'x' });
  });
});

test('calling a file without a default export ends', () => {
  const sources = {
    'main.ts': "import * as ns from './b';\nprobe(ns());",
    'b.ts': 'export const x = 1;',
  };
  expect(probed(sources).value).toBe('unknown');
});
