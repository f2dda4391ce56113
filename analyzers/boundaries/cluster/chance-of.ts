/**
 * A number in [0, 1) for an edge and a round: perturbation without chance. It depends on nothing
 * but its arguments, so that what happens to one edge is not changed by another one coming or going.
 */
export function chanceOf(from: number, to: number, round: number): number {
  let mixed = Math.imul(from ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(to + 0x6d2b79f5, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16) ^ Math.imul(round, 0x27d4eb2f), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}
