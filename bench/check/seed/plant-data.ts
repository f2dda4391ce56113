/** Violations of tables: by hand-written idioms of the project's library, and by code of its own that is put elsewhere. */
import { posix } from 'node:path';

import type { RuleId } from '../../../src/check/rules.ts';
import { IDIOMS } from './orm-idioms.ts';
import type { Client, Idiom, Named } from './idiom.ts';
import { isKnown, listOwned } from './owned-tables.ts';
import type { Owned } from './owned-tables.ts';
import { plantMoved, plantSwapped } from './plant-copies.ts';
import type { Field } from './plant-imports.ts';
import { readMarks } from './plant.ts';
import type { Plant } from './plant.ts';

export function plantData(field: Field): readonly Plant[] {
  const { code } = field.accepted.head;
  const owned = listOwned(field);
  const orms = [...new Set([...code.project.orms, ...owned.map((one) => one.table.orm)])];
  return [
    ...orms.flatMap((orm) => plantIdioms(field, orm, owned)),
    ...plantMoved(field),
    ...plantSwapped(field, owned),
    ...plantMigration(field, owned),
  ];
}

/** SQL needs a table's name alone, the others something to import or to call. */
const BY_NAME = new Set(['sql', 'sequelize', 'knex']);
const PER_RULE: Readonly<Partial<Record<RuleId, number>>> = {
  'foreign-table-write': 8,
  'foreign-table-read': 6,
};
/** The same idiom between so many pairs of boundaries. */
const PER_SHAPE = 3;

function plantIdioms(field: Field, orm: string, owned: readonly Owned[]): readonly Plant[] {
  const { places, random } = field;
  const make = IDIOMS[orm];
  if (make === undefined) return [];
  const reachable = owned.filter(
    ({ table }) => BY_NAME.has(orm) || (table.orm === orm && table.entity !== null),
  );
  const froms = places.boundaries.filter((one) => places.newFile(one) !== null);
  const pairs = random.shuffle(
    froms.flatMap((from) => {
      const own = reachable.find((one) => one.owner === from) ?? null;
      return reachable
        .filter((one) => one.owner !== from)
        .map((foreign) => ({ from, own, foreign }));
    }),
  );
  const counts = new Map<RuleId, number>();
  const plants: Plant[] = [];
  const shapes = new Map<string, number>();
  for (const { from, own, foreign } of pairs.slice(0, 200)) {
    const path = places.newFile(from);
    if (path === null) continue;
    const named = ({ table }: Owned): Named => ({
      table: table.name,
      entity: table.entity ?? table.name,
      from: places.specifier(path, table.path),
    });
    const scene = {
      own: own && named(own),
      foreign: named(foreign),
      client: findClient(field, path),
    };
    const idioms = make(scene).filter(
      ({ rule, shape }) =>
        (counts.get(rule) ?? 0) < (PER_RULE[rule] ?? 10) &&
        (shapes.get(rule + shape) ?? 0) < PER_SHAPE &&
        !isKnown(field, rule, from, foreign.table.name),
    );
    const idiom = random.shuffle(idioms)[0];
    if (idiom === undefined) continue;
    counts.set(idiom.rule, (counts.get(idiom.rule) ?? 0) + 1);
    shapes.set(idiom.rule + idiom.shape, (shapes.get(idiom.rule + idiom.shape) ?? 0) + 1);
    plants.push(toPlant(idiom, orm, path, foreign.table.name));
  }
  return plants;
}

function toPlant(
  { rule, shape, text: marked }: Idiom,
  orm: string,
  path: string,
  symbol: string,
): Plant {
  const { text, lineOf } = readMarks(marked);
  return {
    rule,
    shape: `${orm}: ${shape}`,
    edits: [{ path, text }],
    path,
    lines: lineOf('x'),
    symbol,
  };
}

/** How the project comes by its Prisma client. */
function findClient({ accepted, places }: Field, path: string): Client | null {
  const { injections, imports } = accepted.head.code;
  const injected = injections.find(
    (one) => /^Prisma\w*(?:Service|Client)$/.test(one.token) && one.to !== null,
  );
  if (injected?.to)
    return { name: injected.token, from: places.specifier(path, injected.to), kind: 'injected' };
  const file = imports.find((one) => /prisma/i.test(one.to) && one.symbols.includes('default'))?.to;
  return file === undefined
    ? null
    : { name: 'prisma', from: places.specifier(path, file), kind: 'default' };
}

/** A foreign key by SQL, in a migration beside those that are there. */
function plantMigration({ accepted, places }: Field, owned: readonly Owned[]): readonly Plant[] {
  const migration = accepted.head.code.files
    .map((one) => one.path)
    .find((path) => /migrations?\/[^/]*\d{8}[^/]*\.[jt]s$/.test(path));
  if (migration === undefined) return [];
  return owned.slice(0, 5).flatMap(({ table, owner }): readonly Plant[] => {
    const own = owned.find(
      (one) =>
        one.owner !== owner &&
        !accepted.found.some(
          (two) =>
            two.rule === 'crossing-relation' && two.symbol === `${one.table.name} → ${table.name}`,
        ),
    );
    if (own === undefined || places.newFile(owner) === null) return [];
    const path = posix.join(
      posix.dirname(migration),
      `29990101000000-planted-probe${posix.extname(migration)}`,
    );
    const text = `exports.up = (db, done) =>\n  db.runSql(\n    'ALTER TABLE ${own.table.name} ADD CONSTRAINT seeded FOREIGN KEY (seeded_id) REFERENCES ${table.name} (id)',\n    done,\n  );\n`;
    return [
      {
        rule: 'crossing-relation',
        shape: 'foreign key in a migration',
        edits: [{ path, text }],
        path,
        lines: [3],
        symbol: table.name,
      },
    ];
  });
}
