import { describe, expect, it } from 'vitest';

import { checkProject, checkRule } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { DATA_PROJECTS } from './data-projects.ts';
import type { DataProject } from './data-projects.ts';
import { openConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const PINNED: ShopChanges = { orders: { tables: ['orders'] }, billing: { tables: ['invoices'] } };

const find = (sources: Sources, changes: ShopChanges = PINNED): readonly string[] =>
  checkRule('crossing-join', sources, openConfig(changes));

describe.each(DATA_PROJECTS)('$name', ({ sources, head, join, readInvoice }: DataProject) => {
  it('finds a join over two boundaries at its line', () => {
    const { found } = checkProject(
      { ...sources, 'src/orders/use.ts': `${head}${join}\n` },
      openConfig(PINNED),
    );
    const [only, ...more] = found.filter((one) => one.rule === 'crossing-join');
    expect(more).toEqual([]);
    expect(only && [only.from, only.to, only.symbol, only.path, only.line, only.places]).toEqual([
      'orders',
      'billing',
      'invoices',
      'src/orders/use.ts',
      4,
      1,
    ]);
  });

  it('finds two of them as one in two places', () => {
    const twice = `${head}${join}\n${join.replace('list =', 'again =')}\n`;
    const { found } = checkProject({ ...sources, 'src/orders/use.ts': twice }, openConfig(PINNED));
    expect(found.filter((one) => one.rule === 'crossing-join').map((one) => one.places)).toEqual([
      2,
    ]);
  });

  it('lets one boundary join what it owns', () => {
    const own: ShopChanges = { orders: { tables: ['orders', 'invoices'] } };
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${join}\n` }, own)).toEqual([]);
  });

  it('does not take a read of one table for a join', () => {
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${readInvoice}\n` })).toEqual([]);
  });

  it('leaves tests and seeds alone', () => {
    const seed = `${head}${join}\n`.replaceAll("'../", "'../../");
    expect(
      find({
        ...sources,
        'src/orders/use.test.ts': `${head}${join}\n`,
        'src/orders/seeds/s.ts': seed,
      }),
    ).toEqual([]);
  });
});

describe('a join of which the asking boundary owns nothing', () => {
  const [, knex] = DATA_PROJECTS;
  const { sources, head, join } = knex as DataProject;

  it('is told to the first owner, with all foreign tables', () => {
    const others = { reports: { files: ['src/reports/**'] } };
    expect(
      find({ ...sources, 'src/reports/use.ts': `${head}${join}\n` }, { ...PINNED, others }),
    ).toEqual(['reports → billing invoices + orders @ src/reports/use.ts:4:31']);
  });

  it('keeps its id when own tables join in', () => {
    const more = join.replace(/;$/, ".leftJoin('lines', 'lines.order_id', 'orders.id');");
    const store = `${String(sources['src/orders/store.ts'])}export const saveLine = () => db('lines').insert({});\n`;
    const base = { ...sources, 'src/orders/store.ts': store };
    const idOf = (code: string): string | undefined =>
      checkProject(
        { ...base, 'src/orders/use.ts': `${head}${code}\n` },
        openConfig(PINNED),
      ).found.find((one) => one.rule === 'crossing-join')?.id;
    expect(idOf(join)).toBeDefined();
    expect(idOf(more)).toBe(idOf(join));
  });

  it('is found in plain SQL as well', () => {
    const sql =
      "export const list = () => db.raw('select * from orders o join invoices i on i.order_id = o.id');";
    expect(find({ ...sources, 'src/orders/use.ts': `${head}${sql}\n` })).toEqual([
      'orders → billing invoices @ src/orders/use.ts:4:49',
    ]);
  });
});
