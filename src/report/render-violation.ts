/** `saasctl explain <id>` of a violation: what is wrong, both sides, all places, the way out, what was accepted. */
import type { BaselineEntry } from '../check/baseline-entry.ts';
import { RULES } from '../check/rules.ts';
import type { RelatedPlace, Violation } from '../check/violation.ts';
import { renderExcerpt } from './render-excerpt.ts';
import type { LineReader } from './render-excerpt.ts';
import { plural } from './summarize.ts';
import { folderArgument, SCREEN_WIDTH, styleFor, wrap } from './text-style.ts';
import type { Style, TextOptions } from './text-style.ts';

export interface ExplainedViolation {
  readonly violation: Violation;
  /** What the baseline says of it; null when it says nothing. */
  readonly entry: BaselineEntry | null;
  /** How its rule is explained: `private-api`, or `rule:crossing-join` where a finding has that name. */
  readonly ruleSubject: string;
}

/** More than one reads; JSON has them all. */
const PLACES_SHOWN = 50;

export function renderViolation(
  { violation, entry, ruleSubject }: ExplainedViolation,
  lineOf: LineReader,
  { color, folder }: TextOptions,
): string {
  const style = styleFor(color);
  const { id, rule, severity, message, fix, places } = violation;
  const { title, why } = RULES[rule];
  const shown = listPlaces(violation);
  return [
    `${style.bold(title)}  ${style.dim(`${rule} · ${severity === 'warn' ? 'warning' : 'error'} · ${id}`)}`,
    '',
    ...wrapped('What', message, style),
    ...wrapped('Sides', describeSides(violation), style),
    ...wrapped('Why', why, style),
    ...wrapped('Do', fix, style),
    ...wrapped('State', describeState(violation, entry), style),
    '',
    style.bold(places === 1 ? 'Where' : `Where (${plural(places, 'place')})`),
    ...shown.slice(0, PLACES_SHOWN).flatMap((place) => renderPlace(place, lineOf, style)),
    ...(shown.length > PLACES_SHOWN
      ? [style.dim(`  … and ${plural(shown.length - PLACES_SHOWN, 'more place')}: check --json`)]
      : []),
    '',
    style.bold('Next'),
    `  npx saasctl explain ${ruleSubject}     the rule: what it looks at, examples, options`,
    `  npx saasctl baseline allow ${id}${folderArgument(folder)} --reason "<why>" --owner "<who>"`,
    '',
  ].join('\n');
}

const LABEL_WIDTH = 6;

const wrapped = (label: string, text: string, { bold }: Style): readonly string[] =>
  wrap(text, SCREEN_WIDTH - LABEL_WIDTH - 1).map(
    (line, at) => `${at === 0 ? bold(label.padEnd(LABEL_WIDTH)) : ' '.repeat(LABEL_WIDTH)} ${line}`,
  );

function describeSides({ from, to, symbol, target }: Violation): string {
  if (symbol === to && from !== to) return `${from} → ${to}`;
  const declared = target === null || target === symbol ? '' : ` (${target})`;
  return from === to
    ? `within ${from}: ${symbol}${declared}`
    : `${from} → ${to}: ${symbol}${declared}`;
}

function describeState(
  { baseline, allowance, severity }: Violation,
  entry: BaselineEntry | null,
): string {
  if (baseline === 'allowed' && allowance !== null) {
    const until = allowance.until === null ? '' : ` until ${allowance.until}`;
    return `allowed${until}: ${allowance.reason} (${allowance.owner})`;
  }
  if (entry === null) return 'new: it is not in the baseline';
  const accepted = `accepted in ${plural(entry.places, 'place')} in .saasctl/baseline/${entry.from}.jsonl`;
  if (baseline === 'known') return `known: ${accepted}`;
  const { owner, until } = entry;
  if (owner !== undefined && until !== undefined)
    return `new: it was allowed until ${until} (${owner})`;
  const was = entry.severity === 'warn' && severity === 'error' ? ' as a warning' : '';
  return `new: it was ${accepted}${was}`;
}

/** Where it shows, then what helps to understand; each place once. */
function listPlaces({ path, line, column, units, related }: Violation): readonly RelatedPlace[] {
  const notes = new Map(related.map((one) => [keyOf(one), one]));
  const first = { path, line, column, note: '' };
  const all = [first, ...units.map((one) => ({ ...one, note: '' })), ...related];
  return [...new Map(all.map((one) => [keyOf(one), notes.get(keyOf(one)) ?? one])).values()];
}

const keyOf = ({ path, line, column }: Omit<RelatedPlace, 'note'>): string =>
  `${path}\0${line}\0${column}`;

function renderPlace(
  place: RelatedPlace,
  lineOf: LineReader,
  { dim, path }: Style,
): readonly string[] {
  const note = place.note === '' ? '' : `  ${dim(place.note)}`;
  return [
    `  ${path(`${place.path}:${place.line}:${place.column}`)}${note}`,
    ...renderExcerpt(place, lineOf, { around: 0, dim }).map((one) => `    ${one}`),
  ];
}
