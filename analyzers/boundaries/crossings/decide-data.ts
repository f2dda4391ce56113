/** The remedy of a touch through tables. */
import { KERNEL } from '../suggestion.ts';
import { canMove, isEntry } from './can-move.ts';
import type { Traffic } from './index-tables.ts';
import { isBoundary } from './places.ts';
import { COSTS, FEW_WRITERS, READS_PER_WRITE } from './remedy-costs.ts';
import type { Scene } from './scene.ts';
import type { Decision, Touch } from './touch.ts';

export function decideData(scene: Scene, touch: Touch): Decision {
  if (touch.kind === 'foreign-key') return decideRelation(scene, touch);
  if (touch.from === KERNEL) return decideKernelAccess(scene, touch);
  if (touch.kind === 'write') return decideWrite(scene, touch);
  return decideRead(scene, touch);
}

const trafficOf = ({ index }: Scene, table: number): Traffic =>
  index.traffic[table] ?? { readers: 0, writers: 0 };

function isReadMostly({ readers, writers }: Traffic): boolean {
  return writers <= FEW_WRITERS || readers >= writers * READS_PER_WRITE;
}

function decideRead(scene: Scene, touch: Touch): Decision {
  const { tables, kind, to } = touch;
  const busy = tables.find((table) => !isReadMostly(trafficOf(scene, table)));
  const shown = busy ?? tables[0] ?? -1;
  const { readers, writers } = trafficOf(scene, shown);
  const figures = `${scene.tableName(shown)} is written by ${count(writers)} and read by ${count(readers)}`;
  if (busy === undefined) {
    const instead =
      kind === 'join'
        ? 'the join goes to a read-only copy'
        : 'a read-only copy is cheaper than a question per read';
    return {
      remedy: 'replicate',
      why: `${figures}: ${instead}.`,
      cost: COSTS.replicate,
      sync: false,
    };
  }
  const instead =
    kind === 'join'
      ? `${scene.name(to)} answers by id, and the rows are put together here`
      : `a copy would often be late, ${scene.name(to)} is asked`;
  return {
    remedy: 'api',
    why: `${figures}: ${instead}.`,
    cost: COSTS.api,
    sync: isBoundary(touch.from),
  };
}

function decideWrite(scene: Scene, touch: Touch): Decision {
  const { from, to, at, subject } = touch;
  const { index } = scene;
  const owner = scene.name(to);
  const part = index.partAt(at.file, at.line);
  const home = index.evidence.parts[part];
  if (home !== undefined && isBoundary(from)) {
    if (isEntry(scene, part, from) && canMove(scene, part, to)) {
      const why = `\`${home.name}\` touches nothing but what ${owner} owns, and nothing in ${scene.name(from)} calls it: it moves to the owner.`;
      return { remedy: 'move', why, cost: COSTS.move, sync: false };
    }
    if (home.silent && !home.refuses && canMove(scene, part, to)) {
      const why = `\`${home.name}\` does nothing but this and gives nothing back: ${owner}, which owns ${subject}, does it when it is told.`;
      return { remedy: 'event', why, cost: COSTS.event, sync: false };
    }
  }
  const why = `Only ${owner} may write ${subject}, and the code here goes on with the result: it asks the owner.`;
  return { remedy: 'api', why, cost: COSTS.api, sync: isBoundary(from) };
}

/** What the engine did when the referenced row went is somebody's work now. */
function decideRelation(scene: Scene, touch: Touch): Decision {
  const { onDelete, subject, from, to } = touch;
  const why = `The id stays, the constraint goes: ${deleteRule(onDelete, scene.name(from), scene.name(to), subject)}.`;
  return { remedy: 'replicate', why, cost: COSTS.reference, sync: false };
}

function deleteRule(rule: string | null, from: string, to: string, table: string): string {
  switch (rule?.toUpperCase().replaceAll(/[\s_]/g, '')) {
    case 'CASCADE':
      return `${from} deletes its rows itself when ${to} tells that one of ${table} is gone`;
    case 'SETNULL':
    case 'SETDEFAULT':
      return `${from} clears its reference when ${to} tells that one of ${table} is gone`;
    case undefined:
      return `no delete rule is written, so the engine refused to delete a row of ${table} in use; decide whether ${to} still asks ${from} first`;
    default:
      return `the engine refused to delete a row of ${table} in use; decide whether ${to} still asks ${from} first`;
  }
}

/** Kernel code is in every service: it can hold no table of one of them. */
function decideKernelAccess(scene: Scene, touch: Touch): Decision {
  const { at, kind, to, subject } = touch;
  const owner = scene.name(to);
  const users = scene.kernelUsers(at.file);
  if (users.size === 0 || (users.size === 1 && users.has(to))) {
    const why = `Nothing but ${owner}, which owns ${subject}, needs this kernel file: it moves there.`;
    return { remedy: 'move', why, cost: COSTS.move, sync: false };
  }
  const stand =
    users.size === 1
      ? 'Another boundary stands on this kernel file'
      : `${users.size} boundaries stand on this kernel file`;
  if (kind === 'write') {
    const why = `${stand}, but only ${owner} may write ${subject}: it tells, ${owner} writes.`;
    return { remedy: 'event', why, cost: COSTS.event, sync: false };
  }
  const why = `${stand}: what it reads of ${subject} comes to each as a copy, or with the request.`;
  return { remedy: 'replicate', why, cost: COSTS.replicate, sync: false };
}

const count = (functions: number): string => `${functions} function${functions === 1 ? '' : 's'}`;
