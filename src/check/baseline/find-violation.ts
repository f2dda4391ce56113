import { UserError } from '../../errors.ts';
import { suggestNames } from '../../report/suggest-names.ts';
import type { FoundViolation } from '../violation.ts';

const SHOWN = 5;

/**
 * The violation that a person means by an id or its beginning.
 * @throws UserError when there is none, or more than one
 */
export function findViolation<T extends FoundViolation>(
  typed: string,
  violations: readonly T[],
): T {
  const exact = violations.filter((one) => one.id === typed);
  const meant = exact.length > 0 ? exact : violations.filter((one) => startsWith(one, typed));
  const [only, second] = meant;
  if (only === undefined) throw unknownId(typed, violations);
  if (second === undefined) return only;
  const more = meant.length > SHOWN ? [`  and ${meant.length - SHOWN} more`] : [];
  throw new UserError(
    'violation-ambiguous',
    [
      `"${typed}" is the beginning of several ids`,
      ...meant.slice(0, SHOWN).map(show),
      ...more,
    ].join('\n'),
    'Give more of the id.',
  );
}

/** An empty text begins every id, and means none. */
const startsWith = ({ id }: FoundViolation, typed: string): boolean =>
  typed !== '' && id.startsWith(typed);

function unknownId(typed: string, violations: readonly FoundViolation[]): UserError {
  const near = suggestNames(typed, [...new Set(violations.map((one) => one.id))]);
  const meant = violations.filter((one) => near.includes(one.id)).slice(0, SHOWN);
  const lead = meant.length > 0 ? ['; did you mean', ...meant.map(show)].join('\n') : '';
  return new UserError(
    'violation-unknown',
    `No violation of today has an id that begins with "${typed}"${lead}`,
    'Run "saasctl check --all" for the ids of today; one that is fixed needs no allowance.',
  );
}

const show = ({ id, rule, from, to, symbol }: FoundViolation): string =>
  `  ${id}  ${rule}  ${from} → ${to}  ${symbol}`;
