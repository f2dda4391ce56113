/** The model behind a value of Mongoose: by name, by the document's class or interface. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { modelsOf } from './project-model.ts';

export function entitiesOf(evaluator: Evaluator, value: LibraryValue): readonly Entity[] {
  const models = modelsOf(evaluator);
  if (!models) return [];
  const key = value.state?.['entity'];
  const named = typeof key === 'string' ? models.model.ofKey(key) : undefined;
  if (named) return [named];
  const schema = value.state?.['schema'];
  const ofSchema = typeof schema === 'string' ? models.bySchema.get(schema) : undefined;
  if (ofSchema) return [ofSchema];
  const subjects = value.self ? [value.self, ...value.args] : value.args;
  return subjects.flatMap((one) => entitiesOfType(evaluator, one)).slice(0, 1);
}

/** The model of a document type: `UserDocument`, `IUser & Document`, a class. */
export function entitiesOfType(evaluator: Evaluator, value: Value): readonly Entity[] {
  const models = modelsOf(evaluator);
  if (!models) return [];
  return alternatives(value).flatMap((one) => {
    if (one.v === 'library') return one.args.flatMap((arg) => entitiesOfType(evaluator, arg));
    const found = models.model.of(one);
    return found.length > 0 ? found : namedAlike(models.model, one);
  });
}

/** `Model<ICat>` beside `connection.model('Cat', schema)`: the type is called what the model is called. */
function namedAlike(model: EntityModel, value: Value): readonly Entity[] {
  const written =
    value.v === 'interface'
      ? value.file.ir.decls[value.decl]?.name
      : value.v === 'instance'
        ? value.cls.name
        : undefined;
  if (written === undefined) return [];
  const bare = written
    .replace(/^I(?=[A-Z])/, '')
    .replace(/(?:Document|Doc|Model|Entity|Schema|Interface|Attributes|Type)$/, '')
    .toLowerCase();
  const same = model.entities.find((one) => one.name.toLowerCase() === bare);
  return same ? [{ ...same, inferred: true }] : [];
}
