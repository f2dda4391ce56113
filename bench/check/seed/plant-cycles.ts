/** Imports that close a circle that was not there: among boundaries, and among modules of one place. */
import { posix } from 'node:path';

import { tiersOf } from '../../../analyzers/graph/find-cycles.ts';
import { findImportCrossings } from '../../../src/check/import-crossings.ts';
import { MONOLITH } from '../../../src/check/ground.ts';
import type { Config } from '../../../src/config/config-schema.ts';
import type { Field } from './plant-imports.ts';
import { plantShapes } from './plant-imports.ts';
import { plantFile, plantLine, SHAPES } from './import-shapes.ts';
import type { Accepted } from './open-checkout.ts';
import type { Plant } from './plant.ts';

type Edges = ReadonlyMap<string, ReadonlySet<string>>;

export function plantBoundaryCycles(field: Field): readonly Plant[] {
  const { places, accepted, random } = field;
  const all = boundaryEdges(accepted);
  const left = withoutAccepted(all, accepted, 'boundary-cycle');
  const pairs = places.boundaries.flatMap((from) =>
    places.boundaries
      .filter((to) => to !== from && !all.get(from)?.has(to) && reaches(left, to, from))
      .flatMap((to) => places.exports.filter((one) => one.place === to).slice(0, 1))
      .map((target) => [from, target] as const),
  );
  return plantShapes(field, 'boundary-cycle', random.shuffle(pairs));
}

function boundaryEdges({ ground, head }: Accepted): Edges {
  const edges = new Map<string, Set<string>>();
  const configs = new Set(head.code.wiring.configs);
  for (const { fact, from, to, isType } of findImportCrossings(ground))
    if (
      ground.isBoundary(from) &&
      ground.isBoundary(to) &&
      !isType &&
      !configs.has(fact.from) &&
      tiersOf(fact).includes('runtime')
    )
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
  return edges;
}

/** What debts would cut is cut: only what is left can be closed to a new circle. */
function withoutAccepted(edges: Edges, { entries }: Accepted, rule: string): Edges {
  const cut = new Set(entries.flatMap((one) => (one.rule === rule ? one.symbol.split(', ') : [])));
  return new Map(
    [...edges].map(([from, tos]) => [
      from,
      new Set([...tos].filter((to) => !cut.has(`${from} → ${to}`))),
    ]),
  );
}

function reaches(edges: Edges, start: string, end: string): boolean {
  const seen = new Set([start]);
  const open = [start];
  for (const node of open)
    for (const next of edges.get(node) ?? [])
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
  return seen.has(end);
}

/** Everything is one place: only its modules can be in circles. */
export const ONE_PLACE = ({ root }: Config): Config => ({
  ...(root === undefined ? {} : { root }),
  boundaries: {},
});

/** @param field of the checkout under the configuration `ONE_PLACE` */
export function plantModuleCycles({ checkout, accepted, places, random }: Field): readonly Plant[] {
  const { code } = accepted.head;
  const moduleOf = new Map(code.files.map((file) => [file.path, file.module]));
  const nameOf = new Map(code.modules.map(({ id, name }) => [id, name]));
  const all = moduleEdges(accepted, moduleOf);
  const cut = new Set(
    accepted.entries.flatMap((one) => (one.rule === 'module-cycle' ? one.symbol.split(', ') : [])),
  );
  const isCut = (a: string, b: string): boolean =>
    [a, nameOf.get(a)].some((x) => [b, nameOf.get(b)].some((y) => cut.has(`${x} → ${y}`)));
  const left = new Map(
    [...all].map(([from, tos]) => [from, new Set([...tos].filter((to) => !isCut(from, to)))]),
  );
  const ids = random.shuffle([
    ...new Set([...all.keys(), ...[...all.values()].flatMap((one) => [...one])]),
  ]);
  const pairs = ids.flatMap((from) =>
    ids
      .filter((to) => to !== from && !all.get(from)?.has(to) && reaches(left, to, from))
      .map((to) => [from, to] as const),
  );
  const existing = places.existing(MONOLITH);
  return random
    .shuffle(pairs)
    .slice(0, SHAPES.length + 4)
    .flatMap(([from, to], at): readonly Plant[] => {
      const target = places.exports.find((one) => moduleOf.get(one.file) === to);
      const home = existing.find((path) => moduleOf.get(path) === from);
      const shape = SHAPES[at];
      if (target === undefined || home === undefined) return [];
      if (shape === undefined) {
        const planted = plantLine(
          home,
          checkout.read(home),
          target.name,
          places.specifier(home, target.file),
        );
        return [
          {
            rule: 'module-cycle',
            shape: 'line in an existing file',
            path: home,
            ...planted,
            variant: ONE_PLACE,
          },
        ];
      }
      const path = posix.join(posix.dirname(home), 'planted-probe.ts');
      const planted = plantFile(path, shape, target.name, places.specifier(path, target.file));
      // What nothing imports is no part of its module yet, as a root of the application is none.
      const use = `import '${places.specifier(home, path)}';\n`;
      const edits = [...planted.edits, { path: home, text: `${use}${checkout.read(home)}` }];
      const told = shape.isType ? null : 'module-cycle';
      const name = shape.isType ? `module-cycle: ${shape.shape}` : shape.shape;
      return [{ rule: told, shape: name, path, edits, lines: planted.lines, variant: ONE_PLACE }];
    });
}

function moduleEdges(
  { head: { code } }: Accepted,
  moduleOf: ReadonlyMap<string, string | null>,
): Edges {
  const edges = new Map<string, Set<string>>();
  const aside = new Set([...code.wiring.roots, ...code.wiring.seeds, ...code.wiring.configs]);
  for (const fact of code.imports) {
    const [a, b] = [moduleOf.get(fact.from) ?? null, moduleOf.get(fact.to) ?? null];
    if (a === null || b === null || a === b || aside.has(fact.from)) continue;
    if (tiersOf(fact).includes('runtime')) edges.set(a, (edges.get(a) ?? new Set()).add(b));
  }
  return edges;
}
