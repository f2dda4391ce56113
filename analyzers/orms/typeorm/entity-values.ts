/** From what names an entity to the entity's objects and back. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, instanceOf, unionOf, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { modelOf } from './project-model.ts';

/** The entity a repository or an active-record class is about. */
export function subjectOf(value: LibraryValue): Value {
  if (value.type === 'BaseEntity') return value.self ?? UNKNOWN;
  return value.args[0] ?? UNKNOWN;
}

/** An object of the entity that a class, name or schema stands for. */
export function entityObject(evaluator: Evaluator, subject: Value): Value {
  return unionOf(
    alternatives(subject).flatMap((one): readonly Value[] => {
      if (one.v === 'instance') return [one];
      if (one.v === 'class') return [instanceOf(one.cls, one.types)];
      const entities = modelOf(evaluator)?.of(one) ?? [];
      return entities.map((entity) =>
        entity.cls ? instanceOf(entity.cls) : (entity.type ?? UNKNOWN),
      );
    }),
  );
}
