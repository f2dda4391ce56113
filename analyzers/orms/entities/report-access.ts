/** Reporting accesses of entities, each with the code it was read from. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import type { Pos } from '../../scan/ir.ts';
import type { ProjectFile } from '../../program/program.ts';
import type { Entity } from './entity-model.ts';

export interface AccessNote {
  readonly mode: AccessMode;
  readonly at: Pos;
  /** File that `at` is in, when it may be another than the visited one. */
  readonly file?: ProjectFile;
  readonly via: string;
  readonly evidence: string;
  readonly inferred?: boolean;
}

export function reportEntity(visit: Visit, entity: Entity, note: AccessNote): void {
  reportTable(visit, entity.table, {
    ...note,
    inferred: note.inferred === true || entity.inferred,
  });
}

export function reportTable(visit: Visit, table: string, note: AccessNote): void {
  const { mode, via, evidence, file } = note;
  const at = placeIn(visit, note.at, file);
  const certainty = note.inferred ? 'inferred' : 'certain';
  visit.facts.access({ table, mode, at, via, evidence, certainty, ...(file ? { file } : {}) });
}

/** A position of another file counts only when the visit was lifted there; else the call stands for it. */
export function placeIn(visit: Visit, at: Pos, file: ProjectFile | undefined): Pos {
  const lifted = visit.env !== visit.evaluator.siteEnv(visit.site);
  return !file || file === visit.site.file || lifted ? at : visit.call.at;
}
