/** The Mongoose models of one analysis, remembered by its evaluator. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';

export interface MongooseModels {
  readonly model: EntityModel;
  /** Entities by the key of their schema. */
  readonly bySchema: ReadonlyMap<string, Entity>;
}

const known = new WeakMap<Evaluator, MongooseModels>();

export const rememberModels = (evaluator: Evaluator, models: MongooseModels): void => {
  known.set(evaluator, models);
};

/** Undefined before the adapter has read the models. */
export const modelsOf = (evaluator: Evaluator): MongooseModels | undefined => known.get(evaluator);
