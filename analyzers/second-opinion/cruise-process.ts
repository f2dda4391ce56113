/**
 * Runs in a process of its own: dependency-cruiser over the files it is sent, one cruise per
 * tsconfig. A process and not a thread, so that its memory (600 MB on a large monolith) is given
 * back and its failure cannot take the analysis along.
 */
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

import type { CruiseReply, CruiseRequest, CruisedEdge } from './cruise-messages.ts';

async function cruiseAll(request: CruiseRequest): Promise<CruiseReply> {
  const edges: CruisedEdge[] = [];
  let files = 0;
  process.chdir(request.root);
  for (const group of request.groups) {
    const result = await cruiseGroup(group);
    const wanted = new Set(group.files);
    for (const module of result.modules) {
      if (!wanted.has(module.source)) continue;
      files += 1;
      for (const dependency of module.dependencies) {
        if (dependency.couldNotResolve || dependency.coreModule) continue;
        edges.push({ from: module.source, to: dependency.resolved, specifier: dependency.module });
      }
    }
  }
  return { kind: 'edges', files, edges };
}

async function cruiseGroup(group: CruiseRequest['groups'][number]): Promise<ICruiseResult> {
  const options: ICruiseOptions = {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6', 'cjs'],
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'require', 'node', 'default'] },
    ...(group.tsconfig === null ? {} : { tsConfig: { fileName: group.tsconfig } }),
  };
  const tsConfig = group.tsconfig === null ? {} : { tsConfig: extractTSConfig(group.tsconfig) };
  const { output } = await cruise([...group.files], options, undefined, tsConfig);
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text instead of a graph');
  return output;
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
