/** Violations by code of the project's own: the owner's put elsewhere, and a boundary's with another table. */
import { posix } from 'node:path';

import type { AccessFact, TableFact } from '../../../analyzers/index.ts';
import { isKnown } from './owned-tables.ts';
import type { Owned } from './owned-tables.ts';
import type { Field } from './plant-imports.ts';
import type { Plant } from './plant.ts';

/** A file of one boundary as it is, put into another: all that it does to its tables is done from there. */
export function plantMoved(field: Field): readonly Plant[] {
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
export function plantSwapped(field: Field, owned: readonly Owned[]): readonly Plant[] {
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
  const says = new RegExp(`(?:Repository[<(]|em\\.\\w+\\()${own.entity ?? ''}\\b`);
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
