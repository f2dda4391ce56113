/** Runs the adapters over the linked program: prepare, every source file, finish. */
import type { Adapter, AdapterContext } from '../adapter.ts';
import type { Program } from '../program/program.ts';
import { openCollection } from './open-collection.ts';
import type { RawFacts } from './raw-facts.ts';

export interface CollectOptions {
  readonly program: Program;
  readonly adapters: readonly Adapter[];
  /** Files whose calls are looked at; tests are read for linking only. */
  readonly isSource: (path: string) => boolean;
  readonly readText: AdapterContext['readText'];
  readonly findByExtension: AdapterContext['findByExtension'];
  readonly dependenciesOf: AdapterContext['dependenciesOf'];
}

/** All facts anew. */
export function collectFacts(options: CollectOptions): RawFacts {
  return openCollection(options).collect(new Map(), () => false).facts;
}
