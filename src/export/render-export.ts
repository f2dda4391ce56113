/** Import boundaries of a saasctl.json in the words of another tool. Pure. */
import type { ExportFormat } from './export-formats.ts';
import type { ImportRules } from './import-rules.ts';
import { renderDependencyCruiser } from './render-dependency-cruiser.ts';
import { renderEslintBoundaries } from './render-eslint-boundaries.ts';
import { renderNx } from './render-nx.ts';

export type ModuleKind = 'cjs' | 'mjs';

/** Where things are, seen from where the configuration will lie. */
export interface ExportPlaces {
  readonly moduleKind: ModuleKind;
  /** Folder of the sources seen from the folder of the written file, as in `../..`; '.' for the same. */
  readonly rootFromFile: string;
  /** Root-relative paths of the compiler configurations. */
  readonly tsconfigs: readonly string[];
  /** Conditions under which packages are resolved, beside the usual ones. */
  readonly conditions: readonly string[];
  /** Root-relative folders of packages and Nx projects, sorted. */
  readonly projects: readonly string[];
}

export interface Exported {
  readonly text: string;
  /** What the tool cannot express, one sentence each; they stand in the text as well. */
  readonly limits: readonly string[];
}

export function renderExport(
  rules: ImportRules,
  format: ExportFormat,
  places: ExportPlaces,
): Exported {
  switch (format) {
    case 'dependency-cruiser':
      return renderDependencyCruiser(rules, places);
    case 'eslint-boundaries':
      return renderEslintBoundaries(rules, places);
    case 'nx':
      return renderNx(rules, places);
  }
}
