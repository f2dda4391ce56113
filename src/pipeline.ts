/** The whole story on one screen: discover → scan → facts → model, and what each command makes of it. */
import { join } from 'node:path';

import { analyzeProject, ProjectError } from '../analyzers/index.ts';
import type { Analysis, Finding, Progress } from '../analyzers/index.ts';
import { createDiskStore } from './cache/disk-store.ts';
import { UserError } from './errors.ts';

export interface AnalyzeRequest {
  /** Absolute path of the project. */
  readonly root: string;
  /** Version and build of saasctl: caches of any other are not believed. */
  readonly build: string;
  /** Null for no cache; else the id of this process, which names temporary files. */
  readonly cacheFor: number | null;
  readonly history: boolean;
  readonly secondOpinion: boolean;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Reads a project and says what is there.
 * @throws UserError when the folder is missing, unreadable or holds no source
 */
export async function analyze(request: AnalyzeRequest): Promise<Analysis> {
  const { root, build, cacheFor, ...rest } = request;
  const folder = join(root, '.saasctl', 'cache');
  const cache = cacheFor === null ? null : createDiskStore(folder, `saasctl ${build}`, cacheFor);
  try {
    return await analyzeProject({ root, version: build, cache, ...rest });
  } catch (error) {
    if (error instanceof ProjectError) throw new UserError(error.code, error.message, error.hint);
    throw error;
  }
}

/** More than this share of files or relative imports lost means that the picture is not to be trusted. */
const TOLERATED_LOSS = 0.05;

/** Why the analysis must not be taken for the whole truth; empty when it may. */
export function findGaps({ project, findings, imports }: Analysis): readonly string[] {
  const count = (codes: readonly string[]): number =>
    findings.filter((one) => codes.includes(one.code)).length;
  const lost = count(['file-unreadable', 'file-not-utf8', 'file-syntax']);
  const dangling = findings.filter(isDanglingRelative).length;
  const gaps: string[] = [];
  if (lost > project.files * TOLERATED_LOSS)
    gaps.push(`${lost} of ${project.files} files could not be read in full`);
  if (dangling > Math.max(1, imports.length * TOLERATED_LOSS))
    gaps.push(`${dangling} relative imports lead nowhere`);
  return gaps;
}

function isDanglingRelative(finding: Finding): boolean {
  return finding.code === 'unresolved-import' && finding.severity === 'error';
}
