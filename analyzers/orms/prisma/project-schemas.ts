/** The schemas of the project under analysis, and the schema that code in a file means. */
import type { ProjectSources } from '../../adapter.ts';
import type { Program } from '../../program/program.ts';
import { parseSchema } from './parse-schema.ts';
import { buildSchema, folderOf, groupSchemas } from './schema-model.ts';
import type { PrismaModel, PrismaSchema } from './schema-model.ts';

export interface ProjectSchemas {
  readonly all: readonly PrismaSchema[];
  /** Files that import a schema's generated client, filled while links are substituted. */
  readonly linked: Map<string, PrismaSchema>;
  /** Models behind `client.<accessor>` in a file; the nearest schema that has one. */
  readonly byAccessor: (accessor: string, file: string) => PrismaModel | undefined;
  readonly byName: (name: string, file: string) => PrismaModel | undefined;
  readonly enumValues: (name: string) => readonly string[] | undefined;
}

/** Keyed by the map of files: the program itself is made anew when links are substituted. */
const schemas = new WeakMap<Program['files'], ProjectSchemas>();

export function readSchemas(sources: ProjectSources): ProjectSchemas {
  const known = schemas.get(sources.program.files);
  if (known) return known;
  const files = sources.findByExtension('prisma').flatMap((path) => {
    const text = sources.readText(path);
    return text === undefined ? [] : [{ path, blocks: parseSchema(path, text) }];
  });
  const all = groupSchemas(files).map(buildSchema);
  const built = projectSchemas(all);
  schemas.set(sources.program.files, built);
  return built;
}

export const schemasOf = (program: Program): ProjectSchemas | undefined =>
  schemas.get(program.files);

export const accessorOf = (model: string): string => model.charAt(0).toLowerCase() + model.slice(1);

function projectSchemas(all: readonly PrismaSchema[]): ProjectSchemas {
  const linked = new Map<string, PrismaSchema>();
  const nearest = new Map<string, readonly PrismaSchema[]>();
  const ordered = (file: string): readonly PrismaSchema[] => {
    const own = linked.get(file);
    if (own) return [own, ...all.filter((one) => one !== own)];
    const folder = folderOf(file);
    let order = nearest.get(folder);
    if (!order) {
      const score = (one: PrismaSchema): number => commonSegments(folder, one.folder);
      nearest.set(folder, (order = [...all].sort((a, b) => score(b) - score(a))));
    }
    return order;
  };
  const find = (
    file: string,
    test: (schema: PrismaSchema) => PrismaModel | undefined,
  ): PrismaModel | undefined => {
    for (const schema of ordered(file)) {
      const model = test(schema);
      if (model) return model;
    }
    return undefined;
  };
  const accessors = new Map(
    all.map((schema) => [
      schema,
      new Map([...schema.models.values()].map((model) => [accessorOf(model.name), model] as const)),
    ]),
  );
  return {
    all,
    linked,
    byAccessor: (accessor, file) => find(file, (schema) => accessors.get(schema)?.get(accessor)),
    byName: (name, file) => find(file, (schema) => schema.models.get(name)),
    enumValues: (name) => all.find((schema) => schema.enums.has(name))?.enums.get(name),
  };
}

function commonSegments(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let count = 0;
  while (count < left.length && left[count] === right[count]) count += 1;
  return count;
}
