/** The boundaries that new violations are about, and what ties them: new ties red and dashed. */
import type { Place, Violation } from '../../check/violation.ts';
import { plural } from '../summarize.ts';
import { oneLine, shorten } from './printable.ts';

const NODES = 30;
/** Mermaid draws five hundred; nobody follows that many. */
const EDGES = 100;
const NAME = 60;

interface Tie {
  readonly from: Place;
  readonly to: Place;
  fresh: number;
  known: number;
}

/** As Markdown blocks; nothing where nothing between boundaries is new. */
export function drawTouched(violations: readonly Violation[]): readonly string[] {
  const ties = countTies(violations);
  const fresh = ties.filter((tie) => tie.fresh > 0);
  if (fresh.length === 0) return [];
  const drawn = pickPlaces(fresh);
  const among = ties.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  // New ones first: they are what the picture is for, and the others only up to the limit.
  const edges = [
    ...among.filter((tie) => tie.fresh > 0),
    ...among.filter((tie) => tie.fresh === 0),
  ].slice(0, EDGES);
  const touched = new Set(fresh.flatMap(({ from, to }) => [from, to])).size;
  const leftOut = [
    ...(touched > drawn.size ? [plural(touched - drawn.size, 'more place')] : []),
    ...(among.length > edges.length ? [plural(among.length - edges.length, 'more tie')] : []),
  ];
  return [
    ['```mermaid', ...draw([...drawn].sort(), edges), '```'].join('\n'),
    [
      'Red and dashed: new violations.',
      ...(edges.some((tie) => tie.fresh === 0) ? ['Plain: known ones among the same places.'] : []),
      ...(leftOut.length > 0 ? [`Not drawn: ${leftOut.join(', ')}.`] : []),
    ].join(' '),
  ];
}

function countTies(violations: readonly Violation[]): readonly Tie[] {
  const ties = new Map<string, Tie>();
  for (const { from, to, baseline } of violations) {
    if (from === to) continue;
    const key = `${from}\0${to}`;
    const tie = ties.get(key) ?? { from, to, fresh: 0, known: 0 };
    if (baseline === 'new') tie.fresh++;
    else tie.known++;
    ties.set(key, tie);
  }
  return [...ties.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tie]) => tie);
}

/** Ends of the heaviest new ties: a place without a tie would say nothing. */
function pickPlaces(fresh: readonly Tie[]): ReadonlySet<Place> {
  const places = new Set<Place>();
  for (const { from, to } of fresh.toSorted((a, b) => b.fresh - a.fresh)) {
    const missing = [from, to].filter((place) => !places.has(place));
    if (places.size + missing.length <= NODES) for (const place of missing) places.add(place);
  }
  return places;
}

function draw(names: readonly Place[], edges: readonly Tie[]): readonly string[] {
  const keys = new Map(names.map((name, at) => [name, `p${at}`]));
  const red = edges.flatMap((tie, at) => (tie.fresh > 0 ? [at] : []));
  return [
    'flowchart LR',
    ...names.map((name) => `  ${keys.get(name)}["${label(name)}"]`),
    ...edges.map((tie) => {
      const [arrow, count] = tie.fresh > 0 ? ['-.->', tie.fresh] : ['-->', tie.known];
      return `  ${keys.get(tie.from)} ${arrow}|${count}| ${keys.get(tie.to)}`;
    }),
    ...(red.length > 0 ? [`  linkStyle ${red.join(',')} stroke:#d33,stroke-dasharray:5`] : []),
  ];
}

/** Letters and harmless marks stay; the rest has a meaning in Mermaid, in HTML or in the fence around it. */
const label = (name: string): string =>
  shorten(oneLine(name), NAME).replaceAll(
    /[^\p{L}\p{N} _.,/+-]/gu,
    (mark) => `#${mark.codePointAt(0)};`,
  );
