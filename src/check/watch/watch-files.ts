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
  const state: WatchState = { changed: new Set(), wake: null, timer: null, isOver: false };
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (path) => isIgnored(relative(root, path).split(sep)),
  });
  watcher.on('all', (_event, path) => {
    state.changed.add(relative(root, path).split(sep).join('/'));
    if (state.timer) clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      state.timer = null;
      state.wake?.();
    }, SETTLED_MS);
  });
  await new Promise<void>((done, failed) => {
    watcher.once('ready', done);
    watcher.once('error', failed);
  });
  return {
    next: async () => {
      await settled(state);
      if (state.isOver) return null;
      const paths = [...state.changed].sort();
      state.changed.clear();
      return paths;
    },
    end: async () => {
      state.isOver = true;
      if (state.timer) clearTimeout(state.timer);
      state.wake?.();
      await watcher.close();
    },
  };
}

interface WatchState {
  readonly changed: Set<string>;
  wake: (() => void) | null;
  timer: NodeJS.Timeout | null;
  isOver: boolean;
}

const settled = (state: WatchState): Promise<void> =>
  new Promise((resolve) => {
    const isReady = (): boolean => state.isOver || (state.changed.size > 0 && state.timer === null);
    state.wake = () => {
      if (isReady()) resolve();
    };
    state.wake();
  });

function isIgnored(names: readonly string[]): boolean {
  return names.some((name) => NEVER.has(name)) || (names[0] === '.saasctl' && names[1] === 'cache');
}
