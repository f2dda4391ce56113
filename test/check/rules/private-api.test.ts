import { describe, expect, it } from 'vitest';

import { checkProject, checkRule, tell } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { shopConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const BILLING: Sources = {
  'src/billing/money.ts': [
    'export const cents = (n: number) => n;',
    'export interface Invoice { id: string }',
    'export default class {}',
    'export class Tax {}',
    '',
  ].join('\n'),
  'src/billing/index.ts': "export { Tax } from './money';\n",
};

const find = (sources: Sources, changes: ShopChanges = {}): readonly string[] =>
  checkRule('private-api', { ...BILLING, ...sources }, shopConfig(changes));

/** What is found in `src/orders/order.ts` when it reads so. */
const inOrder = (code: string, changes: ShopChanges = {}): readonly string[] =>
  find({ 'src/orders/order.ts': code }, changes);

const details = (code: string, changes: ShopChanges = {}) => {
  const sources = { ...BILLING, 'src/orders/order.ts': code };
  const [first] = checkProject(sources, shopConfig(changes)).found;
  return first;
};

const USED = "import { cents } from '../billing/money';\nexport const due = () => cents(1);\n";

describe('what passes', () => {
  it('is a seed, whatever it imports', () => {
    const seed = USED.replace("'../billing", "'../../billing");
    expect(
      find({ 'src/orders/order.ts': 'export const o = 1;', 'src/orders/seeds/s.ts': seed }),
    ).toEqual([]);
  });

  it('is an import from a public file', () => {
    expect(inOrder("import { Tax } from '../billing';\nexport const t = new Tax();")).toEqual([]);
  });

  it('is everything when the boundary does not say what is public', () => {
    const sources = { ...BILLING, 'src/orders/order.ts': USED };
    const config = {
      boundaries: { orders: { files: ['src/orders/**'] }, billing: { files: ['src/billing/**'] } },
    };
    expect(checkRule('private-api', sources, config)).toEqual([]);
  });

  it('is what a boundary imports from itself, and what a boundary imports from the monolith', () => {
    const sources = {
      'src/orders/order.ts':
        "import { line } from './line';\nimport { now } from '../clock';\nexport const o = [line, now];",
      'src/orders/line.ts': 'export const line = 1;',
      'src/clock.ts': 'export const now = 1;',
    };
    expect(find(sources)).toEqual([]);
  });

  it('is a test, whatever it imports', () => {
    expect(
      find({ 'src/orders/order.ts': 'export const o = 1;', 'src/orders/order.test.ts': USED }),
    ).toEqual([]);
  });

  it('is front-end code that no boundary holds', () => {
    const sources = {
      'src/orders/order.ts':
        "import express from 'express';\nconst app = express();\napp.get('/o', (_q, r) => r.send(''));\nexport default app;",
      'web/page.tsx':
        "import React from 'react';\nimport { cents } from '../src/billing/money';\nexport const P = () => <b>{cents(1)}</b>;",
    };
    expect(find(sources)).toEqual([]);
  });

  it('is a type where types are off', () => {
    const code = "import type { Invoice } from '../billing/money';\nexport type A = Invoice;";
    expect(inOrder(code, { rules: { 'private-api': { types: 'off' } } })).toEqual([]);
  });

  it('is everything when the rule is off', () => {
    expect(inOrder(USED, { rules: { 'private-api': 'off' } })).toEqual([]);
  });
});

describe('what fails', () => {
  it.each([
    ['a named import', USED, 'cents', '1:1'],
    [
      'a renamed import',
      "import { cents as c } from '../billing/money';\nexport const a = c(1);",
      'cents',
      '1:1',
    ],
    [
      'a default import',
      "import L from '../billing/money';\nexport const a = new L();",
      'default of money.ts',
      '1:1',
    ],
    [
      'a namespace',
      "import * as m from '../billing/money';\nexport const a = m.cents(1);",
      '* of money.ts',
      '1:1',
    ],
    ['an import for its effects', "\nimport '../billing/money';", '* of money.ts', '2:1'],
    ['a re-export', "export { cents } from '../billing/money';", 'cents', '1:1'],
    ['a re-export of everything', "export * from '../billing/money';", '* of money.ts', '1:1'],
    [
      'a type, by its syntax',
      "import type { Invoice } from '../billing/money';\nexport type A = Invoice;",
      'Invoice',
      '1:1',
    ],
    [
      'a type, by its use',
      "import { Invoice } from '../billing/money';\nexport type A = Invoice;",
      'Invoice',
      '1:1',
    ],
    [
      'a type within a type',
      "export type A = import('../billing/money').Invoice;",
      'Invoice',
      '1:17',
    ],
    [
      'a dynamic import',
      "export const a = async () => (await import('../billing/money')).cents;",
      'cents',
      '1:37',
    ],
    [
      'a dynamic import of a name',
      "export async function a() {\n  const { cents } = await import('../billing/money');\n  return cents;\n}",
      'cents',
      '2:27',
    ],
    [
      'a require',
      "const { cents } = require('../billing/money');\nexport const a = cents;",
      'cents',
      '1:19',
    ],
    [
      'an import = require',
      "import m = require('../billing/money');\nexport const a = m.cents;",
      '* of money.ts',
      '1:1',
    ],
  ])('is %s', (_what, code, symbol, at) => {
    expect(inOrder(code)).toEqual([`orders → billing ${symbol} @ src/orders/order.ts:${at}`]);
  });

  it('is a name that is public elsewhere: the way in counts', () => {
    const found = details("import { Tax } from '../billing/money';\nexport const t = new Tax();");
    expect(found?.fix).toBe('import it from src/billing/index.ts, which exports it');
  });

  it('is each name on its own, and each name once in however many files', () => {
    const both = "import { cents, Tax } from '../billing/money';\nexport const a = [cents, Tax];";
    expect(find({ 'src/orders/order.ts': both, 'src/orders/other.ts': USED })).toEqual([
      'orders → billing Tax @ src/orders/order.ts:1:1',
      'orders → billing cents @ src/orders/order.ts:1:1 ×2',
    ]);
  });

  it('is a default export by its name, where it has one', () => {
    const sources = {
      'src/billing/ledger.ts': 'export default class Ledger {}',
      'src/orders/order.ts':
        "import Book from '../billing/ledger';\nexport const o = () => new Book();",
    };
    expect(find(sources)).toEqual(['orders → billing Ledger @ src/orders/order.ts:1:1']);
  });

  it('is each index on its own: every folder may have one', () => {
    const sources = {
      'src/billing/a/index.ts': 'export default 1;',
      'src/billing/b/index.ts': 'export default 2;',
      'src/orders/order.ts':
        "import a from '../billing/a';\nimport b from '../billing/b';\nexport const o = [a, b];",
    };
    expect(find(sources)).toEqual([
      'orders → billing default of a/index.ts @ src/orders/order.ts:1:1',
      'orders → billing default of b/index.ts @ src/orders/order.ts:2:1',
    ]);
  });

  it('is the code of the monolith as well', () => {
    const code = "import { cents } from './billing/money';\nexport const due = () => cents(1);";
    expect(find({ 'src/orders/order.ts': 'export const o = 1;', 'src/legacy.ts': code })).toEqual([
      'monolith → billing cents @ src/legacy.ts:1:1',
    ]);
  });

  it('is front-end code that saasctl.json puts into a boundary', () => {
    const code =
      "import React from 'react';\nimport { cents } from '../billing/money';\nexport const P = () => <b>{cents(1)}</b>;";
    expect(find({ 'src/orders/page.tsx': code })).toEqual([
      'orders → billing cents @ src/orders/page.tsx:2:1',
    ]);
  });

  it('is told as a warning where types are warned of', () => {
    const code = "import type { Invoice } from '../billing/money';\nexport type A = Invoice;";
    expect(details(code, { rules: { 'private-api': { types: 'warn' } } })?.severity).toBe('warn');
    expect(details(USED, { rules: { 'private-api': { types: 'warn' } } })?.severity).toBe('error');
  });

  it('tells types from values within one import', () => {
    const rules = { 'private-api': { types: 'off' } } as const;
    const bySyntax =
      "import { type Invoice, cents } from '../billing/money';\nexport const a = (_i: Invoice) => cents(1);";
    for (const code of [bySyntax, bySyntax.replace('type Invoice', 'Invoice')])
      expect(inOrder(code, { rules })).toEqual([
        'orders → billing cents @ src/orders/order.ts:1:1',
      ]);
  });

  it('is found through an alias of the compiler', () => {
    const sources = {
      'tsconfig.json': { json: { compilerOptions: { paths: { '@app/*': ['./src/*'] } } } },
      'src/orders/order.ts':
        "import { cents } from '@app/billing/money';\nexport const a = cents(1);",
    };
    expect(find(sources)).toEqual(['orders → billing cents @ src/orders/order.ts:1:1']);
  });

  it('does not change its id when files move or lines shift', () => {
    const moved =
      "\n\nimport { cents } from '../../billing/inner/money';\nexport const a = cents(1);";
    const config = shopConfig({ billing: { public: [] } });
    const [before] = checkProject({ ...BILLING, 'src/orders/order.ts': USED }, config).found;
    const [after] = checkProject(
      {
        'src/orders/deep/order.ts': moved,
        'src/billing/inner/money.ts': BILLING['src/billing/money.ts'] ?? '',
      },
      config,
    ).found;
    expect(before?.id).toMatch(/^[0-9a-f]{10}$/);
    expect(after?.id).toBe(before?.id);
  });
});

describe('barrels', () => {
  const user = (from: string): string =>
    `import { cents } from '${from}';\nexport const a = () => cents(1);`;

  it('of the target open what they pass on when they are public', () => {
    const sources = {
      'src/billing/index.ts': "export * from './money';",
      'src/orders/order.ts': user('../billing'),
    };
    expect(find(sources)).toEqual([]);
  });

  it('of the target that are private hide nothing', () => {
    const sources = {
      'src/billing/inner.ts': "export { cents } from './money';",
      'src/orders/order.ts': user('../billing/inner'),
    };
    expect(find(sources)).toEqual(['orders → billing cents @ src/orders/order.ts:1:1']);
  });

  it('of the importer are told once, at the barrel', () => {
    const sources = {
      'src/orders/deps.ts': "export { cents } from '../billing/money';",
      'src/orders/order.ts': user('./deps'),
    };
    expect(find(sources)).toEqual(['orders → billing cents @ src/orders/deps.ts:1:1']);
  });

  it('of nobody are seen through: who imports from them is judged, not they', () => {
    const sources = {
      'src/all.ts': "export * from './billing/money';",
      'src/orders/order.ts': user('../all'),
    };
    expect(find(sources)).toEqual(['orders → billing cents @ src/orders/order.ts:1:1']);
  });

  it('of nobody are seen through by a namespace, file by file; what is public passes', () => {
    const sources = {
      'src/all.ts': "export { cents } from './billing/money';\nexport { Tax } from './billing';",
      'src/orders/order.ts': "import * as all from '../all';\nexport const a = () => all.cents(1);",
    };
    expect(find(sources)).toEqual(['orders → billing * of money.ts @ src/orders/order.ts:1:1']);
  });

  it('of nobody may rename: the debt and the way out have the name of the declaration', () => {
    const sources = {
      ...BILLING,
      'src/all.ts': "export { cents as toCents } from './billing/money';",
      'src/orders/order.ts':
        "import { toCents } from '../all';\nexport const a = () => toCents(1);",
    };
    const [found] = checkProject(sources, shopConfig()).found;
    expect(found && tell(found)).toBe(
      'private-api orders → billing cents @ src/orders/order.ts:1:1',
    );
    expect(found?.fix).toContain('add "src/billing/money.ts#cents" to boundaries.billing.public');
  });

  it('of a third boundary are that boundary', () => {
    const sources = {
      'src/shipping/index.ts': "export { cents } from '../billing/money';",
      'src/orders/order.ts': user('../shipping'),
    };
    expect(find(sources, { others: { shipping: { files: ['src/shipping/**'] } } })).toEqual([
      'shipping → billing cents @ src/shipping/index.ts:1:1',
    ]);
  });
});

describe('single names that are public', () => {
  const onlyCents: ShopChanges = { billing: { public: ['src/billing/money.ts#cents'] } };

  it('pass, and the others of their file do not', () => {
    const code = "import { cents, Tax } from '../billing/money';\nexport const a = [cents, Tax];";
    expect(inOrder(code, onlyCents)).toEqual(['orders → billing Tax @ src/orders/order.ts:1:1']);
    expect(details(code, onlyCents)?.fix).toBe(
      'use what billing makes public (src/billing/money.ts#cents), or add "src/billing/money.ts#Tax" to boundaries.billing.public in saasctl.json if others may rely on it',
    );
  });

  it('do not open their file as a whole', () => {
    const code = "import * as money from '../billing/money';\nexport const a = money.cents(1);";
    expect(inOrder(code, onlyCents)).toEqual([
      'orders → billing * of money.ts @ src/orders/order.ts:1:1',
    ]);
  });

  it('may be the default', () => {
    const code = "import L from '../billing/money';\nexport const a = new L();";
    expect(inOrder(code, { billing: { public: ['src/billing/money.ts#default'] } })).toEqual([]);
  });

  it('name the door under its own name', () => {
    const sources = {
      ...BILLING,
      'src/billing/index.ts': "export { cents as toCents } from './money';",
      'src/orders/order.ts': USED,
    };
    const [found] = checkProject(sources, shopConfig()).found;
    expect(found?.fix).toBe('import it from src/billing/index.ts, which exports it as toCents');
  });
});

describe('files in which the application is put together', () => {
  const three: ShopChanges = { others: { users: { files: ['src/users/**'], public: [] } } };
  const wiring = [
    "import { o } from './orders/order';",
    "import { cents } from './billing/money';",
  ];
  const sources = {
    'src/orders/order.ts': 'export const o = 1;',
    'src/users/users.ts': 'export const u = 1;',
  };

  it('are left alone: they name every part', () => {
    const main = `${wiring.join('\n')}\nimport { u } from './users/users';\nvoid [o, cents, u];`;
    expect(find({ ...sources, 'src/main.ts': main }, three)).toEqual([]);
  });

  it('are left alone: a root module that an entry boots, however small', () => {
    const found = find(
      {
        ...sources,
        'src/app.module.ts':
          "import { Module } from '@nestjs/common';\nimport { BillingModule } from './billing/billing.module';\n@Module({ imports: [BillingModule] }) export class AppModule {}",
        'src/billing/billing.module.ts':
          "import { Module } from '@nestjs/common';\n@Module({}) export class BillingModule {}",
        'src/main.ts':
          "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nvoid NestFactory.create(AppModule);",
      },
      three,
    );
    expect(found).toEqual([]);
  });

  it('are not: a lone file that nobody imports and that uses one boundary', () => {
    const job = "import { cents } from './billing/money';\nvoid cents(1);";
    expect(find({ ...sources, 'src/job.ts': job }, three)).toEqual([
      'monolith → billing cents @ src/job.ts:1:1',
    ]);
  });

  it('are not: a file that others import, however many boundaries it uses', () => {
    const service = `${wiring.join('\n')}\nimport { u } from './users/users';\nexport const all = () => [o, cents, u];`;
    const user = "import { all } from './service';\nexport const a = () => all();";
    const found = find(
      {
        ...sources,
        'src/service.ts': service,
        'src/a.ts': user,
        'src/main.ts': "import { a } from './a';\na();",
      },
      three,
    );
    expect(found).toEqual([
      'monolith → billing cents @ src/service.ts:2:1',
      'monolith → users u @ src/service.ts:3:1',
    ]);
  });
});

describe('messages', () => {
  it.each([
    [USED, 'imports cents from src/billing/money.ts, which billing has not made public'],
    [
      "import type { Invoice } from '../billing/money';\nexport type A = Invoice;",
      'imports the type Invoice from src/billing/money.ts, which billing has not made public',
    ],
    [
      "import * as m from '../billing/money';\nexport const a = m.cents;",
      'imports all of src/billing/money.ts, which billing has not made public',
    ],
    [
      "import L from '../billing/money';\nexport const a = new L();",
      'imports the default export of src/billing/money.ts, which billing has not made public',
    ],
    [
      "import '../billing/money';",
      'imports src/billing/money.ts for its effects, which billing has not made public',
    ],
  ])('%j', (code, message) => {
    expect(details(code)?.message).toBe(message);
  });
});
