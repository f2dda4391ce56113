/** `this` in functions given to a schema: `schema.statics.x = function …`, `{ methods: { … } }`, hooks. */
import type { Visit } from '../../adapter.ts';
import type { Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { LibraryValue } from '../../program/values.ts';
import { isMongoose, receiverOf } from './library-types.ts';

interface Host {
  readonly schema: string;
  readonly type: 'Model' | 'Document';
}

const memo = new WeakMap<ProjectFile, ReadonlyMap<number, Host>>();

/** The model or document that `this` stands for at a call in such a function. */
export function schemaReceivers(
  visit: Visit,
): readonly { readonly value: LibraryValue; readonly method: string }[] {
  const { call, site } = visit;
  if (call.fn.k !== 'mem' || call.fn.obj.k !== 'this') return [];
  const hosts = hostsOf(visit.evaluator, site.file);
  for (let fn = site.fn; fn; fn = fn.file.functions[fn.ir.parent] ?? null) {
    const host = hosts.get(fn.index);
    if (host)
      return [
        {
          value: libraryInstance('mongoose', host.type, [], { schema: host.schema }),
          method: site.name,
        },
      ];
    if (fn.ir.kind !== 'arrow') return [];
  }
  return [];
}

function hostsOf(evaluator: Evaluator, file: ProjectFile): ReadonlyMap<number, Host> {
  const known = memo.get(file);
  if (known) return known;
  const found = new Map<number, Host>();
  const visit = (expr: Expr): void => {
    if (expr.k !== 'set' || expr.target.k !== 'mem') return;
    const { target } = expr;
    if (target.name === 'statics' || target.name === 'methods')
      addAll(evaluator, file, found, target.obj, target.name, expr.v);
    else if (target.obj.k === 'mem')
      addOne(evaluator, file, found, target.obj.obj, target.obj.name, expr.v);
  };
  for (const root of file.ir.body) forEachExpr(root, visit);
  memo.set(file, found);
  return found;
}

function addAll(
  evaluator: Evaluator,
  file: ProjectFile,
  found: Map<number, Host>,
  schema: Expr,
  kind: string,
  v: Expr,
): void {
  if (v.k !== 'obj') return;
  for (const prop of v.props) addOne(evaluator, file, found, schema, kind, prop.v);
}

function addOne(
  evaluator: Evaluator,
  file: ProjectFile,
  found: Map<number, Host>,
  schema: Expr,
  kind: string,
  v: Expr,
): void {
  if (v.k !== 'fn' || (kind !== 'statics' && kind !== 'methods')) return;
  for (const one of alternatives(evaluator.value(schema, evaluator.envOf(file, null)))) {
    const key =
      one.v === 'library' && isMongoose(one.pkg) && receiverOf(one, kind).kind === 'schema'
        ? one.state?.['schema']
        : undefined;
    if (typeof key === 'string')
      found.set(v.fn, { schema: key, type: kind === 'statics' ? 'Model' : 'Document' });
  }
}
