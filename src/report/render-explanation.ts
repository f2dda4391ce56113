/** `saasctl explain`: what a finding means, who reaches whom, where and through what, what to do. */
import { FINDING_CODES } from '../../analyzers/findings.ts';
import type { FindingCode, FindingText } from '../../analyzers/findings.ts';
import type { Analysis, Finding } from '../../analyzers/index.ts';
import { cycleOf } from './explain-cycle.ts';
import { explainPlaces } from './explain-places.ts';
import type { ExplainedPlace, PlaceGroup } from './group-places.ts';
import { renderExcerpt } from './render-excerpt.ts';
import type { LineReader } from './render-excerpt.ts';
import { plural } from './summarize.ts';
import { clip, folderArgument, SCREEN_WIDTH, styleFor, wrap } from './text-style.ts';
import type { Style, TextOptions } from './text-style.ts';

/** Places with their code; as many as one can take in. */
const PLACES_SHOWN = 12;
/** Of these the first ones with the lines around them. */
const WITH_CONTEXT = 3;
const GROUPS_SHOWN = 12;
const MEMBERS_SHOWN = 12;
const FINDINGS_SHOWN = 20;
const MESSAGE_WIDTH = 160;

export function renderExplanation(
  analysis: Analysis,
  finding: Finding,
  lineOf: LineReader,
  { color, folder }: TextOptions,
): string {
  const style = styleFor(color);
  const code = finding.code as FindingCode;
  const text: FindingText = FINDING_CODES[code];
  const groups = explainPlaces(analysis, finding);
  const places = groups.reduce((sum, group) => sum + group.places.length, 0);
  const others = analysis.findings.filter((one) => one.code === code).length - 1;
  return [
    `${style.bold(text.title)}  ${style.dim(`${code} · ${finding.severity} · ${finding.id}`)}`,
    '',
    ...wrapped('What', finding.message, style),
    ...members(analysis, finding, style),
    ...wrapped('Why', text.meaning, style),
    ...wrapped('Do', text.remedy, style),
    '',
    ...overview(groups, style),
    style.bold(places === 1 ? 'Where' : `Where (${plural(places, 'place')})`),
    ...renderGroups(groups, lineOf, isOfImports(code), style),
    '',
    ...(others > 0
      ? [
          style.bold('Next'),
          `  npx saasctl explain ${code}${folderArgument(folder)}     ${others === 1 ? 'the other one' : `the other ${others}`} of this kind`,
          '',
        ]
      : []),
  ].join('\n');
}

/** Who is in the circle, for the message counts them only. */
function members(analysis: Analysis, finding: Finding, style: Style): readonly string[] {
  const names = cycleOf(analysis, finding)?.members ?? [];
  if (names.length === 0) return [];
  const more = names.length > MEMBERS_SHOWN ? ` and ${names.length - MEMBERS_SHOWN} more` : '';
  return wrapped('Who', `${names.slice(0, MEMBERS_SHOWN).join(', ')}${more}`, style);
}

const LABEL_WIDTH = 6;

/** `Why   text`, wrapped under itself. */
const wrapped = (label: string, text: string, { bold }: Style): readonly string[] =>
  wrap(text, SCREEN_WIDTH).map(
    (line, at) => `${at === 0 ? bold(label.padEnd(LABEL_WIDTH)) : ' '.repeat(LABEL_WIDTH)} ${line}`,
  );

/** Who reaches whom, at a glance; not needed where there is but one pair. */
function overview(groups: readonly PlaceGroup[], { bold, dim }: Style): readonly string[] {
  const titled = groups.flatMap(({ title, places }) =>
    title === null ? [] : [{ title, count: places.length }],
  );
  if (titled.length < 2) return [];
  const shown = titled.slice(0, GROUPS_SHOWN);
  const width = Math.max(...shown.map(({ title }) => title.length));
  const more = titled.length - shown.length;
  return [
    bold('From → to'),
    ...shown.map(({ title, count }) => `  ${title.padEnd(width)}  ${dim(plural(count, 'place'))}`),
    ...(more > 0 ? [dim(`  … and ${more} more`)] : []),
    '',
  ];
}

/** Above and below an import there are other imports: they explain nothing. */
const isOfImports = (code: FindingCode): boolean =>
  code === 'cycle-module' || code === 'cycle-load' || code === 'god-file';

function renderGroups(
  groups: readonly PlaceGroup[],
  lineOf: LineReader,
  isBrief: boolean,
  style: Style,
): readonly string[] {
  const lines: string[] = [];
  const allowed = allot(groups);
  let shown = 0;
  groups.forEach(({ title, places }, at) => {
    const some = places.slice(0, allowed[at]);
    if (some.length === 0) return;
    if (title !== null) lines.push(`  ${style.bold(title)}`);
    for (const place of some) {
      lines.push(...renderPlace(place, lineOf, shown < WITH_CONTEXT && !isBrief ? 1 : 0, style));
      shown += 1;
    }
    if (places.length > some.length)
      lines.push(style.dim(`    … and ${places.length - some.length} more`));
  });
  const silent = groups.filter((_, at) => allowed[at] === 0);
  const left = silent.reduce((sum, group) => sum + group.places.length, 0);
  if (left > 0) lines.push(style.dim(`  … and ${plural(left, 'more place')}: analyze --json`));
  return lines;
}

/** Every group gets one place, then a second one, until all that can be shown are given away. */
function allot(groups: readonly PlaceGroup[]): readonly number[] {
  const given = groups.map(() => 0);
  const total = groups.reduce((sum, { places }) => sum + places.length, 0);
  let left = Math.min(PLACES_SHOWN, total);
  while (left > 0) {
    for (const [at, { places }] of groups.entries()) {
      const taken = given[at] ?? 0;
      if (left === 0 || taken >= places.length) continue;
      given[at] = taken + 1;
      left -= 1;
    }
  }
  return given;
}

function renderPlace(
  place: ExplainedPlace,
  lineOf: LineReader,
  around: number,
  { dim, path }: Style,
): readonly string[] {
  return [
    `    ${path(`${place.path}:${place.line}:${place.column}`)}`,
    ...(place.evidence === null ? [] : [`      ${clip(place.evidence, MESSAGE_WIDTH)}`]),
    ...renderExcerpt(place, lineOf, { around, dim }).map((line) => `      ${line}`),
  ];
}

/** A code instead of an id: what it stands for, and the findings of this project that carry it. */
export function renderCode(
  code: FindingCode,
  findings: readonly Finding[],
  { color, folder }: TextOptions,
): string {
  const style = styleFor(color);
  const text: FindingText = FINDING_CODES[code];
  const listed = findings
    .slice(0, FINDINGS_SHOWN)
    .flatMap((one) => [
      `  ${one.id}  ${style.path(`${one.path}:${one.line}:${one.column}`)}`,
      `                ${clip(one.message, MESSAGE_WIDTH)}`,
    ]);
  const more = findings.length - FINDINGS_SHOWN;
  const [first] = findings;
  return [
    `${style.bold(text.title)}  ${style.dim(code)}`,
    '',
    ...wrapped('Why', text.meaning, style),
    ...wrapped('Do', text.remedy, style),
    '',
    style.bold(
      findings.length === 0 ? 'This project has none.' : `This project has ${findings.length}`,
    ),
    ...listed,
    ...(more > 0 ? [style.dim(`  … and ${more} more: analyze --json`)] : []),
    '',
    ...(first
      ? [
          style.bold('Next'),
          `  npx saasctl explain ${first.id}${folderArgument(folder)}     one of them, with its evidence`,
          '',
        ]
      : []),
  ].join('\n');
}
