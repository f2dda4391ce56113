/** What a declared name stands for: imports through barrels, initialisers, parameters, classes. */
import type { DeclIr, Expr } from '../scan/ir.ts';
import { bindingValue, importedNamespace, pathValue } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { exportValue, requiredValue } from './export-value.ts';
import { parameterValue } from './parameter-value.ts';
import type { ProjectFile } from './program.ts';
import { alternatives, bindingOf, isKnown, unionOf, UNKNOWN } from './values.ts';
import type { Env, Value } from './values.ts';

export function declarationValue(
  evaluator: Evaluator,
  file: ProjectFile,
  index: number,
  env: Env,
): Value {
  const decl = file.ir.decls[index];
  if (!decl) return UNKNOWN;
  switch (decl.kind) {
    case 'import':
      return importValue(evaluator, file, decl);
    case 'class':
      return decl.cls === undefined ? UNKNOWN : classValue(file, decl.cls);
    case 'function':
      return decl.func === undefined ? UNKNOWN : functionValue(evaluator, file, decl, env);
    case 'enum':
    case 'const-enum':
      return { v: 'enum', file, decl: index };
    case 'param':
      return parameterValue(evaluator, file, index, decl, env);
    case 'const':
    case 'let':
    case 'var':
      return variableValue(evaluator, file, index, decl, env);
    default:
      return UNKNOWN;
  }
}

function classValue(file: ProjectFile, index: number): Value {
  const cls = file.classes[index];
  return cls ? { v: 'class', cls, types: [] } : UNKNOWN;
}

function functionValue(evaluator: Evaluator, file: ProjectFile, decl: DeclIr, env: Env): Value {
  const fn = file.functions[decl.func ?? -1];
  if (!fn) return UNKNOWN;
  return { v: 'function', fn, env: decl.fn < 0 ? evaluator.envOf(file, null) : env };
}

function importValue(evaluator: Evaluator, file: ProjectFile, decl: DeclIr): Value {
  if (decl.imp === undefined) return UNKNOWN;
  const target = evaluator.program.link(file.path, decl.imp);
  const name = decl.imported ?? 'default';
  if (target.kind === 'none') return UNKNOWN;
  if (target.kind !== 'file') {
    if (name === '*') return importedNamespace(evaluator, file, decl.imp);
    return { v: 'library', pkg: target.name, type: name, role: 'export', args: [] };
  }
  const found = evaluator.program.files.get(target.path);
  if (!found) return UNKNOWN;
  return name === '*'
    ? requiredValue(evaluator, { v: 'namespace', file: found })
    : exportValue(evaluator, found, name);
}

function variableValue(
  evaluator: Evaluator,
  file: ProjectFile,
  index: number,
  decl: DeclIr,
  env: Env,
): Value {
  // Someone who looks at a loop element by element binds the loop's names.
  const bound = bindingOf(env, file, index);
  if (bound) return bindingValue(evaluator, bound);
  const scope = decl.fn < 0 ? evaluator.envOf(file, null) : env;
  const values: Value[] = [];
  const definition = file.definitions.get(index);
  if (definition) {
    const value = evaluator.value(definition.v, scope);
    values.push(pathValue(evaluator, definition.each ? elementOf(value) : value, decl.path));
  }
  for (const { v } of file.assignments.get(index) ?? [])
    values.push(assignedValue(evaluator, v, scope));
  const value = unionOf(values);
  // `const jobs: Job[] = []` is what its type says.
  const isEmpty = value.v === 'literal' || (value.v === 'array' && value.items?.length === 0);
  if (isKnown(value) && !(isEmpty && decl.type)) return value;
  const typed = decl.type ? evaluator.type(decl.type, scope) : UNKNOWN;
  return isKnown(typed) ? typed : value;
}

/** `x = x || y` refers to itself; the guard in the evaluator ends that. */
function assignedValue(evaluator: Evaluator, v: Expr, env: Env): Value {
  return evaluator.value(v, env);
}

function elementOf(value: Value): Value {
  return unionOf(alternatives(value).map((one) => (one.v === 'array' ? one.of : UNKNOWN)));
}
