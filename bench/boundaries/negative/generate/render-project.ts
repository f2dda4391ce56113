/** Writes a made-up server as Express and Knex code that saasctl can read. Pure. */
import { posix } from 'node:path';

import type { MadeFile, MadeProject, MadeTable } from './made-project.ts';

/** Text per path. */
export function renderProject({ files, tables }: MadeProject): Readonly<Record<string, string>> {
  const paths = files.map((file) => file.path);
  return {
    'package.json': `${JSON.stringify({ name: 'made', private: true, dependencies: PACKAGES }, null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify({ compilerOptions: OPTIONS, include: ['src', 'migrations'] }, null, 2)}\n`,
    ...(tables.length > 0 && {
      'src/db.ts': `import knex from 'knex';\n\nexport const db = knex({ client: 'pg' });\n`,
      'src/app.ts': renderApp(files),
      'migrations/001_tables.ts': renderMigration(tables),
    }),
    ...Object.fromEntries(files.map((file) => [`src/${file.path}.ts`, renderFile(file, paths)])),
  };
}

const PACKAGES = { express: '^5.1.0', knex: '^3.1.0', pg: '^8.16.0' };
const OPTIONS = {
  target: 'es2022',
  module: 'commonjs',
  moduleResolution: 'node',
  esModuleInterop: true,
  strict: true,
};

function renderApp(files: readonly MadeFile[]): string {
  const routed = files.filter((file) => file.resource !== null);
  return [
    `import express from 'express';`,
    ...routed.map((file) => `import { router as ${camel(file.path)} } from './${file.path}';`),
    '',
    'export const app = express();',
    'app.use(express.json());',
    ...routed.map((file) => `app.use('/${file.resource}', ${camel(file.path)});`),
    '',
  ].join('\n');
}

function renderMigration(tables: readonly MadeTable[]): string {
  const create = tables.map(({ name, parents }) => {
    const keys = parents.map(
      (parent) =>
        `    table.integer('${parent}_id').references('id').inTable('${parent}').onDelete('CASCADE');`,
    );
    return [
      `  await knex.schema.createTable('${name}', (table) => {`,
      `    table.increments('id');`,
      `    table.string('name');`,
      `    table.timestamp('changed_at');`,
      ...keys,
      '  });',
    ].join('\n');
  });
  return `import type { Knex } from 'knex';\n\nexport async function up(knex: Knex): Promise<void> {\n${create.join('\n')}\n}\n`;
}

function renderFile(file: MadeFile, paths: readonly string[]): string {
  const { path, uses, reads, writes, together, resource } = file;
  const name = pascal(posix.basename(path));
  const near = (target: string): string => {
    const relative = posix.relative(posix.dirname(path), target);
    return relative.startsWith('.') ? relative : `./${relative}`;
  };
  const targets = uses.map((index) => paths[index] ?? '');
  const touches = [...reads, ...writes, ...together].length > 0;
  const blocks = [
    `export interface ${name}Input {\n  readonly id: number;\n  readonly name: string;\n}`,
    ...targets.map((target) => renderCall(name, target)),
    ...reads.map((table) => renderRead(name, table)),
    ...writes.map((table) => renderWrite(name, table)),
    ...(together.length > 0 ? [renderTransaction(name, together)] : []),
    renderMain(file, name, targets),
    ...(resource === null ? [] : [renderRouter(name)]),
  ];
  const imports = [
    ...(resource === null ? [] : [`import { Router } from 'express';`]),
    ...(touches ? [`import { db } from '${near('db')}';`] : []),
    ...targets.map(
      (target) => `import { run${pascal(posix.basename(target))} } from '${near(target)}';`,
    ),
  ];
  return `${[...(imports.length > 0 ? [imports.join('\n')] : []), ...blocks].join('\n\n')}\n`;
}

function renderCall(name: string, target: string): string {
  const other = pascal(posix.basename(target));
  return [
    `async function ask${other}(input: ${name}Input): Promise<number> {`,
    `  const answer = await run${other}({ id: input.id, name: input.name });`,
    `  return answer + input.id;`,
    '}',
  ].join('\n');
}

function renderRead(name: string, table: string): string {
  return [
    `async function find${pascal(table)}(input: ${name}Input): Promise<number> {`,
    `  const rows = await db('${table}').where({ id: input.id }).select('id', 'name');`,
    `  return rows.filter((row) => row.name !== '').length;`,
    '}',
  ].join('\n');
}

function renderWrite(name: string, table: string): string {
  return [
    `async function save${pascal(table)}(input: ${name}Input): Promise<number> {`,
    `  const count = await db('${table}').where({ id: input.id }).update({ name: input.name });`,
    `  if (count === 0) await db('${table}').insert({ id: input.id, name: input.name });`,
    '  return count;',
    '}',
  ].join('\n');
}

function renderTransaction(name: string, tables: readonly string[]): string {
  return [
    `async function commit${name}(input: ${name}Input): Promise<number> {`,
    '  await db.transaction(async (trx) => {',
    ...tables.map(
      (table) => `    await trx('${table}').where({ id: input.id }).update({ name: input.name });`,
    ),
    '  });',
    '  return input.id;',
    '}',
  ].join('\n');
}

function renderMain(file: MadeFile, name: string, targets: readonly string[]): string {
  const steps = [
    ...targets.map((target) => `ask${pascal(posix.basename(target))}`),
    ...file.reads.map((table) => `find${pascal(table)}`),
    ...file.writes.map((table) => `save${pascal(table)}`),
    ...(file.together.length > 0 ? [`commit${name}`] : []),
  ];
  return [
    `export async function run${name}(input: ${name}Input): Promise<number> {`,
    '  let sum = input.name.length;',
    ...steps.map((step) => `  sum += await ${step}(input);`),
    '  return sum;',
    '}',
  ].join('\n');
}

function renderRouter(name: string): string {
  return [
    'export const router = Router();',
    ...['get', 'put'].flatMap((method) => [
      `router.${method}('/:id', async (request, response) => {`,
      `  const input = { id: Number(request.params.id), name: String(request.query.name) };`,
      `  response.json(await run${name}(input));`,
      '});',
    ]),
  ].join('\n');
}

function camel(path: string): string {
  const name = pascal(path);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function pascal(text: string): string {
  return text
    .split(/[^a-z0-9]+/i)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
