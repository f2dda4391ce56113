import { expect, test } from 'vitest';

import type { RelationFact, RelationKind } from '../../analyzers/contract.ts';
import { distinctRelations } from '../../analyzers/model/distinct-relations.ts';

const ENTITY = 'src/orders/order.ts';
const MIGRATION = 'migrations/1.ts';

const relation = (path: string, kind: RelationKind, to = 'users', line = 1): RelationFact => ({
  path,
  line,
  column: 1,
  evidence: '',
  certainty: 'certain',
  from: 'orders',
  to,
  kind,
  onDelete: null,
});

const kept = (
  relations: readonly RelationFact[],
  entity: string | null = 'Order',
): readonly string[] =>
  distinctRelations(relations, [{ name: 'orders', path: ENTITY, entity }]).map(
    (one) => `${one.path}:${one.line} ${one.kind}`,
  );

test('what a migration repeats is told by the entity', () => {
  expect(
    kept([relation(MIGRATION, 'foreign-key'), relation(ENTITY, 'many-to-one', 'users', 9)]),
  ).toEqual([`${ENTITY}:9 many-to-one`]);
});

test('a key in the schema, a mapping beside it and a migration are one relation', () => {
  const tellings = [
    relation(MIGRATION, 'foreign-key'),
    relation('src/orders/order.relations.ts', 'many-to-one'),
    relation(ENTITY, 'foreign-key'),
    relation(ENTITY, 'many-to-one', 'users', 2),
  ];
  expect(kept(tellings)).toEqual([`${ENTITY}:1 foreign-key`]);
  expect(kept(tellings.toReversed())).toEqual([`${ENTITY}:1 foreign-key`]);
});

test('keys that only the migration knows stay', () => {
  expect(
    kept([
      relation(MIGRATION, 'foreign-key', 'users', 1),
      relation(MIGRATION, 'foreign-key', 'users', 2),
      relation(MIGRATION, 'foreign-key', 'tenants', 3),
      relation(ENTITY, 'many-to-one', 'users', 9),
    ]),
  ).toEqual([
    `${MIGRATION}:2 foreign-key`,
    `${MIGRATION}:3 foreign-key`,
    `${ENTITY}:9 many-to-one`,
  ]);
});

test('two keys to one table, told twice each, are two', () => {
  expect(
    kept([
      relation(MIGRATION, 'foreign-key', 'users', 1),
      relation(MIGRATION, 'foreign-key', 'users', 2),
      relation(ENTITY, 'many-to-one', 'users', 8),
      relation(ENTITY, 'many-to-one', 'users', 9),
    ]),
  ).toEqual([`${ENTITY}:8 many-to-one`, `${ENTITY}:9 many-to-one`]);
});

test('the other side of a relation is no repetition of a key', () => {
  expect(kept([relation(MIGRATION, 'foreign-key'), relation(ENTITY, 'one-to-many')])).toHaveLength(
    2,
  );
});

test('without an entity every migration counts', () => {
  expect(
    kept([relation(MIGRATION, 'foreign-key'), relation('migrations/2.ts', 'foreign-key')], null),
  ).toHaveLength(2);
});
