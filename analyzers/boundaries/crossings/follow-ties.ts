/** Uses that have no remedy of their own: wiring follows what it wires, a mapped class its rows. */
import type { Remedy } from '../../contract.ts';
import { pushTo } from './group-by.ts';
import { COSTS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';
import type { DecidedTouch, Decision, Touch } from './touch.ts';

/** The lasting tie comes first. */
const STRENGTH: readonly Remedy[] = ['merge', 'api', 'event', 'replicate', 'kernel', 'move'];

/** Decides about them anew, from all other decisions. */
export function followTies(
  scene: Scene,
  decided: readonly DecidedTouch[],
): readonly DecidedTouch[] {
  const rows = new Map<string, DecidedTouch[]>();
  for (const one of decided)
    for (const table of one.touch.tables) pushTo(rows, `${one.touch.at.file} ${table}`, one);
  const followed = decided.map((one): DecidedTouch => {
    const table = followedTable(scene, one);
    if (table === null) return one;
    return {
      ...one,
      decision: followRows(
        scene,
        one.touch,
        table,
        rows.get(`${one.touch.at.file} ${table}`) ?? [],
      ),
    };
  });
  const others = new Map<string, DecidedTouch[]>();
  for (const one of followed) if (!one.touch.wiring) pushTo(others, pairOf(one.touch), one);
  return followed.map((one) =>
    one.touch.wiring
      ? { ...one, decision: followWired(one.touch, others.get(pairOf(one.touch)) ?? []) }
      : one,
  );
}

export const pairOf = ({ from, to }: Touch): string => `${from} ${to}`;

/** Whether the remedy of a touch is that of others. */
export const isTied = (scene: Scene, one: DecidedTouch): boolean =>
  one.touch.wiring || followedTable(scene, one) !== null;

/** The table for whose sake a mapped class or its repository is used, unless it is a type only, or moves as a whole. */
function followedTable({ index }: Scene, { touch, decision }: DecidedTouch): number | null {
  const { kind, part, typeOnly } = touch;
  if ((kind !== 'import' && kind !== 'inject') || typeOnly || decision.remedy === 'move')
    return null;
  const own = index.tableOfPart.get(part) ?? null;
  return own ?? (kind === 'inject' ? index.tableHandled(part) : null);
}

function followRows(
  scene: Scene,
  { subject }: Touch,
  table: number,
  rows: readonly DecidedTouch[],
): Decision {
  const name = `\`${subject}\` stands for the table ${scene.tableName(table)}`;
  const strongest = strongestOf(rows);
  if (strongest === undefined) {
    const why = `${name}, whose rows are not touched here: its shape goes to the contract.`;
    return { remedy: 'kernel', why, cost: COSTS.type, sync: false };
  }
  const { remedy } = strongest;
  const sync = rows.some((one) => one.decision.sync);
  return { remedy, why: `${name} and goes the way of its rows.`, cost: COSTS.again, sync };
}

function followWired({ subject }: Touch, others: readonly DecidedTouch[]): Decision {
  const remedy = strongestOf(others)?.remedy;
  const sync = others.some((one) => one.decision.sync);
  const wired = `\`${subject}\` is only wired here`;
  if (remedy === 'api' || remedy === 'merge' || remedy === 'event') {
    const why = `${wired}, for what is used of it: it goes the same way.`;
    return { remedy, why, cost: COSTS.again, sync };
  }
  const why = `${wired}, and no call is left between the two: the line moves to where the application is put together.`;
  return { remedy: 'move', why, cost: COSTS.wiring, sync: false };
}

function strongestOf(decided: readonly DecidedTouch[]): Decision | undefined {
  let strongest: Decision | undefined;
  for (const { decision } of decided) {
    if (strongest === undefined || rankOf(decision) < rankOf(strongest)) strongest = decision;
  }
  return strongest;
}

const rankOf = ({ remedy }: Decision): number => STRENGTH.indexOf(remedy);
