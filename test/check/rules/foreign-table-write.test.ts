import { describe, expect, it } from 'vitest';

import { checkProject, checkRule } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { DATA_PROJECTS } from './data-projects.ts';
import type { DataProject } from './data-projects.ts';
import { openConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const PINNED: ShopChanges = { orders: { tables: ['orders'] }, billing: { tables: ['invoices'] } };

const find = (sources: Sources, changes: ShopChanges = PINNED): readonly string[] =>
  checkRule('foreign-table-write', sources, openConfig(changes));

describe.each(DATA_PROJECTS)('$name', (project: DataProject) => {
  const { sources, head, writeInvoice, writeOrder, readInvoice, transaction } = project;
  const column = writeInvoice.indexOf(project.writeAt) + 1;

  it("lets a boundary write its own tables, and read others' (another rule's business)", () => {
    expect(
      find({ ...sources, 'src/orders/use.ts': `${head}${writeOrder}\n${readInvoice}\n` }),
    ).toEqual([]);
  });

  it('finds a write at its line and column', () => {
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${writeInvoice}\n` })).toEqual([
      `orders → billing invoices @ src/orders/use.ts:4:${column}`,
    ]);
  });

  it('finds it without pinned tables, also where the two write equally often', () => {
    const found = find({ ...sources, 'src/orders/use.ts': `${head}${writeInvoice}\n` }, {});
    expect(found).toEqual([`orders → billing invoices @ src/orders/use.ts:4:${column}`]);
  });

  it('finds a write in a function that a transaction calls', () => {
    const [found] = checkProject(
      { ...sources, 'src/orders/use.ts': `${head}${transaction}\n` },
      openConfig(PINNED),
    ).found.filter((one) => one.rule === 'foreign-table-write');
    expect(found && `${found.path}:${found.line} ${found.message.slice(0, 34)}`).toBe(
      'src/orders/use.ts:5 bill writes table invoices of bill',
    );
  });

  it('counts functions, not lines', () => {
    const twice = writeInvoice.replace('=> ', '=> [').replace(/;$/, ', 1];');
    const again = writeInvoice.replace('write =', 'again =');
    const code = `${head}${twice}\n${again}\n`;
    const [found] = checkProject(
      { ...sources, 'src/orders/use.ts': code },
      openConfig(PINNED),
    ).found.filter((one) => one.rule === 'foreign-table-write');
    expect(found && [found.places, found.message]).toEqual([
      2,
      `write writes table invoices of billing (${project.writes}), as 1 more function does`,
    ]);
  });

  it('leaves seeds alone', () => {
    const seed = `${head}${writeInvoice}\n`.replaceAll("'../", "'../../");
    expect(find({ ...sources, 'src/orders/seeds/invoices.ts': seed })).toEqual([]);
  });

  it('leaves tests alone', () => {
    expect(find({ ...sources, 'src/orders/use.test.ts': `${head}${writeInvoice}\n` })).toEqual([]);
  });

  it('finds writes of the monolith and of the kernel', () => {
    const code = `${head}${writeInvoice}\n`.replaceAll("'../", "'./");
    const inKernel = `${head}${writeInvoice}\n`;
    const found = find(
      { ...sources, 'src/legacy.ts': code, 'src/kernel/k.ts': inKernel },
      { ...PINNED, kernel: { files: ['src/kernel/**'] } },
    );
    expect(found).toEqual([
      `kernel → billing invoices @ src/kernel/k.ts:4:${column}`,
      `monolith → billing invoices @ src/legacy.ts:4:${column}`,
    ]);
  });
});

describe('who owns a table', () => {
  const [, knex] = DATA_PROJECTS;
  const { sources, head, writeInvoice } = knex as DataProject;
  const write = (name: string): string => writeInvoice.replace('write =', `${name} =`);

  it('is who is given it, whatever the code does', () => {
    const found = find(
      { ...sources, 'src/orders/use.ts': `${head}${write('a')}\n` },
      { orders: { tables: ['invoices'] } },
    );
    expect(found).toEqual(['billing → orders invoices @ src/billing/store.ts:2:47']);
  });

  it('is who writes it most, where nobody is given it', () => {
    const found = find(
      { ...sources, 'src/orders/use.ts': `${head}${write('a')}\n${write('b')}\n` },
      {},
    );
    expect(found).toEqual(['billing → orders invoices @ src/billing/store.ts:2:47']);
  });

  it('is who declares its entity, however often others write it', () => {
    const [typeorm] = DATA_PROJECTS as readonly [DataProject];
    const many = ['a', 'b', 'c']
      .map((name) => typeorm.writeInvoice.replace('write =', `${name} =`))
      .join('\n');
    const found = find({ ...typeorm.sources, 'src/orders/use.ts': `${typeorm.head}${many}\n` }, {});
    expect(found).toEqual(['orders → billing invoices @ src/orders/use.ts:4:60 ×3']);
  });

  it('is never the kernel', () => {
    const kernel = { files: ['src/billing/**'] };
    const config = { boundaries: { orders: { files: ['src/orders/**'] } }, kernel };
    expect(
      checkRule(
        'foreign-table-write',
        { ...sources, 'src/orders/use.ts': `${head}${write('a')}\n` },
        config,
      ),
    ).toEqual(['kernel → orders invoices @ src/billing/store.ts:2:47']);
  });

  it('is the monolith for what no boundary holds', () => {
    const config = { boundaries: { orders: { files: ['src/orders/**'] } } };
    expect(
      checkRule(
        'foreign-table-write',
        { ...sources, 'src/orders/use.ts': `${head}${write('a')}\n` },
        config,
      ),
    ).toEqual(['monolith → orders invoices @ src/billing/store.ts:2:47']);
  });
});

it('points to the function of the owner that does it already', () => {
  const [, knex] = DATA_PROJECTS;
  const { sources, head, writeInvoice } = knex as DataProject;
  const { found } = checkProject(
    { ...sources, 'src/orders/use.ts': `${head}${writeInvoice}\n` },
    openConfig(PINNED),
  );
  expect(found[0]?.fix).toMatch(
    /^ask billing.* saveInvoice \(src\/billing\/store\.ts:2\) writes it already/,
  );
  expect(found[0]?.related.map((one) => one.note)).toEqual(['invoices is used here first']);
});
