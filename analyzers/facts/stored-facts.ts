/** Kept facts as a text: cells and their versions once, units by the numbers of their cells. */
import { parsed } from '../cache.ts';
import type { KeptFacts, KeptReport, KeptUnit } from './kept-units.ts';
import { NOTHING_KEPT } from './kept-units.ts';

interface StoredFacts {
  readonly cells: readonly (readonly [cell: string, version: string])[];
  readonly units: readonly (readonly [
    key: string,
    cells: readonly number[],
    reports: readonly KeptReport[],
  ])[];
}

export function renderKept({ versions, units }: KeptFacts): string {
  const cells = [...versions];
  const numbers = new Map(cells.map(([cell], number) => [cell, number]));
  const stored: StoredFacts = {
    cells,
    units: [...units].map(([key, unit]) => [
      key,
      unit.cells.map((cell) => numbers.get(cell) ?? -1),
      unit.reports,
    ]),
  };
  return JSON.stringify(stored);
}

/** A text that is none of these is as good as none. */
export function parseKept(text: string | undefined): KeptFacts {
  const stored = parsed<StoredFacts>(text);
  if (!Array.isArray(stored?.cells) || !Array.isArray(stored.units)) return NOTHING_KEPT;
  const names: readonly string[] = stored.cells.map(([cell]) => cell);
  const units = stored.units.map(([key, cells, reports]): readonly [string, KeptUnit] => [
    key,
    { cells: cells.map((number: number) => names[number] ?? ''), reports },
  ]);
  return { versions: new Map(stored.cells), units: new Map(units) };
}
