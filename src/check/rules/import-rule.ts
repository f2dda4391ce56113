/** What the rules about imports share: severity by kind, the name of what has none, and how a place is told. */
import type { Occurrence } from '../found.ts';
import type { ImportCrossing } from '../import-crossings.ts';
import type { RuleSetting } from '../read-settings.ts';
import type { RuleId } from '../rules.ts';
import { titleOfFile } from './title-of-file.ts';

export interface ImportOccurrence extends Occurrence {
  readonly crossing: ImportCrossing;
}

/** The crossing as a breach of the rule; null when the rule leaves imports of its kind in peace. */
export function toOccurrence(
  rule: RuleId,
  setting: RuleSetting,
  crossing: ImportCrossing,
): ImportOccurrence | null {
  const { fact, from, to, file, isType } = crossing;
  const severity = isType ? setting.types : setting.severity;
  if (severity === 'off') return null;
  const { path, line, column } = fact;
  return {
    rule,
    severity,
    from,
    to,
    symbol: symbolOf(crossing),
    path,
    line,
    column,
    unit: path,
    note: `imports ${tellSymbol(crossing)}`,
    // The file after which a name of its own is missing is called.
    target: file,
    crossing,
  };
}

/** Files may move, so a name is the better sign; what has none is called after its file. */
export function symbolOf({ original, name, file }: ImportCrossing): string {
  if (name === '*') return `* of ${titleOfFile(file)}`;
  return original === 'default' || original === '=' || original === '*'
    ? `${original === '=' ? 'default' : original} of ${titleOfFile(file)}`
    : original;
}

/** What is imported, as a sentence names it: `cents`, `the type Invoice`, `all of money.ts`. */
export function tellSymbol(crossing: ImportCrossing): string {
  const symbol = symbolOf(crossing);
  const type = crossing.isType;
  const [, kind, file = ''] = /^(\*|default) of (.+)$/.exec(symbol) ?? [];
  if (kind === undefined) return type ? `the type ${symbol}` : symbol;
  if (kind === '*') return `${type ? 'all types of' : 'all of'} ${file}`;
  return `the default ${type ? 'type' : 'export'} of ${file}`;
}

/** "in 3 files of orders". */
export const inFiles = (all: readonly Occurrence[]): string => {
  const files = new Set(all.map((one) => one.unit)).size;
  return files > 1 ? `, in ${files} files` : '';
};
