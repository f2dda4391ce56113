/** Where in a checkout something can be planted, and what there is to reach for. */
import { posix } from 'node:path';

import type { ImportFact } from '../../../analyzers/index.ts';
import { KERNEL, MONOLITH } from '../../../src/check/ground.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { resolveBoundaries } from '../../../src/config/resolve-config.ts';
import type { Accepted, Checkout } from './open-checkout.ts';
import type { Random } from './random.ts';

/** A name that a file exports and others import today. */
export interface Export {
  readonly file: string;
  readonly name: string;
  readonly place: string;
  readonly isPublic: boolean;
}

export interface Places {
  /** Path of a file to be, that will belong to the place; null where no glob would take it. */
  readonly newFile: (place: string, name?: string) => string | null;
  /** Existing files of a place that an import can be added to. */
  readonly existing: (place: string) => readonly string[];
  readonly exports: readonly Export[];
  readonly boundaries: readonly string[];
  /** As the project itself writes a path to another file. */
  readonly specifier: (from: string, to: string) => string;
  /** A path alias that leads to the file, if the project has one for it. */
  readonly alias: (to: string) => string | null;
}

const SOURCE = /\.tsx?$/;

export function findPlaces(checkout: Checkout, accepted: Accepted, random: Random): Places {
  const { head, ground, config } = accepted;
  const { code } = head;
  const aside = new Set([...code.wiring.roots, ...code.wiring.seeds, ...code.wiring.configs]);
  const plain = random.shuffle(
    code.files.filter(
      (one) => one.role === 'server' && SOURCE.test(one.path) && !one.path.endsWith('.d.ts'),
    ),
  );
  const byPlace = new Map<string, string[]>();
  for (const { path } of plain) {
    const place = ground.placeOf(path);
    if (place !== null && !aside.has(path))
      byPlace.set(place, [...(byPlace.get(place) ?? []), path]);
  }
  const withSuffix = code.imports
    .flatMap((one) => one.specifiers)
    .filter((one) => one.startsWith('.'));
  const suffix =
    withSuffix.filter((one) => one.endsWith('.js')).length * 2 > withSuffix.length ? '.js' : '';
  const folders = findFolders(config, head, byPlace);
  return {
    newFile: (place, name = 'planted-probe') => {
      const folder = folders.get(place);
      return folder === undefined ? null : posix.join(folder, `${name}.ts`);
    },
    existing: (place) =>
      (byPlace.get(place) ?? []).filter((path) => !isDeclaration(checkout.read(path))),
    exports: random.shuffle(findExports(code.imports, accepted)),
    boundaries: random.shuffle(head.config.boundaries.map((one) => one.id)),
    specifier: (from, to) => {
      const path = posix.relative(posix.dirname(from), to).replace(SOURCE, '');
      return `${path.startsWith('.') ? path : `./${path}`}${suffix}`;
    },
    alias: (to) => {
      const written = code.imports.find((one) => one.to === to)?.specifiers ?? [];
      return written.find((one) => !one.startsWith('.')) ?? null;
    },
  };
}

/** A file of CommonJS or without statements of its own is no place for an import. */
const isDeclaration = (text: string): boolean => text.startsWith('#!') || text.trim() === '';

/** Of each place the folder of one of its files in which a new file would be its too. */
function findFolders(
  config: Accepted['config'],
  head: Accepted['head'],
  byPlace: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const parsed = parseConfig('saasctl.json', JSON.stringify(config));
  const files = head.code.files.map(({ path, test }) => ({ path, test }));
  for (const [place, paths] of byPlace) {
    const tried = new Set<string>();
    for (const path of paths) {
      const folder = posix.dirname(path);
      if (tried.has(folder) || tried.size > TRIES || /migration|seed|config/i.test(folder))
        continue;
      tried.add(folder);
      const probe = posix.join(folder, 'planted-probe.ts');
      const resolved = resolveBoundaries(parsed, [...files, { path: probe, test: false }], true);
      const owner = resolved.boundaries.find((one) => one.files.includes(probe))?.id;
      const actual = owner ?? (resolved.kernel.includes(probe) ? KERNEL : MONOLITH);
      if (actual !== place) continue;
      folders.set(place, folder);
      break;
    }
  }
  return folders;
}

const TRIES = 12;

/** Names of values that are imported by name from the file that declares them. */
function findExports(imports: readonly ImportFact[], { ground }: Accepted): readonly Export[] {
  const found = new Map<string, Export>();
  for (const { to, symbols, kind, typeSymbols = [] } of imports) {
    const place = ground.placeOf(to);
    if (kind !== 'value' || place === null || !SOURCE.test(to)) continue;
    const boundary = ground.boundaries.get(place);
    for (const name of symbols) {
      if (name === '*' || name === 'default' || name === '=' || typeSymbols.includes(name))
        continue;
      if (ground.passedOn(to, name)) continue;
      const isPublic = boundary === undefined || ground.isPublic(boundary, to, name);
      found.set(`${to}#${name}`, { file: to, name, place, isPublic });
    }
  }
  return [...found.values()];
}
