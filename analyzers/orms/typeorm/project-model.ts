/** The entities of one analysis, remembered by its evaluator. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { EntityModel } from '../entities/entity-model.ts';

const models = new WeakMap<Evaluator, EntityModel>();

export const rememberModel = (evaluator: Evaluator, model: EntityModel): void => {
  models.set(evaluator, model);
};

/** Undefined before the adapter has read the entities. */
export const modelOf = (evaluator: Evaluator): EntityModel | undefined => models.get(evaluator);
