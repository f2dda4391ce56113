/** `this` in functions given to a schema: statics, methods, hooks, however they are handed over. */
import type { Visit } from '../../adapter.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile, ProjectFunction } from '../../program/program.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { LibraryValue } from '../../program/values.ts';
import { isMongoose, receiverOf } from './library-types.ts';
import { modelsOf } from './project-model.ts';
import { modelKey } from './read-models.ts';

interface Host {
  readonly schema: string;
  readonly type: 'Model' | 'Document' | 'Query';
}

const memo = new WeakMap<object, Map<ProjectFile, ReadonlyMap<number, Host>>>();

/** The model or document that `this` stands for at a call in such a function. */
export function schemaReceivers(
  visit: Visit,
): readonly { readonly value: LibraryValue; readonly method: string }[] {
  const { call, site } = visit;
  if (call.fn.k !== 'mem' || !startsWithThis(call.fn.obj)) return [];
  const hosts = hostsOf(visit.evaluator, site.file);
  for (let fn = site.fn; fn; fn = fn.file.functions[fn.ir.parent] ?? null) {
    const host = hosts.get(fn.index);
    if (host) {
      const value = hostValue(visit, call.fn.obj, host);
      return value ? [{ value, method: site.name }] : [];
    }
    if (fn.ir.kind !== 'arrow') return call.fn.obj.k === 'this' ? classReceivers(visit, fn) : [];
  }
  return [];
}

/** Methods of a class that is a model itself: `this` is the model in static ones, else a document. */
function classReceivers(visit: Visit, fn: ProjectFunction): ReturnType<typeof schemaReceivers> {
  const { evaluator, site } = visit;
  const entity = fn.owner ? modelsOf(evaluator)?.model.ofClass(fn.owner) : undefined;
  if (!entity || !fn.owner || fn.owner.methods.has(site.name)) return [];
  const value = libraryInstance('mongoose', fn.ir.isStatic ? 'Model' : 'Document', [], {
    entity: entity.key,
  });
  return [{ value, method: site.name }];
}

function startsWithThis(expr: Expr): boolean {
  if (expr.k === 'this') return true;
  if (expr.k === 'call') return startsWithThis(expr.fn);
  return expr.k === 'mem' && expr.obj.k === 'this' && /^(?:constructor|model)$/.test(expr.name);
}

/** `this`, `this.constructor` of a document, `this.model` of a query, `this.model('Other')`. */
function hostValue(visit: Visit, expr: Expr, { schema, type }: Host): LibraryValue | null {
  if (expr.k === 'this') return libraryInstance('mongoose', type, [], { schema });
  if (expr.k === 'mem') return libraryInstance('mongoose', 'Model', [], { schema });
  const [name] =
    expr.k === 'call' && expr.fn.k === 'mem' && expr.fn.name === 'model' ? expr.args : [];
  const text = visit.evaluator.text(name, visit.env);
  return text?.exact
    ? libraryInstance('mongoose', 'Model', [], { entity: modelKey(text.text) })
    : null;
}

interface Search {
  readonly evaluator: Evaluator;
  readonly file: ProjectFile;
  readonly found: Map<number, Host>;
}

function hostsOf(evaluator: Evaluator, file: ProjectFile): ReadonlyMap<number, Host> {
  const { unit } = evaluator.reading;
  const files = memo.get(unit) ?? new Map<ProjectFile, ReadonlyMap<number, Host>>();
  memo.set(unit, files);
  const known = files.get(file);
  if (known) return known;
  const search: Search = { evaluator, file, found: new Map() };
  for (const root of file.ir.body) {
    forEachExpr(root, (expr) => {
      if (expr.k === 'set' && expr.target.k === 'mem') assigned(search, expr.target, expr.v);
      if (expr.k === 'call' && expr.fn.k === 'mem') handedOver(search, expr, expr.fn);
    });
  }
  for (const site of file.calls) if (site.name === 'Schema') inOptions(search, site.expr);
  files.set(file, search.found);
  return search.found;
}

const OWN: Readonly<Record<string, Host['type']>> = {
  statics: 'Model',
  static: 'Model',
  methods: 'Document',
  method: 'Document',
  query: 'Query',
};
/** Hooks that run on a document; those of queries run on the query. */
const DOCUMENT_HOOKS = /^(?:save|validate|remove|init)$/;

/** `schema.statics.byName = function …`, `schema.methods = { … }` */
function assigned(search: Search, target: Extract<Expr, { k: 'mem' }>, v: Expr): void {
  const whole = OWN[target.name];
  if (whole && v.k === 'obj') addAll(search, schemaKeys(search, target.obj), v, whole);
  if (target.obj.k !== 'mem') return;
  const one = OWN[target.obj.name];
  if (one) add(search, schemaKeys(search, target.obj.obj), v, one);
}

/** `schema.static('byName', function …)`, `schema.pre('save', function …)` */
function handedOver(search: Search, call: CallExpr, fn: Extract<Expr, { k: 'mem' }>): void {
  const isHook = fn.name === 'pre' || fn.name === 'post';
  const own = OWN[fn.name];
  const [first] = call.args;
  if ((!isHook && !own) || !first) return;
  const keys = schemaKeys(search, fn.obj);
  if (keys.length === 0) return;
  if (own && first.k === 'obj') addAll(search, keys, first, own);
  const hook = first.k === 'str' && DOCUMENT_HOOKS.test(first.v) ? 'Document' : 'Query';
  for (const arg of call.args.slice(1)) add(search, keys, arg, own ?? hook);
}

/** `new Schema({ … }, { statics: { … }, methods: { … } })` */
function inOptions(search: Search, call: CallExpr): void {
  const options = call.args[1];
  if (options?.k !== 'obj') return;
  for (const { name, v } of options.props) {
    const type = name === null ? undefined : OWN[name];
    if (type && v.k === 'obj') addAll(search, schemaKeys(search, call), v, type);
  }
}

function schemaKeys({ evaluator, file }: Search, schema: Expr): readonly string[] {
  return alternatives(evaluator.value(schema, evaluator.envOf(file, null))).flatMap((one) => {
    const isSchema =
      one.v === 'library' && isMongoose(one.pkg) && receiverOf(one, '').kind === 'schema';
    const key = isSchema ? one.state?.['schema'] : undefined;
    return typeof key === 'string' ? [key] : [];
  });
}

function addAll(
  search: Search,
  keys: readonly string[],
  object: Extract<Expr, { k: 'obj' }>,
  type: Host['type'],
): void {
  for (const prop of object.props) add(search, keys, prop.v, type);
}

function add(search: Search, keys: readonly string[], v: Expr, type: Host['type']): void {
  const [schema] = keys;
  if (v.k === 'fn' && schema !== undefined) search.found.set(v.fn, { schema, type });
}
