/**
 * Runs in a process of its own: dependency-cruiser over the files it is sent, one cruise per
 * tsconfig. A process and not a thread, so that its memory (600 MB on a large monolith) is given
 * back and its failure cannot take the analysis along.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

import type { CruisePaths, CruiseReply, CruiseRequest, CruisedEdge } from './cruise-messages.ts';

type Group = CruiseRequest['groups'][number];

async function cruiseAll(request: CruiseRequest): Promise<CruiseReply> {
  const edges: CruisedEdge[] = [];
  let files = 0;
  process.chdir(request.root);
  const folder = mkdtempSync(join(tmpdir(), 'saasctl-cruise-'));
  writeFileSync(join(folder, 'none.d.ts'), '');
  try {
    for (const [at, group] of request.groups.entries()) {
      const result = await cruiseGroup(group, join(folder, `tsconfig.${at}.json`), request.root);
      const wanted = new Set(group.files);
      for (const module of result.modules) {
        if (!wanted.has(module.source)) continue;
        files += 1;
        for (const dependency of module.dependencies) {
          if (dependency.couldNotResolve || dependency.coreModule) continue;
          edges.push({
            from: module.source,
            to: dependency.resolved,
            specifier: dependency.module,
          });
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kind: 'edges', files, edges };
}

/** Files outside of the root are not followed: their packages are not ours to read. */
const NOT_FOLLOWED = ['node_modules', '^\\.\\./'];

async function cruiseGroup(
  { files, paths }: Group,
  config: string,
  root: string,
): Promise<ICruiseResult> {
  writeFileSync(config, JSON.stringify(tsconfigFor(paths, root)));
  const options: ICruiseOptions = {
    tsPreCompilationDeps: true,
    doNotFollow: { path: NOT_FOLLOWED },
    moduleSystems: ['es6', 'cjs'],
    combinedDependencies: true,
    tsConfig: { fileName: config },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: [
        ...(paths?.conditions ?? []),
        'types',
        'import',
        'require',
        'node',
        'default',
      ],
    },
  };
  const { output } = await cruise([...files], options, undefined, {
    tsConfig: extractTSConfig(config),
  });
  if (typeof output === 'string')
    throw new Error('dependency-cruiser gave text instead of a graph');
  return output;
}

/**
 * A configuration that says about paths what the user's does, with `extends` followed and always with
 * a base: dependency-cruiser resolves `paths` against the working directory when there is none.
 */
function tsconfigFor(paths: CruisePaths | null, root: string): object {
  const base = paths?.baseUrl ?? root;
  const mappings = (paths?.mappings ?? []).map(({ pattern, targets }) => [
    pattern,
    targets.map((target) => relative(base, target) || '.'),
  ]);
  return {
    compilerOptions: {
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      jsx: 'preserve',
      allowJs: true,
      experimentalDecorators: true,
      noEmit: true,
      ...(paths ? { baseUrl: base, paths: Object.fromEntries(mappings) } : {}),
    },
    // A list must not be empty; which files are cruised is said elsewhere.
    files: ['none.d.ts'],
  };
}

process.on('message', (request: CruiseRequest) => {
  cruiseAll(request).then(
    (reply) => process.send?.(reply, () => process.disconnect()),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      process.send?.({ kind: 'failed', message } satisfies CruiseReply, () => process.disconnect());
    },
  );
});
