import { gatherFound } from '../found.ts';
import type { Ground } from '../ground.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { FoundViolation } from '../violation.ts';
import { inFiles, tellSymbol, toOccurrence } from './import-rule.ts';
import { listNames } from './list-names.ts';

const SHOWN = 3;

export function findUndeclared(
  ground: Ground,
  crossings: readonly ImportCrossing[],
): readonly FoundViolation[] {
  const setting = ground.settings['undeclared-dependency'];
  const occurrences = crossings.flatMap((crossing) => {
    const { from, to } = crossing;
    const declared = ground.boundaries.get(from)?.dependsOn ?? null;
    if (declared === null || declared.includes(to) || !ground.isBoundary(to)) return [];
    const occurrence = toOccurrence('undeclared-dependency', setting, crossing);
    // The dependency is the debt, whatever it brings; more files that have it are more of it.
    return occurrence ? [{ ...occurrence, symbol: to, target: null }] : [];
  });
  return gatherFound(occurrences, ({ from, to }, all) => {
    const names = [...new Set(all.map(({ crossing }) => tellSymbol(crossing)))];
    return {
      message: `imports ${listNames(names, SHOWN)} of ${to}, on which ${from} may not depend${inFiles(all)}`,
      fix: suggest(ground, from, to),
    };
  });
}

function suggest({ boundaries }: Ground, from: string, to: string): string {
  if (boundaries.get(to)?.dependsOn?.includes(from))
    return `${to} depends on ${from} already, so declaring it would close a circle: tell ${to} by an event, or move the code to the side that needs it`;
  return `add "${to}" to boundaries.${from}.dependsOn in saasctl.json if it is meant; else tell by an event, or move the code to ${to}`;
}
