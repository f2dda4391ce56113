import { describe, expect, test } from 'vitest';

import { describeValue, linkSources } from './link-sources.ts';

/** Value of what is handed to `probe(…)` in the first source. */
function evaluated(main: string, others: Readonly<Record<string, string>> = {}): string {
  return describeValue(linkSources({ 'main.ts': main, ...others }).probe());
}

describe('names', () => {
  test('constants, templates and concatenations are strings, holes stay holes', () => {
    expect(evaluated("const T = 'users'; probe(T)")).toBe("'users'");
    expect(evaluated("const s = 'app'; probe(`${s}.users`)")).toBe("'app.users'");
    expect(evaluated('declare const s: string; probe(`${s}_users`)')).toBe("'{}_users'");
    expect(evaluated("const a = 'x'; probe(a + '-' + 'y')")).toBe("'x-y'");
  });

  test('members of constant objects, enums and namespaces', () => {
    expect(
      evaluated("const T = { users: 'users', old: { a: 'a1' } } as const; probe(T.old.a)"),
    ).toBe("'a1'");
    expect(evaluated("enum T { Users = 'users' } probe(T.Users)")).toBe("'users'");
    expect(
      evaluated("import * as T from './tables'; probe(T.USERS)", {
        'tables.ts': "export const USERS = 'users';",
      }),
    ).toBe("'users'");
    expect(
      evaluated("const base = { a: 'x' }; const all = { ...base, b: 'y' }; probe(all.a)"),
    ).toBe("'x'");
  });

  test('an object that spreads itself ends', () => {
    expect(
      evaluated("let o = { a: 'x' }; o = { ...o, b: 'y' }; o = { ...o, c: 'z' }; probe(o.a)"),
    ).toBe("'x'");
    expect(evaluated("let o = { a: 'x' }; o = { ...o, b: 'y' }; probe(o.missing)")).toBe('unknown');
  });

  test('imports through barrels, renames, defaults and cycles of re-exports', () => {
    const barrel = {
      'index.ts':
        "export * from './a'; export { B as C } from './b'; export { default as d } from './b';",
      'a.ts': "export * from './index'; export const A = 'a';",
      'b.ts': "export const B = 'b'; export default 'dd';",
    };
    expect(evaluated("import { A } from './index'; probe(A)", barrel)).toBe("'a'");
    expect(evaluated("import { C } from './index'; probe(C)", barrel)).toBe("'b'");
    expect(evaluated("import { d } from './index'; probe(d)", barrel)).toBe("'dd'");
    expect(evaluated("import { missing } from './index'; probe(missing)", barrel)).toBe('unknown');
  });

  test("what the project exports comes before a package's `export *`", () => {
    const barrel = {
      'index.ts': "export * from './orm'; export * from './service';",
      'orm.ts': "export * from 'orm';",
      'service.ts': 'export class Service {}',
    };
    expect(
      evaluated("import { Service } from './index'; function f(s: Service) { probe(s); }", barrel),
    ).toBe('Service');
    expect(evaluated("import { Service } from './index'; probe(new Service())", barrel)).toBe(
      'Service',
    );
    expect(
      evaluated(
        "import { Repo } from './index'; function f(r: Repo<string>) { probe(r); }",
        barrel,
      ),
    ).toBe('orm:Repo<unknown>');
  });

  test('CommonJS modules', () => {
    expect(
      evaluated("const { T } = require('./t'); probe(T)", {
        't.ts': "module.exports = { T: 'users' };",
      }),
    ).toBe("'users'");
    expect(
      evaluated("const T = require('./t'); probe(T.name)", { 't.ts': "exports.name = 'x';" }),
    ).toBe("'x'");
  });

  test('destructuring, also of parameters by their type', () => {
    expect(evaluated("const { a: { b: x } } = { a: { b: 'deep' } }; probe(x)")).toBe("'deep'");
    expect(
      evaluated(
        "import { Repo } from 'orm'; function f({ repo }: { repo: Repo<string> }) { probe(repo); }",
      ),
    ).toBe('orm:Repo<unknown>');
  });

  test('later assignments and loops', () => {
    expect(evaluated('class A {} let a; a = new A(); probe(a)')).toBe('A');
    expect(evaluated('class A {} for (const a of [new A()]) probe(a)')).toBe('A');
  });
});

describe('functions in objects of a known type', () => {
  const types = `import { Repo } from 'orm'; interface Task { name: string; run(context: { repo: Repo<string> }): void; hooks?: { after: (repo: Repo<string>) => void } } `;
  const expected = 'orm:Repo<unknown>';
  test('arguments of functions and constructors', () => {
    expect(
      evaluated(
        `${types} function define(task: Task) {} define({ name: 'x', run({ repo }) { probe(repo); } });`,
      ),
    ).toBe(expected);
    expect(
      evaluated(
        `${types} class Job { constructor(task: Task) {} } new Job({ name: 'x', hooks: { after: (repo) => { probe(repo); } } });`,
      ),
    ).toBe(expected);
    expect(
      evaluated(
        `${types} function all(tasks: Task[]) {} all([{ name: 'x', run: async ({ repo }) => probe(repo) }]);`,
      ),
    ).toBe(expected);
  });
  test('variables, fields and results', () => {
    expect(
      evaluated(
        `${types} const task: Task = { name: 'x', run(context) { probe(context.repo); } };`,
      ),
    ).toBe(expected);
    expect(
      evaluated(
        `${types} export default { name: 'x', run({ repo }) { probe(repo); } } satisfies Task;`,
      ),
    ).toBe(expected);
    expect(
      evaluated(
        `${types} function make(): Task { return { name: 'x', run({ repo }) { probe(repo); } }; }`,
      ),
    ).toBe(expected);
  });
});

describe('classes', () => {
  test('fields by type, initialiser, parameter property and constructor assignment', () => {
    const service = 'class Db {} ';
    expect(evaluated(`${service} class S { private db: Db; m() { probe(this.db); } }`)).toBe('Db');
    expect(evaluated(`${service} class S { db = new Db(); m() { probe(this.db); } }`)).toBe('Db');
    expect(
      evaluated(
        `${service} class S { constructor(private readonly db: Db) {} m() { probe(this.db); } }`,
      ),
    ).toBe('Db');
    expect(
      evaluated(
        `${service} class S { db; constructor(db: Db) { this.db = db; } m() { probe(this.db); } }`,
      ),
    ).toBe('Db');
  });

  test('type arguments reach the fields of a generic base', () => {
    const source = `
      import { Repository } from 'orm';
      class Order {}
      abstract class Crud<T> { constructor(protected readonly repo: Repository<T>) {} }
      class Orders extends Crud<Order> { m() { probe(this.repo); } }`;
    expect(evaluated(source)).toBe('orm:Repository<Order>');
  });

  test('arguments of super(…) reach the fields of the base', () => {
    const source = `
      class Store { table: string; constructor(table: string) { this.table = table; } }
      class Users extends Store { constructor() { super('users'); } m() { probe(this.table); } }`;
    expect(evaluated(source)).toBe("'users'");
  });

  test('arguments of new reach the fields', () => {
    expect(
      evaluated(
        "class S { constructor(readonly table: string) {} } const s = new S('users'); probe(s.table)",
      ),
    ).toBe("'users'");
  });

  test('getters, statics, class names, methods and their declared or returned values', () => {
    expect(evaluated("class A { get t() { return 'x'; } } probe(new A().t)")).toBe("'x'");
    expect(evaluated("class A { static t = 'x'; } class B extends A {} probe(B.t)")).toBe("'x'");
    expect(evaluated('class User {} probe(User.name)')).toBe("'User'");
    expect(
      evaluated(
        'class A {} class F { async make(): Promise<A> { throw 0; } } const a = await new F().make(); probe(a)',
      ),
    ).toBe('A');
    expect(evaluated("function t(p: string) { return p + 's'; } probe(t('user'))")).toBe("'users'");
  });

  test('a class that extends a package keeps what the package gives', () => {
    expect(
      evaluated(
        "import { Repository } from 'orm'; class Order {} class R extends Repository<Order> { m() { probe(this.manager); } }",
      ),
    ).toBe('orm:Repository.manager<Order>');
  });
});

describe('types', () => {
  test('aliases, unions without null, indexed access, Pick and ReturnType', () => {
    const db = "import { Knex } from 'knex'; ";
    expect(evaluated(`${db} type Db = Knex; declare const d: Db; probe(d)`)).toBe('knex:Knex');
    expect(evaluated(`${db} declare const d: Knex | undefined; probe(d)`)).toBe('knex:Knex');
    expect(evaluated(`${db} interface Ctx { db: Knex } declare const d: Ctx['db']; probe(d)`)).toBe(
      'knex:Knex',
    );
    expect(
      evaluated(
        `${db} interface Ctx { db: Knex; x: string } function f({ db }: Pick<Ctx, 'db'>) { probe(db); }`,
      ),
    ).toBe('knex:Knex');
    expect(
      evaluated(
        `${db} function make(): Knex { throw 0; } declare const d: ReturnType<typeof make>; probe(d)`,
      ),
    ).toBe('knex:Knex');
  });

  test('generic functions by explicit and inferred type arguments', () => {
    expect(
      evaluated(
        'class A {} declare const x: unknown; function get<T>(c: new () => T): T { return x as T; } probe(get(A))',
      ),
    ).toBe('A');
    expect(
      evaluated(
        'class A {} declare const x: unknown; function get<T>(): T { return x as T; } probe(get<A>())',
      ),
    ).toBe('A');
  });

  test('collections', () => {
    expect(evaluated('class A {} declare const list: A[]; probe(list.find(Boolean))')).toBe('A');
    expect(
      evaluated('class A {} declare const list: Map<string, A>; list.forEach((a) => probe(a))'),
    ).toBe('A');
    expect(evaluated('class A {} const [a] = await Promise.all([new A()]); probe(a)')).toBe('A');
  });

  test('interfaces of several declarations and bases', () => {
    expect(
      evaluated(
        'class A {} interface I { a: A } interface J extends I {} declare const j: J; probe(j.a)',
      ),
    ).toBe('A');
  });
});

describe('conditions', () => {
  const MODE = "function path(mode: 'all' | 'own') { return mode === 'own' ? '/own' : '/all'; }";

  test('what a caller passes decides, also through defaults, enums, options and flags', () => {
    expect(evaluated(`${MODE} probe(path('own'))`)).toBe("'/own'");
    expect(
      evaluated(
        "function path(mode = 'own') { return mode !== 'own' ? '/all' : '/own'; } probe(path())",
      ),
    ).toBe("'/own'");
    expect(
      evaluated(
        "enum Mode { Own = 'o', All = 'a' } function path(mode: Mode) { return mode === Mode.Own ? '/own' : '/all'; } probe(path(Mode.All))",
      ),
    ).toBe("'/all'");
    expect(
      evaluated(
        "function path(options: { own?: boolean }) { return options.own ? '/own' : '/all'; } probe(path({}))",
      ),
    ).toBe("'/all'");
    expect(
      evaluated(
        "function path(a: string, b?: boolean) { return a === 'x' || b ? '/x' : a === 'y' ? '/y' : '/z'; } probe(path('y'))",
      ),
    ).toBe("'/y'");
  });

  test('fields set by the constructor decide', () => {
    const made =
      "class A { constructor(private readonly mode: string) {} path() { return this.mode === 'own' ? '/own' : '/all'; } }";
    expect(evaluated(`${made} probe(new A('own').path())`)).toBe("'/own'");
    expect(evaluated(`${made} declare const a: A; probe(a.path())`)).toBe("'/all' | '/own'");
  });

  test('what may be something else stays open', () => {
    expect(evaluated(`${MODE} declare const mode: any; probe(path(mode))`)).toBe("'/all' | '/own'");
    expect(
      evaluated("function path(mode = 'own') { probe(mode === 'own' ? '/own' : '/all'); }"),
    ).toBe("'/all' | '/own'");
    expect(
      evaluated(
        "let mode = 'own'; mode = process.argv[2]; probe(mode === 'own' ? '/own' : '/all')",
      ),
    ).toBe("'/all' | '/own'");
    expect(
      evaluated(
        "const state = { on: false }; function set() { state.on = true; } probe(state.on ? 'a' : 'b')",
      ),
    ).toBe("'a' | 'b'");
  });
});

describe('bounds', () => {
  test('self-reference and mutual recursion end in unknown', () => {
    expect(evaluated('const a = b; const b = a; probe(a)')).toBe('unknown');
    expect(evaluated('function f() { return g(); } function g() { return f(); } probe(f())')).toBe(
      'unknown',
    );
    expect(evaluated('class A { x = this.x; m() { probe(this.x); } }')).toBe('unknown');
  });

  test('a chain of many thousand names does not overflow', () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `const a${at + 1} = a${at};`);
    expect(['unknown', "'x'"]).toContain(
      evaluated(`const a0 = 'x';\n${lines.join('\n')}\nprobe(a5000)`),
    );
  });
});
