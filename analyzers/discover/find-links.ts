import { realpathSync, statSync } from 'node:fs';

import { createFinding } from '../findings.ts';
import { compareText, isWithin, leavesRoot, relativePath, toPosix } from './posix-path.ts';
import { unreadable } from './read-source.ts';
import { recordFile, type PendingLink, type Walk } from './record-file.ts';

/** A link to a file or folder that is part of the project under its own path. */
export interface FolderLink {
  readonly path: string;
  readonly target: string;
}

/**
 * Decides about symbolic links once all real folders are known: a link into the project is an
 * alias, a link to the outside is walked once, a link to a folder around it is a loop.
 */
export function findLinkTargets(walk: Walk, enter: (folder: string) => void): FolderLink[] {
  const links: FolderLink[] = [];
  const seen = new Set<string>();
  for (let batch = takeLinks(walk); batch.length > 0; batch = takeLinks(walk)) {
    for (const link of batch) {
      if (link.ignored) {
        walk.excluded.push({ path: link.path, reason: 'ignored' });
        continue;
      }
      const target = readTarget(walk, link.path);
      if (target === null) continue;
      const inside = relativePath(walk.root, target.path);
      if (isAround(walk, link.path, target.path)) reportLoop(walk, link.path);
      else if (!leavesRoot(inside)) links.push({ path: link.path, target: inside });
      else if (!target.folder) recordFile(walk, link.path, []);
      else if (!seen.has(target.path)) {
        seen.add(target.path);
        enter(link.path);
      }
    }
  }
  return links.sort((a, b) => compareText(a.path, b.path));
}

function takeLinks(walk: Walk): PendingLink[] {
  return walk.links.splice(0).sort((a, b) => compareText(a.path, b.path));
}

function readTarget(walk: Walk, path: string): { path: string; folder: boolean } | null {
  try {
    const target = toPosix(realpathSync(`${walk.root}/${path}`));
    return { path: target, folder: statSync(target).isDirectory() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ELOOP') reportLoop(walk, path);
    else if (code !== 'ENOENT') walk.findings.push(unreadable(path, error));
    return null;
  }
}

/** Whether the target is a folder around the real place of the link. */
function isAround(walk: Walk, path: string, target: string): boolean {
  const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const place = toPosix(realpathSync(parent === '' ? walk.root : `${walk.root}/${parent}`));
  return isWithin(place, target);
}

function reportLoop(walk: Walk, path: string): void {
  walk.findings.push(
    createFinding({
      code: 'symlink-loop',
      severity: 'info',
      path,
      subject: path,
      message: `${path} is a symbolic link to a folder around it and is not followed`,
    }),
  );
}
