/** Members, calls, tagged templates: read from the root outwards, so that long chains need no stack. */
import type {
  CallExpression,
  Expression,
  MemberExpression,
  NewExpression,
  TaggedTemplateExpression,
} from 'oxc-parser';
import { addImport, literalText, narrowImport, WHOLE_MODULE } from './import-requests.ts';
import type { CallExpr, Expr, ImportExpr, TemplateExpr } from './ir.ts';
import { keyName } from './keys.ts';
import { reduceFunction } from './functions.ts';
import { at, EMPTY, endAt, MAX_DEPTH, tooDeep } from './scan-state.ts';
import type { Draft, Scan } from './scan-state.ts';
import { templateText } from './texts.ts';
import { typeArguments } from './types.ts';

type Link = MemberExpression | CallExpression | TaggedTemplateExpression;

/** `a.b(c)!.d` from `a` on. */
export function reduceChain(scan: Scan, node: Expression): Expr {
  // All chains that are being read share one array; this one's links begin at `bottom`, outermost first.
  const links = scan.links as Link[];
  const bottom = links.length;
  const root = collectLinks(scan, node, links);
  const room = bottom + Math.max(MAX_DEPTH - scan.depth, 1);
  const isCut = links.length > room;
  if (isCut) links.length = room;
  const { depth } = scan;
  scan.depth = depth + links.length - bottom;
  let expr = isCut ? tooDeep(scan, node.start) : reduceRoot(scan, root, links, bottom);
  for (let index = links.length - 1; index >= bottom; index -= 1) {
    scan.depth = depth + index - bottom;
    expr = addLink(scan, expr, links[index] as Link);
  }
  links.length = bottom;
  scan.depth = depth;
  return expr;
}

/** Collects the links from the outside in; returns what they hang on. */
function collectLinks(scan: Scan, node: Expression, links: Link[]): Expression {
  let current = node;
  for (;;) {
    switch (current.type) {
      case 'CallExpression':
        links.push(current);
        current = current.callee;
        break;
      case 'MemberExpression':
        links.push(current);
        current = current.object;
        break;
      case 'Identifier':
        return current;
      case 'ChainExpression':
      case 'TSNonNullExpression':
        current = current.expression;
        break;
      case 'TSInstantiationExpression':
        typeArguments(scan, current.typeArguments);
        current = current.expression;
        break;
      case 'TaggedTemplateExpression':
        links.push(current);
        current = current.tag;
        break;
      default:
        return current;
    }
  }
}

/** The root of a chain; a function that the chain calls at once runs with the code around it. */
function reduceRoot(scan: Scan, root: Expression, links: readonly Link[], bottom: number): Expr {
  if (root.type !== 'FunctionExpression' && root.type !== 'ArrowFunctionExpression') {
    return scan.reduce.expr(scan, root);
  }
  const first = links.length > bottom ? links.at(-1) : undefined;
  const second = links.length > bottom + 1 ? links.at(-2) : undefined;
  const isForwarded =
    first?.type === 'MemberExpression' &&
    ['call', 'apply'].includes(keyName(first.property, first.computed).name ?? '') &&
    second?.type === 'CallExpression';
  const immediate = (first?.type === 'CallExpression' || isForwarded) && !root.generator;
  return { k: 'fn', fn: reduceFunction(scan, root, { immediate }), at: at(scan, root.start) };
}

function addLink(scan: Scan, base: Expr, link: Link): Expr {
  if (link.type === 'MemberExpression') return addMember(scan, base, link);
  if (link.type === 'TaggedTemplateExpression') return taggedTemplate(scan, base, link);
  return requireCall(scan, base, link) ?? addCall(scan, base, link);
}

function addMember(scan: Scan, obj: Expr, node: MemberExpression): Expr {
  const { name, offset } = keyName(node.property, node.computed);
  if (name === null || (node.computed && isNumber(node.property))) {
    const key = scan.reduce.expr(scan, node.property as Expression);
    return { k: 'idx', obj, key, at: at(scan, node.property.start) };
  }
  const taken = obj.k === 'await' ? obj.v : obj;
  if (
    taken.k === 'import' &&
    (obj.k === 'await' || scan.imports[taken.index]?.kind === 'require')
  ) {
    narrowImport(scan, taken.index, [{ name, decl: -1, typeOnly: false }]);
  }
  return { k: 'mem', obj, name, at: at(scan, offset) };
}

function isNumber(node: MemberExpression['property']): boolean {
  return node.type === 'Literal' && typeof node.value === 'number';
}

function addCall(scan: Scan, fn: Expr, node: CallExpression | NewExpression): CallExpr {
  const types = typeArguments(scan, node.typeArguments);
  const call: Draft<CallExpr> = {
    k: 'call',
    fn,
    args: reduceArguments(scan, node),
    at: fn.at,
    start: at(scan, node.start),
    end: endAt(scan, node.end),
  };
  if (types) call.types = types;
  if (node.type === 'NewExpression') call.isNew = true;
  if (isRequireResolve(scan, fn)) {
    const specifier = literalText(plainArgument(node));
    if (specifier !== undefined) {
      addImport(scan, { specifier, kind: 'resolve', names: [], top: scan.load }, node.start);
    }
  }
  return call;
}

export function reduceNew(scan: Scan, node: NewExpression): Expr {
  return addCall(scan, scan.reduce.expr(scan, node.callee), node);
}

function reduceArguments(scan: Scan, node: CallExpression | NewExpression): readonly Expr[] {
  if (node.arguments.length === 0) return EMPTY;
  return node.arguments.map((arg) =>
    arg.type === 'SpreadElement'
      ? { k: 'spread', v: scan.reduce.expr(scan, arg.argument), at: at(scan, arg.start) }
      : scan.reduce.expr(scan, arg),
  );
}

function plainArgument(node: CallExpression | NewExpression): Expression | undefined {
  const first = node.arguments[0];
  return first?.type === 'SpreadElement' ? undefined : first;
}

/** The global `require`, or a constant of that name made by `createRequire`. */
function isRequire(scan: Scan, expr: Expr): boolean {
  if (expr.k !== 'name' || expr.name !== 'require') return false;
  return expr.decl === -1 || scan.madeRequires.has(expr.decl);
}

function isRequireResolve(scan: Scan, expr: Expr): boolean {
  return expr.k === 'mem' && expr.name === 'resolve' && isRequire(scan, expr.obj);
}

function requireCall(scan: Scan, fn: Expr, node: CallExpression): Expr | undefined {
  if (!isRequire(scan, fn)) return undefined;
  const argument = plainArgument(node);
  return argument && requestExpr(scan, argument, 'require', node.start);
}

/** `import('x')`, `require('x')`; what is no literal stays readable as `arg`. */
export function requestExpr(
  scan: Scan,
  source: Expression,
  kind: 'dynamic' | 'require',
  offset: number,
): Expr {
  const specifier = literalText(source);
  const place = at(scan, offset);
  if (specifier === undefined) {
    scan.computesImports = true;
    return { k: 'import', index: -1, at: place, arg: scan.reduce.expr(scan, source) };
  }
  const names = WHOLE_MODULE;
  const index = addImport(scan, { specifier, kind, names, top: scan.load }, offset);
  const expr: Draft<ImportExpr> = { k: 'import', index, at: place };
  scan.importHolders.push(expr);
  return expr;
}

function taggedTemplate(scan: Scan, tag: Expr, node: TaggedTemplateExpression): Expr {
  const types = typeArguments(scan, node.typeArguments);
  const template: Draft<TemplateExpr> = {
    k: 'tpl',
    ...templateText(scan, node.quasi),
    exprs: node.quasi.expressions.map((expr) => scan.reduce.expr(scan, expr)),
    tag,
  };
  if (types) template.types = types;
  return template;
}
