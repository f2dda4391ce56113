import type { TextStore } from '../../../analyzers/index.ts';

/**
 * Lends the head's scans to the analysis of the base: they are kept by content, so that only what
 * differs is parsed. Nothing is written back, or each run would push the other's results out.
 */
export function borrowScans(head: TextStore): TextStore {
  return {
    read: (name) => (name.startsWith('scans-') ? head.read(name) : undefined),
    write: () => undefined,
  };
}
