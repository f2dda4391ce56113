/** A tree of files → what the rules look at. The only part of the check that reads the project. */
import type { CodeAnalysis } from '../../analyzers/model/build-analysis.ts';
import { analyzeCode } from '../../analyzers/analyze-project.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { readSource } from '../../analyzers/discover/read-source.ts';
import type { Progress, TextStore } from '../../analyzers/index.ts';
import type { ParsedConfig } from '../config/parse-config.ts';
import { checkTables, resolveBoundaries } from '../config/resolve-config.ts';
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { readMark } from '../generate/generated-mark.ts';
import type { CheckInput } from './find-violations.ts';
import { readSettings } from './read-settings.ts';

export interface GuardedTree {
  /** Absolute path of the sources. */
  readonly root: string;
  readonly parsed: ParsedConfig;
  readonly version: string;
  readonly cache: TextStore | null;
  /** Not the tree that the configuration was written for: what it names may be missing. */
  readonly isOther: boolean;
  readonly onProgress: (progress: Progress) => void;
}

/** `inner`: folder of the sources within the one of the configuration, `.` when they are the same. */
export type Guarded = Omit<CheckInput, 'accepted'> & { readonly inner: string };

/** @throws ProjectError without sources, UserError when the configuration does not fit them */
export function readGuarded(tree: GuardedTree): Guarded {
  const { root, parsed, version, cache, isOther, onProgress } = tree;
  onProgress({ stage: 'discover', done: 0, total: 1 });
  const project = discoverProject(root);
  // What the configuration says of files is checked before seconds of reading.
  const config = resolveBoundaries(parsed, project.files, isOther);
  const code = analyzeCode(project, { version, cache }, onProgress);
  return guardCode(tree, code, config);
}

/** The same for code that is read already. */
export function guardCode(
  { root, parsed, isOther }: Pick<GuardedTree, 'root' | 'parsed' | 'isOther'>,
  code: CodeAnalysis,
  config: ResolvedConfig = resolveBoundaries(parsed, code.files, isOther),
): Guarded {
  const tables = code.tables.map((table) => table.name);
  if (!isOther) checkTables(parsed, tables);
  const paths = code.files.map((file) => file.path);
  return {
    inner: (parsed.config.root ?? '.').replace(/^\.\/|\/$/g, ''),
    code,
    config,
    settings: readSettings(parsed.config),
    edited: findEdited(root, config, paths),
  };
}

/** Nothing is generated before something has been extracted. */
function findEdited(
  root: string,
  { boundaries }: ResolvedConfig,
  paths: readonly string[],
): readonly string[] {
  if (boundaries.every((one) => one.service === null)) return [];
  return paths.filter((path) => {
    const { text } = readSource(root, path);
    return text !== undefined && readMark(text)?.isIntact === false;
  });
}
