/** Facts of one linked program, which may be collected again after a few of its files have changed. */
import type { AdapterContext } from '../adapter.ts';
import { indexAttached } from '../program/attached-to.ts';
import { indexAugmentations } from '../program/augmentations.ts';
import { buildHierarchy } from '../program/callees.ts';
import { createEvaluator } from '../program/create-evaluator.ts';
import type { Evaluator } from '../program/evaluator.ts';
import { indexGlobals } from '../program/placed-members.ts';
import type { Program, ProjectFile } from '../program/program.ts';
import type { Unit } from '../program/reading.ts';
import type { CollectOptions } from './collect-facts.ts';
import { createFactStore } from './fact-sink.ts';
import { followTransactions } from './follow-transactions.ts';
import { createUnits, FORGETFUL } from './kept-units.ts';
import type { KeptUnit } from './kept-units.ts';
import type { RawFacts } from './raw-facts.ts';
import { sortedFacts } from './sort-facts.ts';
import { substituteLinks } from './substitute-links.ts';
import { createTableRegistry } from './table-registry.ts';
import { replaceFiles } from './replace-files.ts';
import { visitFiles } from './visit-files.ts';

export interface Collection {
  readonly evaluator: Evaluator;
  /** What the adapters looked at before anything was visited. */
  readonly prepared: readonly Unit[];
  /**
   * @param before units of an earlier time
   * @param isSame whether there is the same to be seen in a cell as then
   */
  readonly collect: (
    before: ReadonlyMap<string, KeptUnit>,
    isSame: (cell: string) => boolean,
  ) => {
    readonly facts: RawFacts;
    readonly units: ReadonlyMap<string, KeptUnit>;
    readonly redone: number;
  };
  /**
   * Puts files into the place of those of the same path.
   * @returns the cells in which there is something else to be seen now; null when what was prepared
   *   does not hold any more, and all must be collected anew
   */
  readonly replace: (
    files: readonly ProjectFile[],
    link: Program['link'],
  ) => ReadonlySet<string> | null;
}

export function openCollection(options: CollectOptions): Collection {
  const { adapters, program: _given, ...sources } = options;
  const program = substituteLinks(options);
  const { reading } = program;
  const evaluator = createEvaluator(program, adapters, { isSource: options.isSource });
  const store = createFactStore();
  const tables = createTableRegistry();
  indexAll(evaluator);
  let hierarchy = buildHierarchy(evaluator);
  const context: AdapterContext = {
    ...sources,
    program,
    evaluator,
    hierarchy: { below: (of) => hierarchy.below(of) },
    tables,
    facts: store.sink,
  };
  let prepared: readonly Unit[] = [];
  const preparing = store.record(() => {
    prepared = adapters.map((adapter) => evaluator.alone(() => adapter.prepare?.(context)).unit);
  });
  return {
    evaluator,
    prepared,
    collect: (before, isSame) => {
      reading.run = {};
      store.reset();
      store.repeat(preparing);
      const units = reading.keepsUnits ? createUnits(evaluator, store, before, isSame) : FORGETFUL;
      visitFiles(context, store, units, adapters);
      for (const adapter of adapters) evaluator.alone(() => adapter.finish?.(context));
      const { result: transactions } = evaluator.alone(() => followTransactions(context, store));
      const facts = sortedFacts(store, { transactions, tables: tables.all() });
      return { facts, units: units.all(), redone: units.redone() };
    },
    replace: (files, link) => {
      if (program !== options.program) return null;
      const replaced = replaceFiles({ evaluator, files, link, prepared }, () => {
        indexAll(evaluator);
        hierarchy = buildHierarchy(evaluator);
      });
      return replaced;
    },
  };
}

function indexAll(evaluator: Evaluator): void {
  indexAugmentations(evaluator.program);
  indexAttached(evaluator.program);
  indexGlobals(evaluator);
}
