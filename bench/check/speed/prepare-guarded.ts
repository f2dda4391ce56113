/** A copy of a checkout with a saasctl.json, its baseline, and what the peers need to judge the same. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SAASCTL } from '../../speed/measure-checkout.ts';
import { prepareCheckout } from '../../speed/prepare-checkout.ts';
import type { CheckoutSpec } from '../../speed/prepare-checkout.ts';
import type { Peers } from './peers.ts';

export interface GuardedCheckout {
  readonly name: string;
  readonly root: string;
  /** All that saasctl reads. */
  readonly files: readonly string[];
  /** Those of them that the exported configurations judge: no tests, no front end. */
  readonly judged: readonly string[];
  readonly boundaries: number;
  readonly debts: number;
  /** Configurations of the peers, outside of the project. */
  readonly cruiseJudged: string;
  readonly cruiseAll: string;
  readonly eslint: string;
  readonly knip: string;
  /** Folders at the top without a judged file. */
  readonly unread: readonly string[];
}

export function prepareGuarded(spec: CheckoutSpec, into: string, peers: Peers): GuardedCheckout {
  const { name, root, files } = prepareCheckout(spec, into);
  rmSync(join(root, 'saasctl.json'), { force: true });
  runNode(root, SAASCTL, 'check', '--init', '--quiet', '--no-cache');
  const folder = join(into, `${name}-peers`);
  mkdirSync(folder);
  symlinkSync(peers.packages, join(folder, 'node_modules'));
  const cruiseJudged = join(folder, 'boundaries.cjs');
  const eslint = join(folder, 'boundaries.mjs');
  for (const [format, output] of [
    ['dependency-cruiser', cruiseJudged],
    ['eslint-boundaries', eslint],
  ] as const)
    runNode(root, SAASCTL, 'export', '--quiet', '--no-cache', '--format', format, '-o', output);
  const cruiseAll = join(folder, 'boundaries-all.cjs');
  writeFileSync(cruiseAll, READ_ALL);
  const judged = listJudged(root, peers.cruiser, cruiseJudged, files);
  const unread = listUnread(files, judged);
  const knip = join(folder, 'knip.json');
  writeFileSync(knip, configureKnip(judged, unread));
  const { boundaries } = JSON.parse(readFileSync(join(root, 'saasctl.json'), 'utf8')) as {
    readonly boundaries: object;
  };
  return {
    name,
    root,
    files,
    judged,
    boundaries: Object.keys(boundaries).length,
    debts: countDebts(root),
    cruiseJudged,
    cruiseAll,
    eslint,
    knip,
    unread,
  };
}

/** The same rules, and tests and front end are read as saasctl reads them: not judged. */
const READ_ALL = `const config = require('./boundaries.cjs');
const { exclude, ...options } = config.options;
const forbidden = config.forbidden.map(({ from, ...rest }) => ({
  ...rest,
  from: { ...from, pathNot: [from.pathNot ?? [], exclude.path].flat() },
}));
module.exports = { ...config, forbidden, options };
`;

function listJudged(
  root: string,
  cruiser: string,
  config: string,
  files: readonly string[],
): readonly string[] {
  const output = runNode(root, cruiser, '--config', config, '--output-type', 'json', ...files);
  const { modules } = JSON.parse(output) as {
    readonly modules: readonly { readonly source: string }[];
  };
  const cruised = new Set(modules.map((one) => one.source));
  return files.filter((path) => cruised.has(path));
}

function countDebts(root: string): number {
  const output = runNode(root, SAASCTL, 'check', '--no-cache', '--quiet');
  return Number((/([\d,]+) known debt/.exec(output)?.[1] ?? '0').replaceAll(',', ''));
}

/** Without the plugins that load configurations of other tools: those are not installed in a checkout. */
function configureKnip(judged: readonly string[], unread: readonly string[]): string {
  return JSON.stringify({
    ...Object.fromEntries(
      ['cypress', 'eslint', 'jest', 'vite', 'vitest'].map((one) => [one, false]),
    ),
    workspaces: { '.': { entry: judged, project: judged } },
    ignoreWorkspaces: unread,
  });
}

/** Folders without a judged file. */
function listUnread(files: readonly string[], judged: readonly string[]): readonly string[] {
  const topOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
  const used = new Set(judged.map(topOf));
  return [...new Set(files.map(topOf))].filter((top) => top !== '' && !used.has(top));
}

function runNode(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0)
    throw new Error(`${args.slice(0, 4).join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
