/** Circles among boundaries, and among the modules of one place: one violation per circle, with what is cheapest to cut. */
import { findCycles, tiersOf } from '../../../analyzers/graph/find-cycles.ts';
import type { CycleEdge } from '../../../analyzers/graph/find-cycles.ts';
import type { CutEdge, CycleFact, CycleTier } from '../../../analyzers/index.ts';
import { nameCut, nameEdge, readEdge } from '../cut-edges.ts';
import { counted, idOf } from '../found.ts';
import { KERNEL, MONOLITH } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { FoundViolation, Place, RelatedPlace, ViolationSeverity } from '../violation.ts';
import { listNames } from './list-names.ts';

type CycleRule = 'boundary-cycle' | 'module-cycle';

const TYPES: readonly CycleTier[] = ['all'];

interface CycleGraph {
  readonly rule: CycleRule;
  readonly severity: ViolationSeverity;
  readonly tier: CycleTier;
  readonly edges: readonly CycleEdge[];
  /** Null when every node is a place of its own. */
  readonly place: Place | null;
  readonly noun: string;
}

/** Debts of earlier runs: what they would cut is taken as cut, so a longer way round is no new circle. */
export interface AcceptedCycle {
  readonly from: Place;
  readonly to: Place;
  readonly symbol: string;
}

export function findBoundaryCycles(
  { settings, isBoundary, code }: Ground,
  crossings: readonly ImportCrossing[],
  accepted: readonly AcceptedCycle[],
): readonly FoundViolation[] {
  const { severity, tier } = settings['boundary-cycle'];
  if (severity === 'off') return [];
  const { seeds, configs } = code.wiring;
  // An entry of a boundary is part of it, also one that nothing imports yet.
  const aside = new Set([...seeds, ...configs]);
  const edges = crossings.flatMap(({ fact, from, to, isType }): CycleEdge[] => {
    if (!isBoundary(from) || !isBoundary(to) || aside.has(fact.from)) return [];
    const { path, line, column } = fact;
    const tiers = isType ? TYPES : tiersOf(fact);
    return [{ from, to, path, line, column, weight: 1, tiers }];
  });
  const graph = {
    rule: 'boundary-cycle',
    severity,
    tier,
    edges,
    place: null,
    noun: 'boundaries',
  } as const;
  return findCircles(graph, accepted);
}

/** Circles that lie within one place; those between boundaries are told as such. */
export function findModuleCycles(
  { settings, code, placeOf, boundaries }: Ground,
  accepted: readonly AcceptedCycle[],
): readonly FoundViolation[] {
  const { severity, tier } = settings['module-cycle'];
  if (severity === 'off') return [];
  const nameOf = nameModules(code.modules);
  const modules = new Map(code.files.map((file) => [file.path, file.module]));
  const aside = wiringFiles(code.wiring);
  const byPlace = new Map<Place, CycleEdge[]>();
  for (const fact of code.imports) {
    const place = placeOf(fact.from);
    const [a, b] = [modules.get(fact.from) ?? null, modules.get(fact.to) ?? null];
    if (place === null || placeOf(fact.to) !== place || a === null || b === null) continue;
    if (a === b || aside.has(fact.from)) continue;
    const { path, line, column } = fact;
    const weight = Math.max(1, fact.symbols.length);
    const edge = {
      from: nameOf(a),
      to: nameOf(b),
      path,
      line,
      column,
      weight,
      tiers: tiersOf(fact),
    };
    const known = byPlace.get(place);
    if (known) known.push(edge);
    else byPlace.set(place, [edge]);
  }
  const places = [MONOLITH, KERNEL, ...boundaries.keys()];
  return places.flatMap((place) =>
    findCircles(
      {
        rule: 'module-cycle',
        severity,
        tier,
        edges: byPlace.get(place) ?? [],
        place,
        noun: 'modules',
      },
      accepted.filter((one) => one.from === place),
    ),
  );
}

const wiringFiles = ({ roots, seeds, configs }: Ground['code']['wiring']): ReadonlySet<string> =>
  new Set([...roots, ...seeds, ...configs]);

/** The short name where it is the only one of its kind: it survives a move of the folder. */
function nameModules(modules: Ground['code']['modules']): (id: string) => string {
  const uses = new Map<string, number>();
  for (const { name } of modules) uses.set(name, (uses.get(name) ?? 0) + 1);
  const names = new Map(
    modules.map(({ id, name }) => [id, uses.get(name) === 1 && !name.includes(', ') ? name : id]),
  );
  return (id) => names.get(id) ?? id;
}

function findCircles(
  graph: CycleGraph,
  accepted: readonly AcceptedCycle[],
): readonly FoundViolation[] {
  const { tier, edges } = graph;
  const inTier = edges.filter((edge) => edge.tiers.includes(tier));
  const all = cyclesOf(inTier, tier);
  if (all.length === 0) return [];
  const cut = new Set(accepted.map((one) => one.symbol));
  const left = inTier.filter((edge) => !cut.has(pairOf(edge)));
  const fresh = cyclesOf(left, tier).map((cycle) => {
    const pairs = [...new Set(cycle.cut.map(pairOf))].sort();
    return toViolation(graph, cycle, left, pairs);
  });
  // Of an accepted circle every edge that would be cut is a debt of its own, so that each can be paid.
  const known = accepted.flatMap((one) => {
    const cycle = all.find((circle) => isWithin(circle, one.symbol, inTier));
    return cycle ? [toViolation(graph, cycle, inTier, [one.symbol], one)] : [];
  });
  return [...fresh, ...known];
}

const cyclesOf = (edges: readonly CycleEdge[], tier: CycleTier): readonly CycleFact[] =>
  findCycles('boundary', edges).filter((cycle) => cycle.tier === tier);

const pairOf = ({ from, to }: CutEdge): string => nameEdge(from, to);

function isWithin(cycle: CycleFact, pair: string, edges: readonly CycleEdge[]): boolean {
  const [from, to] = readEdge(pair);
  return (
    cycle.members.includes(from) &&
    cycle.members.includes(to) &&
    edges.some((edge) => edge.from === from && edge.to === to)
  );
}

const SHOWN_PLACES = 20;

function toViolation(
  { rule, severity, place, noun }: CycleGraph,
  cycle: CycleFact,
  edges: readonly CycleEdge[],
  pairs: readonly string[],
  key: AcceptedCycle | null = null,
): FoundViolation {
  const inside = edges.filter(
    (edge) => cycle.members.includes(edge.from) && cycle.members.includes(edge.to),
  );
  const toCut = inside.filter((edge) => pairs.includes(pairOf(edge)));
  const first = (toCut[0] ?? inside[0]) as CycleEdge;
  const ring = shortestRing(first, inside);
  const subject = {
    rule,
    from: key?.from ?? place ?? first.from,
    to: key?.to ?? place ?? first.to,
    symbol: key?.symbol ?? nameCut(pairs),
  };
  const hops = ring.map((edge): RelatedPlace => ({ ...at(edge), note: pairOf(edge) }));
  const cuts = toCut
    .slice(1, SHOWN_PLACES)
    .map((edge): RelatedPlace => ({ ...at(edge), note: `to cut: ${pairOf(edge)}` }));
  const nodes = [first.from, ...ring.map((edge) => edge.to)];
  const more = cycle.members.length - new Set(nodes).size;
  return {
    id: idOf(subject),
    ...subject,
    severity,
    ...at(first),
    message: `${nodes.join(' → ')}: ${noun} that need each other in a circle${more > 0 ? `, with ${more} more entangled in it` : ''}`,
    fix: `the cheapest cut is ${listNames(pairs, 3)} (${counted(toCut.length, 'import')}): move the code to the other side, or tell by an event`,
    places: 1,
    units: [{ who: subject.symbol, ...at(first) }],
    related: [...hops, ...cuts],
    target: null,
  };
}

const at = ({ path, line, column }: CycleEdge) => ({ path, line, column });

/** The shortest way round that begins with `first`; breadth first. */
function shortestRing(first: CycleEdge, edges: readonly CycleEdge[]): readonly CycleEdge[] {
  const next = new Map<string, CycleEdge[]>();
  const seen = new Set<string>();
  for (const edge of edges) {
    if (seen.has(pairOf(edge))) continue;
    seen.add(pairOf(edge));
    next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  }
  const cameBy = new Map<string, CycleEdge>();
  const open = [first.to];
  for (const node of open) {
    if (node === first.from) break;
    for (const edge of next.get(node) ?? [])
      if (edge.to !== first.to && !cameBy.has(edge.to)) {
        cameBy.set(edge.to, edge);
        open.push(edge.to);
      }
  }
  const way: CycleEdge[] = [];
  for (let edge = cameBy.get(first.from); edge; edge = cameBy.get(edge.from)) {
    way.unshift(edge);
    if (edge.from === first.to) break;
  }
  return [first, ...way];
}
