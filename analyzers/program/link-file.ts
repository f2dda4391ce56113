/** One file linked: its classes and functions as objects, and the indices of what its bodies hold. */
import type {
  AssignExpr,
  CallExpr,
  DeclIr,
  DefineExpr,
  ExportIr,
  Expr,
  FileIr,
  FunctionIr,
  ParamIr,
} from '../scan/ir.ts';
import { forEachExpr } from '../scan/walk.ts';
import { aside } from './reading.ts';
import { LinkedFile } from './linked-file.ts';
import type { FileParts } from './linked-file.ts';
import type { Reading } from './reading.ts';
import type {
  ProjectFile,
  PlacedMember,
  AttachedFunction,
  ProjectClass,
  ProjectFunction,
  CallSite,
} from './program.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function linkFile(ir: FileIr, reading: Reading): ProjectFile {
  return aside(reading, () => link(ir, reading));
}

function link(ir: FileIr, reading: Reading): ProjectFile {
  const functions: ProjectFunction[] = [];
  const classes: ProjectClass[] = [];
  const parts: FileParts = {
    ir,
    classes,
    functions,
    definitions: new Map(),
    assignments: new Map(),
    attached: new Map(),
    placed: new Map(),
    parameters: new Map(),
    argumentOf: new Map(),
    calls: [],
    typeParameters: new Map(),
    takesEnv: false,
    exported: exportsByName(ir),
  };
  const file = new LinkedFile(ir.path, reading, parts);
  const shells = ir.classes.map((cls, index): Mutable<ProjectClass> => ({
    file,
    index,
    ir: cls,
    name: cls.name,
    assigned: new Map(),
    methods: new Map(),
    ctor: null,
  }));
  classes.push(...shells);
  const holders = objectHolders(ir);
  ir.functions.forEach((fn, index) => {
    functions.push(linkFunction(file, fn, index, holders.get(index)));
  });
  for (const cls of shells) linkMethods(cls, functions);
  indexBodies(file, parts);
  return file;
}

function exportsByName(ir: FileIr): ReadonlyMap<string, readonly ExportIr[]> {
  const exported = new Map<string, ExportIr[]>();
  for (const one of ir.exports) pushTo(exported, one.name, one);
  return exported;
}

/** Functions of constant objects at module level (`const repository = { find() {…} }`), with the object's name. */
function objectHolders(ir: FileIr): ReadonlyMap<number, string> {
  const holders = new Map<number, string>();
  for (const expr of ir.body) {
    if (expr.k !== 'def' || expr.decls.length !== 1) continue;
    const name = ir.decls[expr.decls[0] ?? -1]?.name;
    const value = expr.v.k === 'cast' ? expr.v.v : expr.v;
    if (name === undefined || value.k !== 'obj') continue;
    for (const { v } of value.props) if (v.k === 'fn') holders.set(v.fn, name);
  }
  return holders;
}

function linkFunction(
  file: ProjectFile,
  ir: FunctionIr,
  index: number,
  holder: string | undefined,
): ProjectFunction {
  const parent = ir.parent >= 0 ? file.functions[ir.parent] : undefined;
  const owner = ir.cls >= 0 ? (file.classes[ir.cls] ?? null) : (parent?.owner ?? null);
  const inStatic = ir.cls >= 0 ? ir.isStatic === true : (parent?.inStatic ?? false);
  return { file, index, ir, owner, inStatic, symbol: functionSymbol(ir, owner, parent, holder) };
}

function functionSymbol(
  ir: FunctionIr,
  owner: ProjectClass | null,
  parent: ProjectFunction | undefined,
  holder: string | undefined,
): string {
  if (owner && !parent) return `${owner.name}.${ir.name}`;
  if (ir.name !== '<anonymous>') return holder === undefined ? ir.name : `${holder}.${ir.name}`;
  return parent?.symbol ?? '<module>';
}

function linkMethods(cls: Mutable<ProjectClass>, functions: readonly ProjectFunction[]): void {
  const methods = new Map<string, ProjectFunction[]>();
  for (const index of cls.ir.methods) {
    const fn = functions[index];
    if (!fn) continue;
    if (fn.ir.kind === 'constructor') cls.ctor = fn;
    pushTo(methods, fn.ir.name, fn);
  }
  cls.methods = methods;
}

function indexBodies(file: ProjectFile, parts: FileParts): void {
  const index = {
    definitions: new Map<number, DefineExpr>(),
    assignments: new Map<number, AssignExpr[]>(),
    attached: new Map<string, AttachedFunction[]>(),
    placed: new Map<string, PlacedMember[]>(),
    argumentOf: new Map<number, { site: CallSite; index: number }>(),
    calls: [] as CallSite[],
  };
  const assigned = file.classes.map(() => new Map<string, { v: Expr; fn: ProjectFunction }[]>());
  const visitBody: VisitBody = (body, fn, cls = fn?.owner ?? null) => {
    for (const root of body) {
      forEachExpr(root, (expr) => {
        if (expr.k === 'def') for (const decl of expr.decls) index.definitions.set(decl, expr);
        else if (expr.k === 'call')
          indexCall(file, index, { expr, fn, owner: cls, root, tagged: false });
        else if (expr.k === 'tpl' && expr.tag)
          indexCall(file, index, { expr: taggedCall(expr), fn, owner: cls, root, tagged: true });
        else if (expr.k === 'mem' && expr.name === 'env') parts.takesEnv = true;
        else if (expr.k === 'set') indexAssignment(expr, fn, index, assigned);
      });
    }
  };
  for (const fn of orderedFunctions(file)) {
    visitBody(fn.ir.body, fn);
    for (const param of fn.ir.params) if (param.default) visitBody([param.default], fn);
    for (const param of fn.ir.params) visitDecorators(param.decorators, visitBody);
    visitDecorators(fn.ir.decorators, visitBody);
  }
  file.ir.classes.forEach((cls, at) => {
    visitDecorators(cls.decorators, visitBody);
    if (cls.base) visitBody([cls.base], null);
    for (const property of cls.properties) {
      visitDecorators(property.decorators, visitBody);
      if (property.init) visitBody([property.init], null, file.classes[at] ?? null);
    }
  });
  visitBody(file.ir.body, null);
  for (const exported of file.ir.exports) if (exported.expr) visitBody([exported.expr], null);
  indexParameters(file, parts);
  index.calls.sort((a, b) => a.expr.at - b.expr.at || a.expr.start - b.expr.start);
  parts.definitions = index.definitions;
  parts.assignments = index.assignments;
  parts.attached = index.attached;
  parts.placed = index.placed;
  parts.argumentOf = index.argumentOf;
  parts.calls = index.calls;
  file.classes.forEach((cls, at) => {
    (cls as Mutable<ProjectClass>).assigned = assigned[at] ?? new Map();
  });
}

type VisitBody = (
  body: readonly Expr[],
  fn: ProjectFunction | null,
  cls?: ProjectClass | null,
) => void;

function visitDecorators(
  decorators: readonly { readonly expr: Expr }[] | undefined,
  visit: VisitBody,
): void {
  for (const decorator of decorators ?? []) visit([decorator.expr], null);
}

/** Constructors first, so that the first assignment of a field is the constructor's. */
function orderedFunctions(file: ProjectFile): readonly ProjectFunction[] {
  return [...file.functions].sort(
    (a, b) =>
      Number(b.ir.kind === 'constructor') - Number(a.ir.kind === 'constructor') ||
      a.index - b.index,
  );
}

interface BodyIndex {
  readonly argumentOf: Map<number, { site: CallSite; index: number }>;
  readonly calls: CallSite[];
}

function indexCall(
  file: ProjectFile,
  index: BodyIndex,
  call: Pick<CallSite, 'expr' | 'fn' | 'owner' | 'root' | 'tagged'>,
): void {
  const site: CallSite = { file, name: calleeName(call.expr.fn), ...call };
  index.calls.push(site);
  call.expr.args.forEach((arg, at) => {
    const inner = arg.k === 'cast' ? arg.v : arg;
    if (inner.k === 'fn') index.argumentOf.set(inner.fn, { site, index: at });
  });
}

/** A tagged template seen as the call of its tag. */
function taggedCall(template: Extract<Expr, { k: 'tpl' }>): CallExpr {
  const tag = template.tag as Expr;
  const { tag: _tag, ...text } = template;
  return {
    k: 'call',
    fn: tag,
    args: [text],
    ...(template.types ? { types: template.types } : {}),
    at: tag.at,
    start: tag.at,
    end: template.at,
  };
}

function indexAssignment(
  expr: AssignExpr,
  fn: ProjectFunction | null,
  index: {
    readonly assignments: Map<number, AssignExpr[]>;
    readonly attached: Map<string, AttachedFunction[]>;
    readonly placed: Map<string, PlacedMember[]>;
  },
  assigned: readonly Map<string, { v: Expr; fn: ProjectFunction }[]>[],
): void {
  const { target } = expr;
  if (target.k === 'name' && target.decl >= 0) pushTo(index.assignments, target.decl, expr);
  if (target.k === 'mem' && target.obj.k !== 'this' && expr.v.k === 'fn') {
    pushTo(index.attached, target.name, { object: target.obj, v: expr.v, fn });
  }
  if (target.k === 'mem' && (target.obj.k === 'name' || !fn?.owner))
    pushTo(index.placed, target.name, { object: target.obj, v: expr.v, fn });
  if (target.k === 'mem' && target.obj.k === 'this' && fn?.owner) {
    const fields = assigned[fn.owner.index];
    if (fields) pushTo(fields, target.name, { v: expr.v, fn });
  }
}

function indexParameters(file: ProjectFile, parts: FileParts): void {
  const parameters = new Map<number, { fn: ProjectFunction; param: ParamIr; index: number }>();
  const typeParameters = new Map<number, string>();
  file.ir.decls.forEach((decl: DeclIr, at) => {
    if (decl.kind === 'type-param') typeParameters.set(at, decl.name);
    if (decl.kind !== 'param' || decl.fn < 0) return;
    const fn = file.functions[decl.fn];
    const param = fn?.ir.params[decl.index ?? 0];
    if (fn && param) parameters.set(at, { fn, param, index: decl.index ?? 0 });
  });
  parts.parameters = parameters;
  parts.typeParameters = typeParameters;
}

/** Last name of a callee: `save` for `a.b.save`, `Router` for `Router`, '' for anything else. */
export function calleeName(fn: Expr): string {
  if (fn.k === 'mem' || fn.k === 'name') return fn.name;
  if (fn.k === 'super') return 'super';
  return '';
}

export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
