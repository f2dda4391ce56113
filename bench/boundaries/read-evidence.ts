import { resolve } from 'node:path';

import { analyzeForPlanning } from '../../analyzers/analyze-project.ts';
import { buildEvidence } from '../../analyzers/boundaries/build-evidence.ts';
import type { BoundaryEvidence } from '../../analyzers/boundaries/evidence.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { readHistory } from '../../analyzers/history/read-history.ts';
import { compileGlobs, labelFiles } from './label-rules.ts';
import type { FileLabel, Labels } from './label-rules.ts';
import { selectFiles, tablesOfFiles } from './select-files.ts';

export interface LabelledEvidence {
  readonly evidence: BoundaryEvidence;
  readonly labels: readonly FileLabel[];
}

/** Analyzes a checkout as the product does, without a cache, and labels the files in scope. */
export async function readEvidence(checkout: string, labels: Labels): Promise<LabelledEvidence> {
  const project = discoverProject(resolve(checkout, labels.root ?? '.'));
  const sources = new Set(project.files.filter((file) => !file.test).map((file) => file.path));
  const history = readHistory({ root: project.root, isSource: (path) => sources.has(path) });
  const code = analyzeForPlanning(project, { version: 'bench' }, () => undefined);
  const evidence = scoped(buildEvidence(code, code.outline, await history), labels.scope);
  return { evidence, labels: labelFiles(pathsOf(evidence), labels) };
}

function scoped(
  evidence: BoundaryEvidence,
  scope: readonly string[] | undefined,
): BoundaryEvidence {
  if (scope === undefined) return evidence;
  const inScope = compileGlobs(scope);
  const files = pathsOf(evidence).flatMap((path, index) => (inScope(path) ? [index] : []));
  return selectFiles(evidence, { files, tables: tablesOfFiles(evidence, new Set(files)) });
}

function pathsOf(evidence: BoundaryEvidence): readonly string[] {
  return evidence.files.map((file) => file.path);
}
