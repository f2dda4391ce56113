/** `saasctl explain <boundary>`: why these files, what crosses the border, what to do, how to object. */
import type { Analysis, BoundaryFact } from '../../analyzers/index.ts';
import { isConfigured } from './describe-verdict.ts';
import { gatherSignals, listDoubtfulFiles } from './gather-signals.ts';
import { DOUBTFUL, percent, VERDICTS } from './list-boundaries.ts';
import { listObjections } from './list-objections.ts';
import { compare } from './pair-crossings.ts';
import { crossingsOf, obstaclesOf } from './render-border.ts';
import { plural } from './summarize.ts';
import { clip, columns, labelled, SCREEN_WIDTH, styleFor, wrap } from './text-style.ts';
import type { Style, TextOptions } from './text-style.ts';

const FILES_SHOWN = 8;
const DOUBTS_SHOWN = 5;
const SYMBOLS_SHOWN = 8;
const USERS_SHOWN = 3;
const SYMBOL_WIDTH = 36;
/** Lines that one sentence may take. */
const LONG = 4;

export function renderBoundary(
  analysis: Analysis,
  boundary: BoundaryFact,
  { color, folder }: TextOptions,
): string {
  const style = styleFor(color);
  const { id, name, verdict, rank, value, risk, confidence } = boundary;
  const place = rank === null ? '' : ` (${rank}. in the roadmap)`;
  return [
    `${style.bold(name === id ? id : `${name} (${id})`)}  ${style.dim('boundary')}`,
    `${VERDICTS[verdict]}${place} · value ${value}, risk ${risk}, confidence ${percent(confidence)}`,
    '',
    ...filesOf(boundary, style),
    ...section('Why these files', labelled(gatherSignals(analysis, boundary), LONG), style),
    ...section('Why this verdict', boundary.why.flatMap(sentence), style),
    ...section('Least sure', doubtsOf(analysis, boundary), style),
    ...section('What others use of it', surfaceOf(boundary), style),
    ...crossingsOf(analysis, boundary, style),
    ...section('What stands in the way', obstaclesOf(analysis, boundary), style),
    ...section('If you see it otherwise', listObjections(analysis, boundary, folder), style),
  ].join('\n');
}

const sentence = (text: string): readonly string[] =>
  wrap(text, SCREEN_WIDTH - 2).map((line) => `  ${line}`);

function section(title: string, lines: readonly string[], { bold }: Style): readonly string[] {
  return lines.length === 0 ? [] : [bold(title), ...lines, ''];
}

function filesOf({ files, tables, routes }: BoundaryFact, { bold, path }: Style) {
  const more = files.length - FILES_SHOWN;
  const some = (names: readonly string[]): string =>
    `${names.slice(0, FILES_SHOWN).join(', ')}${names.length > FILES_SHOWN ? ` and ${names.length - FILES_SHOWN} more` : ''}`;
  return [
    bold(`Holds ${plural(files.length, 'file')}`),
    ...files.slice(0, FILES_SHOWN).map((one) => `  ${path(one)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...labelled(
      [
        ...(tables.length > 0 ? [{ label: 'tables', text: some(tables) }] : []),
        ...(routes.length > 0 ? [{ label: 'routes', text: some(routes) }] : []),
      ],
      LONG,
    ),
    '',
  ];
}

function doubtsOf(analysis: Analysis, boundary: BoundaryFact): readonly string[] {
  if (isConfigured(analysis)) return [];
  const doubtful = listDoubtfulFiles(analysis, boundary, DOUBTFUL);
  const more = doubtful.length - DOUBTS_SHOWN;
  return [
    ...doubtful
      .slice(0, DOUBTS_SHOWN)
      .map(
        ({ path, confidence, elsewhere }) =>
          `  ${percent(confidence).padStart(5)}  ${path}${elsewhere === null ? '' : `  (${plural(elsewhere.imports, 'import')} with ${elsewhere.boundary})`}`,
      ),
    ...(more > 0 ? [`  … and ${more} more below ${percent(DOUBTFUL)}`] : []),
  ];
}

function surfaceOf({ surface }: BoundaryFact): readonly string[] {
  if (surface.length === 0) return [];
  const most = [...surface].sort(
    (a, b) => b.uses - a.uses || compare(a.path, b.path) || compare(a.symbol, b.symbol),
  );
  const rows = most
    .slice(0, SYMBOLS_SHOWN)
    .map(({ symbol, path, uses, usedBy }) => [
      clip(symbol, SYMBOL_WIDTH),
      String(uses),
      `${usedBy.slice(0, USERS_SHOWN).join(', ')}${usedBy.length > USERS_SHOWN ? ` +${usedBy.length - USERS_SHOWN}` : ''}  (${path})`,
    ]);
  const heads = [{ title: 'symbol' }, { title: 'files', right: true }, { title: 'used by' }];
  const more = surface.length - SYMBOLS_SHOWN;
  return [...columns(heads, rows), ...(more > 0 ? [`  … and ${plural(more, 'more symbol')}`] : [])];
}
