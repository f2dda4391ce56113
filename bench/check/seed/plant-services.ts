/** What an extraction leaves to guard: imports across its cut, and generated files edited by hand. */
import { posix } from 'node:path';

import { MONOLITH } from '../../../src/check/ground.ts';
import type { Config } from '../../../src/config/config-schema.ts';
import { markGenerated } from '../../../src/generate/generated-mark.ts';
import { plantFile, plantLine, SHAPES } from './import-shapes.ts';
import type { Field } from './plant-imports.ts';
import type { Plant } from './plant.ts';

const FOLDER = 'services/seeded';

/** One boundary has been extracted: the one that most files could have imported. */
export function extracting(id: string): (config: Config) => Config {
  return (config) => {
    const { boundaries = {} } = config;
    const boundary = boundaries[id];
    return boundary === undefined
      ? config
      : { ...config, boundaries: { ...boundaries, [id]: { ...boundary, service: FOLDER } } };
  };
}

export function plantAcrossCut({ places, checkout, random }: Field, id: string): readonly Plant[] {
  const variant = extracting(id);
  const targets = random.shuffle(places.exports.filter((one) => one.place !== id));
  const froms = random
    .shuffle([...places.boundaries, MONOLITH])
    .filter((one) => one !== id && places.newFile(one) !== null);
  const shared = `${FOLDER}/src/shared.ts`;
  const sharedEdit = { path: shared, text: 'export const seededName = 1;\n' };
  const own = `${FOLDER}/src/probe.ts`;
  const plants = SHAPES.flatMap((shape, at): readonly Plant[] => {
    const isOutward = at % 2 === 0;
    const target = targets[at % Math.max(1, targets.length)];
    const home = places.newFile(froms[at % Math.max(1, froms.length)] ?? MONOLITH);
    if (target === undefined || home === null) return [];
    const path = isOutward ? own : home;
    const to = isOutward ? target.file : shared;
    const planted = plantFile(
      path,
      shape,
      isOutward ? target.name : 'seededName',
      places.specifier(path, to),
    );
    const edits = isOutward ? planted.edits : [sharedEdit, ...planted.edits];
    const direction = isOutward ? 'out of the service' : 'into the service';
    return [
      {
        rule: 'monolith-imports-extracted',
        shape: `${shape.shape} ${direction}`,
        path,
        edits,
        lines: planted.lines,
        variant,
      },
    ];
  });
  const lines = froms.slice(0, 2).flatMap((from): readonly Plant[] => {
    const path = places.existing(from)[0];
    if (path === undefined) return [];
    const planted = plantLine(
      path,
      checkout.read(path),
      'seededName',
      places.specifier(path, shared),
    );
    return [
      {
        rule: 'monolith-imports-extracted',
        shape: 'line in an existing file',
        path,
        edits: [sharedEdit, ...planted.edits],
        lines: planted.lines,
        variant,
      },
    ];
  });
  const inside: Plant = {
    rule: null,
    shape: 'monolith-imports-extracted: within the service',
    edits: [
      sharedEdit,
      {
        path: own,
        text: `import { seededName } from './shared${places.specifier(own, shared).endsWith('.js') ? '.js' : ''}';\nexport const probe = seededName;\n`,
      },
    ],
    path: own,
    lines: [],
    variant,
  };
  return [...plants, ...lines, inside];
}

const GENERATED = "export class OrdersClient {\n  call(): string {\n    return 'orders';\n  }\n}\n";

export function plantDrift({ places, random }: Field, id: string): readonly Plant[] {
  const variant = extracting(id);
  const marked = markGenerated(GENERATED);
  const folders = random.shuffle([...places.boundaries, MONOLITH]).flatMap((one) => {
    const path = one === id ? null : places.newFile(one);
    return path === null ? [] : [posix.dirname(path)];
  });
  const edits: readonly (readonly [shape: string, text: string, isTold: boolean])[] = [
    ['a line changed', marked.replace("'orders'", "'order'"), true],
    ['a line added at the end', `${marked}export const more = 1;\n`, true],
    ['a line taken out', marked.replace("    return 'orders';\n", ''), true],
    ['a blank at the end of a line', marked.replace('{\n  call', '{ \n  call'), true],
    ['a line put in', marked.replace('export class', '// by hand\nexport class'), true],
    ['as it was generated', marked, false],
    ['line ends of Windows', marked.replaceAll('\n', '\r\n'), false],
    ['the mark taken out', GENERATED, false],
  ];
  return edits.flatMap(([shape, text, isTold], at): readonly Plant[] => {
    const folder =
      at % 2 === 0 ? `${FOLDER}/src` : (folders[at % Math.max(1, folders.length)] ?? 'src');
    const path = `${folder}/planted-generated.ts`;
    return [
      {
        rule: isTold ? 'generated-drift' : null,
        shape: isTold ? shape : `generated-drift: ${shape}`,
        edits: [{ path, text }],
        path,
        lines: [1],
        variant,
      },
    ];
  });
}
