/** Where boundaries touch through events, queues, commands and queries. */
import type { EvidenceEvent, EvidencePlace } from '../evidence.ts';
import { KERNEL } from '../suggestion.ts';
import { isTouch } from './find-code-touches.ts';
import type { Scene } from './scene.ts';
import { makeTouch } from './touch.ts';
import type { Touch } from './touch.ts';

/** One touch per place that emits and boundary that listens. */
export function findEventTouches(scene: Scene): readonly Touch[] {
  return scene.index.evidence.events.flatMap((event) =>
    event.emitters.flatMap((emitter) => touchesOfEmitter(scene, event, emitter)),
  );
}

function touchesOfEmitter(
  scene: Scene,
  { name, kind, consumers }: EvidenceEvent,
  emitter: EvidencePlace,
): readonly Touch[] {
  const from = scene.place(emitter.file);
  // Whoever emits knows no listener: the kernel may.
  if (from === KERNEL) return [];
  const seen = new Set<number>();
  return consumers.flatMap((consumer): readonly Touch[] => {
    const to = scene.place(consumer.file);
    if (!isTouch(from, to) || seen.has(to)) return [];
    seen.add(to);
    // A command or query has one handler, and whoever sends it waits for the answer.
    const event = kind === 'event' || kind === 'queue';
    const at = { ...emitter, certain: emitter.certain && consumer.certain };
    const part = handlerPart(scene, consumer);
    const ends = { from, to, at, subject: name, target: consumer.file };
    return [makeTouch({ kind: event ? 'event' : 'call', ...ends }, { part, event })];
  });
}

/** The function that handles: consumers are classes where a framework calls a method by convention. */
function handlerPart({ index }: Scene, { file, line }: EvidencePlace): number {
  const part = index.partAt(file, line);
  const name = index.evidence.parts[part]?.name;
  for (const method of ['execute', 'handle']) {
    const handler = name === undefined ? -1 : index.partNamed(file, `${name}.${method}`);
    if (handler >= 0) return handler;
  }
  return part;
}
