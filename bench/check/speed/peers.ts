/** The tools beside `saasctl check`: their versions, and whether a folder has them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS: ReadonlyMap<string, string> = new Map([
  ['@typescript-eslint/parser', '8.73.0'],
  ['eslint', '10.15.0'],
  ['eslint-import-resolver-typescript', '4.4.5'],
  ['eslint-plugin-boundaries', '7.2.0'],
  ['knip', '6.44.2'],
  ['madge', '8.0.0'],
  ['skott', '0.35.12'],
  ['typescript', '6.0.3'],
]);

const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Commands, and the folder that holds the packages they load. */
export interface Peers {
  readonly packages: string;
  readonly cruiser: string;
  readonly eslint: string;
  readonly knip: string;
  readonly madge: string;
  readonly skott: string;
}

/**
 * dependency-cruiser is the one this project pins: later ones refuse Node 20.
 * @throws Error with the command that installs what the folder lacks
 */
export function findPeers(folder: string): Peers {
  const packages = join(folder, 'node_modules');
  const missing = [...VERSIONS].filter(([name, version]) => versionIn(packages, name) !== version);
  if (missing.length > 0) {
    const wanted = [...VERSIONS].map(([name, version]) => `${name}@${version}`).join(' ');
    throw new Error(`${folder} lacks peers; run there: npm install --legacy-peer-deps ${wanted}`);
  }
  return {
    packages,
    cruiser: join(PACKAGES, 'dependency-cruiser/bin/dependency-cruise.mjs'),
    eslint: join(packages, 'eslint/bin/eslint.js'),
    knip: join(packages, 'knip/bin/knip.js'),
    madge: join(packages, 'madge/bin/cli.js'),
    skott: join(packages, 'skott/dist/bin/cli.js'),
  };
}

export function listVersions(): string {
  const cruiser = `dependency-cruiser ${versionIn(PACKAGES, 'dependency-cruiser')}`;
  return [cruiser, ...[...VERSIONS].map(([name, version]) => `${name} ${version}`)].join(', ');
}

function versionIn(packages: string, name: string): string | null {
  const path = join(packages, name, 'package.json');
  if (!existsSync(path)) return null;
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
  return version;
}
