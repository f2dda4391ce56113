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

/** Limits of every tool. */
export function listCommonLimits(rules: ImportRules): readonly string[] {
  const extracted = rules.boundaries.filter((one) => one.isExtracted).map((one) => one.id);
  return [
    ...unseenRules(rules),
    ...(extracted.length > 0
      ? [`Service folders of extracted boundaries are not judged: ${extracted.join(', ')}.`]
      : []),
  ];
}

/** Limits of tools that judge files by their paths. */
export function listPathLimits(rules: ImportRules): readonly string[] {
  const { assembly, barrels } = rules;
  return [
    ...namedLimits(rules),
    ...(barrels.length > 0
      ? [
          `Barrels outside of boundaries are not seen through: importing one is no import of what it passes on, and what it imports itself is judged: ${shorten(barrels)}.`,
        ]
      : []),
    ...(assembly.length > 0
      ? [
          `Files that put the application together may import anything; found today: ${shorten(assembly)}.`,
        ]
      : []),
  ];
}

const SHOWN = 5;

function shorten(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
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

function namedLimits({ boundaries, settings }: ImportRules): readonly string[] {
  const { severity, types } = settings['private-api'];
  if (severity === 'off' && types === 'off') return [];
  const open = boundaries.flatMap((one) => one.public ?? []);
  const named = new Set(open.flatMap((one) => (one.named ? one.glob : [])));
  if (named.size === 0) return [];
  return [
    `Single exports cannot be public ("#Name"), here the whole file is: ${shorten([...named])}.`,
  ];
}
