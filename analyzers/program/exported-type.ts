/** Which declaration an exported name of a type leads to. */
import { isAskedFirst } from './asked-exports.ts';
import type { AskedExports } from './asked-exports.ts';
import { leavesProject } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import type { ProjectFile } from './program.ts';

export type ExportedType =
  | { readonly file: ProjectFile; readonly decl: number }
  | { readonly pkg: string; readonly name: string };

type Answers = Map<ProjectFile, Map<string, ExportedType | null>>;

const known = new WeakMap<object, Answers>();

/** The declaration behind an exported name, through re-exports; decl -1 for a namespace export. */
export function findExportedType(
  evaluator: Evaluator,
  file: ProjectFile,
  name: string,
): ExportedType | null {
  const answers = answersFor(evaluator, file);
  let answer = answers.get(name);
  if (answer === undefined) answers.set(name, (answer = search(evaluator, file, name)));
  return answer;
}

function answersFor(evaluator: Evaluator, file: ProjectFile): Map<string, ExportedType | null> {
  let files = known.get(evaluator.reading.unit);
  if (!files) known.set(evaluator.reading.unit, (files = new Map()));
  let answers = files.get(file);
  if (!answers) files.set(file, (answers = new Map()));
  return answers;
}

function search(evaluator: Evaluator, file: ProjectFile, name: string): ExportedType | null {
  // `export * from 'package'` may hold any name: it is asked when the project's own files have none.
  return (
    searchExport({ evaluator, asked: new Map(), throughPackages: false }, file, name) ??
    searchExport({ evaluator, asked: new Map(), throughPackages: true }, file, name)
  );
}

interface ExportSearch {
  readonly evaluator: Evaluator;
  readonly asked: AskedExports;
  readonly throughPackages: boolean;
}

function searchExport(search: ExportSearch, file: ProjectFile, name: string): ExportedType | null {
  if (!isAskedFirst(search.asked, file, name)) return null;
  const own = file.exported.get(name) ?? [];
  // A name may stand for a value and a type at once: the type is wanted here.
  for (const one of own) {
    if (one.imp < 0 && one.decl >= 0) return { file, decl: typeTwin(file, one.decl) };
  }
  for (const one of own) {
    if (one.imp >= 0) {
      const found = forwardedType(search, file, one.imp, one.from ?? name);
      if (found) return found;
    }
  }
  for (const star of file.exported.get('*') ?? []) {
    if (star.imp < 0) continue;
    if (!search.throughPackages && leavesProject(search.evaluator, file, star.imp)) continue;
    const found = forwardedType(search, file, star.imp, name);
    if (found) return found;
  }
  return null;
}

const TYPE_KINDS = new Set(['class', 'interface', 'type', 'enum', 'const-enum', 'import']);

/** `const Role = {…}; type Role = …`: the declaration of the same name that is a type. */
function typeTwin(file: ProjectFile, index: number): number {
  const decl = file.ir.decls[index];
  if (!decl || TYPE_KINDS.has(decl.kind)) return index;
  const twin = file.ir.decls.findIndex(
    (one) => one.name === decl.name && one.fn === decl.fn && TYPE_KINDS.has(one.kind),
  );
  return twin >= 0 ? twin : index;
}

function forwardedType(
  search: ExportSearch,
  file: ProjectFile,
  imp: number,
  name: string,
): ExportedType | null {
  const { program } = search.evaluator;
  const target = program.link(file.path, imp);
  if (target.kind === 'none') return null;
  if (target.kind !== 'file') return { pkg: target.name, name };
  const found = program.files.get(target.path);
  if (!found) return null;
  return name === '*' ? { file: found, decl: -1 } : searchExport(search, found, name);
}
