/** Violations by imports: private files, undeclared dependencies, the kernel, and what leads nowhere. */
import { posix } from 'node:path';

import { KERNEL, MONOLITH } from '../../../src/check/ground.ts';
import type { RuleId } from '../../../src/check/rules.ts';
import { plantFile, plantLine, SHAPES } from './import-shapes.ts';
import type { Accepted, Checkout } from './open-checkout.ts';
import type { Export, Places } from './places.ts';
import type { Edit, Plant } from './plant.ts';
import type { Random } from './random.ts';

export interface Field {
  readonly checkout: Checkout;
  readonly accepted: Accepted;
  readonly places: Places;
  readonly random: Random;
}

/** Who may reach for what under a rule, without a debt of the kind there yet. */
type Pairs = readonly (readonly [from: string, target: Export])[];

export function plantPrivateApi(field: Field): readonly Plant[] {
  const { places, accepted } = field;
  const froms = [...places.boundaries, MONOLITH];
  const pairs = froms.flatMap((from): Pairs => {
    const target = places.exports.filter(
      (one) =>
        one.place !== from &&
        !one.isPublic &&
        !isKnown(accepted, 'private-api', from, one.place, one.name),
    );
    return field.random
      .shuffle(target)
      .slice(0, 3)
      .map((one) => [from, one]);
  });
  const spread = field.random.shuffle(pairs);
  return [
    ...plantShapes(field, 'private-api', spread),
    ...plantBarrels(field, spread),
    ...plantControls(field),
  ];
}

export function plantUndeclared(field: Field): readonly Plant[] {
  const { places, accepted, random } = field;
  const pairs = places.boundaries.flatMap((from): Pairs => {
    const declared = accepted.ground.boundaries.get(from)?.dependsOn ?? null;
    if (declared === null) return [];
    const target = places.exports.filter(
      ({ place }) =>
        place !== from &&
        accepted.ground.isBoundary(place) &&
        !declared.includes(place) &&
        !isKnown(accepted, 'undeclared-dependency', from, place, place),
    );
    return random
      .shuffle(target)
      .slice(0, 3)
      .map((one) => [from, one]);
  });
  return plantShapes(field, 'undeclared-dependency', random.shuffle(pairs));
}

export function plantKernel(field: Field): readonly Plant[] {
  const { places, accepted, random } = field;
  const pairs = places.exports.flatMap((one): Pairs =>
    accepted.ground.isBoundary(one.place) &&
    !isKnown(accepted, 'kernel-depends-on-boundary', KERNEL, one.place, one.name)
      ? [[KERNEL, one]]
      : [],
  );
  return plantShapes(field, 'kernel-depends-on-boundary', random.shuffle(pairs));
}

const isKnown = (
  { found }: Accepted,
  rule: RuleId,
  from: string,
  to: string,
  name: string,
): boolean =>
  found.some(
    (one) =>
      one.rule === rule && one.from === from && one.to === to && one.symbol.split(' ')[0] === name,
  );

/** Of types alone nothing may be said by this rule. */
const TYPES_ARE_FREE: readonly RuleId[] = ['undeclared-dependency', 'boundary-cycle'];

export function plantShapes(field: Field, rule: RuleId, pairs: Pairs): readonly Plant[] {
  const { places, checkout, random } = field;
  const plants: Plant[] = [];
  let next = 0;
  const take = (): Pairs[number] | undefined => pairs[next++ % Math.max(1, pairs.length)];
  for (const shape of SHAPES) {
    const [from, target] = take() ?? [];
    const path = from === undefined ? null : places.newFile(from);
    if (from === undefined || target === undefined || path === null) continue;
    // A barrel of nobody is not judged: those who use it are.
    if (from === MONOLITH && shape.isBarrel) continue;
    const planted = plantFile(path, shape, target.name, places.specifier(path, target.file));
    const isFree = shape.isType && TYPES_ARE_FREE.includes(rule);
    const told = isFree ? null : rule;
    plants.push({
      rule: told,
      shape: isFree ? `${rule}: ${shape.shape}` : shape.shape,
      path,
      ...planted,
    });
  }
  for (const how of [
    'line in an existing file',
    'another existing file',
    'by the alias',
  ] as const) {
    const [from, target] = take() ?? [];
    if (from === undefined || target === undefined) continue;
    const path = random.shuffle(places.existing(from)).find((one) => one !== target.file);
    if (path === undefined) continue;
    const alias = places.alias(target.file);
    if (how === 'by the alias' && alias === null) continue;
    const specifier =
      how === 'by the alias' && alias !== null ? alias : places.specifier(path, target.file);
    const planted = plantLine(path, checkout.read(path), target.name, specifier);
    plants.push({ rule, shape: how, path, ...planted });
  }
  return plants;
}

/** Through a new barrel of the target, of the importer, of nobody. */
function plantBarrels({ places }: Field, pairs: Pairs): readonly Plant[] {
  return pairs.slice(0, 6).flatMap(([from, { file, name, place }], at): readonly Plant[] => {
    const path = places.newFile(from);
    const own = at % 3 === 0 ? place : at % 3 === 1 ? from : MONOLITH;
    const barrel = places.newFile(own, 'planted-barrel');
    if (path === null || barrel === null || (own === MONOLITH && from === MONOLITH)) return [];
    const star =
      at < 3
        ? `export * from '${places.specifier(barrel, file)}';\n`
        : `export { ${name} } from '${places.specifier(barrel, file)}';\n`;
    const edits: readonly Edit[] = [
      { path: barrel, text: `// Of nobody else.\n${star}` },
      {
        path,
        text: `\nimport { ${name} } from '${places.specifier(path, barrel)}';\nexport const probe = ${name};\n`,
      },
    ];
    const isOwn = own === from;
    const shape = `through a barrel of ${own === place ? 'the target' : isOwn ? 'its own' : 'nobody'}`;
    return [{ rule: 'private-api', shape, edits, path: isOwn ? barrel : path, lines: [2] }];
  });
}

/** What nothing may be said of: declared and public, own, tests, words that look like imports. */
function plantControls({ places, accepted, random }: Field): readonly Plant[] {
  const plants: Plant[] = [];
  const add = (shape: string, path: string | null, text: string): unknown =>
    path !== null && plants.push({ rule: null, shape, edits: [{ path, text }], path, lines: [] });
  for (const from of places.boundaries.slice(0, 4)) {
    const path = places.newFile(from);
    if (path === null) continue;
    const own = random.shuffle(places.exports).find((one) => one.place === from);
    const foreign = random
      .shuffle(places.exports)
      .find((one) => one.place !== from && !one.isPublic);
    const open = random
      .shuffle(places.exports)
      .find(
        (one) =>
          one.isPublic && accepted.ground.boundaries.get(from)?.dependsOn?.includes(one.place),
      );
    const line = (name: string, file: string): string =>
      `import { ${name} } from '${places.specifier(path, file)}';\nexport const probe = () => ${name};\n`;
    if (own) add('private-api: own file', path, line(own.name, own.file));
    if (open) add('private-api: declared and public', path, line(open.name, open.file));
    if (!foreign) continue;
    const quoted = `// ${line(foreign.name, foreign.file).replaceAll('\n', '\n// ')}\nexport const probe = \`import '${places.specifier(path, foreign.file)}'\`;\n`;
    add('private-api: in comments and strings', path, quoted);
    add(
      'private-api: in a test',
      path.replace(/\.ts$/, '.spec.ts'),
      line(foreign.name, foreign.file),
    );
  }
  return plants;
}

/** Paths that lead nowhere, and a file that is gone. */
export function plantUnresolved(field: Field): readonly Plant[] {
  const { places, checkout, random, accepted } = field;
  const froms = random
    .shuffle([...places.boundaries, MONOLITH, KERNEL])
    .filter((one) => places.newFile(one) !== null);
  const gone = accepted.head.code.imports.find(({ specifiers }) =>
    specifiers.some((one) => /^[@#]\w*\//.test(one) || one.startsWith('src/')),
  )?.specifiers[0];
  const plants = SHAPES.flatMap((shape, at): readonly Plant[] => {
    const path = places.newFile(froms[at % froms.length] ?? MONOLITH);
    if (path === null) return [];
    const specifier =
      gone !== undefined && at % 4 === 3
        ? `${posix.dirname(gone)}/planted-missing`
        : at % 2 === 0
          ? './planted-missing'
          : '../planted-missing/there';
    const planted = plantFile(path, shape, 'missing', specifier);
    return [{ rule: 'unresolved-import', shape: shape.shape, path, ...planted }];
  });
  const existing = froms.slice(0, 3).flatMap((from): readonly Plant[] => {
    const path = places.existing(from)[0];
    if (path === undefined) return [];
    const planted = plantLine(path, checkout.read(path), 'missing', './planted-missing.js');
    return [{ rule: 'unresolved-import', shape: 'line in an existing file', path, ...planted }];
  });
  return [...plants, ...existing, ...plantGone(field)];
}

/** A file that others import is deleted: each of them has an import that leads nowhere. */
function plantGone({ accepted, random }: Field): readonly Plant[] {
  const { imports } = accepted.head.code;
  const users = new Map<string, (typeof imports)[number][]>();
  for (const one of imports)
    if (one.to.endsWith('.ts')) users.set(one.to, [...(users.get(one.to) ?? []), one]);
  const single = random.shuffle(
    [...users].filter(
      ([path, all]) =>
        all.length === 1 &&
        all.every((one) => accepted.ground.placeOf(one.from) !== null && one.from !== path),
    ),
  );
  return single.slice(0, 2).flatMap(([path, [user]]): readonly Plant[] =>
    user
      ? [
          {
            rule: 'unresolved-import',
            shape: 'the file is deleted',
            edits: [{ path, text: null }],
            path: user.from,
            lines: [user.line],
          },
        ]
      : [],
  );
}
