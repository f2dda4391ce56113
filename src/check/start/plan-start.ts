/** A first saasctl.json: few boundaries, one line each, true of the code as it is. Pure. */
import type { CodeAnalysis } from '../../../analyzers/model/build-analysis.ts';
import { KERNEL as KERNEL_PLACE } from '../../../analyzers/boundaries/suggestion.ts';
import type { Planning } from '../../../analyzers/boundaries/prepare-planning.ts';
import type { Granularity } from '../../../analyzers/contract.ts';
import { buildGlobs } from '../../config/build-globs.ts';
import type { BoundaryConfig, Config } from '../../config/config-schema.ts';
import {
  buildGround as buildPlanGround,
  filesOf,
  startState,
  toNamedPlan,
} from '../../what-if/plan-state.ts';
import type { PlanState } from '../../what-if/plan-state.ts';
import { buildGround } from '../ground.ts';
import type { CheckedCode } from '../ground.ts';
import { findAssembly, findImportCrossings, OF_MANY } from '../import-crossings.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import { readSettings } from '../read-settings.ts';

/** More boundaries than this are more than a team begins with. */
const MOST_BOUNDARIES = 12;
/** A public API of more files than this is none. */
const MOST_PUBLIC = 5;

export interface StartSource {
  readonly planning: Planning;
  /** Every source file there is, also those that the plan puts nowhere. */
  readonly sources: readonly string[];
  readonly code: CodeAnalysis;
}

export interface StartPlan {
  readonly config: Config;
  /** Boundaries of the plan that were left in the monolith. */
  readonly leftOut: number;
}

export function planStart({ planning, sources, code }: StartSource): StartPlan {
  const ground = buildPlanGround(planning);
  const state = startState(ground, chooseGranularity(planning));
  const { boundaries } = planning.evaluate(toNamedPlan(ground, state));
  const chosen = boundaries
    .toSorted(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || b.files.length - a.files.length,
    )
    .slice(0, MOST_BOUNDARIES)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const own = (place: number): readonly string[] => filesAt(ground.files, state, place);
  const entries = (files: readonly string[]): string[] => {
    const mine = new Set(files);
    return [
      ...buildGlobs(
        files,
        sources.filter((path) => !mine.has(path)),
      ),
    ];
  };
  const drafts = chosen.map((one) => ({ ...one, own: own(state.ids.indexOf(one.id)) }));
  const wiring = findWiring(code, drafts);
  const members = drafts
    .map((one) => ({ ...one, own: one.own.filter((path) => !wiring.has(path)) }))
    .filter((one) => one.own.length > 0);
  const placed = new Set(members.flatMap((one) => one.own));
  const kernel = selfContained(own(KERNEL_PLACE), code, placed);
  const doors = findDoors(
    code,
    members.map((one) => ({ id: one.id, files: one.own })),
    kernel,
  );
  const config: Config = {
    $schema: './node_modules/saasctl/schema/config.v1.json',
    boundaries: Object.fromEntries(
      members.map(({ id, own: files, tables }): [string, BoundaryConfig] => [
        id,
        { files: entries(files), ...doors(id), tables: [...tables] },
      ]),
    ),
    ...(kernel.length > 0 ? { kernel: { files: entries(kernel) } } : {}),
  };
  return { config, leftOut: boundaries.length - members.length };
}

function chooseGranularity({ suggestion: { plans, chosen } }: Planning): Granularity {
  const size = plans.find((plan) => plan.granularity === chosen)?.names.length ?? 0;
  return size > MOST_BOUNDARIES ? 'coarse' : chosen;
}

const filesAt = (files: readonly string[], state: PlanState, place: number): readonly string[] =>
  filesOf(state, place).map((file) => files[file] ?? '');

/** Seeds, configuration and the files where everything is put together belong to no boundary. */
function findWiring(
  code: CheckedCode,
  boundaries: readonly { readonly own: readonly string[] }[],
): ReadonlySet<string> {
  const { roots, seeds, configs } = code.wiring;
  const placeOf = new Map(
    boundaries.flatMap(({ own }, place) => own.map((path) => [path, place] as const)),
  );
  const targets = new Map<string, Set<number>>();
  for (const { from, to } of code.imports) {
    const place = placeOf.get(to);
    if (place !== undefined) targets.set(from, (targets.get(from) ?? new Set()).add(place));
  }
  const assembling = roots.filter((path) => (targets.get(path)?.size ?? 0) >= OF_MANY);
  return new Set([...assembling, ...seeds, ...configs]);
}

/** A kernel is copied into every service: what leads from it to a boundary, however far, is no part of it. */
function selfContained(
  kernel: readonly string[],
  { imports }: CheckedCode,
  placed: ReadonlySet<string>,
): readonly string[] {
  const users = new Map<string, string[]>();
  for (const { from, to, kind } of imports)
    if (kind !== 'type') users.set(to, [...(users.get(to) ?? []), from]);
  const tied = new Set<string>(placed);
  for (const path of tied) for (const user of users.get(path) ?? []) tied.add(user);
  return kernel.filter((path) => !tied.has(path));
}

/** On whom each depends today, and through which of its files most others come. */
function findDoors(
  code: CheckedCode,
  boundaries: readonly { readonly id: string; readonly files: readonly string[] }[],
  kernel: readonly string[],
): (id: string) => Pick<BoundaryConfig, 'public' | 'dependsOn'> {
  const open = { tables: [], public: null, dependsOn: null, service: null };
  const config = { boundaries: boundaries.map((one) => ({ ...one, ...open })), kernel };
  const ground = buildGround(code, config, readSettings({}));
  const crossings = findImportCrossings(ground);
  const assembly = findAssembly(ground, crossings);
  const judged = crossings.filter(({ fact }) => !assembly.has(fact.from));
  const barrels = new Set(code.barrels.map((one) => one.path));
  return (id) => {
    const needs = judged.filter(
      ({ from, to, isType }) => from === id && ground.isBoundary(to) && !isType,
    );
    return {
      public: chooseDoors(
        judged.filter(({ to }) => to === id),
        barrels,
      ),
      dependsOn: [...new Set(needs.map(({ to }) => to))].sort(),
    };
  };
}

/** What is imported already: barrels first, then what most files use. */
function chooseDoors(into: readonly ImportCrossing[], barrels: ReadonlySet<string>): string[] {
  const users = new Map<string, Set<string>>();
  for (const { entry, fact } of into) {
    const known = users.get(entry);
    if (known) known.add(fact.from);
    else users.set(entry, new Set([fact.from]));
  }
  const isBarrel = (path: string): number => (barrels.has(path) ? 1 : 0);
  return [...users]
    .toSorted(
      ([a, of], [b, than]) => isBarrel(b) - isBarrel(a) || than.size - of.size || (a < b ? -1 : 1),
    )
    .slice(0, MOST_PUBLIC)
    .map(([path]) => path)
    .sort();
}
