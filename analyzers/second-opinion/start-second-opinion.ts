/** Sends the project's files to dependency-cruiser, grouped by the configuration that covers them. */
import type { ProjectFiles } from '../discover/discover-project.ts';
import { createTsconfigLookup } from '../discover/find-tsconfig.ts';
import { askDependencyCruiser } from './ask-dependency-cruiser.ts';
import type { CruiseReply } from './cruise-messages.ts';

export function startSecondOpinion(project: ProjectFiles): Promise<CruiseReply> {
  const tsconfigOf = createTsconfigLookup(project.root, { configs: project.tsconfigs, findings: [] });
  const groups = new Map<string | null, string[]>();
  for (const { path } of project.files) {
    const config = tsconfigOf(path);
    const key = config ? absolute(project.root, config.path) : null;
    const files = groups.get(key);
    if (files) files.push(path);
    else groups.set(key, [path]);
  }
  return askDependencyCruiser({
    root: project.root,
    groups: [...groups].map(([tsconfig, files]) => ({ tsconfig, files })),
  });
}

const absolute = (root: string, path: string): string => new URL(path, `file://${root}/`).pathname;
