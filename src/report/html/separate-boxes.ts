export interface Box {
  /** Middle of the box. */
  x: number;
  y: number;
  readonly width: number;
  readonly height: number;
}

const ROUNDS = 60;

/** Pushes boxes apart until none lies on another: short ways first, and more room when that does not do. */
export function separateBoxes(boxes: readonly Box[]): void {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    for (let round = 0; round < ROUNDS; round += 1) if (!pushApart(boxes)) return;
    for (const box of boxes) {
      box.x *= 1.08;
      box.y *= 1.08;
    }
  }
}

function pushApart(boxes: readonly Box[]): boolean {
  let pushed = false;
  for (const [at, one] of boxes.entries())
    for (let next = at + 1; next < boxes.length; next += 1)
      pushed = pushPair(one, boxes[next] as Box) || pushed;
  return pushed;
}

/** Less than this is no overlap that anybody sees. */
const SLACK = 0.5;

function pushPair(one: Box, other: Box): boolean {
  const x = (one.width + other.width) / 2 - Math.abs(one.x - other.x);
  const y = (one.height + other.height) / 2 - Math.abs(one.y - other.y);
  if (x <= SLACK || y <= SLACK) return false;
  if (x < y) {
    const half = (one.x <= other.x ? -x : x) / 2;
    one.x += half;
    other.x -= half;
  } else {
    const half = (one.y <= other.y ? -y : y) / 2;
    one.y += half;
    other.y -= half;
  }
  return true;
}
