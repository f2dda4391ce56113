/** What an export needs to know of a project: its files and packages, and which files are judged. */
import { join } from 'node:path';

import { analyzeCode } from '../../analyzers/analyze-project.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import type { ProjectFiles } from '../../analyzers/discover/discover-project.ts';
import { ProjectError } from '../../analyzers/index.ts';
import type { Progress, TextStore } from '../../analyzers/index.ts';
import { buildGround, MONOLITH } from '../check/ground.ts';
import { findAssembly, findImportCrossings } from '../check/import-crossings.ts';
import { readSettings } from '../check/read-settings.ts';
import type { ParsedConfig } from '../config/parse-config.ts';
import { resolveBoundaries } from '../config/resolve-config.ts';
import { UserError } from '../errors.ts';
import { readImportRules } from './import-rules.ts';
import type { ImportRules } from './import-rules.ts';

export interface ExportRequest {
  /** Absolute folder of the project. */
  readonly root: string;
  readonly parsed: ParsedConfig;
  readonly build: string;
  readonly cache: TextStore | null;
  readonly onProgress: (progress: Progress) => void;
}

export interface ExportProject {
  readonly rules: ImportRules;
  /** Root-relative, the one of the root first. */
  readonly tsconfigs: readonly string[];
  /** Conditions of package.json "exports" and "imports" that the first of them adds. */
  readonly conditions: readonly string[];
  /** Root-relative folders with a project.json or a package.json of the workspace, sorted. */
  readonly projects: readonly string[];
}

/** @throws UserError when the folder holds no source, or the configuration does not fit it */
export function readProject(request: ExportRequest): ExportProject {
  const { parsed, build, cache, onProgress } = request;
  const root = join(request.root, parsed.config.root ?? '.');
  const project = discover(root);
  const resolved = resolveBoundaries(parsed, project.files);
  const code = analyzeCode(project, { version: build, cache }, onProgress);
  const ground = buildGround(code, resolved, readSettings(parsed.config));
  const assembly = [...findAssembly(ground, findImportCrossings(ground))].sort();
  const barrels = code.barrels.flatMap(({ path, names }) =>
    ground.placeOf(path) === MONOLITH &&
    names.some((one) => ground.isBoundary(ground.placeOf(one.file)))
      ? path
      : [],
  );
  const frontEnd = code.files.flatMap((file) => (file.role === 'front-end' ? file.path : []));
  const tsconfigs = listTsconfigs(project);
  return {
    rules: readImportRules(parsed, project.files, { frontEnd, assembly, barrels }),
    tsconfigs,
    conditions: project.tsconfigs.get(tsconfigs[0] ?? '')?.options.customConditions ?? [],
    projects: listProjects(project),
  };
}

function discover(root: string): ProjectFiles {
  try {
    return discoverProject(root);
  } catch (error) {
    if (error instanceof ProjectError) throw new UserError(error.code, error.message, error.hint);
    throw error;
  }
}

/** That of the root or the nearest above it, and those whose aliases are others. */
function listTsconfigs({ tsconfigs }: ProjectFiles): readonly string[] {
  const rank = (path: string): number =>
    path === 'tsconfig.json' ? 0 : /^(?:\.\.\/)*[jt]sconfig\.json$/.test(path) ? 1 : 2;
  const [first, ...others] = [...tsconfigs.keys()].sort(
    (a, b) => rank(a) - rank(b) || a.length - b.length,
  );
  if (first === undefined) return [];
  const aliasesOf = (path: string): string => JSON.stringify(tsconfigs.get(path)?.options.paths);
  const known = new Set(['[]', aliasesOf(first)]);
  return [
    first,
    ...others.filter((path) => !path.startsWith('../') && !known.has(aliasesOf(path))),
  ];
}

function listProjects({ workspace, others }: ProjectFiles): readonly string[] {
  const packages = workspace.packages.flatMap((one) =>
    one.workspace && one.path !== '' ? one.path : [],
  );
  const nx = others.flatMap((path) =>
    path.endsWith('/project.json') ? path.slice(0, -'/project.json'.length) : [],
  );
  return [...new Set([...packages, ...nx])].sort();
}
