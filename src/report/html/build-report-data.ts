/** The analysis as the page needs it: what a decision is made from, without what nobody asks for in a meeting. */
import type { Analysis } from '../../../analyzers/contract.ts';
import { FINDING_CODES } from '../../../analyzers/findings.ts';
import type { FindingCode } from '../../../analyzers/findings.ts';
import { buildMaps } from './build-maps.ts';
import { collectExcerpts } from './collect-excerpts.ts';
import type { ReadExcerpt } from './collect-excerpts.ts';
import { createTextTable, packRows } from './pack-rows.ts';
import type { ImportRow, ReportData } from './report-data.ts';
import * as rows from './report-rows.ts';

export function buildReportData(analysis: Analysis, excerpt: ReadExcerpt): ReportData {
  const table = createTextTable();
  const hasBoundaries = analysis.boundaries.length > 0;
  const { name, files, lines, testFiles } = analysis.project;
  const codes = [...new Set(analysis.findings.map((one) => one.code))].sort();
  return {
    project: { name, files, lines, testFiles },
    health: analysis.health,
    files: packRows(analysis.files.map(rows.fileRow), table),
    maps: buildMaps(analysis, table),
    imports: packRows(importRows(analysis), table),
    boundaries: packRows(analysis.boundaries.map(rows.boundaryRow), table),
    surface: packRows(analysis.boundaries.flatMap(rows.surfaceRows), table),
    crossings: packRows(analysis.crossings.map(rows.crossingRow), table),
    tables: packRows(analysis.tables.map(rows.tableRow(hasBoundaries)), table),
    accesses: packRows(analysis.accesses.map(rows.accessRow(hasBoundaries)), table),
    routes: packRows(analysis.routes.map(rows.routeRow), table),
    eventEnds: packRows(analysis.events.flatMap(rows.eventEndRows), table),
    cycles: packRows(analysis.cycles.map(rows.cycleRow), table),
    cuts: packRows(analysis.cycles.flatMap(rows.cutRows), table),
    steps: packRows(analysis.roadmap.map(rows.stepRow), table),
    obstacles: packRows(analysis.roadmap.flatMap(rows.obstacleRows), table),
    splits: packRows(analysis.splits.flatMap(rows.splitRows), table),
    findings: packRows(analysis.findings.map(rows.findingRow), table),
    related: packRows(analysis.findings.flatMap(rows.relatedRows), table),
    findingTexts: packRows(
      codes.map((code) => ({ code, ...(FINDING_CODES[code as FindingCode] ?? UNKNOWN_CODE) })),
      table,
    ),
    ...collectExcerpts(analysis, excerpt, table),
    // Last: by now every text has its place.
    texts: table.texts,
  };
}

const UNKNOWN_CODE = { title: '', meaning: '', remedy: '' };

/** One row per pair of files, at its first line; tests import whatever they like. */
function importRows({ files, imports }: Analysis): readonly ImportRow[] {
  const places = new Map(
    files.flatMap(({ path, test }, at) => (test ? [] : [[path, at] as const])),
  );
  const pairs = new Map<string, ImportRow>();
  for (const { from, to, line, kind } of imports) {
    const [source, target] = [places.get(from), places.get(to)];
    if (source === undefined || target === undefined) continue;
    const key = `${source} ${target}`;
    const known = pairs.get(key);
    pairs.set(key, {
      from: source,
      to: target,
      line: Math.min(line, known?.line ?? line),
      type: kind === 'type' && (known?.type ?? true),
    });
  }
  return [...pairs.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}
