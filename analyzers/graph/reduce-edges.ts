/** A weighted edge and the input edges that go when it is cut. */
export interface CutCandidate {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** Indices of input edges, sorted. */
  readonly origins: readonly number[];
}

export interface Reduction {
  readonly edges: readonly CutCandidate[];
  /** Edges that every solution has to cut: they became loops. */
  readonly loops: readonly CutCandidate[];
}

/**
 * Shrinks a graph without changing the weight of its cheapest cut: parallel edges become one, and
 * a node goes when its only way in (or out) costs at least as much as all its ways out (or in), or
 * when it has one of each.
 */
export function reduceEdges(input: readonly CutCandidate[]): Reduction {
  const loops: CutCandidate[] = [];
  const table = createTable(input, loops);
  const queue = [...table.nodes()].sort((a, b) => a - b);
  const waiting = new Set(queue);
  for (let index = 0; index < queue.length; index++) {
    const node = queue[index] ?? 0;
    waiting.delete(node);
    for (const touched of table.remove(node)) {
      if (waiting.has(touched)) continue;
      waiting.add(touched);
      queue.push(touched);
    }
  }
  return { edges: table.edges(), loops };
}

interface EdgeTable {
  readonly nodes: () => Iterable<number>;
  readonly edges: () => readonly CutCandidate[];
  /** Removes the node if that is safe; the neighbours whose edges changed. */
  readonly remove: (node: number) => readonly number[];
}

type Neighbours = Map<number, CutCandidate>;

function createTable(input: readonly CutCandidate[], loops: CutCandidate[]): EdgeTable {
  const out = new Map<number, Neighbours>();
  const into = new Map<number, Neighbours>();
  const add = (edge: CutCandidate): void => {
    if (edge.from === edge.to) {
      loops.push(edge);
      return;
    }
    const known = out.get(edge.from)?.get(edge.to);
    const merged = known === undefined ? edge : mergeParallel(known, edge);
    neighboursOf(out, edge.from).set(edge.to, merged);
    neighboursOf(into, edge.to).set(edge.from, merged);
  };
  const drop = (edge: CutCandidate): void => {
    out.get(edge.from)?.delete(edge.to);
    into.get(edge.to)?.delete(edge.from);
  };
  const remove = (node: number): readonly number[] => {
    const ins = [...(into.get(node)?.values() ?? [])];
    const outs = [...(out.get(node)?.values() ?? [])];
    const joined = joinAround(ins, outs);
    if (joined === null || ins.length + outs.length === 0) return [];
    for (const edge of [...ins, ...outs]) drop(edge);
    for (const edge of joined) add(edge);
    return [...ins.map((edge) => edge.from), ...outs.map((edge) => edge.to)];
  };
  for (const edge of input) add(edge);
  return {
    nodes: () => new Set([...out.keys(), ...into.keys()]),
    edges: () =>
      [...out.values()]
        .flatMap((targets) => [...targets.values()])
        .sort((a, b) => a.from - b.from || a.to - b.to),
    remove,
  };
}

/** The edges that replace a node, null when it has to stay. */
function joinAround(
  ins: readonly CutCandidate[],
  outs: readonly CutCandidate[],
): readonly CutCandidate[] | null {
  const [onlyIn] = ins;
  const [onlyOut] = outs;
  if (onlyIn === undefined || onlyOut === undefined) return [];
  if (ins.length === 1 && outs.length === 1) {
    const cheaper = onlyOut.weight < onlyIn.weight ? onlyOut : onlyIn;
    return [{ ...cheaper, from: onlyIn.from, to: onlyOut.to }];
  }
  if (ins.length === 1 && onlyIn.weight >= totalWeight(outs)) {
    return outs.map((edge) => ({ ...edge, from: onlyIn.from }));
  }
  if (outs.length === 1 && onlyOut.weight >= totalWeight(ins)) {
    return ins.map((edge) => ({ ...edge, to: onlyOut.to }));
  }
  return null;
}

function totalWeight(edges: readonly CutCandidate[]): number {
  return edges.reduce((sum, edge) => sum + edge.weight, 0);
}

function mergeParallel(a: CutCandidate, b: CutCandidate): CutCandidate {
  const origins = [...a.origins, ...b.origins].sort((x, y) => x - y);
  return { ...a, weight: a.weight + b.weight, origins };
}

function neighboursOf(table: Map<number, Neighbours>, node: number): Neighbours {
  const known = table.get(node);
  if (known !== undefined) return known;
  const created: Neighbours = new Map();
  table.set(node, created);
  return created;
}
