/** Imports of a client that Prisma generates into the project: they mean the package although they lead to a file, or nowhere. */
import type { ProjectSources } from '../../adapter.ts';
import type { LinkTarget } from '../../program/program.ts';
import { readSchemas } from './project-schemas.ts';
import { folderOf, isWithin } from './schema-model.ts';
import type { PrismaSchema } from './schema-model.ts';

export const PACKAGE = '@prisma/client';

interface Output {
  readonly schema: PrismaSchema;
  /** Project-relative folder, or the package name for outputs in node_modules. */
  readonly path: string;
  readonly isPackage: boolean;
}

/** `substitute` of the Prisma adapter. */
export function substituteClient(
  sources: ProjectSources,
): (path: string, index: number, target: LinkTarget) => LinkTarget | undefined {
  const schemas = readSchemas(sources);
  const outputs = schemas.all.flatMap((schema) =>
    schema.outputs.map(({ folder, output }): Output => {
      const inside = /(?:^|\/)node_modules\/(.+)$/.exec(output);
      const path = inside?.[1] ?? normalized(`${folder}/${output}`);
      return { schema, path: path.replace(/\/+$/, ''), isPackage: inside !== null };
    }),
  );
  return (path, index, target) => {
    if (outputs.some((output) => !output.isPackage && isWithin(path, output.path)))
      return undefined;
    const request = sources.program.files.get(path)?.ir.imports[index];
    if (!request) return undefined;
    const output = outputs.find((one) => leadsTo(one, path, request.specifier, target));
    if (output) schemas.linked.set(path, output.schema);
    const named =
      target.kind === 'none' && request.names.some((one) => one.name === 'PrismaClient');
    return output || named ? { kind: 'package', name: PACKAGE, subpath: '' } : undefined;
  };
}

function leadsTo(output: Output, from: string, specifier: string, target: LinkTarget): boolean {
  if (target.kind === 'file') return !output.isPackage && isWithin(target.path, output.path);
  if (target.kind === 'builtin') return false;
  if (output.isPackage) return output.path !== PACKAGE && isWithin(specifier, output.path);
  if (specifier.startsWith('.'))
    return isWithin(normalized(`${folderOf(from)}/${specifier}`), output.path);
  return endsWithAlias(output.path, specifier, target.kind === 'none' ? 1 : 2);
}

/** `src/generated/prisma/client`, `@/generated/prisma`, `#prisma/client`: the end of the output's path, maybe behind an alias. */
function endsWithAlias(output: string, specifier: string, least: number): boolean {
  const folders = output.split('/');
  const steps = specifier.split('/');
  for (const skipped of [0, 1]) {
    const rest = steps.slice(skipped);
    for (let size = Math.min(rest.length, folders.length); size >= least; size -= 1) {
      if (rest.length - size > 2) break;
      if (rest.slice(0, size).join('/') === folders.slice(-size).join('/')) return true;
    }
  }
  return false;
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
