/** What a tool does not see of the rules: told at the top of what is written, and on stderr. */
import { RULE_IDS } from '../check/rules.ts';
import type { RuleId } from '../check/rules.ts';
import type { ImportRules } from './import-rules.ts';

/** Rules about files that import files; what is about names, tables or classes is nobody's else. */
export const EXPORTED = [
  'private-api',
  'undeclared-dependency',
  'boundary-cycle',
  'kernel-depends-on-boundary',
] as const satisfies readonly RuleId[];

const DATA: ReadonlySet<RuleId> = new Set([
  'foreign-table-write',
  'foreign-table-read',
  'crossing-join',
  'crossing-transaction',
  'crossing-relation',
]);

/** Limits that every tool has which judges files by their paths. */
export function listCommonLimits(rules: ImportRules): readonly string[] {
  return [...unseenRules(rules), ...publicLimits(rules), ...placeLimits(rules)];
}

function unseenRules({ settings }: ImportRules): readonly string[] {
  const left = RULE_IDS.filter(
    (rule) => settings[rule].severity !== 'off' && !EXPORTED.some((one) => one === rule),
  );
  const data = left.filter((rule) => DATA.has(rule));
  const others = left.filter((rule) => !DATA.has(rule));
  return [
    ...(data.length > 0
      ? [`Data rules are not checked: no import shows a table (${data.join(', ')}).`]
      : []),
    ...(others.length > 0
      ? [`Not checked: ${others.join(', ')}; only "saasctl check" knows what they need.`]
      : []),
  ];
}

function publicLimits({ boundaries, settings }: ImportRules): readonly string[] {
  const { severity, types } = settings['private-api'];
  if ((severity === 'off' && types === 'off') || boundaries.every((one) => one.public === null))
    return [];
  const named = boundaries.flatMap((one) => one.public?.filter((entry) => entry.named) ?? []);
  const several = named.length === 1 ? '1 public entry names' : `${named.length} public entries name`;
  return [
    ...(named.length > 0
      ? [
          `${several} single exports ("#Name"); here the whole file is public: ${[...new Set(named.map((one) => one.glob))].join(', ')}.`,
        ]
      : []),
    'Files are judged, not names: what a public file passes on is public for saasctl also when it is imported from where it is declared; here that import is private-api.',
    'Files that nobody owns are not seen through: an import of a barrel of the monolith is not an import of what it passes on.',
  ];
}

function placeLimits({ boundaries, assembly }: ImportRules): readonly string[] {
  const extracted = boundaries.filter((one) => one.isExtracted).map((one) => one.id);
  return [
    ...(assembly.length > 0
      ? [
          `Files that put the application together may import anything; found today: ${assembly.join(', ')}.`,
        ]
      : []),
    ...(extracted.length > 0
      ? [`Service folders of extracted boundaries are not judged: ${extracted.join(', ')}.`]
      : []),
  ];
}
