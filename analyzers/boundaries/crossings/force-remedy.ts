/** The remedy of a touch that closes a cycle: nobody may wait for the answer any more. */
import { TELLS, REACHES_OUT, WRITES } from './evidence-index.ts';
import { usedEffects } from './find-code-touches.ts';
import { COSTS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';
import type { Decision, Touch } from './touch.ts';

/** @param called parts of the subject that the same file calls */
export function forceRemedy(scene: Scene, touch: Touch, called: readonly number[]): Decision {
  const { from, to, kind, subject } = touch;
  const [asker, asked] = [scene.name(from), scene.name(to)];
  const cycle = `${asked} depends on ${asker} as well, and this is the cheaper way to part`;
  if (kind === 'read' || kind === 'join') {
    const why = `${cycle}: ${asker} keeps a read-only copy of ${subject} instead of asking.`;
    return { remedy: 'replicate', why, cost: COSTS.replicate, sync: false };
  }
  if (kind === 'write') {
    const why = `${cycle}: ${asker} tells what happened, ${asked} writes ${subject} a moment later.`;
    return { remedy: 'event', why, cost: COSTS.event, sync: false };
  }
  if ((usedEffects(scene, touch, called) & (WRITES | TELLS | REACHES_OUT)) === 0) {
    const why = `${cycle}: \`${subject}\` only looks something up, so ${asker} keeps a read-only copy and looks there.`;
    return { remedy: 'replicate', why, cost: COSTS.ownCopy, sync: false };
  }
  const why = `${cycle}: ${asker} asks \`${subject}\` by an event and goes on when the answer comes back as one.`;
  return { remedy: 'event', why, cost: COSTS.answeredEvent, sync: false };
}
