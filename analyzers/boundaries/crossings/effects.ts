/** What running a part comes to, with everything it calls. */
import { KERNEL } from '../suggestion.ts';
import type { EvidenceIndex } from './evidence-index.ts';
import { placeOf } from './places.ts';
import type { JudgedPlan } from './places.ts';

export interface Effects {
  /** Of one part. */
  readonly of: (part: number) => number;
  /** Of a class with all its members, or of an object: what may happen to whoever holds it. */
  readonly whole: (part: number) => number;
  /** Of a file as a whole. */
  readonly file: (file: number) => number;
}

/** Kernel code passes nothing on: what infrastructure does is no boundary's business. */
export function spreadEffects(index: EvidenceIndex, plan: JudgedPlan): Effects {
  const { parts } = index.evidence;
  const effects = index.ownEffects.slice();
  const open: number[] = [];
  effects.forEach((effect, part) => {
    if (effect !== 0) open.push(part);
  });
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const file = parts[part]?.file ?? -1;
    if (placeOf(plan, file) === KERNEL) continue;
    const effect = effects[part] ?? 0;
    for (let at = index.userStarts[part] ?? 0; at < (index.userStarts[part + 1] ?? 0); at += 1) {
      const user = index.users[at] ?? 0;
      const before = effects[user] ?? 0;
      if ((before | effect) === before) continue;
      effects[user] = before | effect;
      open.push(user);
    }
  }
  const of = (part: number): number => effects[part] ?? 0;
  const whole = (part: number): number => {
    const inside = (id: number): number =>
      (index.members.get(id) ?? []).reduce((sum, member) => sum | of(member), of(id));
    // A constant may be an instance of the class it mentions.
    const held = parts[part]?.kind === 'value' ? (parts[part]?.uses ?? []) : [];
    return held
      .filter((id) => parts[id]?.kind === 'class')
      .reduce((sum, id) => sum | inside(id), inside(part));
  };
  return { of, whole, file: (file) => index.fileEffects[file] ?? 0 };
}
