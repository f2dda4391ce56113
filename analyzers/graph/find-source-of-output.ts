import { folderOf, isWithin, joinPath, relativePath } from '../discover/posix-path.ts';
import type { Tsconfig } from '../discover/read-tsconfigs.ts';

const OUTPUT_SEGMENT =
  /^(?:dist|build|out|output|lib|es|esm|cjs|umd|types|typings|node|release|\.build)$/;

/**
 * Paths where the source of a build output may lie, best guess first: by `outDir` and `rootDir` of
 * the configurations, then by the usual habit of compiling `src` to `dist`.
 */
export function findSourceCandidates(
  root: string,
  configs: readonly Tsconfig[],
  path: string,
  packageFolder: string,
): readonly string[] {
  const candidates: string[] = [];
  for (const { folder, options } of configs) {
    const home = relativePath(root, folder);
    for (const output of [options.outDir, options.declarationDir]) {
      const base = output === null ? null : relativePath(root, output);
      if (base === null || base === '' || path === base || !isWithin(path, base)) continue;
      const rest = path.slice(base.length + 1);
      const sources =
        options.rootDir === null
          ? [joinPath(home, 'src'), home]
          : [relativePath(root, options.rootDir)];
      candidates.push(...sources.map((source) => joinPath(source, rest)));
      if (home !== '') candidates.push(rest);
    }
  }
  return [...new Set([...candidates, ...guessSources(path, packageFolder)])];
}

function guessSources(path: string, packageFolder: string): readonly string[] {
  if (!isWithin(path, packageFolder)) return [];
  let rest = packageFolder === '' ? path : path.slice(packageFolder.length + 1);
  const guesses: string[] = [];
  while (OUTPUT_SEGMENT.test(rest.split('/')[0] ?? '') && folderOf(rest) !== '') {
    rest = rest.slice(rest.indexOf('/') + 1);
    guesses.push(joinPath(packageFolder, `src/${rest}`), joinPath(packageFolder, rest));
  }
  return guesses;
}
