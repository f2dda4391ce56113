/** A plan as a saasctl.json: few readable globs that stand for exactly its files; what is public, the code says. */
import type { EvaluatedPlan } from '../../analyzers/boundaries/prepare-planning.ts';
import { KERNEL } from '../../analyzers/boundaries/suggestion.ts';
import type { BoundaryFact, CrossingFact } from '../../analyzers/contract.ts';
import { buildGlobs } from '../config/build-globs.ts';
import type { BoundaryConfig, Config } from '../config/config-schema.ts';
import { filesOf } from './plan-state.ts';
import type { Ground, PlanState } from './plan-state.ts';

/** Where a project that has saasctl installed finds the schema. */
const SCHEMA = './node_modules/saasctl/schema/config.v1.json';

/** @param sources every source file there is, also those that the plan puts nowhere */
export function buildConfig(
  ground: Ground,
  state: PlanState,
  evaluated: EvaluatedPlan,
  sources: readonly string[],
): Config {
  const entries = (files: readonly number[]): string[] => {
    const own = new Set(files.map((file) => ground.files[file] ?? ''));
    const others = sources.filter((path) => !own.has(path));
    return [...buildGlobs([...own], others)];
  };
  const facts = new Map(evaluated.boundaries.map((one) => [one.id, one]));
  const needs = listNeeds(evaluated.crossings);
  const ids = [...state.ids].sort();
  return {
    $schema: SCHEMA,
    boundaries: Object.fromEntries(
      ids.map((id): [string, BoundaryConfig] => [
        id,
        {
          files: entries(filesOf(state, state.ids.indexOf(id))),
          tables: listTables(facts.get(id), state),
          dependsOn: [...(needs.get(id) ?? [])].filter((other) => ids.includes(other)).sort(),
        },
      ]),
    ),
    kernel: { files: entries(filesOf(state, KERNEL)) },
  };
}

/** Owned by what the code does, and by what a person decided. */
function listTables(boundary: BoundaryFact | undefined, { pins }: PlanState): string[] {
  const pinned = new Map(pins.map((pin) => [pin.table, pin.boundary]));
  const id = boundary?.id ?? '';
  const owned = (boundary?.tables ?? []).filter((table) => (pinned.get(table) ?? id) === id);
  const mine = pins.filter((pin) => pin.boundary === id).map((pin) => pin.table);
  return [...new Set([...owned, ...mine])].sort();
}

/** Whom a boundary still asks when every remedy is applied. */
function listNeeds(crossings: readonly CrossingFact[]): ReadonlyMap<string, ReadonlySet<string>> {
  const needs = new Map<string, Set<string>>();
  for (const { from, to, remedy } of crossings) {
    if (remedy !== 'api') continue;
    const known = needs.get(from);
    if (known) known.add(to);
    else needs.set(from, new Set([to]));
  }
  return needs;
}

export const renderConfig = (config: Config): string => `${JSON.stringify(config, null, 2)}\n`;
