/** Router objects that are one and the same, known more or less exactly in different places of the code. */
import type { AdapterContext } from '../../adapter.ts';
import type { GraphEvent, RouteGraph, RouterNode } from './route-graph.ts';

export interface Family {
  /** Everything registered on the object, and the nodes it speaks for. */
  readonly of: (node: RouterNode) => Relatives;
  /** Stands for objects of derived classes or of certain calls, which have nodes of their own. */
  readonly isGeneral: (node: RouterNode) => boolean;
}

export interface Relatives {
  readonly events: readonly GraphEvent[];
  readonly keys: readonly string[];
}

/** Nodes of one allocation share what was registered where less was known about the object. */
export function createFamily(context: AdapterContext, graph: RouteGraph): Family {
  const own = new Map<string, GraphEvent[]>();
  const mounted = new Set<string>();
  for (const event of graph.events.values()) {
    const list = own.get(event.node.key) ?? [];
    own.set(event.node.key, list);
    list.push(event);
    if (event.is === 'mount') mounted.add(event.child.key);
  }
  const groups = new Map<string, RouterNode[]>();
  for (const node of graph.nodes.values()) {
    groups.set(node.group, [...(groups.get(node.group) ?? []), node]);
  }
  const isMoreGeneral = (a: RouterNode, b: RouterNode): boolean =>
    a.key !== b.key &&
    (a.cls === b.cls ||
      (a.cls !== null && b.cls !== null && context.hierarchy.below(a.cls).includes(b.cls)) ||
      a.cls === null) &&
    [...a.context].every((part) => b.context.has(part));
  const memo = new Map<string, Relatives>();
  const of = (node: RouterNode): Relatives => {
    const known = memo.get(node.key);
    if (known) return known;
    const relatives = (groups.get(node.group) ?? []).filter(
      (other) =>
        isMoreGeneral(other, node) ||
        (isMoreGeneral(node, other) && other.cls === node.cls && !mounted.has(other.key)),
    );
    const keys = [node.key, ...relatives.map((other) => other.key)];
    const found = { keys, events: keys.flatMap((key) => own.get(key) ?? []) };
    memo.set(node.key, found);
    return found;
  };
  const isGeneral = (node: RouterNode): boolean =>
    (groups.get(node.group) ?? []).some((other) => isMoreGeneral(node, other));
  return { of, isGeneral };
}
