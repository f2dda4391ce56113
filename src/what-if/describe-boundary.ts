/** One boundary of a plan for a closer look: what it is, and through what it touches the others. */
import type { EvaluatedPlan } from '../../analyzers/boundaries/prepare-planning.ts';
import type { BoundaryFact, CrossingFact } from '../../analyzers/contract.ts';

/** Crossings with one other place and one remedy, the costliest of them in full. */
export interface CrossingGroup {
  readonly other: string;
  /** `out`: the boundary uses the other one. */
  readonly direction: 'in' | 'out';
  readonly remedy: CrossingFact['remedy'];
  readonly count: number;
  readonly costliest: CrossingFact;
}

export interface BoundaryView {
  readonly boundary: BoundaryFact;
  /** Most crossings first. */
  readonly groups: readonly CrossingGroup[];
}

/** @returns null when there is no such boundary */
export function describeBoundary(plan: EvaluatedPlan, id: string): BoundaryView | null {
  const boundary = plan.boundaries.find((one) => one.id === id);
  if (boundary === undefined) return null;
  const groups = new Map<string, { count: number; costliest: CrossingFact }>();
  for (const crossing of plan.crossings) {
    if (crossing.from !== id && crossing.to !== id) continue;
    const key = groupKey(crossing, id);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { count: 1, costliest: crossing });
    else {
      group.count += 1;
      if (crossing.cost > group.costliest.cost) group.costliest = crossing;
    }
  }
  const rows = [...groups.values()].map(({ count, costliest }): CrossingGroup => {
    const isOut = costliest.from === id;
    const other = isOut ? costliest.to : costliest.from;
    const direction = isOut ? 'out' : 'in';
    return { other, direction, remedy: costliest.remedy, count, costliest };
  });
  return {
    boundary,
    groups: rows.sort((a, b) => b.count - a.count || (sortKey(a) < sortKey(b) ? -1 : 1)),
  };
}

const groupKey = ({ from, to, remedy }: CrossingFact, id: string): string =>
  from === id ? `out ${to} ${remedy}` : `in ${from} ${remedy}`;

const sortKey = ({ other, direction, remedy }: CrossingGroup): string =>
  `${other} ${direction} ${remedy}`;

/** Groups that fit on a screen. */
const SHOWN = 12;

export function renderBoundary({ boundary, groups }: BoundaryView): string {
  const { files, tables, routes, verdict, rank, why } = boundary;
  const order = rank === null ? '' : `, number ${rank} of the roadmap`;
  const more = groups.length > SHOWN ? [`and ${groups.length - SHOWN} more groups`] : [];
  return [
    `${files.length} files, ${tables.length} tables, ${routes.length} routes: ${verdict}${order}`,
    ...(tables.length > 0 ? [`owns ${tables.join(', ')}`] : []),
    ...why,
    '',
    ...(groups.length === 0 ? ['Nothing crosses its border.'] : []),
    ...groups.slice(0, SHOWN).flatMap(groupLines),
    ...more,
  ].join('\n');
}

function groupLines({ other, direction, remedy, count, costliest }: CrossingGroup) {
  const { kind, subject, path, line } = costliest;
  const way = direction === 'out' ? `uses ${other}` : `used by ${other}`;
  return [`${count} × ${way}: ${remedy}`, `    ${kind} of ${subject}  ${path}:${line}`];
}
