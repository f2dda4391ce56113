import { describe, expect, it } from 'vitest';

import { checkProject, checkRule, tell } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { shopConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const NEST = "import { Inject, Injectable } from '@nestjs/common';\n";
const SOURCES: Sources = {
  'src/billing/billing.service.ts': `${NEST}@Injectable() export class BillingService {}\n@Injectable() export class Ledger {}\nexport const RATES = Symbol('rates');\n`,
  'src/billing/index.ts': "export { BillingService } from './billing.service';\n",
  'src/billing/invoice.entity.ts':
    "import { Entity, PrimaryGeneratedColumn } from 'typeorm';\n@Entity('invoices') export class Invoice { @PrimaryGeneratedColumn() id: number; }\n",
};

/** A class of orders with these parameters. */
const service = (imports: string, ...params: readonly string[]): string =>
  `${NEST}${imports}\n@Injectable()\nexport class OrdersService {\n  constructor(\n${params.map((one) => `    ${one},\n`).join('')}  ) {}\n}\n`;

const LEDGER = service(
  "import { Ledger } from '../billing/billing.service';",
  'private readonly ledger: Ledger',
);

const find = (code: string, changes: ShopChanges = {}): readonly string[] =>
  checkRule(
    'foreign-injection',
    { ...SOURCES, 'src/orders/orders.service.ts': code },
    shopConfig(changes),
  );

describe('what passes', () => {
  it('is a provider that its boundary makes public', () => {
    const code = service(
      "import { BillingService } from '../billing';",
      'private readonly billing: BillingService',
    );
    expect(find(code)).toEqual([]);
  });

  it('is a provider that is public, even if its file is imported the wrong way: that is told of the import', () => {
    const code = service(
      "import { BillingService } from '../billing/billing.service';",
      'private readonly billing: BillingService',
    );
    const { found } = checkProject(
      { ...SOURCES, 'src/orders/orders.service.ts': code },
      shopConfig(),
    );
    expect(found.map((one) => one.rule)).toEqual(['private-api']);
  });

  it('is any provider of a boundary that does not say what is public', () => {
    const config = {
      boundaries: { orders: { files: ['src/orders/**'] }, billing: { files: ['src/billing/**'] } },
    };
    expect(
      checkRule(
        'foreign-injection',
        { ...SOURCES, 'src/orders/orders.service.ts': LEDGER },
        config,
      ),
    ).toEqual([]);
  });

  it("is a boundary's own provider, one of a package, and a token that nothing declares", () => {
    const own = 'src/orders/prices.ts';
    const code = service(
      "import { Prices } from './prices';\nimport { DataSource } from 'typeorm';",
      'private readonly prices: Prices',
      'private readonly data: DataSource',
      "@Inject('CLOCK') private readonly clock: unknown",
    );
    const sources = {
      ...SOURCES,
      [own]: `${NEST}@Injectable() export class Prices {}`,
      'src/orders/orders.service.ts': code,
    };
    expect(checkRule('foreign-injection', sources, shopConfig())).toEqual([]);
  });

  it('is a seed', () => {
    const sources = {
      ...SOURCES,
      'src/orders/o.ts': 'export const o = 1;',
      'src/orders/seeds/orders.seed.ts': LEDGER.replace("'../billing", "'../../billing"),
    };
    expect(checkRule('foreign-injection', sources, shopConfig())).toEqual([]);
  });

  it('is a test', () => {
    const sources = {
      ...SOURCES,
      'src/orders/o.ts': 'export const o = 1;',
      'src/orders/orders.service.spec.ts': LEDGER,
    };
    expect(checkRule('foreign-injection', sources, shopConfig())).toEqual([]);
  });
});

describe('what fails', () => {
  it('is a provider that is not public, at its parameter', () => {
    expect(find(LEDGER)).toEqual(['orders → billing Ledger @ src/orders/orders.service.ts:6:22']);
  });

  it('is told once: the import that serves it is not told again', () => {
    const sources = { ...SOURCES, 'src/orders/orders.service.ts': LEDGER };
    expect(checkProject(sources, shopConfig()).found.map((one) => one.rule)).toEqual([
      'foreign-injection',
    ]);
  });

  it('is told by the import where the rule is off', () => {
    const sources = { ...SOURCES, 'src/orders/orders.service.ts': LEDGER };
    const config = shopConfig({ rules: { 'foreign-injection': 'off' } });
    expect(checkProject(sources, config).found.map(tell)).toEqual([
      'private-api orders → billing Ledger @ src/orders/orders.service.ts:2:1',
    ]);
  });

  it('is an import of something else as well', () => {
    const code = LEDGER.replace('{ Ledger }', '{ Ledger, RATES }').replace(
      'constructor',
      'rates = RATES;\n  constructor',
    );
    const sources = { ...SOURCES, 'src/orders/orders.service.ts': code };
    expect(
      checkProject(sources, shopConfig()).found.map((one) => `${one.rule} ${one.symbol}`),
    ).toEqual(['private-api RATES', 'foreign-injection Ledger']);
  });

  it('is a token of a constant', () => {
    const code = service(
      "import { RATES } from '../billing/billing.service';",
      '@Inject(RATES) private readonly rates: unknown',
    );
    expect(find(code)).toEqual(['orders → billing RATES @ src/orders/orders.service.ts:6:37']);
  });

  it('is a repository or model of an entity that is not public, told once', () => {
    const code = service(
      "import { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nimport { Invoice } from '../billing/invoice.entity';",
      '@InjectRepository(Invoice) private readonly invoices: Repository<Invoice>',
    );
    const sources = { ...SOURCES, 'src/orders/orders.service.ts': code };
    const { found } = checkProject(sources, shopConfig());
    expect(found.map(tell)).toEqual([
      'foreign-injection orders → billing Repository<Invoice> @ src/orders/orders.service.ts:8:49',
    ]);
    expect(found[0]?.fix).toContain('"src/billing/invoice.entity.ts#Invoice"');
  });

  it('is a repository of the entity that is imported, where two have its name', () => {
    const own = String(SOURCES['src/billing/invoice.entity.ts']).replace("'invoices'", "'drafts'");
    const code = (from: string): string =>
      service(
        `import { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nimport { Invoice } from '${from}';`,
        '@InjectRepository(Invoice) private readonly invoices: Repository<Invoice>',
      );
    const found = (from: string): number =>
      checkRule(
        'foreign-injection',
        {
          ...SOURCES,
          'src/orders/invoice.entity.ts': own,
          'src/entities.ts': "export * from './billing/invoice.entity';",
          'src/orders/orders.service.ts': code(from),
        },
        shopConfig(),
      ).length;
    const direct = [found('./invoice.entity'), found('../billing/invoice.entity')];
    expect([...direct, found('../entities')]).toEqual([0, 1, 1]);
  });

  it('counts classes', () => {
    const more = LEDGER.replace('class OrdersService', 'class Refunds');
    const sources = {
      ...SOURCES,
      'src/orders/orders.service.ts': LEDGER,
      'src/orders/refunds.ts': more,
    };
    const { found } = checkProject(sources, shopConfig());
    expect(found.map((one) => one.places)).toEqual([2]);
    expect(found[0]?.message).toBe(
      'OrdersService is injected with Ledger (src/billing/billing.service.ts), which billing has not made public; so is 1 more',
    );
  });

  it('is the monolith as well', () => {
    const sources = {
      ...SOURCES,
      'src/orders/o.ts': 'export const o = 1;',
      'src/legacy.service.ts': LEDGER.replace("'../billing", "'./billing"),
    };
    expect(checkRule('foreign-injection', sources, shopConfig())).toEqual([
      'monolith → billing Ledger @ src/legacy.service.ts:6:22',
    ]);
  });
});
