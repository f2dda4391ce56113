/** A join is told once, however many lines it takes; a read beside it is told for itself. */
import { describe, expect, it } from 'vitest';

import { checkRule } from '../check-project.ts';
import { DATA_PROJECTS } from './data-projects.ts';
import type { DataProject } from './data-projects.ts';
import { openConfig } from './shop-config.ts';

const CONFIG = openConfig({ orders: { tables: ['orders'] }, billing: { tables: ['invoices'] } });

interface Case {
  readonly name: string;
  readonly project: string;
  /** In the body of a function that may wait. */
  readonly lines: readonly string[];
  /** A query of its own that reads invoices. */
  readonly apart: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a builder',
    project: 'TypeORM',
    lines: [
      'const o = await db.getRepository(Order)',
      "  .createQueryBuilder('o')",
      "  .innerJoin(Invoice, 'i', 'true')",
      '  .getMany();',
    ],
    apart: 'const i = await db.getRepository(Invoice).find();',
  },
  {
    name: 'joined tables',
    project: 'Knex',
    lines: [
      "const o = await db('orders')",
      '  .where({})',
      "  .leftJoin('invoices', 'invoices.order_id', 'orders.id');",
    ],
    apart: "const i = await db('invoices').select();",
  },
  {
    name: 'an include',
    project: 'Prisma',
    lines: [
      'const o = await db.order.findMany({',
      '  where: {},',
      '  include: {',
      '    invoices: true,',
      '  },',
      '});',
    ],
    apart: 'const i = await db.invoice.findMany();',
  },
  {
    name: 'a condition that is made before',
    project: 'Prisma',
    lines: [
      'const where = { invoices: { some: {} } };',
      '',
      'const o = await db.order.findMany({ where });',
    ],
    apart: 'const i = await db.invoice.findMany();',
  },
];

describe.each(CASES)('$project: $name', ({ project, lines, apart }) => {
  const { sources, head } = DATA_PROJECTS.find((one) => one.name === project) as DataProject;
  const find = (
    rule: 'foreign-table-read' | 'crossing-join',
    body: readonly string[],
  ): readonly string[] =>
    checkRule(
      rule,
      {
        ...sources,
        'src/orders/use.ts': `${head}export async function list() {\n${body.join('\n')}\n}\n`,
      },
      CONFIG,
    );

  it('is told as a join, and as nothing else', () => {
    expect(find('crossing-join', lines)).toHaveLength(1);
    expect(find('foreign-table-read', lines)).toEqual([]);
  });

  it.each(['before', 'after'])('does not hide a read of its own %s it', (where) => {
    const body = where === 'before' ? [apart, ...lines] : [...lines, apart];
    const line = where === 'before' ? 5 : 5 + lines.length;
    const found = find('foreign-table-read', body);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`orders → billing invoices @ src/orders/use.ts:${line}:`);
  });
});
