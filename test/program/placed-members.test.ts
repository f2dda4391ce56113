import { describe, expect, test } from 'vitest';

import { describeValue, linkSources } from './link-sources.ts';

/** Value of what is handed to `probe(…)` in the first source. */
function evaluated(main: string, others: Readonly<Record<string, string>> = {}): string {
  return describeValue(linkSources({ 'main.ts': main, ...others }).probe());
}

describe('members that are put on objects later', () => {
  test('by name, and on `this` of an object method', () => {
    expect(evaluated("const repo: any = {}; repo.table = 'orders'; probe(repo.table)")).toBe(
      "'orders'",
    );
    expect(
      evaluated(
        "const repo = { table: null, init() { this.table = 'orders'; } }; probe(repo.table)",
      ),
    ).toBe("'orders'");
    expect(
      evaluated("const a: any = {}; const b: any = {}; a.table = 'orders'; probe(b.table)"),
    ).toBe('unknown');
  });

  test('on what a CommonJS file exports', () => {
    const store = {
      'store.ts':
        "module.exports = { table: null, init() { const self = this; this.table = 'orders'; self.other = 'items'; return { ...this }; } };",
    };
    expect(evaluated("const store = require('./store'); probe(store.table)", store)).toBe(
      "'orders'",
    );
    expect(evaluated("const store = require('./store'); probe(store.init().other)", store)).toBe(
      "'items'",
    );
  });

  test('on globals, in several files', () => {
    const others = {
      'a.ts':
        "const app: any = { name: 'shop' }; (global as any).app = app; globalThis.table = 'orders';",
      'b.ts': "app.store = { table: 'items' };",
    };
    expect(evaluated('probe(app.name)', others)).toBe("'shop'");
    expect(evaluated('probe(table)', others)).toBe("'orders'");
    expect(evaluated('probe(global.table)', others)).toBe("'orders'");
    expect(evaluated('probe(app.store.table)', others)).toBe("'items'");
    expect(evaluated('probe(app.missing)', others)).toBe('unknown');
  });

  test('on globals by tests: that is no value in production', () => {
    const sources = {
      'main.ts': 'probe(table); other(store);',
      'main.spec.ts': "globalThis.table = 'test_orders'; globalThis.store = 'test_items';",
      'setup.ts': "globalThis.table = 'orders';",
    };
    const linked = linkSources(sources, [], { isSource: (path) => !path.includes('.spec.') });
    expect(describeValue(linked.probe())).toBe("'orders'");
    expect(describeValue(linked.probe('other'))).toBe('unknown');
  });

  test('`this` in an object method is the object', () => {
    expect(
      evaluated(
        "const repo = { table: 'orders', list() { const f = () => this.table; probe(this.table); } };",
      ),
    ).toBe("'orders'");
  });
});

describe('lists and rest parameters', () => {
  test('an empty list is what its type says', () => {
    expect(
      evaluated(
        "type Job = (name: 'orders') => void; const jobs: Job[] = []; jobs.push((name) => { probe(name); });",
      ),
    ).toBe("'orders'");
  });

  test('the type of a rest parameter is that of the list', () => {
    expect(evaluated("function f(...[name]: ['orders', number]) { probe(name); }")).toBe(
      "'orders'",
    );
    expect(evaluated("function f(...names: 'orders'[]) { probe(names[0]); }")).toBe("'orders'");
  });
});
