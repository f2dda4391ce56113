/**
 * The remedy of a use or call: the rules stand in the order of what they cost, and the first that
 * holds is taken, so each reason also says why no cheaper one would do.
 */
import { compareText } from '../../discover/posix-path.ts';
import { KERNEL, STAYS } from '../suggestion.ts';
import { canMove, isUsedAtHome } from './can-move.ts';
import { REACHES_OUT, TELLS, WRITES } from './evidence-index.ts';
import { usedEffects } from './find-code-touches.ts';
import { isBoundary } from './places.ts';
import { COSTS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';
import type { Decision, Touch } from './touch.ts';

const ACTS = WRITES | TELLS | REACHES_OUT;

/** @param called parts of the subject that the same file calls */
export function decideUse(scene: Scene, touch: Touch, called: readonly number[]): Decision {
  return (
    decideType(scene, touch, called) ??
    decideMove(scene, touch) ??
    decideKernel(scene, touch, called) ??
    decideRest(scene, touch, usedEffects(scene, touch, called), called)
  );
}

/** A call of what does something: it cannot be shared, it has to be told or asked. */
export function decideCall(scene: Scene, touch: Touch): Decision {
  if (touch.event)
    return {
      ...KEPT_EVENT,
      why: `\`${touch.subject}\` is an event already: it goes through the outbox.`,
    };
  const called = touch.part < 0 ? [] : [touch.part];
  return decideRest(scene, touch, usedEffects(scene, touch, called), called);
}

const KEPT_EVENT = { remedy: 'event', cost: COSTS.keptEvent, sync: false } as const;

function decideType(scene: Scene, touch: Touch, called: readonly number[]): Decision | null {
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

function decideKernel(scene: Scene, touch: Touch, called: readonly number[]): Decision | null {
  const { subject, target, kind, part } = touch;
  if (usedEffects(scene, touch, called) !== 0) return null;
  if (kind === 'inject' && isMadeOfOthers(scene, target, subject)) return null;
  const users = scene.usersOf(target, subject).size;
  const shared = users > 1 ? `${users} places use it` : 'it is used on both sides';
  const used = part >= 0 && scene.effects.whole(part) !== 0 ? 'What is used of ' : '';
  const why = `${used}\`${subject}\` touches no table, event or outside system and ${shared}: shared code, no call needed.`;
  return { remedy: 'kernel', why, cost: COSTS.kernel, sync: false };
}

/** An injected class that is given classes of boundaries does whatever they do, seen or not. */
function isMadeOfOthers({ index, place }: Scene, file: number, subject: string): boolean {
  const { parts } = index.evidence;
  const made = parts[index.partNamed(file, `${subject}.constructor`)];
  return (made?.uses ?? []).some((used) => {
    const part = parts[used];
    return part?.kind === 'class' && part.file !== file && isBoundary(place(part.file));
  });
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
  const reason = reasonToWait(scene, touch, effects, called);
  if (reason === null && from === STAYS) {
    const why = `\`${subject}\` gives nothing back to the code that stays and refuses nothing: the line that sets it going moves to where the service starts.`;
    return { remedy: 'move', why, cost: COSTS.wiring, sync: false };
  }
  if (reason === null) {
    const why = `\`${subject}\` gives nothing back and refuses nothing: ${caller} goes on, and ${scene.name(to)} acts when it is told.`;
    return { remedy: 'event', why, cost: COSTS.event, sync: false };
  }
  // The monolith keeps the name and asks through an adapter; it is no service that could be in a cycle.
  const sync = isBoundary(from);
  const why =
    from === STAYS
      ? `It stays in the monolith and ${reason}: an adapter asks the service.`
      : `${caller} cannot go on without it: ${reason}.`;
  return { remedy: 'api', why, cost: COSTS.api, sync };
}

/** Why the caller has to wait; null when it need not. */
function reasonToWait(
  { index, name }: Scene,
  { subject, to, kind }: Touch,
  effects: number,
  called: readonly number[],
): string | null {
  const { parts } = index.evidence;
  const callees = called
    .flatMap((id) => parts[id] ?? [])
    .sort((a, b) => compareText(a.name, b.name));
  const loud = callees.find((one) => !one.silent);
  if (loud !== undefined) return `\`${loud.name}\` gives something back`;
  const strict = callees.find((one) => one.refuses);
  if (strict !== undefined) return `\`${strict.name}\` may refuse`;
  if (callees.length === 0 && kind === 'call') return `\`${subject}\` is answered there`;
  if (callees.length === 0)
    return `\`${subject}\` is handed on as a whole, and what it works on is ${name(to)}'s`;
  return (effects & ACTS) === 0 ? `\`${callees[0]?.name ?? ''}\` only looks something up` : null;
}

/** The kernel is below all boundaries: what it needs of one has to leave one of the two. */
function decideKernelSide(scene: Scene, touch: Touch, effects: number): Decision {
  const { at, subject, to } = touch;
  const owner = scene.name(to);
  const users = scene.kernelUsers(at.file);
  if (users.size === 0 || (users.size === 1 && users.has(to))) {
    const why = `Nothing but ${owner} needs this kernel file: it moves there.`;
    return { remedy: 'move', why, cost: COSTS.move, sync: false };
  }
  const others =
    users.size === 1
      ? 'Another boundary stands on this kernel file'
      : `${users.size} boundaries stand on this kernel file`;
  if ((effects & ACTS) === 0) {
    const why = `${others} and it only looks something up by \`${subject}\`: each gets what it needs as a copy, or with the request.`;
    return { remedy: 'replicate', why, cost: COSTS.replicate, sync: false };
  }
  const why = `${others}, so it may not call ${owner}: it tells what happened, and ${owner} does \`${subject}\`.`;
  return { remedy: 'event', why, cost: COSTS.event, sync: false };
}
