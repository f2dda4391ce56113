/** Sends the project's files to dependency-cruiser, grouped by the configuration that covers them. */
import type { ProjectFiles } from '../discover/discover-project.ts';
import { createTsconfigLookup } from '../discover/find-tsconfig.ts';
import type { TsconfigOptions } from '../discover/tsconfig-options.ts';
import { askDependencyCruiser } from './ask-dependency-cruiser.ts';
import type { CruisePaths, CruiseReply } from './cruise-messages.ts';

export function startSecondOpinion(project: ProjectFiles): Promise<CruiseReply> {
  const tsconfigOf = createTsconfigLookup(project.root, {
    configs: project.tsconfigs,
    findings: [],
  });
  const groups = new Map<
    string,
    { readonly paths: CruisePaths | null; readonly files: string[] }
  >();
  for (const { path } of project.files) {
    const config = tsconfigOf(path);
    const paths = config ? pathsOf(config.options) : null;
    // Configurations that agree about paths are cruised together: a cruise of its own costs seconds.
    const key = JSON.stringify(paths);
    const group = groups.get(key) ?? { paths, files: [] };
    group.files.push(path);
    groups.set(key, group);
  }
  return askDependencyCruiser({ root: project.root, groups: [...groups.values()] });
}

function pathsOf({ baseUrl, customConditions, paths }: TsconfigOptions): CruisePaths {
  return { baseUrl, conditions: customConditions, mappings: paths };
}
