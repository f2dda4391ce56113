/** Cycles among the source files and among their modules, in the three tiers. */
import type { CycleFact, ImportFact } from '../contract.ts';
import { findCycles as findLevelCycles, findFileCycles, tiersOf } from '../graph/find-cycles.ts';
import type { ModulePlace } from './assign-modules.ts';

/**
 * Test files have no place in a module and take no part. What a composition root, a seed or
 * configuration imports makes no module depend on another one: as services nothing would call back.
 */
export function findCycles(
  imports: readonly ImportFact[],
  places: ReadonlyMap<string, ModulePlace>,
  roots: ReadonlySet<string> = new Set(),
): readonly CycleFact[] {
  const inner = imports.filter((fact) => places.has(fact.from) && places.has(fact.to));
  const depending = inner.filter(
    ({ from }) => !roots.has(from) && places.get(from)?.support === undefined,
  );
  const between = depending.map((fact) => ({
    from: (places.get(fact.from) as ModulePlace).id,
    to: (places.get(fact.to) as ModulePlace).id,
    path: fact.path,
    line: fact.line,
    column: fact.column,
    weight: Math.max(1, fact.symbols.length),
    tiers: tiersOf(fact),
  }));
  return [...findFileCycles(inner), ...findLevelCycles('module', between)];
}
