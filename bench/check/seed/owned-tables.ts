/** Tables of boundaries, and what is done to them today. */
import type { TableFact } from '../../../analyzers/index.ts';
import { KERNEL, MONOLITH } from '../../../src/check/ground.ts';
import type { RuleId } from '../../../src/check/rules.ts';
import type { Field } from './plant-imports.ts';

export interface Owned {
  readonly table: TableFact;
  readonly owner: string;
}

export function listOwned({ accepted, random }: Field): readonly Owned[] {
  const { ground, head } = accepted;
  return random.shuffle(
    head.code.tables.flatMap((table): Owned[] => {
      const owner = ground.tableOwner(table.name);
      return owner === null || owner === MONOLITH || owner === KERNEL ? [] : [{ table, owner }];
    }),
  );
}

/** Whether the planter does such a thing to the table already. */
export const isKnown = ({ accepted }: Field, rule: RuleId, from: string, table: string): boolean =>
  accepted.found.some(
    (one) => one.rule === rule && one.from === from && one.symbol.includes(table),
  );
