import { baseName } from '../../../analyzers/discover/posix-path.ts';
import { distinctRelations } from '../../../analyzers/model/distinct-relations.ts';
import type { RelationFact } from '../../../analyzers/index.ts';
import { gatherFound } from '../found.ts';
import type { Occurrence } from '../found.ts';
import type { Ground } from '../ground.ts';
import type { FoundViolation } from '../violation.ts';

interface RelationOccurrence extends Occurrence {
  readonly relation: RelationFact;
}

/** Both ends of one relation are one tie: told by the side that holds the key. */
export function findCrossingRelations(ground: Ground): readonly FoundViolation[] {
  const { code, tableOwner, placeOf, settings } = ground;
  const { severity } = settings['crossing-relation'];
  if (severity === 'off') return [];
  const relations = distinctRelations(code.relations, code.tables);
  const keys = new Set(
    relations.flatMap((one) => (holdsKey(one) ? [`${one.from}\0${one.to}`] : [])),
  );
  const homes = new Map(code.tables.map((table) => [table.name, table]));
  const told = new Set(
    relations.flatMap(({ from, to, path }) =>
      homes.get(from)?.path === path ? [`${from}\0${to}`] : [],
    ),
  );
  const occurrences = relations.flatMap((relation): RelationOccurrence[] => {
    const [from, to] = [tableOwner(relation.from), tableOwner(relation.to)];
    if (from === null || to === null || from === to) return [];
    if (isOtherEnd(relation, relations)) return [];
    if (!holdsKey(relation) && keys.has(`${relation.to}\0${relation.from}`)) return [];
    const { path, line, column, evidence } = relation;
    const home = homes.get(relation.from);
    // What the schema says itself, a migration says once more; nobody edits that one.
    if (home?.path !== path && told.has(`${relation.from}\0${relation.to}`)) return [];
    // Every entity inherits what a base class declares: that is one tie, at its line.
    const isInherited =
      home?.entity != null && home.path !== path && relation.kind !== 'foreign-key';
    const holder = isInherited ? baseName(path) : relation.from;
    return [
      {
        rule: 'crossing-relation',
        severity,
        from: isInherited ? (placeOf(path) ?? from) : from,
        to,
        symbol: `${holder} → ${relation.to}`,
        path,
        line,
        column,
        unit: `${path}:${line}`,
        note: evidence,
        target: null,
        relation,
      },
    ];
  });
  return gatherFound(occurrences, ({ relation, from, to }, all) => ({
    message: `${relation.kind} from ${tellHolders(all, from)} to ${relation.to} of ${to}${deleting(relation)}`,
    fix: `keep ${relation.kind === 'many-to-many' ? `the pairs of ids in a table of ${from}` : 'the id as a plain column'} and ask ${to} for the rest${relation.onDelete ? `; make the delete rule (${relation.onDelete}) explicit` : ''}`,
  }));
}

/** Of a one-to-one told from both ends, the end without a column of its own. */
function isOtherEnd(one: RelationFact, all: readonly RelationFact[]): boolean {
  if (one.kind !== 'one-to-one') return false;
  const back = all.find(
    ({ kind, from, to }) => kind === 'one-to-one' && from === one.to && to === one.from,
  );
  if (back === undefined || back === one) return false;
  const [own, other] = [HAS_COLUMN.test(one.evidence), HAS_COLUMN.test(back.evidence)];
  return own === other ? one.from > one.to : other;
}

/** How mappers say which side has the foreign key. */
const HAS_COLUMN = /fields|references|JoinColumn|owner|foreignKey/;

const holdsKey = ({ kind }: RelationFact): boolean =>
  kind === 'many-to-one' || kind === 'foreign-key' || kind === 'one-to-one';

const deleting = ({ onDelete }: RelationFact): string =>
  onDelete === null ? '' : `, on delete ${onDelete.toLowerCase()}`;

function tellHolders(all: readonly RelationOccurrence[], from: string): string {
  const tables = [...new Set(all.map(({ relation }) => relation.from))];
  const [first = ''] = tables;
  if (tables.length > 1) return `${tables.length} tables that inherit it, as ${first},`;
  const places = new Set(all.map((one) => one.unit)).size;
  return `${first} of ${from}${places > 1 ? `, ${places} times,` : ''}`;
}
