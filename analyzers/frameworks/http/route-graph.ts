/**
 * What is known about routers before it is known where they hang: routes, mounted routers and
 * middleware, each tied to the router object it was called on and to the place of the call.
 */
import type { CallSite, Program, ProjectClass, ProjectFunction } from '../../program/program.ts';
import type { Place } from '../../adapter.ts';
import type { PathText } from './http-paths.ts';

/** A router object: what one `Router()` in the code makes, or what is handed in as a parameter. */
export interface RouterNode {
  readonly key: string;
  readonly kind: 'app' | 'router' | 'parameter';
  /** The allocation; objects of one allocation differ by class and by what their makers were given. */
  readonly group: string;
  readonly cls: ProjectClass | null;
  readonly context: ReadonlySet<string>;
  /** Prefix that the router itself carries (`new Router({ prefix })`). */
  readonly prefix: string;
  readonly parameter?: RouterParameter;
}

export interface RouterParameter {
  readonly fn: ProjectFunction;
  readonly index: number;
  /** Steps of destructuring and members from the parameter to the router. */
  readonly path: readonly string[];
  /** Known by its type to be a router; otherwise only those count that a router is handed to. */
  readonly typed: boolean;
}

export interface Guard {
  readonly name: string;
  readonly roles: readonly string[];
  /** Fastify's phases order hooks; 0 where the order of registration decides. */
  readonly phase: number;
}

interface Registered {
  readonly node: RouterNode;
  /** Where in the code it happens, for what comes before what. */
  readonly place: Place;
}

export interface RouteEvent extends Registered {
  readonly methods: readonly string[];
  readonly path: PathText;
  readonly guards: readonly Guard[];
  readonly handler: string;
  readonly evidence: string;
}

export interface MountEvent extends Registered {
  readonly child: RouterNode;
  readonly path: PathText;
  readonly guards: readonly Guard[];
  /** The child is the same object under another name (a parameter), or shares everything with the parent. */
  readonly alias: boolean;
  /** Hooks that come later in the parent do not reach it. */
  readonly sealed?: boolean;
}

export interface GuardEvent extends Registered {
  readonly path: PathText;
  readonly guards: readonly Guard[];
}

export interface PrefixEvent extends Registered {
  readonly path: PathText;
}

export type GraphEvent =
  | ({ readonly is: 'route' } & RouteEvent)
  | ({ readonly is: 'mount' } & MountEvent)
  | ({ readonly is: 'guard' } & GuardEvent)
  | ({ readonly is: 'prefix' } & PrefixEvent);

export interface RouteGraph {
  readonly nodes: Map<string, RouterNode>;
  readonly events: Map<string, GraphEvent>;
  /** What to take when lifting a call told nothing better. */
  readonly fallbacks: Map<CallSite, readonly GraphEvent[]>;
  readonly settled: Set<CallSite>;
}

/** One graph per program: adapters are constants, what they learn is not. */
export function createGraphs(): (program: Program) => RouteGraph {
  const graphs = new WeakMap<object, RouteGraph>();
  return (program) => {
    let graph = graphs.get(program.reading.run);
    if (!graph) {
      graph = {
        nodes: new Map(),
        events: new Map(),
        fallbacks: new Map(),
        settled: new Set(),
      };
      graphs.set(program.reading.run, graph);
    }
    return graph;
  };
}

export function addEvent(graph: RouteGraph, event: GraphEvent): void {
  addNode(graph, event.node);
  if (event.is === 'mount') addNode(graph, event.child);
  const what =
    event.is === 'route'
      ? `${event.methods.join()} ${event.path.text}`
      : event.is === 'mount'
        ? `${event.child.key} ${event.path.text}`
        : `${event.path.text} ${event.is === 'guard' ? event.guards.map((one) => one.name).join() : ''}`;
  const key = `${event.is} ${event.node.key} ${event.place.file.path}:${event.place.at} ${what}`;
  if (!graph.events.has(key)) graph.events.set(key, event);
}

export function addNode(graph: RouteGraph, node: RouterNode): void {
  const known = graph.nodes.get(node.key);
  if (!known || (node.parameter?.typed && !known.parameter?.typed)) graph.nodes.set(node.key, node);
}

/** Whether `a` comes first. Code of another file (a base class, the router's own file) ran before. */
export function isBefore(a: Place, b: Place): boolean {
  return a.file !== b.file || a.at < b.at;
}
