/** Typegoose: classes with `@prop` that `getModelForClass` or a Nest module makes models of. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectClass } from '../../program/program.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { decoratorCalls } from '../entities/decorator-calls.ts';
import { propText, propValue } from '../entities/object-props.ts';
import { isTypegoose } from './library-types.ts';
import { schemaOfClass } from './read-schemas.ts';
import type { SchemaInfo } from './read-schemas.ts';

export interface TypegooseClass {
  readonly cls: ProjectClass;
  readonly schema: SchemaInfo;
}

export function typegooseClasses(evaluator: Evaluator): readonly TypegooseClass[] {
  const { callsByName } = evaluator.program;
  const makers = ['getModelForClass', 'forFeature', 'InjectModel'];
  const sites = makers.flatMap((name) => callsByName.get(name) ?? []);
  const classes = sites.flatMap((site) =>
    isOurs(evaluator, site) && site.expr.args[0]
      ? classesIn(evaluator, evaluator.value(site.expr.args[0], evaluator.siteEnv(site)))
      : [],
  );
  return [...new Set(classes)].map((cls) => ({
    cls,
    schema: schemaOfClass(evaluator, cls, collectionOf(evaluator, cls), cls.ir.at),
  }));
}

function isOurs(evaluator: Evaluator, { expr, file, owner }: CallSite): boolean {
  const head = expr.fn.k === 'mem' ? expr.fn.obj : expr.fn;
  return alternatives(evaluator.value(head, evaluator.envOf(file, owner))).some(
    (one) => one.v === 'library' && isTypegoose(one.pkg),
  );
}

/** `User`, `[User, Post]`, `[{ typegooseClass: User }]` */
function classesIn(evaluator: Evaluator, value: Value): readonly ProjectClass[] {
  return alternatives(value).flatMap((one): readonly ProjectClass[] => {
    if (one.v === 'class') return [one.cls];
    if (one.v === 'array') return (one.items ?? []).flatMap((item) => classesIn(evaluator, item));
    const inner = one.v === 'object' ? propValue(evaluator, one, 'typegooseClass') : undefined;
    return inner ? classesIn(evaluator, inner) : [];
  });
}

/** `@modelOptions({ schemaOptions: { collection: 'people' } })` */
function collectionOf(evaluator: Evaluator, cls: ProjectClass): string | null {
  const env = evaluator.envOf(cls.file, null);
  for (const call of decoratorCalls(evaluator, cls.ir.decorators, env, isTypegoose)) {
    const [options] = call.args;
    if (call.name.toLowerCase() !== 'modeloptions' || !options) continue;
    const written = evaluator.value(options.expr, options.env);
    const schema = propValue(evaluator, written, 'schemaOptions') ?? UNKNOWN;
    const name = propText(evaluator, schema, 'collection');
    if (name !== null) return name;
  }
  return null;
}
