/** Violations of tables: by hand-written idioms of the project's library, and by code of its own that is put elsewhere. */
import { posix } from 'node:path';

import type { AccessFact, TableFact } from '../../../analyzers/index.ts';
import { KERNEL, MONOLITH } from '../../../src/check/ground.ts';
import type { RuleId } from '../../../src/check/rules.ts';
import { IDIOMS } from './orm-idioms.ts';
import type { Client, Idiom, Named } from './idiom.ts';
import type { Field } from './plant-imports.ts';
import { readMarks } from './plant.ts';
import type { Plant } from './plant.ts';

interface Owned {
  readonly table: TableFact;
  readonly owner: string;
}

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

function listOwned({ accepted, random }: Field): readonly Owned[] {
  const { ground, head } = accepted;
  return random.shuffle(
    head.code.tables.flatMap((table): Owned[] => {
      const owner = ground.tableOwner(table.name);
      return owner === null || owner === MONOLITH || owner === KERNEL ? [] : [{ table, owner }];
    }),
  );
}

/** Whether the planter does such a thing to the table already. */
const isKnown = ({ accepted }: Field, rule: RuleId, from: string, table: string): boolean =>
  accepted.found.some(
    (one) => one.rule === rule && one.from === from && one.symbol.includes(table),
  );

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

/** A file of one boundary as it is, put into another: all that it does to its tables is done from there. */
function plantMoved(field: Field): readonly Plant[] {
  const { accepted, places, random, checkout } = field;
  const { ground, head } = accepted;
  const byFile = groupByFile(
    head.code.accesses.filter(
      (one) =>
        ground.tableOwner(one.table) === ground.placeOf(one.path) &&
        ground.isBoundary(ground.placeOf(one.path)) &&
        !ground.isSeed(one.path),
    ),
  );
  const froms = places.boundaries.filter((one) => places.newFile(one) !== null);
  return random
    .shuffle([...byFile])
    .slice(0, 8)
    .flatMap(([file, accesses], at): readonly Plant[] => {
      const from = froms.filter((one) => one !== ground.placeOf(file))[
        at % Math.max(1, froms.length - 1)
      ];
      const path = from === undefined ? null : places.newFile(from);
      if (path === null || from === undefined || !file.endsWith('.ts')) return [];
      const text = rebase(checkout.read(file), file, path);
      return (['write', 'read'] as const).flatMap((mode): readonly Plant[] => {
        const rule = mode === 'write' ? 'foreign-table-write' : 'foreign-table-read';
        const free = accesses.filter(
          (one) =>
            one.mode === mode &&
            !isKnown(field, rule, from, one.table) &&
            !isTold(one, accesses, head.code.joins),
        );
        const table = free[0]?.table;
        const lines = free.filter((one) => one.table === table).map((one) => one.line);
        return table === undefined
          ? []
          : [
              {
                rule,
                shape: 'code of the owner, copied',
                edits: [{ path, text }],
                path,
                lines,
                symbol: table,
              },
            ];
      });
    });
}

/** What is told as a join or as a write is not told as a read besides. */
const isTold = (
  one: AccessFact,
  all: readonly AccessFact[],
  joins: Field['accepted']['head']['code']['joins'],
): boolean =>
  one.mode === 'read' &&
  (all.some((other) => other.mode === 'write' && other.line === one.line) ||
    joins.some((join) => join.path === one.path && join.tables.includes(one.table)));

function groupByFile(accesses: readonly AccessFact[]): ReadonlyMap<string, readonly AccessFact[]> {
  const files = new Map<string, AccessFact[]>();
  for (const one of accesses) files.set(one.path, [...(files.get(one.path) ?? []), one]);
  return files;
}

/** The text of a file at another place: its relative paths lead where they led. */
function rebase(text: string, from: string, to: string): string {
  return text.replaceAll(
    /(from\s+|import\s*\(?\s*|require\(\s*)(['"])(\.[^'"]*)\2/g,
    (_, before: string, quote: string, path: string) => {
      const target = posix.relative(posix.dirname(to), posix.join(posix.dirname(from), path));
      return `${before}${quote}${target.startsWith('.') ? target : `./${target}`}${quote}`;
    },
  );
}

/** A boundary's own file once more, with another's entity or table in place of its own. */
function plantSwapped(field: Field, owned: readonly Owned[]): readonly Plant[] {
  const { accepted, places, random, checkout } = field;
  const { ground, head } = accepted;
  const byFile = groupByFile(
    head.code.accesses.filter(
      (one) => ground.isBoundary(ground.placeOf(one.path)) && !ground.isSeed(one.path),
    ),
  );
  return random
    .shuffle([...byFile])
    .slice(0, 12)
    .flatMap(([file, accesses]): readonly Plant[] => {
      const from = ground.placeOf(file) ?? '';
      const path = posix.join(posix.dirname(file), 'planted-probe.ts');
      const own = owned.find(
        (one) => one.owner === from && accesses.some((access) => access.table === one.table.name),
      );
      const other =
        own &&
        owned.find(
          (one) =>
            one.owner !== from &&
            one.table.orm === own.table.orm &&
            !accesses.some((access) => access.table === one.table.name) &&
            !isKnown(field, 'foreign-table-write', from, one.table.name) &&
            !isKnown(field, 'foreign-table-read', from, one.table.name),
        );
      if (!own || !other || !file.endsWith('.ts')) return [];
      const text = swap(checkout.read(file), file, own.table, other.table, places.specifier);
      if (text === null) return [];
      return (['write', 'read'] as const).flatMap((mode): readonly Plant[] => {
        const lines = accesses
          .filter(
            (one) =>
              one.mode === mode &&
              !/raw|[A-Z]{6}$/.test(one.via) &&
              one.table === own.table.name &&
              !isTold(one, accesses, head.code.joins),
          )
          .map((one) => one.line);
        const rule = mode === 'write' ? 'foreign-table-write' : 'foreign-table-read';
        return lines.length === 0
          ? []
          : [
              {
                rule,
                shape: 'own code, another table',
                edits: [{ path, text }],
                path,
                lines,
                symbol: other.table.name,
              },
            ];
      });
    });
}

function swap(
  text: string,
  file: string,
  own: TableFact,
  other: TableFact,
  specifier: (from: string, to: string) => string,
): string | null {
  const lower = (name: string): string => `${name[0]?.toLowerCase() ?? ''}${name.slice(1)}`;
  const word = (name: string): RegExp =>
    new RegExp(`\\b${name.replaceAll(/\W/g, String.raw`\$&`)}\\b`, 'g');
  // Through a repository of its own, the file does not say which entity it is.
  const says = new RegExp(`[<(]${own.entity ?? ''}\\b`);
  if (['typeorm', 'mikro-orm'].includes(own.orm) && !says.test(text)) return null;
  let swapped = text;
  if (own.entity !== null && other.entity !== null && own.entity !== own.name) {
    const importOf = new RegExp(`import[^;]*?\\b${own.entity}\\b[^;]*?from (['"])[^'"]+\\1`);
    const statement = importOf.exec(text)?.[0];
    if (statement !== undefined && (statement.includes(',') || statement.includes('\n')))
      return null;
    if (statement === undefined && own.orm !== 'prisma') return null;
    if (statement !== undefined)
      swapped = swapped
        .replace(/(['"])[^'"]+\1$/, '$&')
        .replace(
          statement,
          statement.replace(/(['"])[^'"]+\1$/, `'${specifier(file, other.path)}'`),
        );
    swapped = swapped.replaceAll(word(own.entity), other.entity);
  }
  if (own.orm === 'prisma' && own.entity !== null && other.entity !== null)
    swapped = swapped.replaceAll(
      new RegExp(`\\.${lower(own.entity)}\\.`, 'g'),
      `.${lower(other.entity)}.`,
    );
  swapped = swapped.replaceAll(
    new RegExp(`(['"\`])${own.name}\\1`, 'g'),
    (_, quote: string) => `${quote}${other.name}${quote}`,
  );
  return swapped === text ? null : swapped;
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
