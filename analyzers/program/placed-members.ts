/** Members that code puts on objects after they are made: `handlers.list = …`, `this.db = connect()`, `global.db = …`. */
import type { Expr, ObjectExpr } from '../scan/ir.ts';
import type { Evaluator } from './evaluator.ts';
import { indexByName } from './program.ts';
import type { NameIndex, PlacedMember, Program, ProjectFile } from './program.ts';
import { isOnExports, objectAround } from './this-value.ts';
import { unionOf, UNKNOWN } from './values.ts';
import type { ObjectValue, Value } from './values.ts';

/** What is put under a name on an object that is written in a file, by code of that file. */
export function placedMember(
  evaluator: Evaluator,
  { expr, env }: ObjectValue,
  name: string,
): Value {
  const { file } = env;
  const found = (file.placed.get(name) ?? []).filter(({ object }) =>
    isObject(file, object, expr, 0),
  );
  return found.length === 0 ? UNKNOWN : unionOf(found.map((one) => valueOf(evaluator, file, one)));
}

/** What functions of `module.exports = { db: null, init() { this.db = … } }` put on it. */
export function placedExport(evaluator: Evaluator, file: ProjectFile, name: string): Value {
  const found = (file.placed.get(name) ?? []).filter(({ object }) => isExports(file, object));
  return found.length === 0 ? UNKNOWN : unionOf(found.map((one) => valueOf(evaluator, file, one)));
}

function isExports(file: ProjectFile, written: Expr): boolean {
  if (written.k === 'this') return isOnExports(file, written.at);
  const made = written.k === 'name' ? file.definitions.get(written.decl) : undefined;
  return made?.v.k === 'this' && isOnExports(file, made.v.at);
}

function isObject(file: ProjectFile, written: Expr, object: ObjectExpr, depth: number): boolean {
  if (written.k === 'this') return objectAround(file, written.at) === object;
  if (written.k === 'cast') return isObject(file, written.v, object, depth);
  if (written.k !== 'name' || depth > 2) return written === object;
  const made = file.definitions.get(written.decl);
  return (
    made !== undefined &&
    !made.each &&
    !file.ir.decls[written.decl]?.path &&
    isObject(file, made.v, object, depth + 1)
  );
}

function valueOf(evaluator: Evaluator, file: ProjectFile, { v, fn }: PlacedMember): Value {
  const env = fn ? evaluator.functionEnv(fn) : evaluator.envOf(file, null);
  return evaluator.guarded(v, () => evaluator.value(v, env));
}

const GLOBALS = new Set(['global', 'globalThis']);

interface GlobalMember {
  readonly file: ProjectFile;
  readonly placed: PlacedMember;
}

const known = new WeakMap<Program['list'], NameIndex<GlobalMember>>();

/**
 * `global.app = …` under `app`, `app.models = …` on such a name under `app.models`. Each test sets
 * `process.env` for itself: none of that is there in production.
 */
export function indexGlobals({ program, isSource }: Evaluator): NameIndex<GlobalMember> {
  const { list, reading } = program;
  let index = known.get(list);
  if (!index)
    known.set(
      list,
      (index = indexByName('global', list, reading, (file) =>
        isSource(file.path) ? globalsIn(file) : [],
      )),
    );
  return index;
}

function globalsIn(file: ProjectFile): readonly (readonly [string, GlobalMember])[] {
  return [...file.placed].flatMap(([name, list]) =>
    list.flatMap((placed): readonly (readonly [string, GlobalMember])[] => {
      const object = uncast(placed.object);
      if (object.k !== 'name' || object.decl >= 0) return [];
      return [[GLOBALS.has(object.name) ? name : `${object.name}.${name}`, { file, placed }]];
    }),
  );
}

const uncast = (expr: Expr): Expr => (expr.k === 'cast' ? uncast(expr.v) : expr);

/** A name that no file declares. */
export function globalValue(evaluator: Evaluator, name: string): Value {
  const found = indexGlobals(evaluator)(name) ?? [];
  return unionOf(found.map(({ file, placed }) => valueOf(evaluator, file, placed)));
}

/** `global.db`, `(global as any).db`, and `App.models` of a global that is filled in several places. */
export function globalMember(evaluator: Evaluator, written: Expr, name: string): Value {
  const object = uncast(written);
  if (object.k !== 'name' || object.decl >= 0) return UNKNOWN;
  return globalValue(evaluator, GLOBALS.has(object.name) ? name : `${object.name}.${name}`);
}
