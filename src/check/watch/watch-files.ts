/** Tells which files of a folder changed, a moment after the last of them did. */
import { relative, sep } from 'node:path';

import { watch } from 'chokidar';

export interface FileWatch {
  /** Resolves with what has changed since the last call, at once when something has; null when it ended. */
  readonly next: () => Promise<readonly string[] | null>;
  readonly end: () => Promise<void>;
}

/** Editors write a file in several steps, and save several files at once. */
const SETTLED_MS = 60;
/** Nothing in them is source of the project. */
const NEVER = new Set(['node_modules', '.git']);

/** @param root absolute; paths are told relative to it, with slashes */
export async function watchFiles(root: string): Promise<FileWatch> {
  const changed = new Set<string>();
  let wake: (() => void) | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (path) => isIgnored(relative(root, path).split(sep)),
  });
  watcher.on('all', (_event, path) => {
    changed.add(relative(root, path).split(sep).join('/'));
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      wake?.();
    }, SETTLED_MS);
  });
  await new Promise<void>((done, failed) => {
    watcher.once('ready', done);
    watcher.once('error', failed);
  });
  return {
    next: async () => {
      while (!isOver && (changed.size === 0 || timer !== null))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (isOver) return null;
      const paths = [...changed].sort();
      changed.clear();
      return paths;
    },
    end: async () => {
      isOver = true;
      if (timer) clearTimeout(timer);
      wake?.();
      await watcher.close();
    },
  };
}

function isIgnored(names: readonly string[]): boolean {
  return names.some((name) => NEVER.has(name)) || (names[0] === '.saasctl' && names[1] === 'cache');
}
