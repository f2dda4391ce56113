/** Tables of kysely's database interface: `Kysely<Database>`, one member per table. */
import { findInFiles } from '../../program/find-in-files.ts';
import type { AdapterContext } from '../../adapter.ts';
import type { ColumnFact } from '../../contract.ts';
import type { ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, Value } from '../../program/values.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { TypeMember, TypeRef } from '../../scan/ir.ts';
import { KYSELY, KYSELY_PACKAGES } from './kysely-values.ts';

const HOLDERS = /^(?:Kysely|Transaction|ControlledTransaction|QueryCreator)$/;

/** @returns physical name of a table as code names it (camel case plugins rename) */
export function declareDatabases(context: AdapterContext): void {
  const seen = new Set<string>();
  const importing = findInFiles(context.evaluator, 'kysely importers', (file) =>
    importsKysely(context, file) ? [file] : [],
  );
  for (const file of importing) {
    for (const { type, env } of databaseTypes(context, file)) {
      for (const value of alternatives(context.evaluator.type(type, env)))
        declareMembers(context, value, seen);
    }
  }
}

function importsKysely(context: AdapterContext, file: ProjectFile): boolean {
  return file.ir.imports.some((_, index) => {
    const target = context.program.link(file.path, index);
    return target.kind === 'package' && KYSELY_PACKAGES.includes(target.name);
  });
}

interface PlacedType {
  readonly type: TypeRef;
  readonly env: Env;
}

/** Type arguments of `new Kysely<X>`, of parameters, fields, variables and bases typed `Kysely<X>`. */
function databaseTypes(context: AdapterContext, file: ProjectFile): readonly PlacedType[] {
  const { ir } = file;
  const env = context.evaluator.envOf(file, null);
  const made = file.calls.flatMap(({ expr, name }) =>
    name === 'Kysely' && expr.isNew ? (expr.types ?? []) : [],
  );
  const bases = ir.classes.flatMap((cls) =>
    cls.base?.k === 'name' && cls.base.name === 'Kysely' ? (cls.baseArgs ?? []) : [],
  );
  const written = [
    ...ir.decls.map((decl) => decl.type),
    ...ir.classes.flatMap((cls) => cls.properties.map((property) => property.type)),
    ...ir.functions.flatMap((fn) => [fn.returns, ...fn.params.map((param) => param.type)]),
  ];
  const typed = written.flatMap((type) => (type ? argumentsIn(type) : []));
  return [...made, ...bases, ...typed].map((type) => ({ type, env }));
}

function argumentsIn(type: TypeRef): readonly TypeRef[] {
  if (type.t === 'ref') {
    const name = type.name.slice(type.name.lastIndexOf('.') + 1);
    const first = type.args?.[0];
    if (HOLDERS.test(name) && first) return [first];
    return (type.args ?? []).flatMap(argumentsIn);
  }
  return type.t === 'union' || type.t === 'and' ? type.of.flatMap(argumentsIn) : [];
}

function declareMembers(context: AdapterContext, database: Value, seen: Set<string>): void {
  const shape = membersOf(database);
  if (!shape || seen.has(shape.key)) return;
  seen.add(shape.key);
  for (const member of shape.members) declareTable(context, shape.file, member);
  const decl = database.v === 'interface' ? shape.file.ir.decls[database.decl] : undefined;
  for (const base of decl?.extends ?? []) {
    const value = context.evaluator.type(base, context.evaluator.envOf(shape.file, null));
    for (const one of alternatives(value)) declareMembers(context, one, seen);
  }
}

interface Members {
  readonly file: ProjectFile;
  readonly key: string;
  readonly members: readonly TypeMember[];
}

function membersOf(value: Value): Members | null {
  if (value.v === 'interface') {
    const type = value.file.ir.decls[value.decl]?.type;
    const members = type?.t === 'object' ? type.members : [];
    return { file: value.file, key: `${value.file.path}#${value.decl}`, members };
  }
  if (value.v !== 'shape') return null;
  const at = value.type.members[0]?.at ?? 0;
  return { file: value.env.file, key: `${value.env.file.path}@${at}`, members: value.type.members };
}

function declareTable(context: AdapterContext, file: ProjectFile, member: TypeMember): void {
  const row = member.type
    ? context.evaluator.type(member.type, context.evaluator.envOf(file, null))
    : undefined;
  const columns = row ? alternatives(row).flatMap((one) => columnsOf(one)) : [];
  const entityName = member.type?.t === 'ref' ? member.type.name : null;
  context.tables.declare({
    name: member.name.replace(/^public\./, ''),
    entity: null,
    entityName,
    orm: KYSELY,
    place: { file, at: member.at },
    evidence: entityName ? `${member.name}: ${entityName}` : member.name,
    certainty: 'certain',
    columns,
    indexes: [],
  });
}

function columnsOf(row: Value): readonly ColumnFact[] {
  const shape = membersOf(row);
  return (shape?.members ?? []).map((member) => ({
    name: member.name,
    type: member.type ? typeText(member.type) : null,
    line: unpackPosition(member.at).line,
  }));
}

/** `Generated<string>` → `string`. */
function typeText(type: TypeRef): string | null {
  if (type.t === 'word') return type.v;
  if (type.t === 'ref')
    return type.args?.[0] &&
      /^(?:Generated|ColumnType|GeneratedAlways|JSONColumnType)$/.test(type.name)
      ? typeText(type.args[0])
      : type.name;
  if (type.t === 'union') return type.of.map((one) => typeText(one) ?? '?').join(' | ');
  return type.t === 'array' ? `${typeText(type.of) ?? '?'}[]` : null;
}
