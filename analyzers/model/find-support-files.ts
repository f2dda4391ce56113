/**
 * Files that serve the application without being part of its business: seeds fill tables once,
 * configuration names what exists. They stay in their modules, but no knot is made of them.
 */
import type { NestModuleFact } from '../contract.ts';
import { baseName, folderOf } from '../discover/posix-path.ts';

export type Support = 'seed' | 'config';

export interface SupportInput {
  readonly paths: readonly string[];
  readonly nestModules: readonly NestModuleFact[];
}

const SEEDS = new Set(['seed', 'seeds', 'seeder', 'seeders', 'seeding']);
const CONFIGS = new Set(['config', 'configs', 'configuration']);
/** File names that say that a folder of seeds or configuration is served to users: then it is business. */
const SERVING = new Set(['controller', 'controllers', 'resolver', 'router', 'routes', 'route']);

export function findSupportFiles({
  paths,
  nestModules,
}: SupportInput): ReadonlyMap<string, Support> {
  const servingSeeds = new Set<string>();
  const serving = new Set(
    paths.filter((path) => wordsOf(path).some((word) => SERVING.has(word))).map(folderOf),
  );
  for (const path of paths)
    if (
      wordsOf(path).some((word) => SEEDS.has(word)) &&
      wordsOf(path).some((word) => SERVING.has(word))
    )
      servingSeeds.add(folderOf(path));
  for (const { path, controllers } of nestModules)
    if (controllers.length > 0) serving.add(folderOf(path));
  const found = new Map<string, Support>();
  for (const path of paths) {
    const kind = kindOf(path, serving, servingSeeds);
    if (kind) found.set(path, kind);
  }
  return found;
}

function kindOf(
  path: string,
  serving: ReadonlySet<string>,
  servingSeeds: ReadonlySet<string>,
): Support | null {
  const folders = folderOf(path).split('/');
  for (const [at, name] of folders.entries()) {
    if (serving.has(folders.slice(0, at + 1).join('/'))) continue;
    const words = split(name);
    if (SEEDS.has(words.at(-1) ?? '') || SEEDS.has(words[0] ?? '')) return 'seed';
    if (CONFIGS.has(name.toLowerCase())) return 'config';
  }
  const words = wordsOf(path);
  // `user.seed.ts` fills the users that the controller beside it serves; a mere `seed.ts` there may be anything.
  const isNamed = words.length > 1 && SEEDS.has(words.at(-1) ?? '');
  if (isNamed && !servingSeeds.has(folderOf(path))) return 'seed';
  if (serving.has(folderOf(path))) return null;
  if (words.some((word) => SEEDS.has(word))) return 'seed';
  return CONFIGS.has(words.at(-1) ?? '') ? 'config' : null;
}

/** Words of the file name without its last extension: `userSeed.service.ts` → user, seed, service. */
const wordsOf = (path: string): readonly string[] => split(baseName(path).replace(/\.\w+$/, ''));

const split = (name: string): readonly string[] =>
  name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
