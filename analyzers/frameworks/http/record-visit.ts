/** Takes what one look at a call found into the graph, and asks for another look where it was not enough. */
import type { Visit } from '../../adapter.ts';
import { addEvent } from './route-graph.ts';
import type { PathReading } from './read-paths.ts';
import type { GraphEvent, RouteEvent, RouteGraph, RouterNode } from './route-graph.ts';

export interface Reading {
  readonly events: readonly GraphEvent[];
  /** What is missing, when the caller may know it. */
  readonly unknown: string | null;
}

/** Everything is known but which of several paths it is. */
const CHOICE = 'a caller decides which of several paths it is';

/** @param readings null for what is no business of the framework */
export function recordVisit(
  visit: Visit,
  graph: RouteGraph,
  readings: readonly (Reading | null)[],
): void {
  const { site, lifted } = visit;
  const missing: GraphEvent[] = [];
  let unknown: string | null = null;
  for (const reading of readings) {
    if (!reading) continue;
    if (reading.unknown === null) {
      for (const event of reading.events) addEvent(graph, event);
      if (lifted) graph.settled.add(site);
      continue;
    }
    missing.push(...reading.events);
    if (unknown === null || unknown === CHOICE) unknown = reading.unknown;
  }
  if (unknown === null) return;
  if (!lifted) graph.fallbacks.set(site, missing);
  if (unknown === CHOICE) visit.undecided('route', unknown);
  else visit.unresolved('route', unknown);
}

/** The routes of one call: every path on every router it is made on. */
export function routeReading(
  visit: Visit,
  nodes: readonly RouterNode[],
  route: Pick<RouteEvent, 'methods' | 'guards' | 'handler'>,
  { paths, unknown }: PathReading,
): Reading {
  const events = nodes.flatMap((node) =>
    paths.map((path): GraphEvent => {
      const evidence = `${route.methods.join('|')} '${path.text}'`;
      return { is: 'route', node, place: visit.place, path, evidence, ...route };
    }),
  );
  return {
    events,
    unknown: unknown === 'choice' ? CHOICE : unknown ? 'the path is not known here' : null,
  };
}
