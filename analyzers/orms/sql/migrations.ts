/** Which files change the schema, and the parts of them that undo it. */
import type { AdapterContext } from '../../adapter.ts';
import type { CallSite, ProjectFile, ProjectFunction } from '../../program/program.ts';
import type { Expr } from '../../scan/ir.ts';
import { applyDdl } from './apply-ddl.ts';
import { declareJournal, openJournal } from './schema-journal.ts';
import type { ForeignKey, SchemaJournal } from './schema-journal.ts';

/** By the calls of a file, so that whoever asks has looked at the file. */
const known = new WeakMap<ProjectFile['calls'], boolean>();

/** Files with an `up` step (knex, kysely, db-migrate, umzug, TypeORM) and seeds: what they touch is no access at run time. */
export function isMigrationFile(file: ProjectFile): boolean {
  let answer = known.get(file.calls);
  if (answer === undefined) known.set(file.calls, (answer = looksLikeMigration(file)));
  return answer;
}

function looksLikeMigration(file: ProjectFile): boolean {
  const folder = /(?:^|\/)(?:[\w-]*migrations?|seeds?|seeders?)\//i.test(file.path);
  const names = exportedNames(file);
  if (names.has('up') && (names.has('down') || folder)) return true;
  if (folder && names.has('seed')) return true;
  // MikroORM asks for no `down`.
  const isMigration = (base: Expr | undefined): boolean =>
    base?.k === 'name' && base.name === 'Migration';
  return file.classes.some(
    (cls) => cls.methods.has('up') && (cls.methods.has('down') || isMigration(cls.ir.base)),
  );
}

function exportedNames(file: ProjectFile): ReadonlySet<string> {
  const names = new Set(file.ir.exports.map((one) => one.name));
  for (const { expr, decl } of file.ir.exports) {
    // `const migration: Migration = { up, down }; export default migration`
    const made = expr ?? file.definitions.get(decl)?.v;
    const object = made?.k === 'cast' ? made.v : made;
    if (object?.k === 'obj') for (const prop of object.props) if (prop.name) names.add(prop.name);
  }
  return names;
}

/** Whether the call stands in the step that takes the migration back. */
export function isUndoing(site: CallSite): boolean {
  for (
    let fn: ProjectFunction | undefined | null = site.fn;
    fn;
    fn = site.file.functions[fn.ir.parent]
  ) {
    if (/^(?:down|rollback|revert)$/i.test(fn.ir.name)) return true;
    if (fn.ir.parent < 0) return false;
  }
  return false;
}

const DOWN_FILE =
  /(?:[.\-_]down\.sql$|(?:^|\/)down(?:\.sql$|\/)|[.\-_](?:undo|rollback|revert)\.sql$)/i;
const TEST_FILE = /(?:^|\/)(?:tests?|__tests__|e2e|spec|node_modules|dist|examples?)\//i;
/** Markers behind which a migration file takes its changes back. */
const DOWN_SECTION =
  /^[ \t]*--[ \t]*(?:\+?(?:migrate|goose)[ \t:]*down|down(?:[ \t]+migration)?|@?undo|rollback)\b.*$/im;

const applied = new WeakMap<object, SchemaJournal>();

/** Declares the tables of the project's .sql files, once per analysis. */
export function declareSqlFiles(context: AdapterContext): void {
  if (applied.has(context.program)) return;
  const journal = openJournal();
  applied.set(context.program, journal);
  for (const path of context.findByExtension('sql')) {
    if (DOWN_FILE.test(path) || TEST_FILE.test(path)) continue;
    const text = context.readText(path);
    if (text !== undefined) applySqlFile(journal, path, upSection(text));
  }
  declareJournal(context, journal, 'sql');
}

/** Whether a .sql file says the same about a foreign key. */
export function isInSqlFiles({ program }: AdapterContext, table: string, key: ForeignKey): boolean {
  const keys = applied.get(program)?.table(table)?.keys ?? [];
  return keys.some((one) => one.to === key.to && one.columns.join() === key.columns.join());
}

function upSection(text: string): string {
  const down = DOWN_SECTION.exec(text);
  return down ? text.slice(0, down.index) : text;
}

function applySqlFile(journal: SchemaJournal, path: string, text: string): void {
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;
  const column = (offset: number): number => offset - text.lastIndexOf('\n', offset - 1);
  applyDdl(journal, text, {
    place: (offset) => ({ path, line: line(offset), column: column(offset) }),
    line,
  });
}
