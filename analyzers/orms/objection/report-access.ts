/** Reporting accesses of tables. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import type { Pos } from '../../scan/ir.ts';

export interface Access {
  readonly table: string;
  readonly mode: AccessMode;
  readonly at: Pos;
  readonly evidence: string;
  readonly inferred?: boolean;
}

export function report(visit: Visit, { inferred, ...access }: Access): void {
  visit.facts.access({
    ...access,
    via: `objection ${visit.site.name}`,
    certainty: inferred ? 'inferred' : 'certain',
  });
}
