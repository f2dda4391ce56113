/** What holds the modules of today together, in sentences that text and Markdown share. */
import type { Analysis, CycleTier } from '../../analyzers/index.ts';
import { distinctRelations } from '../../analyzers/model/distinct-relations.ts';
import { noteLayers } from './note-layers.ts';
import { plural } from './summarize.ts';
import type { Line } from './summarize.ts';

const number = (count: number): string => count.toLocaleString('en-US');

/** What a split would have to deal with, by numbers. */
export function describeTangle(analysis: Analysis): readonly Line[] {
  const { tables, transactions, joins, cycles } = analysis;
  const relations = distinctRelations(analysis.relations, tables);
  const owner = new Map(tables.map((table) => [table.name, table.module]));
  const crossing = relations.filter(({ from, to }) =>
    crosses(owner.get(from), owner.get(to)),
  ).length;
  const shared = tables.filter((table) => table.writingModules.length > 1);
  const readAcross = tables.filter((table) =>
    table.readingModules.some((reader) => reader !== table.module),
  ).length;
  const unowned = tables.filter((table) => table.module === null);
  return [
    {
      label: 'tables',
      text: `${shared.length} of ${tables.length} written by more than one module${someNames(shared)}; ${readAcross} read across modules${unowned.length > 0 ? `; ${unowned.length} owned by nobody${someNames(unowned)}` : ''}`,
    },
    {
      label: 'crossings',
      text: `${number(spanning(transactions))} of ${plural(transactions.length, 'transaction')}, ${number(spanning(joins))} of ${plural(joins.length, 'join')} and ${number(crossing)} of ${plural(relations.length, 'relation')} span modules`,
    },
    {
      label: 'cycles',
      text: `modules: ${knots(cycles, 'module', 'runtime')} at run time; files: ${knots(cycles, 'file', 'all')} in all imports, ${knots(cycles, 'file', 'runtime')} at run time, ${knots(cycles, 'file', 'load')} while loading`,
    },
    { label: 'hubs', text: hubsText(analysis) },
    ...noteLayers(analysis),
  ];
}

/** What decides most, for a screen with little room. */
export function describeWorst({ tables, modules, cycles }: Analysis): string {
  const shared = tables.filter((table) => table.writingModules.length > 1);
  const tied = cycles
    .filter((one) => one.level === 'module' && one.tier === 'runtime')
    .reduce((sum, one) => sum + one.members.length, 0);
  return `${tied} of ${plural(modules.length, 'module')} in circles at run time; ${shared.length} of ${plural(tables.length, 'table')} written by more than one${someNames(shared)}`;
}

/** ` (orders, users, …)`. */
function someNames(tables: Analysis['tables']): string {
  if (tables.length === 0) return '';
  const names = tables.slice(0, 4).map((table) => table.name);
  return ` (${names.join(', ')}${tables.length > names.length ? ', …' : ''})`;
}

/** By the modules there are today: `crosses` of these facts is about boundaries. */
const spanning = (facts: readonly { readonly modules: readonly string[] }[]): number =>
  facts.filter((fact) => fact.modules.length > 1).length;

const crosses = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a !== null && b !== null && a !== undefined && b !== undefined && a !== b;

/** `2 knots (largest 12)`. */
function knots(cycles: Analysis['cycles'], level: 'file' | 'module', tier: CycleTier): string {
  const sizes = cycles
    .filter((one) => one.level === level && one.tier === tier)
    .map((one) => one.members.length);
  if (sizes.length === 0) return 'none';
  return `${plural(sizes.length, 'knot')} (${sizes.length > 1 ? 'largest ' : ''}${Math.max(...sizes)} ${level}s)`;
}

function hubsText({ hubs }: Analysis): string {
  const [first] = hubs;
  if (!first) return 'no file is used by nearly everything';
  const kinds = ['barrel', 'hub', 'god-file'].map(
    (kind) => hubs.filter((hub) => hub.kind === kind).length,
  );
  return `${plural(kinds[0] ?? 0, 'barrel')}, ${plural(kinds[1] ?? 0, 'hub')}, ${plural(kinds[2] ?? 0, 'god file')}; most used: ${first.path} (${plural(first.importers, 'file')} of ${plural(first.modules, 'module')})`;
}
