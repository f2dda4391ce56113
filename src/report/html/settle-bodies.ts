/** A point of the map while it is looking for its place. */
export interface Body {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

export interface Tie {
  readonly from: number;
  readonly to: number;
  /** 0 to 1. */
  readonly pull: number;
}

/** Fruchterman and Reingold, 1991, with a pull to the middle. */
export function settleBodies(bodies: readonly Body[], ties: readonly Tie[], ideal: number): void {
  const rounds = Math.min(400, Math.ceil(16_000_000 / (bodies.length * bodies.length + 1)));
  for (let round = 0; round < rounds; round += 1) {
    for (const body of bodies) {
      body.dx = -body.x * GRAVITY;
      body.dy = -body.y * GRAVITY;
    }
    repel(bodies, ideal);
    for (const { from, to, pull } of ties) attract(bodies[from], bodies[to], pull / ideal);
    const heat = ideal * (1 - round / rounds) * 0.5 + 0.5;
    for (const body of bodies) step(body, heat);
  }
}

const GRAVITY = 0.18;

function repel(bodies: readonly Body[], ideal: number): void {
  for (let a = 0; a < bodies.length; a += 1) {
    const one = bodies[a] as Body;
    for (let b = a + 1; b < bodies.length; b += 1) {
      const other = bodies[b] as Body;
      const x = one.x - other.x || (a - b) * 0.01;
      const y = one.y - other.y || (b - a) * 0.01;
      const force = (ideal * ideal) / Math.max(x * x + y * y, 1);
      one.dx += x * force;
      one.dy += y * force;
      other.dx -= x * force;
      other.dy -= y * force;
    }
  }
}

function attract(one: Body | undefined, other: Body | undefined, pull: number): void {
  if (!one || !other) return;
  const x = one.x - other.x;
  const y = one.y - other.y;
  const force = Math.sqrt(x * x + y * y) * pull;
  one.dx -= x * force;
  one.dy -= y * force;
  other.dx += x * force;
  other.dy += y * force;
}

function step(body: Body, heat: number): void {
  const length = Math.sqrt(body.dx * body.dx + body.dy * body.dy);
  const share = length > heat ? heat / length : 1;
  body.x += body.dx * share;
  body.y += body.dy * share;
}
