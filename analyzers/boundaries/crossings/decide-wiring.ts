/** Files that only put things together follow what is put together. */
import { compareText } from '../../discover/posix-path.ts';
import type { Remedy } from '../../contract.ts';
import { COSTS } from './remedy-costs.ts';
import type { Decision, DecidedTouch } from './touch.ts';

/** The lasting tie comes first: where one is left, the import becomes the adapter's. */
const STRENGTH: readonly Remedy[] = ['merge', 'api', 'event', 'replicate', 'kernel', 'move'];

/** @param others decided touches between the same two places, in the same direction */
export function decideWiring(subject: string, others: readonly DecidedTouch[]): Decision {
  const [strongest] = others
    .map((one) => one.decision)
    .sort((a, b) => STRENGTH.indexOf(a.remedy) - STRENGTH.indexOf(b.remedy) || compareText(a.why, b.why));
  const sync = others.some((one) => one.decision.sync);
  if (strongest?.remedy === 'api' || strongest?.remedy === 'merge' || strongest?.remedy === 'event') {
    const why = `\`${subject}\` is only wired here, for what is used of it: it goes the same way.`;
    return { remedy: strongest.remedy, why, cost: COSTS.again, sync };
  }
  const why = `\`${subject}\` is only wired here, and no call is left between the two: the line moves to where the application is put together.`;
  return { remedy: 'move', why, cost: COSTS.wiring, sync: false };
}
