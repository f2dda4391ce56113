import { rmSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Removes a folder when the process ends early, by exit or by signal; a signal ends it as before.
 * @returns to be called once the folder has been removed in the usual way
 */
export function removeOnExit(folder: string): () => void {
  const remove = (): void => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // The process is ending: there is nobody to tell and nothing to save.
    }
  };
  const stop = (signal: NodeJS.Signals): void => {
    forget();
    remove();
    // With another listener, that one decides how the process ends.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const forget = (): void => {
    process.off('exit', remove);
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  process.on('exit', remove);
  for (const signal of SIGNALS) process.on(signal, stop);
  return forget;
}
