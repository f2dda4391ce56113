/** Code for the places a reader is likely to open, within a budget. */
import type { Analysis, CrossingFact } from '../../../analyzers/contract.ts';
import { firstLineOf } from './cut-excerpt.ts';
import type { TextTable } from './pack-rows.ts';
import type { ExcerptData } from './report-data.ts';

export type ReadExcerpt = (path: string, line: number) => readonly string[] | null;

export interface Excerpts {
  readonly excerpts: ExcerptData;
  readonly excerptsLeftOut: number;
}

interface Place {
  readonly path: string;
  readonly line: number;
}

/** Characters of code in one report; with the facts of a very large monolith it stays below 6 MB. */
const BUDGET = 1_600_000;
/** A minified line says nothing after its beginning. */
const LONGEST_LINE = 180;

export function collectExcerpts(analysis: Analysis, read: ReadExcerpt, table: TextTable): Excerpts {
  const files = new Map<string, Map<number, string>>();
  const seen = new Set<string>();
  let left = BUDGET;
  let leftOut = 0;
  for (const { path, line } of rankPlaces(analysis)) {
    const key = `${path}:${line}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (left <= 0) leftOut += 1;
    else left -= addLines(files, path, line, read(path, line) ?? []);
  }
  return {
    excerpts: [...files].map(([path, lines]) => pieces(path, lines, table)),
    excerptsLeftOut: leftOut,
  };
}

/** What stands in the way first, then what is cut, then every crossing, pair by pair in turn. */
function* rankPlaces(analysis: Analysis): Iterable<Place> {
  for (const { obstacles } of analysis.roadmap) yield* obstacles;
  for (const { level, tier, cut } of analysis.cycles)
    if (level !== 'file' || tier !== 'all') yield* cut;
  yield* takeTurns(analysis.crossings);
  const shared = new Set(
    analysis.tables.filter((one) => one.writingModules.length > 1).map((one) => one.name),
  );
  yield* analysis.accesses.filter(({ table }) => shared.has(table));
  for (const { cut } of analysis.cycles) yield* cut;
  yield* analysis.findings;
  yield* analysis.accesses;
}

/** The first of each pair of boundaries, then the second of each: nobody is left without code. */
function takeTurns(crossings: readonly CrossingFact[]): readonly CrossingFact[] {
  const turns = new Map<string, number>();
  return crossings
    .map((crossing) => {
      const pair = `${crossing.from}\0${crossing.to}`;
      const turn = turns.get(pair) ?? 0;
      turns.set(pair, turn + 1);
      return { crossing, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ crossing }) => crossing);
}

/** @returns how many characters were new */
function addLines(
  files: Map<string, Map<number, string>>,
  path: string,
  line: number,
  lines: readonly string[],
): number {
  if (lines.length === 0) return 0;
  const known = files.get(path) ?? new Map<number, string>();
  files.set(path, known);
  let added = 0;
  for (const [offset, text] of lines.entries()) {
    const at = firstLineOf(line) + offset;
    if (known.has(at)) continue;
    const short = text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
    known.set(at, short);
    added += short.length + 1;
  }
  return added;
}

function pieces(
  path: string,
  lines: ReadonlyMap<number, string>,
  table: TextTable,
): ExcerptData[number] {
  const found: [number, string[]][] = [];
  for (const [at, text] of [...lines].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && last[0] + last[1].length === at) last[1].push(text);
    else found.push([at, [text]]);
  }
  return [
    table.indexOf(path),
    ...found.map(([first, texts]): [number, string] => [first, texts.join('\n')]),
  ];
}
