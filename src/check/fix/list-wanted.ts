/** Violations → what would have to change at which import. */
import type { ImportFact } from '../../../analyzers/index.ts';
import type { FileIr } from '../../../analyzers/scan/ir.ts';
import { tiersOf } from '../../../analyzers/graph/find-cycles.ts';
import { keyOf } from '../baseline-entry.ts';
import type { Door, Ground } from '../ground.ts';
import { findImportCrossings } from '../import-crossings.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { RuleSetting } from '../read-settings.ts';
import { toOccurrence } from '../rules/import-rule.ts';
import type { Violation } from '../violation.ts';
import { findDoor } from './find-door.ts';

/** One name of one import that breaks a rule. */
export interface Wanted {
  readonly violation: Violation;
  readonly fact: ImportFact;
  /** As the file asks for it. */
  readonly name: string;
  readonly crossing: ImportCrossing;
}

export interface WantedDoor extends Wanted {
  readonly door: Door;
}

export interface WantedFixes {
  /** Names to be taken from a public file. */
  readonly doors: readonly WantedDoor[];
  /** Names to be marked as types, because the rule minds those less: what of one file counts as one place. */
  readonly types: readonly (readonly Wanted[])[];
  readonly cuts: readonly WantedCut[];
}

/** A circle is open when all of its cut has vanished, or one hop of the ring; each with all its imports. */
export interface WantedCut {
  readonly cut: readonly (readonly Wanted[])[];
  readonly hops: readonly (readonly Wanted[])[];
}

const TYPE_RULES = ['private-api', 'undeclared-dependency', 'kernel-depends-on-boundary'] as const;

export function listWanted(
  ground: Ground,
  violations: readonly Violation[],
  scan: (path: string) => FileIr | null,
): WantedFixes {
  const crossings = findImportCrossings(ground);
  const byKey = new Map(violations.map((one) => [keyOf(one), { one, places: placesOf(one) }]));
  const doors: WantedDoor[] = [];
  const types = new Map<string, Wanted[]>();
  for (const crossing of crossings) {
    const { fact, name, isType } = crossing;
    for (const rule of TYPE_RULES) {
      const setting = ground.settings[rule];
      const key = keyIn(rule, setting, crossing);
      const known = key === null ? undefined : byKey.get(key);
      if (!known || !known.places.has(placeOf(fact))) continue;
      const wanted = { violation: known.one, fact, name, crossing };
      if (!isType && mindsTypesLess(setting)) {
        const unit = `${known.one.id} ${fact.path}`;
        types.set(unit, [...(types.get(unit) ?? []), wanted]);
      }
      const door = rule === 'private-api' ? findDoor(ground, crossing, scan) : null;
      if (door) doors.push({ ...wanted, door });
    }
  }
  // A circle of types needs the types to go, not to be marked.
  const circles =
    ground.settings['boundary-cycle'].tier === 'all'
      ? []
      : violations.filter((one) => one.rule === 'boundary-cycle');
  return {
    doors,
    types: [...types.values()],
    cuts: circles.map((one) => cutOf(ground, crossings, one)),
  };
}

const placeOf = ({ path, line, column }: Pick<ImportFact, 'path' | 'line' | 'column'>): string =>
  `${path}:${line}:${column}`;

const placesOf = (violation: Violation): ReadonlySet<string> =>
  new Set([violation, ...violation.related].map(placeOf));

/** As the rule calls it: of a dependency that nobody declared, the boundary is the symbol. */
function keyIn(
  rule: (typeof TYPE_RULES)[number],
  setting: RuleSetting,
  crossing: ImportCrossing,
): string | null {
  const occurrence = toOccurrence(rule, setting, crossing);
  if (occurrence === null) return null;
  const { symbol } = rule === 'undeclared-dependency' ? { symbol: crossing.to } : occurrence;
  return keyOf({ ...occurrence, symbol });
}

const RANK = { off: 0, warn: 1, error: 2 } as const;
const mindsTypesLess = ({ severity, types }: RuleSetting): boolean => RANK[types] < RANK[severity];

function cutOf(
  { settings, code: { wiring } }: Ground,
  crossings: readonly ImportCrossing[],
  violation: Violation,
): WantedCut {
  const { tier } = settings['boundary-cycle'];
  const aside = new Set([...wiring.seeds, ...wiring.configs]);
  const importsOf = (edge: string): readonly Wanted[] =>
    crossings.flatMap((crossing) => {
      const { fact, from, to, name, isType } = crossing;
      if (edge !== `${from} → ${to}` || aside.has(fact.from) || isType) return [];
      return tiersOf(fact).includes(tier) ? { violation, fact, name, crossing } : [];
    });
  const { symbol, related } = violation;
  const hops = related.map((one) => one.note).filter((note) => /^\S+ → \S+$/.test(note));
  return { cut: symbol.split(', ').map(importsOf), hops: hops.map(importsOf) };
}
