/** The crossings of a plan, sorted by boundary and by what they mean for taking it out. */
import type { CrossingFact, CrossingKind } from '../../contract.ts';

/** One crossing seen from one of its two boundaries. */
export interface Touch {
  readonly crossing: CrossingFact;
  /** Index of the boundary on the other side; -1 for the kernel and for what stays in the monolith. */
  readonly other: number;
  /** What to call the other side. */
  readonly name: string;
  /** True when the crossing starts on this side. */
  readonly outgoing: boolean;
}

export type TouchKind =
  | 'transactions'
  | 'writes'
  | 'reverse'
  | 'joins'
  | 'clients'
  | 'foreignKeys'
  | 'reads'
  | 'light';

export type Touches = Readonly<Record<TouchKind, readonly Touch[]>>;

/** Per boundary. A crossing between two boundaries is a touch of both. */
export function gatherTouches(
  ids: readonly string[],
  crossings: readonly CrossingFact[],
): readonly Touches[] {
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const drafts = ids.map(() => emptyTouches());
  for (const crossing of crossings) {
    const from = indexOf.get(crossing.from) ?? -1;
    const to = indexOf.get(crossing.to) ?? -1;
    const away = { crossing, other: to, name: nameOf(crossing.to, to), outgoing: true };
    const back = { crossing, other: from, name: nameOf(crossing.from, from), outgoing: false };
    drafts[from]?.[kindOf(crossing, true)].push(away);
    drafts[to]?.[kindOf(crossing, false)].push(back);
  }
  return drafts;
}

const nameOf = (id: string, index: number): string => (index < 0 ? `the ${id}` : id);

function emptyTouches(): Record<TouchKind, Touch[]> {
  return {
    transactions: [],
    writes: [],
    reverse: [],
    joins: [],
    clients: [],
    foreignKeys: [],
    reads: [],
    light: [],
  };
}

function kindOf({ kind, remedy }: CrossingFact, outgoing: boolean): TouchKind {
  switch (kind) {
    case 'transaction':
      // What an event that commits with the rest says as surely keeps nobody together.
      return remedy === 'event' ? 'light' : 'transactions';
    case 'write':
      return 'writes';
    case 'join':
      return 'joins';
    case 'foreign-key':
      return 'foreignKeys';
    default:
      break;
  }
  // Asked at run time, whatever was imported or read for it today.
  if (remedy === 'api') return outgoing ? 'reverse' : 'clients';
  return kind === 'read' ? 'reads' : 'light';
}

/** An import, an injection and a call of the same class are one thing to replace. */
const CODE_KINDS: ReadonlySet<CrossingKind> = new Set(['import', 'inject', 'call']);

export type TouchGroup = readonly [Touch, ...Touch[]];

/** What one remedy handles: all places where two boundaries touch through the same table or file in one direction. */
export function groupTouches(touches: readonly Touch[]): readonly TouchGroup[] {
  const groups = new Map<string, [Touch, ...Touch[]]>();
  for (const touch of touches) {
    const { crossing, other, outgoing } = touch;
    const through = CODE_KINDS.has(crossing.kind) ? crossing.target : null;
    const key = `${other} ${outgoing} ${through ?? crossing.subject} ${crossing.remedy}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [touch]);
    else known.push(touch);
  }
  return [...groups.values()];
}
