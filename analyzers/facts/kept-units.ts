/**
 * Facts of units of work, kept with what each unit looked at. As long as that is the same, the unit
 * would report the same again: its reports are repeated instead.
 */
import type { Program } from '../program/program.ts';
import type { Evaluator } from '../program/evaluator.ts';
import { aside } from '../program/reading.ts';
import type { FactStore, Report } from './fact-sink.ts';
import type { RawAccess } from './raw-facts.ts';

export interface KeptUnit {
  readonly cells: readonly string[];
  readonly reports: readonly KeptReport[];
}

/** A report without objects of the program, which is linked anew each time. */
export type KeptReport = Report & { readonly fn?: Place; readonly cls?: Place };
type Place = readonly [path: string, index: number];

export interface Units {
  /** Does the work, or repeats what it reported when there is nothing new to be seen. */
  readonly run: (key: string, work: () => void) => void;
  readonly all: () => ReadonlyMap<string, KeptUnit>;
  /** How many units were done anew. */
  readonly redone: () => number;
}

/** Of an analysis that nobody continues nothing is kept. */
export const FORGETFUL: Units = {
  run: (_key, work) => work(),
  all: () => new Map(),
  redone: () => 0,
};

export function createUnits(
  evaluator: Evaluator,
  store: FactStore,
  before: ReadonlyMap<string, KeptUnit>,
  isSame: (cell: string) => boolean,
): Units {
  const after = new Map<string, KeptUnit>();
  let redone = 0;
  return {
    run: (key, work) => {
      const known = before.get(key);
      if (known?.cells.every(isSame)) {
        after.set(key, known);
        aside(evaluator.reading, () =>
          store.repeat(known.reports.map((one) => restored(evaluator.program, one))),
        );
        return;
      }
      redone += 1;
      let reports: readonly Report[] = [];
      const { unit } = evaluator.alone(() => {
        reports = store.record(work);
      });
      after.set(key, { cells: [...unit.cells], reports: reports.map(kept) });
    },
    all: () => after,
    redone: () => redone,
  };
}

function kept(report: Report): KeptReport {
  if (report.kind !== 'accesses') return report;
  const { fn, inherited, ...fact } = report.fact as RawAccess;
  const place = fn ?? inherited?.method;
  return {
    kind: report.kind,
    key: report.key,
    fact,
    ...(place ? { fn: [place.file.path, place.index] } : {}),
    ...(inherited ? { cls: [inherited.cls.file.path, inherited.cls.index] } : {}),
  };
}

function restored({ files }: Program, report: KeptReport): Report {
  if (report.kind !== 'accesses') return report;
  const { kind, key, fact, fn, cls } = report;
  const method = fn ? files.get(fn[0])?.functions[fn[1]] : undefined;
  const heir = cls ? files.get(cls[0])?.classes[cls[1]] : undefined;
  const access = fact as Omit<RawAccess, 'fn' | 'inherited'>;
  return {
    kind,
    key,
    fact: {
      ...access,
      fn: cls ? null : (method ?? null),
      inherited: heir && method ? { cls: heir, method } : null,
    } satisfies RawAccess,
  };
}
