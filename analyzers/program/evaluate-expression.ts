/** What each kind of expression stands for. */
import type { AlternativeExpr, ArithmeticOperator, Expr, ThisExpr } from '../scan/ir.ts';
import { baseOf } from './class-members.ts';
import { chosenItems } from './decide-condition.ts';
import { requiredValue } from './export-value.ts';
import { importedNamespace, refined } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { globalMember, globalValue } from './placed-members.ts';
import type { ProjectFile } from './program.ts';
import { thisValue } from './this-value.ts';
import { alternatives, arrayOf, isKnown, isOpen, stringValue, unionOf, UNKNOWN } from './values.ts';
import type { Env, StringValue, Value } from './values.ts';

type Kind = Expr['k'];
type Of<K extends Kind> = K extends ThisExpr['k'] ? ThisExpr : Extract<Expr, { k: K }>;
type Evaluate<K extends Kind> = (evaluator: Evaluator, expr: Of<K>, env: Env) => Value;

/** Wrappers are worth what is inside of them; promises are transparent. */
const inner = (evaluator: Evaluator, expr: { readonly v: Expr }, env: Env): Value =>
  evaluator.value(expr.v, env);

const EVALUATE: { readonly [K in Kind]: Evaluate<K> } = {
  str: (_, expr, env) => stringValue(expr.v, true, { file: env.file, expr }),
  tpl: (evaluator, expr, env) => (expr.tag ? taggedValue : templateValue)(evaluator, expr, env),
  add: added,
  lit: (_, expr) => ({ v: 'literal', value: expr.v }),
  name: (evaluator, expr, env) =>
    expr.decl < 0
      ? globalValue(evaluator, expr.name)
      : evaluator.declaration(env.file, expr.decl, env),
  this: (evaluator, expr, env) => env.self ?? thisValue(evaluator, expr.at, env),
  super: (evaluator, _, env) => superValue(evaluator, env),
  mem: nameMember,
  idx: (evaluator, expr, env) =>
    elementValue(evaluator, evaluator.value(expr.obj, env), expr.key, env),
  call: (evaluator, expr, env) => evaluator.call(expr, env),
  obj: (_, expr, env) => ({ v: 'object', expr, env }),
  arr: (evaluator, expr, env) => listValue(evaluator, expr.items, env),
  fn: (_, expr, env) => functionValue(env, expr.fn),
  cls: (_, expr, env) => classValue(env.file, expr.cls),
  alt: chosen,
  cast: castValue,
  import: (evaluator, expr, env) =>
    requiredValue(evaluator, importedNamespace(evaluator, env.file, expr.index)),
  await: inner,
  spread: inner,
  set: inner,
  ret: inner,
  def: inner,
  other: (evaluator, expr, env) =>
    expr.op ? computed(evaluator, expr.op, expr.kids, env) : UNKNOWN,
};

export function evaluateExpression<K extends Kind>(
  evaluator: Evaluator,
  expr: Of<K>,
  env: Env,
): Value {
  const evaluate: Evaluate<K> = EVALUATE[expr.k as K];
  return evaluate(evaluator, expr, env);
}

function nameMember(evaluator: Evaluator, expr: Extract<Expr, { k: 'mem' }>, env: Env): Value {
  const { obj, name } = expr;
  const value = evaluator.member(evaluator.value(obj, env), name);
  return isKnown(value) ? value : globalMember(evaluator, obj, name);
}

function chosen(evaluator: Evaluator, expr: AlternativeExpr, env: Env): Value {
  const { items, open } = chosenItems(evaluator, expr, env);
  const value = unionOf(items.map((item) => evaluator.value(item, env)));
  return open && value.v === 'union' ? { ...value, open } : value;
}

/** Arithmetic on known numbers. */
function computed(
  evaluator: Evaluator,
  op: ArithmeticOperator,
  operands: readonly Expr[],
  env: Env,
): Value {
  const figures = operands.map((operand) => numberOf(evaluator.value(operand, env)));
  const value = figures.reduce((left, right) =>
    left === null || right === null ? null : OPERATIONS[op](left, right),
  );
  return value === null || value === undefined || !Number.isFinite(value)
    ? UNKNOWN
    : { v: 'literal', value };
}

const numberOf = (value: Value): number | null =>
  value.v === 'literal' && typeof value.value === 'number' ? value.value : null;

const OPERATIONS: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '-': (a, b) => a - b,
  '**': (a, b) => a ** b,
  '%': (a, b) => a % b,
};

function taggedValue(evaluator: Evaluator, expr: Extract<Expr, { k: 'tpl' }>, env: Env): Value {
  const tag = expr.tag as Expr;
  const { tag: _tag, ...text } = expr;
  const types = expr.types ? { types: expr.types } : {};
  return evaluator.call(
    { k: 'call', fn: tag, args: [text], ...types, at: tag.at, start: tag.at, end: expr.at },
    env,
  );
}

/** Joined text, or the sum of two known numbers. */
function added(evaluator: Evaluator, expr: Extract<Expr, { k: 'add' }>, env: Env): Value {
  const left = numberOf(evaluator.value(expr.l, env));
  const right = left === null ? null : numberOf(evaluator.value(expr.r, env));
  if (left !== null && right !== null) return { v: 'literal', value: left + right };
  return joined(evaluator, [expr.l, expr.r], ['', '', ''], env, expr);
}

function templateValue(evaluator: Evaluator, expr: Extract<Expr, { k: 'tpl' }>, env: Env): Value {
  return joined(evaluator, expr.exprs, expr.parts, env, expr);
}

function joined(
  evaluator: Evaluator,
  exprs: readonly Expr[],
  parts: readonly string[],
  env: Env,
  origin: Expr,
): Value {
  let found: readonly StringValue[] = [stringValue(parts[0] ?? '')];
  let open = false;
  exprs.forEach((part, at) => {
    const value = evaluator.value(part, env);
    const texts = textsOf(value);
    open ||= isOpen(value);
    const several = found.length * texts.length <= MAX_TEXTS ? texts : texts.slice(0, 1);
    found = found.flatMap((before) =>
      several.map(({ text, exact }) => {
        const whole = before.text + text + (parts[at + 1] ?? '');
        const from = { file: env.file, expr: origin };
        return whole.length <= MAX_LENGTH
          ? stringValue(whole, before.exact && exact, from)
          : stringValue('{}', false, from);
      }),
    );
  });
  const [only] = found;
  if (found.length === 1 && only) return { ...only, origin: { file: env.file, expr: origin } };
  const union = unionOf(found);
  return open && union.v === 'union' ? { ...union, open } : union;
}

/** Texts of one template with parts that have alternatives. */
const MAX_TEXTS = 4;

/** No statement is as long; thirty lines of `b = a + a` would be too long for memory. */
const MAX_LENGTH = 1_000_000;

function textsOf(value: Value): readonly StringValue[] {
  const texts = alternatives(value).filter((one): one is StringValue => one.v === 'string');
  return texts.length > 0 ? texts : [stringValue('{}', false)];
}

function superValue(evaluator: Evaluator, env: Env): Value {
  if (!env.owner || env.self?.v !== 'instance') return UNKNOWN;
  const base = baseOf(evaluator, env.owner, env);
  return base ? { ...base, self: env.self.self ?? env.self } : UNKNOWN;
}

function elementValue(evaluator: Evaluator, of: Value, key: Expr, env: Env): Value {
  const names = alternatives(evaluator.value(key, env)).filter((one) => one.v === 'string');
  const index = key.k === 'lit' && typeof key.v === 'number' ? key.v : -1;
  return unionOf(
    alternatives(of).map((one) => {
      if (one.v === 'array') return one.items?.[index] ?? one.of;
      if (names.length > 0 && names.every((name) => name.exact)) {
        return unionOf(names.map((name) => evaluator.member(one, name.text)));
      }
      if (one.v === 'object') {
        return unionOf(one.expr.props.map((prop) => evaluator.value(prop.v, one.env)));
      }
      return UNKNOWN;
    }),
  );
}

function listValue(evaluator: Evaluator, items: readonly Expr[], env: Env): Value {
  const values = items.flatMap((item): readonly Value[] => {
    const value = evaluator.value(item, env);
    if (item.k !== 'spread') return [value];
    return value.v === 'array' ? (value.items ?? [value.of]) : [UNKNOWN];
  });
  const isWritten = values.length <= Math.max(items.length, MAX_ITEMS);
  return arrayOf(unionOf(values), isWritten ? values : null);
}

/** Of a list that spreads others; thirty lines of `b = [...a, ...a]` would be too many for memory. */
const MAX_ITEMS = 10_000;

function functionValue(env: Env, index: number): Value {
  const fn = env.file.functions[index];
  return fn ? { v: 'function', fn, env } : UNKNOWN;
}

function classValue(file: ProjectFile, index: number): Value {
  const cls = file.classes[index];
  return cls ? { v: 'class', cls, types: [] } : UNKNOWN;
}

/** Kinds of values that say more than the type they are cast to. */
const WRITTEN_OUT: ReadonlySet<Value['v']> = new Set([
  'string',
  'object',
  'array',
  'function',
  'class',
]);

function castValue(evaluator: Evaluator, expr: Extract<Expr, { k: 'cast' }>, env: Env): Value {
  const value = evaluator.value(expr.v, env);
  if (WRITTEN_OUT.has(value.v)) return value;
  const type = evaluator.type(expr.type, env);
  return isKnown(type) ? refined(type, () => value) : value;
}
