/** Every rule over one reading of the code. Pure: the same code, configuration and debts give the same violations. */
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { compareFound } from './found.ts';
import { buildGround } from './ground.ts';
import type { CheckedCode, Ground } from './ground.ts';
import { findAssembly, findImportCrossings } from './import-crossings.ts';
import type { RuleSettings } from './read-settings.ts';
import { findCrossingJoins, findCrossingTransactions } from './rules/crossing-data.ts';
import { findCrossingRelations } from './rules/crossing-relation.ts';
import { findBoundaryCycles, findModuleCycles } from './rules/cycles.ts';
import type { AcceptedCycle } from './rules/cycles.ts';
import { findForeignInjections, injectedImports } from './rules/foreign-injection.ts';
import { findForeignTables } from './rules/foreign-tables.ts';
import { findGeneratedDrift } from './rules/generated-drift.ts';
import { findKernelDependencies } from './rules/kernel-depends-on-boundary.ts';
import { findAcrossCut } from './rules/monolith-imports-extracted.ts';
import { findPrivateApi } from './rules/private-api.ts';
import { findToldReads } from './rules/told-reads.ts';
import { findUndeclared } from './rules/undeclared-dependency.ts';
import { findUnresolved } from './rules/unresolved-import.ts';
import type { RuleId } from './rules.ts';
import type { FoundViolation } from './violation.ts';

export interface CheckInput {
  readonly code: CheckedCode;
  readonly config: ResolvedConfig;
  readonly settings: RuleSettings;
  /** Generated files that were edited since. */
  readonly edited: readonly string[];
  /** Debts known already: a circle is new only if it does not go through what they would cut. */
  readonly accepted: readonly (AcceptedCycle & { readonly rule: RuleId })[];
}

export function findViolations({
  code,
  config,
  settings,
  edited,
  accepted,
}: CheckInput): readonly FoundViolation[] {
  const ground = buildGround(code, config, settings);
  const of = (rule: RuleId): readonly AcceptedCycle[] =>
    accepted.filter((one) => one.rule === rule);
  const joins = findCrossingJoins(ground);
  return [
    ...findImports(ground, of('boundary-cycle')),
    ...findModuleCycles(ground, of('module-cycle')),
    ...findForeignTables(ground, 'write', () => false),
    ...findForeignTables(ground, 'read', findToldReads(ground)),
    ...joins,
    ...findCrossingTransactions(ground),
    ...findCrossingRelations(ground),
    ...findForeignInjections(ground),
    ...findAcrossCut(ground),
    ...findGeneratedDrift(ground, edited),
    ...findUnresolved(ground),
  ].sort(compareFound);
}

function findImports(
  ground: Ground,
  accepted: readonly AcceptedCycle[],
): readonly FoundViolation[] {
  const crossings = findImportCrossings(ground).filter(
    // What crosses the cut of an extraction has a rule of its own.
    ({ fact }) => ground.serviceOf(fact.from) === ground.serviceOf(fact.to),
  );
  const assembly = findAssembly(ground, crossings);
  const judged = crossings.filter(({ fact }) => !assembly.has(fact.from));
  return [
    ...findPrivateApi(ground, judged, injectedImports(ground)),
    ...findUndeclared(ground, judged),
    ...findKernelDependencies(ground, judged),
    ...findBoundaryCycles(ground, crossings, accepted),
  ];
}
