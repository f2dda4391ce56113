/** What of a check can be mended by changing imports alone. Writes nothing. */
import type { ProjectFiles } from '../../../analyzers/discover/discover-project.ts';
import { createResolver } from '../../../analyzers/graph/resolve-import.ts';
import { buildGround } from '../ground.ts';
import type { Guarded } from '../read-guarded.ts';
import type { CheckReport } from '../violation.ts';
import { fixDoors } from './fix-doors.ts';
import { fixTypes } from './fix-types.ts';
import type { FixPlan } from './fix-plan.ts';
import { listWanted } from './list-wanted.ts';
import type { Wanted } from './list-wanted.ts';
import { openDesk } from './open-desk.ts';
import type { EditableText } from './open-desk.ts';

export interface FixScope {
  /** Also what the baseline or the base of `--since` has; never what is allowed. */
  readonly known: boolean;
  /** Only these; null for all. */
  readonly files: ReadonlySet<string> | null;
}

export interface FixInput {
  readonly head: Guarded;
  readonly report: Pick<CheckReport, 'violations'>;
  readonly project: ProjectFiles;
  readonly scope: FixScope;
  readonly read: (path: string) => EditableText;
}

export function planFixes({ head, report, project, scope, read }: FixInput): FixPlan {
  const { code, config, settings } = head;
  const ground = buildGround(code, config, settings);
  const resolver = createResolver(project);
  const desk = openDesk(project.root, resolver, read);
  const violations = report.violations.filter(
    ({ baseline }) => baseline === 'new' || (scope.known && baseline === 'known'),
  );
  const inScope = ({ fact }: Wanted): boolean => scope.files?.has(fact.path) ?? true;
  const { doors, types, cuts } = listWanted(ground, violations, desk.scan);
  // A dependency that lies partly outside the scope cannot vanish.
  const within = cuts.map(({ cut, hops }) => ({
    cut: cut.every((edge) => edge.every(inScope)) ? cut : [[]],
    hops: hops.filter((edge) => edge.every(inScope)),
  }));
  const marked = fixTypes(
    desk,
    types.filter((unit) => unit.every(inScope)),
    within,
  );
  fixDoors({ desk, ground, resolver, root: project.root, marked }, doors.filter(inScope));
  return desk.close();
}
