/**
 * The remedy of a use or call: the rules stand in the order of what they cost, and the first that
 * holds is taken, so each reason also says why no cheaper one would do.
 */
import { KERNEL, STAYS } from '../suggestion.ts';
import { canMove, isUsedAtHome } from './can-move.ts';
import { REACHES_OUT, TELLS, WRITES } from './evidence-index.ts';
import { calledEffects } from './find-code-touches.ts';
import { isBoundary } from './places.ts';
import { COSTS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';
import type { Decision, Touch } from './touch.ts';

const ACTS = WRITES | TELLS | REACHES_OUT;

/** What is known of a use beside the touch itself. */
export interface UseContext {
  /** Parts of the subject that the same file calls. */
  readonly called: readonly number[];
  /** Decisions about the table that the subject stands for, made for the same file. */
  readonly data: readonly Decision[];
}

export function decideUse(scene: Scene, touch: Touch, context: UseContext): Decision {
  return (
    decideType(scene, touch, context) ??
    decideMove(scene, touch) ??
    decideEntity(scene, touch, context) ??
    decideKernel(scene, touch, context) ??
    decideRest(scene, touch, effectsOf(scene, touch, context), context.called)
  );
}

/** A call of what does something: it cannot be shared, it has to be told or asked. */
export function decideCall(scene: Scene, touch: Touch): Decision {
  if (touch.event) return { ...KEPT_EVENT, why: `\`${touch.subject}\` is an event already: it goes through the outbox.` };
  return decideRest(scene, touch, touch.part < 0 ? 0 : calledEffects(scene, touch.part), [touch.part]);
}

const KEPT_EVENT = { remedy: 'event', cost: COSTS.keptEvent, sync: false } as const;

function decideType(scene: Scene, touch: Touch, { called }: UseContext): Decision | null {
  const kind = scene.index.evidence.parts[touch.part]?.kind;
  if (kind !== 'type' && (!touch.typeOnly || called.length > 0)) return null;
  const why = `Only the type of \`${touch.subject}\` is used: it goes to the contract, and nothing is left at run time.`;
  return { remedy: 'kernel', why, cost: COSTS.type, sync: false };
}

function decideMove(scene: Scene, touch: Touch): Decision | null {
  const { from, to, part, target, subject } = touch;
  if (part < 0 || !isBoundary(from)) return null;
  const users = scene.usersOf(target, subject);
  if (users.size !== 1 || !users.has(from)) return null;
  if (isUsedAtHome(scene, part) || !canMove(scene, part, from)) return null;
  const why = `Only ${scene.name(from)} uses \`${subject}\`, and it needs nothing of ${scene.name(to)}: it moves there.`;
  return { remedy: 'move', why, cost: COSTS.move, sync: false };
}

/** A mapped class is used for the sake of its table: it goes the way its rows go. */
function decideEntity(scene: Scene, touch: Touch, { data }: UseContext): Decision | null {
  const table = scene.index.tableOfPart.get(touch.part);
  if (table === undefined) return null;
  const [strongest] = [...data].sort((a, b) => b.cost - a.cost);
  const name = `\`${touch.subject}\` stands for the table ${scene.tableName(table)}`;
  if (strongest === undefined) {
    const why = `${name}, which is not touched here: its shape goes to the contract.`;
    return { remedy: 'kernel', why, cost: COSTS.type, sync: false };
  }
  const { remedy, sync } = strongest;
  return { remedy, why: `${name} and goes the way of its rows.`, cost: COSTS.again, sync };
}

function decideKernel(scene: Scene, touch: Touch, context: UseContext): Decision | null {
  const { subject, target, kind } = touch;
  if (effectsOf(scene, touch, context) !== 0) return null;
  // An object made of others by a container is more than shared code, whatever they are.
  if (kind === 'inject' && scene.index.partNamed(target, `${subject}.constructor`) >= 0) return null;
  const users = scene.usersOf(target, subject).size;
  const shared = users > 1 ? `${users} places use it` : 'it is used on both sides';
  const why = `\`${subject}\` touches no table, event or outside system and ${shared}: shared code, no call needed.`;
  return { remedy: 'kernel', why, cost: COSTS.kernel, sync: false };
}

function effectsOf(scene: Scene, touch: Touch, { called }: UseContext): number {
  const { part, target } = touch;
  if (called.length > 0)
    return called.reduce((sum, one) => sum | calledEffects(scene, one), 0);
  return part < 0 ? scene.effects.file(target) : scene.effects.whole(part);
}

function decideRest(
  scene: Scene,
  touch: Touch,
  effects: number,
  called: readonly number[],
): Decision {
  if (touch.from === KERNEL) return decideKernelSide(scene, touch, effects);
  const { subject, from, to } = touch;
  const caller = scene.name(from);
  const reason = reasonToWait(scene, effects, called);
  if (reason === null) {
    const why = `\`${subject}\` gives nothing back and refuses nothing: ${caller} goes on, and ${scene.name(to)} acts when it is told.`;
    return { remedy: 'event', why, cost: COSTS.event, sync: false };
  }
  // The monolith keeps the name and asks through an adapter; it is no service that could be in a cycle.
  const sync = isBoundary(from);
  const why = from === STAYS ? `It stays in the monolith and ${reason}: an adapter asks the service.` : `${caller} cannot go on without it: ${reason}.`;
  return { remedy: 'api', why, cost: COSTS.api, sync };
}

/** Why the caller has to wait; null when it need not. */
function reasonToWait({ index }: Scene, effects: number, called: readonly number[]): string | null {
  const { parts } = index.evidence;
  const callees = called.flatMap((id) => parts[id] ?? []);
  const loud = callees.find((one) => !one.silent);
  if (loud !== undefined) return `\`${loud.name}\` gives something back`;
  const strict = callees.find((one) => one.refuses);
  if (strict !== undefined) return `\`${strict.name}\` may refuse`;
  if (callees.length === 0) return 'which of its members are called is not seen';
  return (effects & ACTS) === 0 ? `\`${callees[0]?.name ?? ''}\` only looks something up` : null;
}

/** The kernel is below all boundaries: what it needs of one has to leave one of the two. */
function decideKernelSide(scene: Scene, touch: Touch, effects: number): Decision {
  const { file, subject, to } = touch;
  const owner = scene.name(to);
  const users = scene.kernelUsers(file);
  if (users.size === 0 || (users.size === 1 && users.has(to))) {
    const why = `Nothing but ${owner} needs this kernel file: it moves there.`;
    return { remedy: 'move', why, cost: COSTS.move, sync: false };
  }
  const others = `${users.size} boundaries stand on this kernel file`;
  if ((effects & ACTS) === 0) {
    const why = `${others} and it only looks something up by \`${subject}\`: each gets what it needs as a copy, or with the request.`;
    return { remedy: 'replicate', why, cost: COSTS.replicate, sync: false };
  }
  const why = `${others}, so it may not call ${owner}: it tells what happened, and ${owner} does \`${subject}\`.`;
  return { remedy: 'event', why, cost: COSTS.event, sync: false };
}
