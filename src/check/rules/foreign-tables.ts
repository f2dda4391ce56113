import type { AccessFact, AccessMode, TableFact } from '../../../analyzers/contract.ts';
import { gatherFound } from '../found.ts';
import type { Occurrence } from '../found.ts';
import type { Ground } from '../ground.ts';
import type { FoundViolation, RelatedPlace } from '../violation.ts';

interface AccessOccurrence extends Occurrence {
  readonly access: AccessFact;
}

/** @param isTold reads that a rule about joins tells already */
export function findForeignTables(
  ground: Ground,
  mode: AccessMode,
  isTold: (access: AccessFact) => boolean,
): readonly FoundViolation[] {
  const { code, placeOf, tableOwner, settings, isSeed } = ground;
  const rule = mode === 'write' ? 'foreign-table-write' : 'foreign-table-read';
  const { severity } = settings[rule];
  if (severity === 'off') return [];
  const occurrences = code.accesses.flatMap((access): AccessOccurrence[] => {
    const from = placeOf(access.path);
    const to = tableOwner(access.table);
    if (access.mode !== mode || from === null || to === null || from === to) return [];
    if (isSeed(access.path) || isTold(access)) return [];
    const { path, line, column, table, symbol, via } = access;
    const unit = `${path} ${symbol}`;
    const note = `${symbol}: ${via}`;
    return [
      {
        rule,
        severity,
        from,
        to,
        symbol: table,
        path,
        line,
        column,
        unit,
        note,
        target: null,
        access,
      },
    ];
  });
  return gatherFound(occurrences, ({ access, to }, all) => {
    const others = new Set(all.map((one) => one.unit)).size - 1;
    const more = others > 0 ? `, as ${others} more function${others > 1 ? 's do' : ' does'}` : '';
    const table = code.tables.find((one) => one.name === access.table);
    const declared: readonly RelatedPlace[] = table
      ? [
          {
            path: table.path,
            line: table.line,
            column: table.column,
            note: noteOf(table),
          },
        ]
      : [];
    return {
      message: `${access.symbol} ${mode}s table ${access.table} of ${to} (${access.via})${more}`,
      fix: suggest(ground, access, to),
      related: declared,
    };
  });
}

/** A table that nothing declares is known by its first use. */
const noteOf = ({ name, entity, certainty }: TableFact): string =>
  entity === null && certainty === 'inferred'
    ? `${name} is used here first`
    : `${name} is declared here`;

function suggest(
  { code, placeOf, boundaries, isSeed }: Ground,
  access: AccessFact,
  to: string,
): string {
  const serving = code.accesses.filter(
    (one) =>
      one.table === access.table &&
      one.mode === access.mode &&
      placeOf(one.path) === to &&
      !isSeed(one.path) &&
      !SEED_FILE.test(one.path) &&
      SERVING[access.mode].test(one.symbol),
  );
  // Who deletes is best served by what deletes.
  const own = serving.find((one) => verbOf(one) === verbOf(access)) ?? serving[0];
  const alone = `ask ${to} through a function of its public API`;
  const ask = own
    ? `ask ${to}, where ${own.symbol} (${own.path}:${own.line}) ${access.mode}s it already`
    : boundaries.has(to)
      ? alone
      : 'leave it to a function beside the code that owns it';
  const copy = access.mode === 'read' ? ', keep a copy by events' : '';
  const another = boundaries.has(to) ? 'another boundary' : 'a boundary';
  return `${ask}${copy}, or list the table under ${another} in saasctl.json if it belongs there`;
}

/** Seeds that live beside the code they fill the tables of. */
const SEED_FILE = /[.-]seed(?:er)?\.\w+$/;

/** `delete` of `knex delete`, `typeorm Repository.delete`. */
const verbOf = ({ via }: AccessFact): string => /\w+$/.exec(via)?.[0].toLowerCase() ?? via;

/** Methods and functions whose name says that they are there to be asked. */
const SERVING: Readonly<Record<AccessMode, RegExp>> = {
  read: /(?:^|\.)(?:get|find|list|load|fetch|search|exists|count|query)[A-Z]?\w*$/,
  write:
    /(?:^|\.)(?:create|add|update|save|set|mark|insert|upsert|store|delete|remove|cancel)[A-Z]?\w*$/,
};
