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
  const { code, tableOwner, settings } = ground;
  const { severity } = settings['crossing-relation'];
  if (severity === 'off') return [];
  const relations = distinctRelations(code.relations, code.tables);
  const keys = new Set(
    relations.flatMap((one) => (holdsKey(one) ? [`${one.from}\0${one.to}`] : [])),
  );
  const occurrences = relations.flatMap((relation): RelationOccurrence[] => {
    const [from, to] = [tableOwner(relation.from), tableOwner(relation.to)];
    if (from === null || to === null || from === to) return [];
    if (!holdsKey(relation) && keys.has(`${relation.to}\0${relation.from}`)) return [];
    const { path, line, column, evidence } = relation;
    return [
      {
        rule: 'crossing-relation',
        severity,
        from,
        to,
        symbol: `${relation.from} → ${relation.to}`,
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
    message: `${relation.kind} from ${relation.from} of ${from} to ${relation.to} of ${to}${deleting(relation)}${all.length > 1 ? `, ${all.length} times` : ''}`,
    fix: `keep ${relation.kind === 'many-to-many' ? `the pairs of ids in a table of ${from}` : 'the id as a plain column'} and ask ${to} for the rest${relation.onDelete ? `; make the delete rule (${relation.onDelete}) explicit` : ''}`,
  }));
}

const holdsKey = ({ kind }: RelationFact): boolean =>
  kind === 'many-to-one' || kind === 'foreign-key' || kind === 'one-to-one';

const deleting = ({ onDelete }: RelationFact): string =>
  onDelete === null ? '' : `, on delete ${onDelete.toLowerCase()}`;
