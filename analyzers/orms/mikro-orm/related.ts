/** Related tables that a MikroORM call reads: `populate`, conditions and ordering through relations. */
import type { Visit } from '../../adapter.ts';
import type { Expr } from '../../scan/ir.ts';
import type { Env } from '../../program/values.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import {
  ownReads,
  relatedByCondition,
  relatedByNames,
  withoutRepeats,
} from '../entities/find-options.ts';
import type { RelatedRead } from '../entities/find-options.ts';
import { writtenProps } from '../entities/written-props.ts';
import type { Receiver } from './library-types.ts';

/** @param skip arguments before the condition (the manager's entity) */
export function relatedReads(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
  { method }: Receiver,
  skip: number,
): readonly RelatedRead[] {
  const [first, second] = visit.call.args.slice(skip);
  const optionsFirst = method === 'findAll' || method === 'findByCursor';
  const conditions =
    first && !optionsFirst ? byCondition(visit, model, entity, first, visit.env) : [];
  const options = optionsFirst ? [first, second] : [second];
  const more = options.flatMap((expr) => (expr ? byOptions(visit, model, entity, expr) : []));
  return ownReads(visit, withoutRepeats([...conditions, ...more]));
}

function byOptions(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
  expr: Expr,
): readonly RelatedRead[] {
  const reader = { evaluator: visit.evaluator, model };
  return writtenProps(visit.evaluator, expr, visit.env).flatMap((prop): readonly RelatedRead[] => {
    if (prop.name === 'populate') return relatedByNames(reader, entity, prop);
    const isCondition =
      prop.name === 'where' || prop.name === 'orderBy' || prop.name === 'populateWhere';
    return isCondition ? byCondition(visit, model, entity, prop.expr, prop.env) : [];
  });
}

function byCondition(
  visit: Visit,
  model: EntityModel,
  entity: Entity,
  expr: Expr,
  env: Env,
): readonly RelatedRead[] {
  const reader = { evaluator: visit.evaluator, model };
  const logical = writtenProps(visit.evaluator, expr, env).filter(
    (prop) => prop.name === '$and' || prop.name === '$or' || prop.name === '$not',
  );
  return [
    ...relatedByCondition(reader, entity, expr, env),
    ...logical.flatMap((prop) => relatedByCondition(reader, entity, prop.expr, prop.env)),
  ];
}
