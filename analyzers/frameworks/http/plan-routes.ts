/**
 * Walks from the applications down to every route. A router that hangs in two places yields its
 * routes twice; routers that nothing leads to are walked from their top, and said to be inferred.
 */
import type { AdapterContext } from '../../adapter.ts';
import { coversPath, finishPath, joinPaths, withoutUnknown } from './http-paths.ts';
import type { PathText } from './http-paths.ts';
import { addEvent, isBefore } from './route-graph.ts';
import { createFamily } from './router-family.ts';
import type { Family } from './router-family.ts';
import type {
  GraphEvent,
  Guard,
  GuardEvent,
  MountEvent,
  RouteEvent,
  RouteGraph,
  RouterNode,
} from './route-graph.ts';
import type { Place } from '../../adapter.ts';

export interface WalkRules {
  /** Hooks reach routes that were declared before them, and order is by phase. */
  readonly hooks: boolean;
}

interface Way {
  readonly prefix: string;
  readonly guards: readonly Guard[];
  /** What is registered on the application itself is global and not listed. */
  readonly isApp: boolean;
  readonly exact: boolean;
  readonly above: ReadonlySet<string>;
}

interface Walk {
  readonly context: AdapterContext;
  readonly family: Family;
  readonly events: (node: RouterNode) => readonly GraphEvent[];
  readonly rules: WalkRules;
  readonly reached: Set<string>;
}

/** Reports every route of the graph with its full path. */
export function planRoutes(context: AdapterContext, graph: RouteGraph, rules: WalkRules): void {
  for (const [site, events] of graph.fallbacks) {
    if (!graph.settled.has(site)) for (const event of events) addMissing(graph, event);
  }
  if (!rules.hooks) mountHandedRouters(graph);
  const family = createFamily(context, graph);
  const walk: Walk = {
    context,
    rules,
    family,
    events: (node) => family.of(node).events,
    reached: new Set(),
  };
  const mounted = new Set<string>();
  for (const event of graph.events.values())
    if (event.is === 'mount') mounted.add(event.child.group);
  const nodes = [...graph.nodes.values()];
  for (const node of nodes) {
    if (node.kind === 'app' && !mounted.has(node.group)) {
      visitNode(walk, node, { prefix: '', guards: [], isApp: true, exact: true, above: new Set() });
    }
  }
  for (const node of topsOf(walk, nodes, family)) {
    visitNode(walk, node, { prefix: '', guards: [], isApp: false, exact: false, above: new Set() });
  }
}

function addMissing(graph: RouteGraph, event: GraphEvent): void {
  if (event.is === 'route' && /^\/?(?:\{\})?$/.test(event.path.text) && !event.path.exact) return;
  graph.events.set(`fallback ${graph.events.size}`, event);
  graph.nodes.set(event.node.key, graph.nodes.get(event.node.key) ?? event.node);
}

/** `mount(app, router)`: what is mounted is what callers hand in for the parameter. */
function mountHandedRouters(graph: RouteGraph): void {
  const sources = new Map<string, RouterNode[]>();
  for (const event of graph.events.values()) {
    if (event.is === 'mount' && event.alias)
      sources.set(event.child.key, [...(sources.get(event.child.key) ?? []), event.node]);
  }
  const given = (node: RouterNode, seen: ReadonlySet<string>): readonly RouterNode[] =>
    (sources.get(node.key) ?? []).flatMap((source) => {
      if (seen.has(source.key)) return [];
      return source.parameter
        ? [source, ...given(source, new Set([...seen, source.key]))]
        : [source];
    });
  const open = [...graph.events.values()].filter((event) => event.is === 'mount');
  for (const event of open) {
    if (event.alias || !event.child.parameter) continue;
    for (const child of given(event.child, new Set([event.child.key])))
      addEvent(graph, { ...event, child });
  }
}

/** Routers that no application leads to and no other such router mounts. */
function* topsOf(walk: Walk, nodes: readonly RouterNode[], family: Family): Generator<RouterNode> {
  const below = new Set<string>();
  // A parameter that a router is mounted on is one, whoever hands it in.
  const isRouter = (node: RouterNode): boolean =>
    node.parameter?.typed !== false ||
    walk.events(node).some((event) => event.is === 'mount' && !event.alias);
  const isOpen = (node: RouterNode): boolean => !walk.reached.has(node.key) && isRouter(node);
  for (const node of nodes) {
    for (const event of walk.events(node)) {
      if (event.is === 'mount' && event.child.key !== node.key && !walk.reached.has(node.key))
        below.add(event.child.group);
    }
  }
  for (const node of nodes) {
    if (isOpen(node) && !below.has(node.group) && !family.isGeneral(node)) yield node;
  }
  // Circles have no top: whoever is still open starts.
  for (const node of nodes) if (isOpen(node) && !family.isGeneral(node)) yield node;
}

function visitNode(walk: Walk, node: RouterNode, way: Way): void {
  if (way.above.has(node.key)) return;
  for (const key of walk.family.of(node).keys) walk.reached.add(key);
  const events = walk.events(node);
  const own = ownPrefix(node, events);
  const here: Way = {
    ...way,
    prefix: joinPaths(way.prefix, own.text),
    exact: way.exact && own.exact,
    above: new Set([...way.above, node.key]),
  };
  for (const event of events) {
    if (event.is === 'route') reportRoute(walk, node, event, here);
    if (event.is === 'mount') visitNode(walk, event.child, wayTo(walk, node, event, here));
  }
}

function ownPrefix(node: RouterNode, events: readonly GraphEvent[]): PathText {
  let path: PathText = { text: node.prefix, exact: true };
  for (const event of events) {
    if (event.is !== 'prefix') continue;
    const added = withoutUnknown(event.path);
    path = { text: joinPaths(added.text, path.text), exact: path.exact && added.exact };
  }
  return path;
}

function wayTo(walk: Walk, node: RouterNode, mount: MountEvent, way: Way): Way {
  const path = withoutUnknown(mount.path);
  const guards = guardsBefore(walk, node, mount, path.text, way);
  return {
    prefix: joinPaths(way.prefix, path.text),
    guards: [...way.guards, ...guards, ...mount.guards],
    isApp: way.isApp && mount.alias,
    exact: way.exact && path.exact,
    above: way.above,
  };
}

function reportRoute(walk: Walk, node: RouterNode, route: RouteEvent, way: Way): void {
  const path = withoutUnknown(route.path);
  const before = guardsBefore(walk, node, route, path.text, way);
  const all = [...way.guards, ...before, ...route.guards];
  const guards = walk.rules.hooks ? [...all].sort((a, b) => a.phase - b.phase) : all;
  for (const method of route.methods) {
    walk.context.facts.route({
      method,
      path: finishPath(joinPaths(way.prefix, path.text)),
      handler: route.handler,
      guards: guards.map((one) => one.name),
      roles: [...new Set(guards.flatMap((one) => one.roles))],
      place: route.place,
      evidence: route.evidence,
      certainty: way.exact && path.exact ? 'certain' : 'inferred',
    });
  }
}

/** Middleware of this router that runs before what stands at a place; aliases add what is registered on them. */
function guardsBefore(
  walk: Walk,
  node: RouterNode,
  event: RouteEvent | MountEvent,
  path: string,
  way: Way,
): readonly Guard[] {
  if (way.isApp) return [];
  const late = walk.rules.hooks && !('sealed' in event && event.sealed);
  return collectGuards(
    walk,
    node,
    late ? null : event.place,
    path,
    new Set(),
    'child' in event ? event.child.key : '',
  );
}

function collectGuards(
  walk: Walk,
  node: RouterNode,
  before: Place | null,
  path: string,
  seen: ReadonlySet<string>,
  except: string,
): readonly Guard[] {
  if (seen.has(node.key)) return [];
  const inside = new Set([...seen, node.key]);
  const ordered = walk
    .events(node)
    .filter(
      (event): event is Extract<GraphEvent, { is: 'guard' | 'mount' }> =>
        event.is === 'guard' || (event.is === 'mount' && event.alias && event.child.key !== except),
    )
    .filter((event) => before === null || isBefore(event.place, before))
    .sort((a, b) => comparePlaces(a.place, b.place));
  return ordered.flatMap((event) =>
    event.is === 'guard'
      ? applying(event, path)
      : collectGuards(walk, event.child, null, path, inside, ''),
  );
}

function applying(event: GuardEvent, path: string): readonly Guard[] {
  return event.path.text === '' || coversPath(event.path.text, path) ? event.guards : [];
}

function comparePlaces(a: Place, b: Place): number {
  if (a.file === b.file) return a.at - b.at;
  return a.file.path < b.file.path ? -1 : 1;
}
