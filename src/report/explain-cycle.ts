/** The cheapest cut of a cycle, edge by edge, with the names that are imported there. */
import { findingId } from '../../analyzers/findings.ts';
import type { FindingCode } from '../../analyzers/findings.ts';
import type { Analysis, CycleFact, Finding } from '../../analyzers/index.ts';
import { groupPlaces, placeKey } from './group-places.ts';
import type { PlaceGroup } from './group-places.ts';

export function explainCycle(analysis: Analysis, finding: Finding): readonly PlaceGroup[] {
  const cycle = cycleOf(analysis, finding);
  const known = new Map(analysis.imports.map((one) => [placeKey(one), one]));
  return groupPlaces(
    (cycle?.cut ?? []).map(({ from, to, path, line, column }) => {
      const found = known.get(placeKey({ path, line, column }));
      const names = found?.symbols.join(', ') || 'the file';
      const when = found?.load === 'eager' ? ', used while loading' : '';
      const target = cycle?.level === 'module' && found ? ` from ${found.to}` : '';
      return [
        `${from} → ${to}`,
        { path, line, column, evidence: `imports ${names}${target}${when}` },
      ] as const;
    }),
  );
}

/** The cycle that the finding is about; undefined for findings of another kind. */
export function cycleOf({ cycles }: Analysis, finding: Finding): CycleFact | undefined {
  const code = finding.code as FindingCode;
  if (code !== 'cycle-module' && code !== 'cycle-load') return undefined;
  const [level, tier] = code === 'cycle-module' ? ['module', 'runtime'] : ['file', 'load'];
  return cycles.find(
    (cycle) =>
      cycle.level === level &&
      cycle.tier === tier &&
      findingId(code, finding.path, cycle.members.join()) === finding.id,
  );
}
