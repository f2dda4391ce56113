/** Every library saasctl understands. Order decides only who answers first about a shared package. */
import type { Adapter } from './adapter.ts';
import { typeormAdapter } from './orms/typeorm/typeorm-adapter.ts';

export const ADAPTERS: readonly Adapter[] = [typeormAdapter];
