/** The model behind a value of Mongoose: by name, by the document's class or interface. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { Entity } from '../entities/entity-model.ts';
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
    return models.model.of(one);
  });
}
