/** Runs the adapters over the linked program: prepare, every source file, finish. */
import type { Adapter, AdapterContext } from '../adapter.ts';
import type { Program } from '../program/program.ts';
import { openCollection } from './open-collection.ts';
import { createVersions } from './cell-versions.ts';
import { keepFacts } from './kept-units.ts';
import type { KeptFacts } from './kept-units.ts';
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

/** What was kept, and how to tell what has changed since. */
export interface Keeping {
  readonly before: KeptFacts;
  /** Hash of a file's text. */
  readonly hashOf: (path: string) => string;
  /** Hash of all that is no source: configuration, dependencies, schemas. */
  readonly surroundings: string;
}

export interface Collected {
  readonly facts: RawFacts;
  readonly kept: KeptFacts;
  /** How many units were done anew. */
  readonly redone: number;
}

/** All facts, where units whose sources did not change repeat what they reported. */
export function collectKept(
  options: CollectOptions,
  { before, hashOf, surroundings }: Keeping,
): Collected {
  const { collect, evaluator, prepared } = openCollection(options);
  const versions = createVersions({ evaluator, hashOf, surroundings, prepared });
  const same = new Set<string>();
  for (const [cell, version] of before.versions) if (versions(cell) === version) same.add(cell);
  const { facts, units, redone } = collect(before.units, (cell) => same.has(cell));
  return { facts, kept: keepFacts(units, versions), redone };
}
