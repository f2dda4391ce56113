import { describe, expect, it } from 'vitest';

import { checkProject, checkRule, tell } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { shopConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const BILLING = {
  'src/orders/order.ts': 'export const o = 1;',
  'src/billing/index.ts':
    'export const cents = (n: number) => n;\nexport interface Invoice { id: string }\n',
};
const KERNEL = { kernel: { files: ['src/kernel/**'] } };

const check = (code: string, changes: ShopChanges = {}) =>
  checkProject({ ...BILLING, 'src/kernel/k.ts': code }, shopConfig({ ...KERNEL, ...changes }))
    .found;
const find = (sources: Sources): readonly string[] =>
  checkRule('kernel-depends-on-boundary', { ...BILLING, ...sources }, shopConfig(KERNEL));

const VALUE = "import { cents } from '../billing';\nexport const k = () => cents(1);";
const TYPE = "import type { Invoice } from '../billing';\nexport type K = Invoice;";

describe('what passes', () => {
  it('is a boundary that uses the kernel', () => {
    expect(
      find({
        'src/kernel/k.ts': 'export const k = 1;',
        'src/orders/order.ts': "import { k } from '../kernel/k';\nexport const o = k;",
      }),
    ).toEqual([]);
  });

  it('is a kernel that uses what no boundary holds', () => {
    expect(
      find({
        'src/kernel/k.ts': "import { t } from '../tool';\nexport const k = t;",
        'src/tool.ts': 'export const t = 1;',
      }),
    ).toEqual([]);
  });

  it('is a test of the kernel', () => {
    expect(
      find({ 'src/kernel/k.ts': 'export const k = 1;', 'src/kernel/k.test.ts': VALUE }),
    ).toEqual([]);
  });

  it('is a type where types are off', () => {
    expect(check(TYPE, { rules: { 'kernel-depends-on-boundary': { types: 'off' } } })).toEqual([]);
  });
});

describe('what fails', () => {
  it('is an import of a boundary, also of what it makes public', () => {
    expect(find({ 'src/kernel/k.ts': VALUE })).toEqual([
      'kernel → billing cents @ src/kernel/k.ts:1:1',
    ]);
  });

  it('is told by this rule alone when it is private as well', () => {
    expect(check(VALUE, { billing: { public: [] } }).map(tell)).toEqual([
      'kernel-depends-on-boundary kernel → billing cents @ src/kernel/k.ts:1:1',
    ]);
  });

  it('is told by this rule alone when it is injected as well', () => {
    const sources = {
      ...BILLING,
      'src/billing/billing.service.ts':
        "import { Injectable } from '@nestjs/common';\n@Injectable() export class BillingService {}",
      'src/kernel/audit.ts':
        "import { Injectable } from '@nestjs/common';\nimport { BillingService } from '../billing/billing.service';\n@Injectable() export class Audit { constructor(private readonly billing: BillingService) { billing.toString(); } }",
    };
    const { found } = checkProject(sources, shopConfig(KERNEL));
    expect(found.map((one) => one.rule)).toEqual(['kernel-depends-on-boundary']);
  });

  it('is a warning for a type, by its syntax or by its use', () => {
    for (const code of [TYPE, TYPE.replace('import type', 'import')]) {
      const [found] = check(code);
      expect(found && [found.severity, found.symbol]).toEqual(['warn', 'Invoice']);
    }
  });

  it('tells a type from a value within one import', () => {
    const found = check(
      "import { type Invoice, cents } from '../billing';\nexport const k = (_i: Invoice) => cents(1);",
    );
    expect(found.map((one) => `${one.severity} ${one.symbol}`)).toEqual([
      'warn Invoice',
      'error cents',
    ]);
  });

  it('is a barrel of the kernel that passes on a boundary, and whoever imports from it', () => {
    const found = checkProject(
      {
        ...BILLING,
        'src/kernel/index.ts': "export { cents } from '../billing/inner';",
        'src/billing/inner.ts': 'export const cents = 1;',
        'src/orders/order.ts': "import { cents } from '../kernel';\nexport const o = cents;",
      },
      shopConfig(KERNEL),
    ).found.map(tell);
    expect(found).toEqual([
      'kernel-depends-on-boundary kernel → billing cents @ src/kernel/index.ts:1:1',
      'private-api orders → billing cents @ src/orders/order.ts:1:1',
    ]);
  });

  it('says how to turn it round', () => {
    const [found] = check(VALUE);
    expect(found?.message).toBe('the kernel imports cents of billing');
    expect(found?.fix).toBe(
      'let the kernel declare an interface that billing implements, or move src/kernel/k.ts to billing in saasctl.json',
    );
  });
});
