import { describe, expect, it } from 'vitest';
import { decl, place, scan, show } from './scan-snippet.ts';

function functionNames(code: string, path = 'a.ts'): readonly string[] {
  return scan(code, path).functions.map((fn) => `${fn.kind} ${fn.name}`);
}

describe('functions', () => {
  it.each([
    ['function f() {}', ['function f']],
    ['const f = () => {}', ['arrow f']],
    ['const f = function g() {}', ['function g']],
    ['const f = async () => {}', ['arrow f']],
    ['const f = (() => {}) as H', ['arrow f']],
    ['f(() => {})', ['arrow <anonymous>']],
    [
      '({ f: () => {}, g() {}, get h() { return 1 }, set h(v) {}, ["i"]: function () {} })',
      ['arrow f', 'method g', 'getter h', 'setter h', 'function i'],
    ],
    ['a.f = () => {}', ['arrow f']],
    ['A.prototype.f = function () {}', ['function f']],
    [
      'class A { constructor() {} m() {} get g() { return 1 } set g(v) {} static s() {} static {} #p() {} ["q r"]() {} [a.b]() {} }',
      [
        'constructor constructor',
        'method m',
        'getter g',
        'setter g',
        'method s',
        'static-block <static>',
        'method #p',
        'method q r',
        'method [a.b]',
      ],
    ],
    ['class A { f = () => {} }', ['arrow f']],
    ['export default function () {}', ['function default']],
    ['const f = memo(() => {})', ['arrow <anonymous>']],
    ['declare function f(a: string): void', ['function f']],
    ['function f(a: 1): 1; function f(a: 2): 2; function f(a: any) { return a }', ['function f']],
  ])('%s', (code, expected) => {
    const code2 = code.startsWith('({') ? `f(${code})` : code;
    expect(functionNames(code2)).toEqual(expected);
  });

  it('knows the function around each function, outer before inner', () => {
    const ir = scan(
      'function a() { const b = () => { f(() => {}) }; function c() {} } const d = () => 1;',
    );
    expect(ir.functions.map((fn) => [fn.name, fn.parent])).toEqual([
      ['a', -1],
      ['b', 0],
      ['<anonymous>', 1],
      ['c', 0],
      ['d', -1],
    ]);
    expect(decl(ir, 'a').func).toBe(0);
    expect(decl(ir, 'c')).toMatchObject({ func: 3, fn: 0 });
    expect(decl(ir, 'd').func).toBe(4);
  });

  it('records parameters, types, flags', () => {
    const ir = scan('async function f<T, U>(a: T, b?: string, c = 1, ...d: U[]): Promise<T> {}');
    expect(ir.functions[0]).toMatchObject({
      isAsync: true,
      typeParams: ['T', 'U'],
      returns: { t: 'ref', name: 'Promise', args: [{ name: 'T' }] },
      params: [
        { name: 'a', type: { name: 'T' } },
        { name: 'b', optional: true, type: { t: 'word', v: 'string' } },
        { name: 'c', default: { k: 'lit', v: 1 } },
        { name: 'd', rest: true, type: { t: 'array' } },
      ],
    });
  });

  it('reads defaults inside of patterns at the start of the body', () => {
    const ir = scan('function f({ a = g(), b = "c" } = {}) { h() }');
    expect(ir.functions[0]?.body.map(show)).toEqual(['set(a, g())', 'set(b, "c")', 'h()']);
    expect(ir.functions[0]?.params[0]).toMatchObject({ decl: -1, default: { k: 'obj' } });
  });

  it('spans from the name to the closing brace', () => {
    const ir = scan(
      'async function f() {\n}\nclass A {\n  m() {\n  }\n}\nconst g =\n  () => {\n};',
    );
    expect(ir.functions.map((fn) => `${place(fn.at)}-${place(fn.end)}`)).toEqual([
      '1:16-2:1',
      '4:3-5:3',
      '8:3-9:1',
    ]);
    expect(ir.classes.map((cls) => `${place(cls.at)}-${place(cls.end)}`)).toEqual(['3:7-6:1']);
  });
});

describe('classes', () => {
  const ir = scan(`
@Entity('orders') @Other
export abstract class Order<T extends Base = X> extends mix(Base)<T> implements A, ns.B<C> {
  @Column({ name: 'x' }) total: number = 1;
  static table = 'orders';
  #secret;
  declare ghost: string;
  accessor live = 2;
  [key: string]: unknown;
  constructor(@Inject(TOKEN) private readonly repo: Repository<Order>, plain: string, public n = 1) { super(); }
  overloaded(a: string): void;
  overloaded(a: unknown): void {}
  abstract later(a: string, b: number): Promise<T>;
  @Get(':id') async find(@Param('id') id: string): Promise<T> { return this.repo.find(id); }
  get value(): number { return 1; }
  set value(v: number) {}
  static { init(); }
  handler = async () => this.find('1');
  static make = () => 1;
}`);
  const [order] = ir.classes;

  it('records heritage and decorators', () => {
    expect(order).toMatchObject({
      name: 'Order',
      isAbstract: true,
      typeParams: ['T'],
      base: { k: 'call' },
      baseArgs: [{ name: 'T' }],
      implements: [{ name: 'A' }, { name: 'ns.B', args: [{ name: 'C' }] }],
      decorators: [
        { name: 'Entity', args: [{ k: 'str', v: 'orders' }], expr: { k: 'call' } },
        { name: 'Other', args: [], expr: { k: 'name' } },
      ],
    });
    expect(decl(ir, 'Order').cls).toBe(0);
  });

  it('records properties', () => {
    expect(order?.properties.map((one) => `${one.isStatic ? 'static ' : ''}${one.name}`)).toEqual([
      'total',
      'static table',
      '#secret',
      'ghost',
      'live',
      'handler',
      'static make',
    ]);
    expect(order?.properties[0]).toMatchObject({
      type: { t: 'word', v: 'number' },
      init: { k: 'lit', v: 1 },
      decorators: [{ name: 'Column' }],
    });
  });

  it('records methods, leaving out overloads and keeping signatures', () => {
    const methods = order?.methods.map((index) => ir.functions[index]);
    expect(methods?.map((fn) => `${fn?.kind} ${fn?.name}`)).toEqual([
      'constructor constructor',
      'method overloaded',
      'method find',
      'getter value',
      'setter value',
    ]);
    expect(order?.signatures).toMatchObject([
      { name: 'overloaded', params: [{ name: 'a', type: { v: 'string' } }] },
      { name: 'later', params: [{ name: 'a' }, { name: 'b' }], returns: { name: 'Promise' } },
    ]);
    expect(methods?.every((fn) => fn?.cls === 0)).toBe(true);
  });

  it('records parameter properties and decorated parameters', () => {
    const ctor = ir.functions.find((fn) => fn.kind === 'constructor');
    expect(ctor?.params).toMatchObject([
      {
        name: 'repo',
        property: true,
        type: { name: 'Repository' },
        decorators: [{ name: 'Inject' }],
      },
      { name: 'plain' },
      { name: 'n', property: true, default: { v: 1 } },
    ]);
    expect(ctor?.params[1]).not.toHaveProperty('property');
    const find = ir.functions.find((fn) => fn.name === 'find');
    expect(find).toMatchObject({
      isAsync: true,
      decorators: [{ name: 'Get' }],
      params: [{ decorators: [{ name: 'Param', args: [{ v: 'id' }] }] }],
    });
  });

  it('makes functions of fields members of the class', () => {
    expect(ir.functions.find((fn) => fn.name === 'handler')).toMatchObject({
      cls: 0,
      kind: 'arrow',
    });
    expect(ir.functions.find((fn) => fn.name === 'make')).toMatchObject({ cls: 0, isStatic: true });
  });

  it('reads static blocks as functions', () => {
    const block = ir.functions.find((fn) => fn.kind === 'static-block');
    expect(block?.body.map(show)).toEqual(['init()']);
  });

  it('reads class expressions', () => {
    const other = scan('const A = class extends B {}; f(class { m() {} }); const C = class D {};');
    expect(other.classes.map((cls) => cls.name)).toEqual(['A', '<anonymous>', 'D']);
    expect(decl(other, 'A').cls).toBe(0);
    expect(other.classes[2]?.decl).toBe(other.decls.findIndex((one) => one.name === 'D'));
  });

  it('reads namespaced decorators by their last name', () => {
    expect(scan('@orm.Entity() class A {}').classes[0]?.decorators?.[0]).toMatchObject({
      name: 'Entity',
    });
  });

  it('finds decorators before and after export', () => {
    const names = scan('@A export class X {}\nexport @B class Y {}').classes.map(
      (cls) => cls.decorators?.[0]?.name,
    );
    expect(names).toEqual(['A', 'B']);
  });
});

describe('types', () => {
  it.each([
    ['string', { t: 'word', v: 'string' }],
    ['void', { t: 'word', v: 'void' }],
    [
      'A<B, C[]>',
      { t: 'ref', name: 'A', args: [{ name: 'B' }, { t: 'array', of: { name: 'C' } }] },
    ],
    ['ns.A.B', { t: 'ref', name: 'ns.A.B' }],
    ['A | null', { t: 'union', of: [{ name: 'A' }, { t: 'word', v: 'null' }] }],
    ['A & B', { t: 'and', of: [{ name: 'A' }, { name: 'B' }] }],
    [
      '[a: A, B?, ...C[]]',
      {
        t: 'tuple',
        of: [{ name: 'A' }, { name: 'B' }, { t: 'op', op: '...', of: { t: 'array' } }],
      },
    ],
    ["'a'", { t: 'text', v: 'a' }],
    ['1', { t: 'word', v: '1' }],
    ['-1', { t: 'word', v: '-1' }],
    ['true', { t: 'word', v: 'true' }],
    ['typeof a.b', { t: 'typeof', expr: { k: 'mem', name: 'b', obj: { k: 'name', name: 'a' } } }],
    ['keyof A', { t: 'op', op: 'keyof', of: { name: 'A' } }],
    ['readonly A[]', { t: 'op', op: 'readonly', of: { t: 'array' } }],
    ['A["b"]', { t: 'index', of: { name: 'A' }, key: { t: 'text', v: 'b' } }],
    [
      '(a: A, ...b: B) => C',
      {
        t: 'function',
        params: [{ name: 'a', type: { name: 'A' } }, { name: 'b' }],
        returns: { name: 'C' },
      },
    ],
    [
      '{ a: A; b?(c: C): D; get e(): E; readonly "f g": F }',
      {
        t: 'object',
        members: [
          { name: 'a', type: { name: 'A' } },
          { name: 'b', optional: true, type: { t: 'function' } },
          { name: 'e', type: { name: 'E' } },
          { name: 'f g' },
        ],
      },
    ],
    ["import('x').A.B<C>", { t: 'import', index: 0, name: 'A.B', args: [{ name: 'C' }] }],
    ["typeof import('x')", { t: 'typeof', expr: { k: 'import', index: 0 } }],
    ['{ [K in A]: B }', { t: 'word', v: 'mapped' }],
    ['A extends B ? C : D', { t: 'word', v: 'conditional' }],
    ['(A)', { t: 'ref', name: 'A' }],
    ['this', { t: 'word', v: 'this' }],
  ])('%s', (code, expected) => {
    expect(decl(scan(`let x: ${code}`), 'x').type).toMatchObject(expected);
  });

  it('records aliases and interfaces', () => {
    const ir = scan(
      'type A<T> = B<T>; interface I<U> extends J, K<U> { a: U; [k: string]: V; (): W }',
    );
    expect(decl(ir, 'A')).toMatchObject({ kind: 'type', typeParams: ['T'], type: { name: 'B' } });
    expect(decl(ir, 'I')).toMatchObject({
      kind: 'interface',
      typeParams: ['U'],
      extends: [{ name: 'J' }, { name: 'K' }],
      type: { t: 'object', members: [{ name: 'a' }] },
    });
  });

  it('records enum members of every spelling', () => {
    const ir = scan('const enum E { A = 1, "b-c" = "x", [`d`] = A }');
    expect(decl(ir, 'E')).toMatchObject({
      kind: 'const-enum',
      members: [{ name: 'A' }, { name: 'b-c', v: { v: 'x' } }, { name: 'd' }],
    });
  });
});
