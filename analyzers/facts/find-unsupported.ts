/** Libraries that hold facts we would want, and that no adapter reads: said aloud, once each. */
import type { ExternalImport, Finding } from '../contract.ts';
import type { ProjectFiles } from '../discover/discover-project.ts';
import { createFinding } from '../findings.ts';

const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['waterline', 'data accesses'],
  ['sails', 'routes'],
  ['bookshelf', 'data accesses'],
  ['@feathersjs/feathers', 'routes and services'],
  ['@hapi/hapi', 'routes'],
  ['restify', 'routes'],
  ['hono', 'routes'],
  ['@adonisjs/core', 'routes'],
  ['@adonisjs/lucid', 'data accesses'],
  ['@loopback/rest', 'routes'],
  ['@loopback/repository', 'data accesses'],
  ['routing-controllers', 'routes'],
  ['@tsed/common', 'routes and injection'],
  ['inversify', 'injections'],
  ['tsyringe', 'injections'],
  ['typedi', 'injections'],
  ['awilix', 'injections'],
  ['type-graphql', 'GraphQL operations'],
  ['@trpc/server', 'procedures'],
  ['mongodb', 'data accesses through the bare driver'],
  ['@aws-sdk/client-dynamodb', 'data accesses'],
  ['massive', 'data accesses'],
  ['zapatos', 'data accesses'],
  ['pgtyped', 'data accesses'],
]);

export function findUnsupported(
  project: ProjectFiles,
  externals: readonly ExternalImport[],
): readonly Finding[] {
  const tests = new Set(project.files.filter((file) => file.test).map((file) => file.path));
  const first = new Map<string, ExternalImport>();
  for (const one of externals) {
    if (UNSUPPORTED.has(one.package) && !tests.has(one.path) && !first.has(one.package))
      first.set(one.package, one);
  }
  return [...first].map(([name, { path, line, column }]) =>
    createFinding({
      code: 'unsupported-library',
      severity: 'warning',
      path,
      line,
      column,
      subject: name,
      message: `${name} is used here, but its ${UNSUPPORTED.get(name)} are not read`,
    }),
  );
}
