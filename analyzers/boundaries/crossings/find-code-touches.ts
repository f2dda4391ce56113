/** Where code of one place uses or calls code of a boundary. */
import type { EvidenceUse } from '../evidence.ts';
import { KERNEL, STAYS } from '../suggestion.ts';
import type { Scene } from './scene.ts';
import { isBoundary } from './places.ts';
import { makeTouch } from './touch.ts';
import type { Touch } from './touch.ts';

export function findCodeTouches(scene: Scene): readonly Touch[] {
  const uses = scene.index.evidence.uses.flatMap((use) => touchesOfUse(scene, use));
  return [...uses, ...findCalls(scene)];
}

/**
 * Boundaries touch each other; the kernel must not know them; what stays in the monolith uses them
 * through an adapter. Everything else is where it belongs.
 */
export function isTouch(from: number, to: number): boolean {
  return from !== to && isBoundary(to) && (isBoundary(from) || from === KERNEL || from === STAYS);
}

function touchesOfUse(scene: Scene, use: EvidenceUse): readonly Touch[] {
  const [from, to] = [scene.place(use.from), scene.place(use.to)];
  if (!isTouch(from, to)) return [];
  const { files } = scene.index.evidence;
  const { partNamed, evidence: all } = scene.index;
  const isWiring = (part: number): boolean =>
    files[use.from]?.wiring === true ||
    (files[use.to]?.wiring === true && all.parts[part]?.kind !== 'value');
  // What puts the application together goes on doing so.
  if (files[use.from]?.wiring === true && from === STAYS) return [];
  return use.symbols.map((subject): Touch => {
    const injected = use.tokens.includes(subject);
    const typeOnly = !injected && (use.typeOnly || use.types.includes(subject));
    const verb = injected ? 'is given' : typeOnly ? 'uses the type' : 'uses';
    const evidence = subject === '*' ? 'uses the whole module' : `${verb} \`${subject}\``;
    const { from: file, to: target, line, column } = use;
    const at = { file, line, column, evidence, certain: true };
    const kind = injected ? 'inject' : 'import';
    const part = partNamed(target, subject);
    const wiring = isWiring(part);
    return makeTouch({ kind, from, to, at, subject, target }, { part, typeOnly, wiring });
  });
}

interface CallGroup {
  readonly part: number;
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly times: number;
  readonly certain: boolean;
}

/** Calls of what does something, one touch per calling file and callee. */
function findCalls(scene: Scene): readonly Touch[] {
  return groupCalls(scene).map(({ part, file, line, column, times, certain }): Touch => {
    const callee = scene.index.evidence.parts[part];
    const target = callee?.file ?? -1;
    const subject = callee?.name ?? '';
    const often = times > 1 ? ` in ${times} places` : '';
    const evidence = `calls \`${subject}\`${often}${certain ? '' : ', by its interface'}`;
    const at = { file, line, column, evidence, certain };
    const [from, to] = [scene.place(file), scene.place(target)];
    return makeTouch({ kind: 'call', from, to, at, subject, target }, { part });
  });
}

function groupCalls(scene: Scene): readonly CallGroup[] {
  const { parts, calls, files } = scene.index.evidence;
  const groups = new Map<string, CallGroup>();
  const landed = new Set<string>();
  for (const { from, to, line, column, times, certain } of calls) {
    const [file, target] = [parts[from]?.file ?? -1, parts[to]?.file ?? -1];
    const place = scene.place(target);
    if (!isTouch(scene.place(file), place) || files[file]?.wiring === true) continue;
    if (scene.effects.of(to) === 0) continue;
    // One of the classes behind an interface stands for all that live in the same boundary.
    const site = `${from} ${line} ${column} ${place}`;
    if (!certain && landed.has(site)) continue;
    landed.add(site);
    const key = `${file} ${to}`;
    const known = groups.get(key);
    const first = known === undefined || line < known.line ? { line, column } : known;
    groups.set(key, {
      part: to,
      file,
      line: first.line,
      column: first.column,
      times: times + (known?.times ?? 0),
      certain: certain && (known?.certain ?? true),
    });
  }
  return [...groups.values()];
}

/** Of what a file does with a symbol: the members it calls, or all of it when no call is seen. */
export function usedEffects(
  { effects }: Scene,
  { part, target }: Pick<Touch, 'part' | 'target'>,
  called: readonly number[],
): number {
  if (called.length > 0) return called.reduce((sum, one) => sum | effects.of(one), 0);
  return part < 0 ? effects.file(target) : effects.whole(part);
}
