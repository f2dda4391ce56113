/** Keys of the environment: `process.env.X`, `import.meta.env.X`, destructured, and validated by a schema. */
import type { Adapter, AdapterContext } from '../../adapter.ts';
import { alternatives } from '../../program/values.ts';
import type { ObjectValue, Value } from '../../program/values.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import { followed } from '../../program/located.ts';

export const configKeysAdapter: Adapter = {
  id: 'config-keys',
  title: 'Environment',
  kind: 'library',
  always: true,
  packages: [],
  readFile,
};

function readFile(context: AdapterContext, file: ProjectFile): void {
  if (file.takesEnv) for (const root of rootsOf(file)) readKeys(context, file, root);
  for (const site of file.calls) readSchema(context, site);
}

/** Everything that is evaluated in a file. */
function rootsOf(file: ProjectFile): readonly Expr[] {
  const { ir } = file;
  return [
    ...ir.body,
    ...ir.functions.flatMap((fn) => [
      ...fn.body,
      ...fn.params.flatMap((param) => [
        ...(param.default ? [param.default] : []),
        ...(param.decorators ?? []).map((one) => one.expr),
      ]),
      ...(fn.decorators ?? []).map((one) => one.expr),
    ]),
    ...ir.classes.flatMap((cls) => [
      ...(cls.decorators ?? []).map((one) => one.expr),
      ...cls.properties.flatMap((one) => [
        ...(one.init ? [one.init] : []),
        ...(one.decorators ?? []).map((each) => each.expr),
      ]),
    ]),
    ...ir.exports.flatMap((one) => (one.expr ? [one.expr] : [])),
  ];
}

function readKeys({ facts, evaluator }: AdapterContext, file: ProjectFile, root: Expr): void {
  const told = (key: string, at: Pos): void => {
    if (key !== '') facts.configKey({ key, place: { file, at }, evidence: `process.env.${key}` });
  };
  forEachExpr(root, (expr) => {
    if (expr.k === 'mem' && isEnvironmentIn(file, expr.obj)) told(expr.name, expr.at);
    if (expr.k === 'idx' && isEnvironmentIn(file, expr.obj)) {
      const key = evaluator.text(expr.key, evaluator.envOf(file, null));
      if (key?.exact) told(key.text, expr.key.at);
    }
    if (expr.k !== 'def' || !isEnvironmentIn(file, expr.v)) return true;
    for (const decl of expr.decls) {
      const { path, at } = file.ir.decls[decl] ?? {};
      const key = path?.[0];
      if (key !== undefined && key !== '...' && at !== undefined) told(key, at);
    }
    return true;
  });
}

/** Also `const env = process.env`. */
function isEnvironmentIn(file: ProjectFile, expr: Expr): boolean {
  const inner = unwrapped(expr);
  if (inner.k !== 'name') return isEnvironment(inner);
  const definition = file.ir.decls[inner.decl]?.path ? undefined : file.definitions.get(inner.decl);
  return definition !== undefined && !definition.each && isEnvironment(definition.v);
}

function unwrapped(expr: Expr): Expr {
  return expr.k === 'cast' ? unwrapped(expr.v) : expr;
}

/** `process.env`, `import.meta.env`, `Bun.env`, also cast. */
function isEnvironment(expr: Expr): boolean {
  const env = unwrapped(expr);
  if (env.k !== 'mem' || env.name !== 'env') return false;
  const { obj } = env;
  if (obj.k === 'name') return /^(?:process|import\.meta|Bun)$/.test(obj.name);
  return (
    obj.k === 'mem' &&
    obj.name === 'process' &&
    obj.obj.k === 'name' &&
    /^global(?:This)?$/.test(obj.obj.name)
  );
}

const PARSERS = new Set([
  'parse',
  'safeParse',
  'parseAsync',
  'safeParseAsync',
  'validate',
  'validateAsync',
  'attempt',
  'cleanEnv',
  'createEnv',
  'from',
  'get',
  'validateSync',
  'envsafe',
  'envSchema',
]);

function readSchema(context: AdapterContext, site: CallSite): void {
  if (!PARSERS.has(site.name) || site.expr.args.length === 0) return;
  const { fn, args } = site.expr;
  if (site.name === 'get') return readVariable(context, site);
  const [first, second] = args;
  // joi: `schema.validate(process.env)`, `Joi.attempt(process.env, schema)`; envalid: `cleanEnv(process.env, { … })`.
  const schema =
    site.name === 'cleanEnv' || site.name === 'attempt'
      ? second
      : site.name === 'createEnv' || site.name === 'envsafe'
        ? first
        : fn.k === 'mem'
          ? fn.obj
          : undefined;
  const takesEnvironment =
    site.name === 'createEnv' ||
    site.name === 'envsafe' ||
    (first !== undefined && standsForEnvironment(context, site, first));
  if (!schema || !takesEnvironment) return;
  const env = context.evaluator.siteEnv(site);
  if (site.name === 'createEnv') {
    for (const side of ['server', 'client', 'shared'])
      readObject(
        context,
        context.evaluator.member(context.evaluator.value(schema, env), side),
        site,
      );
    return;
  }
  readSchemaExpr(context, schema, site, 0);
}

/** `process.env` itself, a variable or parameter default that is it, an object that spreads it. */
function standsForEnvironment({ evaluator }: AdapterContext, site: CallSite, expr: Expr): boolean {
  const env = evaluator.siteEnv(site);
  const made = followed(evaluator, { expr, env }).expr;
  if (isEnvironment(made)) return true;
  if (made.k === 'name') {
    const place = site.file.parameters.get(made.decl);
    return place?.param.default !== undefined && isEnvironment(place.param.default);
  }
  return made.k === 'obj' && made.props.some((prop) => prop.spread && isEnvironment(prop.v));
}

/** `z.object({ … })`, `Joi.object().keys({ … })`, `base.extend({ … })`: the object literals in the chain. */
function readSchemaExpr(context: AdapterContext, expr: Expr, site: CallSite, depth: number): void {
  const { evaluator } = context;
  if (depth > 12) return;
  const located = followed(evaluator, { expr, env: evaluator.siteEnv(site) });
  const made = located.expr;
  if (made.k === 'obj') return readObject(context, evaluator.value(made, located.env), site);
  if (made.k !== 'call') return;
  const inner: CallSite = { ...site, file: located.env.file };
  for (const arg of made.args) {
    if (
      arg.k === 'obj' ||
      (made.fn.k === 'mem' &&
        /^(?:object|keys|extend|merge|append|strictObject|looseObject)$/.test(made.fn.name))
    ) {
      readSchemaExpr(context, arg, inner, depth + 1);
    }
  }
  if (made.fn.k === 'mem' && made.fn.obj.k !== 'name')
    readSchemaExpr(context, made.fn.obj, inner, depth + 1);
  else if (
    made.fn.k === 'mem' &&
    made.fn.obj.k === 'name' &&
    isVariable(inner.file, made.fn.obj.decl)
  )
    readSchemaExpr(context, made.fn.obj, inner, depth + 1);
}

const isVariable = (file: ProjectFile, decl: number): boolean => file.definitions.has(decl);

function readObject({ facts, isSource }: AdapterContext, value: Value, site: CallSite): void {
  for (const one of alternatives(value)) {
    if (one.v !== 'object' || !isSource(one.env.file.path)) continue;
    for (const prop of keysOf(one)) {
      facts.configKey({
        key: prop.name,
        place: { file: one.env.file, at: prop.at },
        evidence: `${prop.name} of the schema given to ${site.name}`,
      });
    }
  }
}

const keysOf = ({ expr }: ObjectValue): readonly { readonly name: string; readonly at: Pos }[] =>
  expr.props.flatMap(({ name, at, spread }) =>
    name === null || spread || !/^[A-Z][A-Z0-9_]*$/i.test(name) ? [] : [{ name, at }],
  );

/** env-var: `env.get('PORT').required()`. */
function readVariable({ evaluator, facts }: AdapterContext, site: CallSite): void {
  const { fn, args } = site.expr;
  if (fn.k !== 'mem') return;
  const env = evaluator.siteEnv(site);
  if (
    !alternatives(evaluator.value(fn.obj, env)).some(
      (one) => one.v === 'library' && one.pkg === 'env-var',
    )
  )
    return;
  const key = evaluator.text(args[0], env);
  if (key?.exact)
    facts.configKey({
      key: key.text,
      place: { file: site.file, at: site.expr.at },
      evidence: `env.get('${key.text}')`,
    });
}
