/** What a project is and how much of it was read, in sentences that text and Markdown share. */
import type { Analysis } from '../../analyzers/index.ts';

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
      text: `${plural(modules.length, 'module')} by ${originOf(analysis)}${largest.length > 0 ? '; largest ' : ''}${largest.map((one) => `${one.id} (${plural(one.lines, 'line')})`).join(', ')}`,
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

/** The same in fewer lines, for a screen that has more to say. */
export function describeScale(analysis: Analysis): readonly Line[] {
  const { project, modules, imports, tables, routes, events, transactions, joins } = analysis;
  const code = [
    plural(project.files, 'file'),
    plural(project.lines, 'line'),
    `${plural(modules.length, 'module')} by ${originOf(analysis)}`,
    plural(imports.length, 'import'),
    plural(project.testFiles, 'test file'),
  ];
  const inferred = analysis.accesses.filter((one) => one.certainty !== 'certain').length;
  const data = [
    plural(tables.length, 'table'),
    `${plural(analysis.accesses.length, 'access', 'accesses')}${inferred > 0 ? ` (${inferred} inferred)` : ''}`,
    plural(transactions.length, 'transaction'),
    plural(joins.length, 'join'),
  ];
  const surface = [
    plural(routes.length, 'route'),
    plural(events.length, 'event'),
    plural(analysis.jobs.length, 'job'),
  ];
  return [
    { label: 'code', text: code.join(', ') },
    { label: 'data', text: `${data.join(', ')}; ${surface.join(', ')}` },
    { label: 'read', text: describeReading(analysis) },
  ];
}

const originOf = ({ modules }: Analysis): string =>
  modules.some((one) => one.origin === 'nest-module') ? 'NestJS modules' : 'folders';

/** How much of it was understood, and whether another tool sees the same. */
function describeReading(analysis: Analysis): string {
  const limits = describeLimits(analysis);
  const unread = limits.map(({ label, text }) => `${label} ${text.split(',')[0]}`);
  const history = historyLine(analysis).map(({ text }) => text.split(';')[0] ?? '');
  const isAsked = analysis.secondOpinion.state !== 'off';
  return [
    ...(unread.length === 0 ? ['everything understood'] : [`not understood: ${unread.join(', ')}`]),
    ...(isAsked ? [describeOpinion(analysis)] : []),
    ...history,
  ].join('; ');
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

/** What the second engine said. */
export function describeOpinion({ secondOpinion }: Analysis): string {
  const { state, tool, edges, missing, extra, message } = secondOpinion;
  switch (state) {
    case 'agrees':
      return `${tool} sees the same ${plural(edges, 'edge')}`;
    case 'differs':
      return `${tool} sees ${plural(edges, 'edge')}, ${missing.toLocaleString('en-US')} that we do not see, and misses ${extra.toLocaleString('en-US')} of ours; the findings "edge-disagreement" say whom TypeScript confirms`;
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
    'import-excluded',
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
