/** References to other models in the definition of a schema or in the properties of a class. */
import type { Place } from '../../adapter.ts';
import type { CallExpr } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import { alternatives, instanceOf } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { decoratorCalls } from '../entities/decorator-calls.ts';
import type { EntityRelation } from '../entities/entity-model.ts';
import { objectProps, propOf, propValue } from '../entities/object-props.ts';
import { isTypegoose } from './library-types.ts';

export const callKey = (file: ProjectFile, call: CallExpr): string => `${file.path}@${call.start}`;
export const isNestMongoose = (pkg: string): boolean => pkg === '@nestjs/mongoose';
const hasProps = (pkg: string): boolean => isNestMongoose(pkg) || isTypegoose(pkg);
const PROP = /^(?:Prop|prop|arrayProp)$/;

const MAX_NESTING = 6;

const prefixed = (relation: EntityRelation, path: string): EntityRelation => ({
  ...relation,
  property: `${path}.${relation.property}`,
});

export function isIndexed(evaluator: Evaluator, value: Value): boolean {
  return ['index', 'unique'].some((name) => {
    const found = propValue(evaluator, value, name);
    return found?.v === 'literal' && found.value === true;
  });
}

/** Paths that refer to another model: `{ ref: 'User' }`, in lists, nested objects and sub-schemas. */
export function refsOf(
  evaluator: Evaluator,
  value: Value,
  path: string,
  place: Place,
  many: boolean,
  depth: number,
): readonly EntityRelation[] {
  if (depth > MAX_NESTING) return [];
  return alternatives(value).flatMap((one): readonly EntityRelation[] => {
    if (one.v === 'array')
      return (one.items ?? []).flatMap((item) =>
        refsOf(evaluator, item, path, place, true, depth + 1),
      );
    if (one.v === 'library' && one.type === 'Schema')
      return subSchemaRefs(evaluator, one, path, many, depth);
    if (one.v === 'class')
      return classRefs(evaluator, one.cls, depth).map((inner) => prefixed(inner, path));
    if (one.v !== 'object') return [];
    const ref = propOf(evaluator, one, 'ref');
    if (ref) return [relationTo(evaluator.value(ref.expr, ref.env), path, place, many)];
    const type = propOf(evaluator, one, 'type');
    if (type)
      return refsOf(evaluator, evaluator.value(type.expr, type.env), path, place, many, depth + 1);
    return objectProps(evaluator, one).flatMap((prop) =>
      refsOf(
        evaluator,
        evaluator.value(prop.expr, prop.env),
        `${path}.${prop.name}`,
        { file: prop.file, at: prop.at },
        many,
        depth + 1,
      ),
    );
  });
}

function subSchemaRefs(
  evaluator: Evaluator,
  schema: Value,
  path: string,
  many: boolean,
  depth: number,
): readonly EntityRelation[] {
  const key = schema.v === 'library' ? schema.state?.['schema'] : undefined;
  const site = (evaluator.program.callsByName.get('Schema') ?? []).find(
    (one) => callKey(one.file, one.expr) === key,
  );
  if (!site?.expr.args[0]) return [];
  const definition = evaluator.value(site.expr.args[0], evaluator.siteEnv(site));
  return objectProps(evaluator, definition).flatMap((prop) =>
    refsOf(
      evaluator,
      evaluator.value(prop.expr, prop.env),
      `${path}.${prop.name}`,
      { file: prop.file, at: prop.at },
      many,
      depth + 1,
    ),
  );
}

export function relationTo(
  target: Value,
  property: string,
  place: Place,
  many: boolean,
): EntityRelation {
  return {
    property,
    target,
    place,
    kind: many ? 'one-to-many' : 'many-to-one',
    joinTable: null,
    onDelete: null,
    owner: true,
    inverse: null,
    evidence: `${property}: { ref }`,
  };
}

export interface ClassProp {
  readonly property: ProjectClass['ir']['properties'][number];
  readonly holder: ProjectClass;
  readonly values: readonly Value[];
}

export function classProps(evaluator: Evaluator, cls: ProjectClass): readonly ClassProp[] {
  const found: ClassProp[] = [];
  for (const view of viewsOf(evaluator, instanceOf(cls))) {
    if ('v' in view) break;
    const { holder } = view;
    for (const property of holder.ir.properties) {
      const calls = decoratorCalls(
        evaluator,
        property.decorators,
        evaluator.envOf(holder.file, holder),
        hasProps,
      );
      const prop = calls.find((one) => PROP.test(one.name));
      if (!prop || found.some((one) => one.property.name === property.name)) continue;
      found.push({
        property,
        holder,
        values: prop.args.map((arg) => evaluator.value(arg.expr, arg.env)),
      });
    }
  }
  return found;
}

export function classRefs(
  evaluator: Evaluator,
  cls: ProjectClass,
  depth: number,
): readonly EntityRelation[] {
  if (depth > MAX_NESTING) return [];
  return classProps(evaluator, cls).flatMap(({ property, holder, values }) => {
    const at = property.decorators?.find((one) => PROP.test(one.name))?.at ?? property.at;
    return values.flatMap((value) =>
      refsOf(evaluator, value, property.name, { file: holder.file, at }, false, depth + 1),
    );
  });
}
