/** Every library saasctl understands. Order decides only who answers first about a shared package. */
import type { Adapter } from './adapter.ts';

export const ADAPTERS: readonly Adapter[] = [];
