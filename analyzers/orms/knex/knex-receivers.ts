/** Which calls are calls of knex. */
import type { Visit } from '../../adapter.ts';
import type { ProjectFile, ProjectFunction } from '../../program/program.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { bottomOf } from '../sql/expr-path.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { KNEX } from './knex-values.ts';

/** What may stand for knex: `db`, `this.db`, `getDb()`, `(trx ?? db)`, `(await connect())`, `dbs[region]`, `(db as Knex)`. */
const CALLEES: ReadonlySet<Expr['k']> = new Set([
  'name',
  'mem',
  'call',
  'alt',
  'await',
  'idx',
  'cast',
]);

/** `db('orders')`, `this.db(TABLE)`, `trx({ o: 'orders' })`: a call of something with one name in it. */
export function mayNameTable({ fn, args, isNew }: CallExpr): boolean {
  const [first] = args;
  if (!first || args.length > 2 || isNew || !CALLEES.has(fn.k)) return false;
  if (first.k === 'str') return /^[\w$."`-]+(?:\s+(?:as\s+)?\w+)?$/i.test(first.v);
  return (
    first.k === 'name' ||
    first.k === 'mem' ||
    first.k === 'tpl' ||
    first.k === 'obj' ||
    first.k === 'idx' ||
    first.k === 'alt' ||
    first.k === 'call' ||
    first.k === 'cast'
  );
}

const instanceTypes = new Set(['Knex', 'Transaction']);

/** knex itself or a transaction: `db('orders')` names a table. */
export function isInstance(visit: Visit, expr: Expr): boolean {
  const faces = libraryFaces(visit.evaluator, visit.evaluator.value(expr, visit.env), [KNEX]);
  return faces.some((face) => face.role === 'instance' && instanceTypes.has(face.type));
}

/** Whether the receiver is knex or a builder of it; rows that were waited for are not. */
export function onBuilder(visit: Visit, receiver: Expr): boolean {
  const faces = libraryFaces(visit.evaluator, visit.evaluator.value(receiver, visit.env), [KNEX]);
  const instances = faces.filter((face) => face.role === 'instance');
  if (instances.some((face) => instanceTypes.has(face.type))) return true;
  if (instances.some((face) => face.type === 'Builder'))
    return !isAwaited(receiver, visit.site.file);
  return bottomOf(receiver).k === 'this' && isBuilderCallback(visit);
}

function isAwaited(expr: Expr, file: ProjectFile, depth = 0): boolean {
  if (depth > 20) return false;
  if (expr.k === 'await') return true;
  if (expr.k === 'mem') return isAwaited(expr.obj, file, depth + 1);
  if (expr.k === 'call') return expr.fn.k === 'mem' && isAwaited(expr.fn.obj, file, depth + 1);
  if (expr.k === 'cast') return isAwaited(expr.v, file, depth + 1);
  if (expr.k !== 'name') return false;
  const definition = file.definitions.get(expr.decl);
  return definition !== undefined && definition.v.k === 'await';
}

/** `this` of `whereIn('id', function () { this.select('id').from('t') })`. */
export function isBuilderCallback(visit: Visit): boolean {
  const { file } = visit.site;
  let fn: ProjectFunction | null = visit.site.fn;
  while (fn && fn.ir.kind === 'arrow') fn = file.functions[fn.ir.parent] ?? null;
  const place = fn?.ir.kind === 'function' ? file.argumentOf.get(fn.index) : undefined;
  const callee = place?.site.expr.fn;
  if (!place || callee?.k !== 'mem') return false;
  const outer: Visit = { ...visit, site: place.site, call: place.site.expr };
  return onBuilder(outer, callee.obj);
}
