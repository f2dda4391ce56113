/** The sentences about an analysis that text and Markdown share. */
import type { Analysis, CycleTier } from '../../analyzers/index.ts';
import { distinctRelations } from '../../analyzers/model/distinct-relations.ts';
import { noteLayers } from './note-layers.ts';

const number = (count: number): string => count.toLocaleString('en-US');

export const plural = (count: number, noun: string, many = `${noun}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? noun : many}`;

const TITLES: Readonly<Record<string, string>> = {
  nestjs: 'NestJS',
  express: 'Express',
  fastify: 'Fastify',
  koa: 'Koa',
  typeorm: 'TypeORM',
  prisma: 'Prisma',
  sequelize: 'Sequelize',
  knex: 'Knex',
  kysely: 'Kysely',
  drizzle: 'Drizzle',
  'mikro-orm': 'MikroORM',
  mongoose: 'Mongoose',
  objection: 'Objection',
  sql: 'plain SQL',
};

/** A query layer with a smaller share of the accesses is not what the project is built on. */
const NEGLIGIBLE = 0.02;

export const titleOf = (id: string): string => TITLES[id] ?? id;

/** `NestJS + TypeORM`: what serves routes and what reaches tables, most used first. */
export function stackOf({ project, accesses }: Analysis): string {
  const used = (orm: string): number =>
    accesses.filter((one) => one.via.startsWith(`${orm} `)).length;
  const orms = project.orms
    .filter((orm) => used(orm) > accesses.length * NEGLIGIBLE)
    .sort((a, b) => used(b) - used(a));
  // NestJS stands on Express or Fastify: it names the stack.
  const frameworks = [...project.frameworks].sort(
    (a, b) => Number(b === 'nestjs') - Number(a === 'nestjs'),
  );
  const parts = [...frameworks, ...(orms.length > 0 ? orms : project.orms)].map(titleOf);
  return parts.length > 0
    ? parts.join(' + ')
    : 'TypeScript, no framework or query layer recognised';
}

export interface Line {
  readonly label: string;
  readonly text: string;
}

/** What the project is, by numbers. */
export function describeProject(analysis: Analysis): readonly Line[] {
  const { project, modules } = analysis;
  const certain = analysis.accesses.filter((one) => one.certainty === 'certain').length;
  const origin = modules.some((one) => one.origin === 'nest-module') ? 'NestJS modules' : 'folders';
  const largest = [...modules]
    .sort((a, b) => b.lines - a.lines || (a.id < b.id ? -1 : 1))
    .slice(0, 4);
  const emitted = analysis.events.filter((one) => one.kind === 'event').length;
  const queues = analysis.events.filter((one) => one.kind === 'queue').length;
  const messages = analysis.events.length - emitted - queues;
  return [
    {
      label: 'files',
      text: `${plural(project.files, 'file')}, ${plural(project.lines, 'line')} (${plural(project.testFiles, 'test file')} among them), ${plural(analysis.imports.length, 'import')} between them`,
    },
    ...analysis.findings
      .filter((finding) => finding.code === 'front-end-files')
      .map(({ message }) => ({ label: 'front end', text: message })),
    {
      label: 'modules',
      text: `${plural(modules.length, 'module')} by ${origin}${largest.length > 0 ? '; largest ' : ''}${largest.map((one) => `${one.id} (${plural(one.lines, 'line')})`).join(', ')}`,
    },
    {
      label: 'data',
      text: `${plural(analysis.tables.length, 'table')}, ${plural(analysis.accesses.length, 'access', 'accesses')} (${analysis.accesses.length - certain} inferred), ${plural(analysis.transactions.length, 'transaction')}, ${plural(analysis.joins.length, 'join')}`,
    },
    {
      label: 'surface',
      text: `${plural(analysis.routes.length, 'route')}, ${plural(emitted, 'event')}, ${plural(queues, 'queue')}${messages > 0 ? `, ${plural(messages, 'command or query', 'commands and queries')}` : ''}, ${plural(analysis.jobs.length, 'scheduled job')}, ${plural(analysis.outbound.length, 'outbound call')}`,
    },
    ...historyLine(analysis),
  ];
}

/** Fewer changes than this say nothing about a file. */
const MANY_TIMES = 5;

const LIMITED: Readonly<Record<string, string>> = {
  shallow: ' (shallow clone: lower bounds)',
  'names-only': ' (partial clone: no line counts, no renames)',
};

function historyLine({ history }: Analysis): readonly Line[] {
  if (history.state === 'off') return [];
  if (history.state === 'absent') return [{ label: 'history', text: 'no git history here' }];
  const busiest = [...history.files].sort(
    (a, b) => b.commits - a.commits || (a.path < b.path ? -1 : 1),
  )[0];
  const shallow = LIMITED[history.state] ?? '';
  const busy =
    busiest && busiest.commits >= MANY_TIMES
      ? `; changed most often: ${busiest.path} (${busiest.commits} times)`
      : '';
  return [{ label: 'history', text: `last ${plural(history.commits, 'commit')}${shallow}${busy}` }];
}

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
      text: `${number(count(transactions))} of ${plural(transactions.length, 'transaction')}, ${number(count(joins))} of ${plural(joins.length, 'join')} and ${number(crossing)} of ${plural(relations.length, 'relation')} span modules`,
    },
    {
      label: 'cycles',
      text: `modules: ${knots(cycles, 'module', 'runtime')} at run time; files: ${knots(cycles, 'file', 'all')} in all imports, ${knots(cycles, 'file', 'runtime')} at run time, ${knots(cycles, 'file', 'load')} while loading`,
    },
    { label: 'hubs', text: hubsText(analysis) },
    ...noteLayers(analysis),
  ];
}

/** ` (orders, users, …)`. */
function someNames(tables: Analysis['tables']): string {
  if (tables.length === 0) return '';
  const names = tables.slice(0, 4).map((table) => table.name);
  return ` (${names.join(', ')}${tables.length > names.length ? ', …' : ''})`;
}

const count = (facts: readonly { readonly crosses: boolean }[]): number =>
  facts.filter((fact) => fact.crosses).length;

export const crosses = (a: string | null | undefined, b: string | null | undefined): boolean =>
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

/** What the second engine said. */
export function describeOpinion({ secondOpinion }: Analysis): string {
  const { state, tool, edges, missing, extra, message } = secondOpinion;
  switch (state) {
    case 'agrees':
      return `${tool} sees the same ${plural(edges, 'edge')}`;
    case 'differs':
      return `${tool} sees ${plural(edges, 'edge')}, ${number(missing)} that we do not see, and misses ${number(extra)} of ours; the findings "edge-disagreement" say whom TypeScript confirms`;
    case 'failed':
      return `${tool} could not be asked: ${message ?? 'unknown reason'}`;
    case 'off':
      return 'not asked for';
  }
}

/** Limits of the analysis itself, by code. */
export function describeLimits({ findings }: Analysis): readonly Line[] {
  const limits = [
    'dynamic-table',
    'dynamic-sql',
    'dynamic-route',
    'dynamic-event',
    'dynamic-queue',
    'dynamic-config',
    'dynamic-schedule',
    'dynamic-import-unknown',
    'nest-injection-unknown',
    'nest-module-entry-unknown',
    'unsupported-library',
    'unresolved-import',
    'file-syntax',
    'file-not-utf8',
    'file-unreadable',
  ];
  return limits.flatMap((code): readonly Line[] => {
    const found = findings.filter((finding) => finding.code === code);
    const [first] = found;
    return first
      ? [{ label: code, text: `${found.length}, first at ${first.path}:${first.line}` }]
      : [];
  });
}
