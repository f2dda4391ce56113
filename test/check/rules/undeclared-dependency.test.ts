import { describe, expect, it } from 'vitest';

import { checkProject, checkRule } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { shopConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const SOURCES: Sources = {
  'src/billing/index.ts':
    'export const cents = (n: number) => n;\nexport interface Invoice { id: string }\n',
  'src/orders/order.ts':
    "import { cents } from '../billing';\nexport const due = () => cents(1);\n",
};

const ALONE: ShopChanges = { orders: { dependsOn: [] } };

const find = (sources: Sources, changes: ShopChanges = ALONE): readonly string[] =>
  checkRule('undeclared-dependency', { ...SOURCES, ...sources }, shopConfig(changes));

const fixOf = (changes: ShopChanges): string | undefined =>
  checkProject(SOURCES, shopConfig(changes)).found.find(
    (one) => one.rule === 'undeclared-dependency',
  )?.fix;

describe('what passes', () => {
  it('is a dependency that is declared', () => {
    expect(find({}, { orders: { dependsOn: ['billing'] } })).toEqual([]);
  });

  it('is any dependency of a boundary that does not say on whom it depends', () => {
    expect(find({}, {})).toEqual([]);
  });

  it('is the kernel and the monolith: nobody has to declare them', () => {
    const sources = {
      'src/kernel/clock.ts': 'export const now = 1;',
      'src/legacy.ts': 'export const old = 1;',
      'src/orders/order.ts':
        "import { now } from '../kernel/clock';\nimport { old } from '../legacy';\nexport const o = () => [now, old];",
    };
    expect(find(sources, { ...ALONE, kernel: { files: ['src/kernel/**'] } })).toEqual([]);
  });

  it('is what the monolith uses: it is no boundary', () => {
    expect(
      find({
        'src/orders/order.ts': 'export const o = 1;',
        'src/a.ts': "import { cents } from './billing';\nexport const a = () => cents(1);",
      }),
    ).toEqual([]);
  });

  it.each([
    ['by its syntax', "import type { Invoice } from '../billing';\nexport type A = Invoice;"],
    ['by its use', "import { Invoice } from '../billing';\nexport type A = Invoice;"],
  ])('is a type %s: it costs a service nothing but its declaration', (_how, code) => {
    expect(find({ 'src/orders/order.ts': code })).toEqual([]);
  });

  it('is a type within an import of something else: only that is told', () => {
    const code =
      "import { type Invoice, cents } from '../billing';\nexport const a = (_i: Invoice) => cents(1);";
    const { found } = checkProject({ ...SOURCES, 'src/orders/order.ts': code }, shopConfig(ALONE));
    expect(found.map((one) => one.message)).toEqual([
      'imports cents of billing, on which orders may not depend',
    ]);
  });

  it('is a test', () => {
    const code = SOURCES['src/orders/order.ts'] ?? '';
    expect(
      find({ 'src/orders/order.ts': 'export const o = 1;', 'src/orders/order.spec.ts': code }),
    ).toEqual([]);
  });
});

describe('what fails', () => {
  it('is a dependency that is not in "dependsOn", also through a public file', () => {
    expect(find({})).toEqual(['orders → billing billing @ src/orders/order.ts:1:1']);
  });

  it.each([
    ['a re-export', "export { cents } from '../billing';", '1:1'],
    ['a namespace', "import * as b from '../billing';\nexport const a = b.cents(1);", '1:1'],
    ['an import for its effects', "import '../billing';", '1:1'],
    ['a require', "export const a = () => require('../billing').cents(1);", '1:24'],
    [
      'a dynamic import',
      "export const a = async () => {\n  const { cents } = await import('../billing');\n  return cents;\n};",
      '2:27',
    ],
  ])('is %s', (_what, code, at) => {
    expect(find({ 'src/orders/order.ts': code })).toEqual([
      `orders → billing billing @ src/orders/order.ts:${at}`,
    ]);
  });

  it('is a type where types are judged', () => {
    const code = "import type { Invoice } from '../billing';\nexport type A = Invoice;";
    const rules = { 'undeclared-dependency': { types: 'warn' } } as const;
    expect(find({ 'src/orders/order.ts': code }, { ...ALONE, rules })).toEqual([
      'orders → billing billing @ src/orders/order.ts:1:1',
    ]);
  });

  it('is what a barrel of nobody hides', () => {
    const sources = {
      'src/all.ts': "export * from './billing';",
      'src/orders/order.ts': "import { cents } from '../all';\nexport const a = () => cents(1);",
    };
    expect(find(sources)).toEqual(['orders → billing billing @ src/orders/order.ts:1:1']);
  });

  it('is the boundary that is imported, not the one behind its barrel', () => {
    const sources = {
      'src/shipping/index.ts': "export { cents } from '../billing';",
      'src/orders/order.ts':
        "import { cents } from '../shipping';\nexport const a = () => cents(1);",
    };
    const changes = {
      orders: { dependsOn: ['billing'] },
      others: { shipping: { files: ['src/shipping/**'] } },
    };
    expect(find(sources, changes)).toEqual([
      'orders → shipping shipping @ src/orders/order.ts:1:1',
    ]);
  });

  it('is one dependency, whatever names it brings, counted in files', () => {
    const code = SOURCES['src/orders/order.ts'] ?? '';
    expect(find({ 'src/orders/b.ts': code, 'src/orders/c.ts': code })).toEqual([
      'orders → billing billing @ src/orders/b.ts:1:1 ×3',
    ]);
  });
});

it('names what is imported, the first three', () => {
  const names = ['a', 'b', 'c', 'd'];
  const sources = {
    'src/billing/index.ts': names.map((name) => `export const ${name} = 1;\n`).join(''),
    'src/orders/order.ts': `import { ${names.join(', ')} } from '../billing';\nexport const o = [${names.join(', ')}];`,
  };
  expect(checkProject(sources, shopConfig(ALONE)).found[0]?.message).toBe(
    'imports a, b, c and 1 more of billing, on which orders may not depend',
  );
});

describe('the way out', () => {
  it('is to declare it', () => {
    expect(fixOf(ALONE)).toContain(
      'add "billing" to boundaries.orders.dependsOn in saasctl.json if it is meant',
    );
  });

  it('is another one where the other depends on it already', () => {
    expect(fixOf({ ...ALONE, billing: { dependsOn: ['orders'] } })).toMatch(
      /^billing depends on orders already/,
    );
  });
});
