import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import { analyzeCode } from '../../../analyzers/analyze-project.ts';
import { discoverProject } from '../../../analyzers/discover/discover-project.ts';
import { scanFile } from '../../../analyzers/scan/scan-file.ts';
import { isTypeAlone } from '../../../src/check/fix/judge-uses.ts';
import { buildGround } from '../../../src/check/ground.ts';
import type { Ground } from '../../../src/check/ground.ts';
import { findImportCrossings } from '../../../src/check/import-crossings.ts';
import { readSettings } from '../../../src/check/read-settings.ts';
import type { ResolvedBoundary } from '../../../src/config/resolve-config.ts';

const OFF = Object.fromEntries(
  [
    'undeclared-dependency',
    'boundary-cycle',
    'module-cycle',
    'foreign-injection',
    'foreign-table-write',
    'foreign-table-read',
    'crossing-join',
    'crossing-transaction',
    'crossing-relation',
    'kernel-depends-on-boundary',
    'unresolved-import',
  ].map((rule) => [rule, 'off']),
);

export interface Seeded {
  readonly root: string;
  readonly ground: Ground;
  /** Whether the project writes `.js` behind its relative imports. */
  readonly writesJs: boolean;
}

/** Every folder below `src` that holds a feature is a boundary. */
export function readMonolith(root: string, home: string, left: readonly string[]): Seeded {
  const project = discoverProject(root);
  const code = analyzeCode(project, { version: 'test', cache: null }, () => undefined);
  const groups = new Map<string, string[]>();
  for (const { path, test } of project.files) {
    const [name, rest] = path.slice(home.length).split('/');
    if (test || !path.startsWith(home) || rest === undefined || name === undefined) continue;
    if (!left.includes(name)) groups.set(name, [...(groups.get(name) ?? []), path]);
  }
  const boundaries = [...groups].map(([id, files]): ResolvedBoundary => ({
    id,
    files,
    tables: [],
    public: null,
    dependsOn: null,
    service: null,
  }));
  const ground = buildGround(code, { boundaries, kernel: [] }, readSettings({}));
  const relative = code.imports.flatMap((one) =>
    one.specifiers.filter((text) => text.startsWith('.')),
  );
  const writesJs = relative.filter((text) => text.endsWith('.js')).length > relative.length / 2;
  return { root, ground, writesJs };
}

const put = (root: string, path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const specifierTo = (from: string, to: string, writesJs: boolean): string => {
  const path = posix.relative(posix.dirname(from), to).replace(/\.ts$/, writesJs ? '.js' : '');
  return path.startsWith('.') ? path : `./${path}`;
};

/** Beside each file that another boundary imports from, a public one that exports the same, each fifth by another name. */
export function seedDoors({ root, ground, writesJs }: Seeded): void {
  const doors = new Map<string, Map<string, string>>();
  for (const { fact, to, name, file, original } of findImportCrossings(ground)) {
    if (!ground.isBoundary(to) || ground.placeOf(file) !== to || name === '*') continue;
    const door = file.replace(/(?:\.module)?\.ts$/, '.door.ts');
    const lines = doors.get(door) ?? new Map<string, string>();
    doors.set(door, lines);
    const exported = fact.to === file ? name : original;
    const as = exported === 'default' ? 'TheDefault' : exported;
    const type = isTypeAlone(scanFile(file, readFileSync(join(root, file), 'utf8')), original);
    const shown = lines.size % 5 === 4 ? `${as} as ${as}Door` : as;
    const what = exported === 'default' ? `default as ${as}` : shown;
    const specifier = specifierTo(door, file, writesJs);
    if (!lines.has(exported))
      lines.set(exported, `export ${type ? 'type ' : ''}{ ${what} } from '${specifier}';`);
  }
  for (const [door, lines] of doors) put(root, door, `${[...lines.values()].join('\n')}\n`);
  const open = (id: string): readonly string[] =>
    [...doors.keys()].filter((door) =>
      ground.boundaries
        .get(id)
        ?.files.some((file) => file.replace(/(?:\.module)?\.ts$/, '.door.ts') === door),
    );
  writeConfig(root, ground, open, {});
}

/** A class in each boundary, asked for by the next one in every way, for its type alone. */
export function seedTypes({ root, ground, writesJs }: Seeded, home: string): void {
  const ids = [...ground.boundaries.keys()];
  ids.forEach((id, index) => {
    const user = `${home}${ids[(index + 1) % ids.length] ?? ''}/planted-user.ts`;
    const file = `${home}${id}/planted.ts`;
    const from = ` from '${specifierTo(user, file, writesJs)}';`;
    put(
      root,
      file,
      'export default class Main {}\nexport class Part {}\nexport const value = 1;\n',
    );
    const ways = [
      `import { Part }${from}\nexport type Used = Part;\n`,
      `import Main, { Part }${from}\nexport type Used = Part | Main;\n`,
      `import * as all${from}\nexport type Used = all.Part;\n`,
      `import {\n  Part, // kept\n  type default as Main,\n}${from}\nexport type Used = Part | Main;\n`,
    ];
    put(root, user, ways[index % ways.length] ?? '');
  });
  writeConfig(root, ground, () => [], { types: 'off' });
}

function writeConfig(
  root: string,
  { boundaries }: Ground,
  open: (id: string) => readonly string[],
  privateApi: object,
): void {
  const config = {
    boundaries: Object.fromEntries(
      [...boundaries.values()].map(({ id, files }) => [
        id,
        { files: [`${commonFolder(files)}/**`], public: open(id) },
      ]),
    ),
    rules: { ...OFF, 'private-api': { severity: 'error', ...privateApi } },
  };
  writeFileSync(join(root, 'saasctl.json'), JSON.stringify(config, null, 2));
}

function commonFolder(files: readonly string[]): string {
  const [first = '', ...rest] = files.map((file) => posix.dirname(file));
  let folder = first;
  while (!rest.every((one) => one === folder || one.startsWith(`${folder}/`)))
    folder = posix.dirname(folder);
  return folder;
}
