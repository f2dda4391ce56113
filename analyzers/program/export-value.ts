/** What a file exports under a name, through re-exports, barrels and CommonJS. */
import { isAskedFirst } from './asked-exports.ts';
import type { AskedExports } from './asked-exports.ts';
import { leavesProject } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { placedExport } from './placed-members.ts';
import type { ProjectFile } from './program.ts';
import { isKnown, UNKNOWN } from './values.ts';
import type { Value } from './values.ts';

/** Value of an export; `export *` and re-exports are followed to the declaring file. */
export function exportValue(evaluator: Evaluator, file: ProjectFile, name: string): Value {
  // `export * from 'package'` may hold any name: it is asked when the project's own files have none.
  const own = searchValue({ evaluator, asked: new Map(), throughPackages: false }, file, name);
  if (isKnown(own)) return own;
  const found = searchValue({ evaluator, asked: new Map(), throughPackages: true }, file, name);
  return isKnown(found) ? found : placedExport(evaluator, file, name);
}

interface ValueSearch {
  readonly evaluator: Evaluator;
  readonly asked: AskedExports;
  readonly throughPackages: boolean;
}

function searchValue(search: ValueSearch, file: ProjectFile, name: string): Value {
  const { evaluator, asked } = search;
  if (!isAskedFirst(asked, file, name)) return UNKNOWN;
  const own = file.exported.get(name)?.[0];
  if (own) {
    const env = evaluator.envOf(file, null);
    if (own.expr) {
      const value = evaluator.value(own.expr, env);
      return value.v === 'literal' && value.value === null
        ? placedExport(evaluator, file, name)
        : value;
    }
    if (own.imp < 0) return evaluator.declaration(file, own.decl, env);
    return forwarded(search, file, own.imp, own.from ?? name);
  }
  for (const star of file.exported.get('*') ?? []) {
    if (star.imp < 0) continue;
    if (!search.throughPackages && leavesProject(evaluator, file, star.imp)) continue;
    const value = forwarded(search, file, star.imp, name);
    if (isKnown(value)) return value;
  }
  return name === 'default' ? commonJsDefault(evaluator, file) : UNKNOWN;
}

/** What `require('./x')` gives: what the file says it exports as a whole, else its exports. */
export function requiredValue(evaluator: Evaluator, namespace: Value): Value {
  if (namespace.v !== 'namespace') return namespace;
  const isWhole = namespace.file.ir.exports.some(
    (one) => one.name === '=' || one.name === 'export=',
  );
  if (!isWhole) return namespace;
  const value = commonJsDefault(evaluator, namespace.file);
  return isKnown(value) ? value : namespace;
}

/** `import x from './commonjs'` and `module.exports = x` are the same thing under esModuleInterop. */
function commonJsDefault(evaluator: Evaluator, file: ProjectFile): Value {
  const equals = file.ir.exports.find((one) => one.name === '=' || one.name === 'export=');
  if (equals?.expr) return evaluator.value(equals.expr, evaluator.envOf(file, null));
  if (equals && equals.decl >= 0) {
    return evaluator.declaration(file, equals.decl, evaluator.envOf(file, null));
  }
  return file.ir.exports.length > 0 ? { v: 'namespace', file } : UNKNOWN;
}

function forwarded(search: ValueSearch, file: ProjectFile, imp: number, name: string): Value {
  const { program } = search.evaluator;
  const target = program.link(file.path, imp);
  if (target.kind === 'none') return UNKNOWN;
  if (target.kind !== 'file') {
    return { v: 'library', pkg: target.name, type: name, role: 'export', args: [] };
  }
  const found = program.files.get(target.path);
  if (!found) return UNKNOWN;
  return name === '*' ? { v: 'namespace', file: found } : searchValue(search, found, name);
}
