/** Where code of one place uses or calls code of a boundary. */
import { compareText } from '../../discover/posix-path.ts';
import type { EvidenceCall } from '../evidence-parts.ts';
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
  return use.symbols.flatMap((subject): readonly Touch[] => {
    const { from: file, to: target, line, column } = use;
    const part = scene.index.partNamed(target, subject);
    const wiring = isWiring(scene, use, part);
    // What puts the application together goes on doing so.
    if (wiring && from === STAYS) return [];
    const injected = use.tokens.includes(subject);
    const typeOnly = !injected && (use.typeOnly || use.types.includes(subject));
    const verb = injected ? 'is given' : typeOnly ? 'uses the type' : 'uses';
    const evidence = subject === '*' ? 'uses the whole module' : `${verb} \`${subject}\``;
    const at = { file, line, column, evidence, certain: true };
    const kind = injected ? 'inject' : 'import';
    return [makeTouch({ kind, from, to, at, subject, target }, { part, typeOnly, wiring })];
  });
}

/** A file that wires, a module class, or working code in a list of such. */
function isWiring(scene: Scene, { from, to }: EvidenceUse, part: number): boolean {
  const { files, parts } = scene.index.evidence;
  if (files[from]?.wiring === true) return true;
  if (files[to]?.wiring === true && parts[part]?.kind !== 'value') return true;
  return part >= 0 && scene.effects.whole(part) !== 0 && scene.composes(from);
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
  const { parts, files } = scene.index.evidence;
  const groups = new Map<string, CallGroup>();
  for (const { from, to, line, column, times, certain } of chooseLandings(scene)) {
    const file = parts[from]?.file ?? -1;
    if (files[file]?.wiring === true) continue;
    const key = `${file} ${to}`;
    const known = groups.get(key);
    const isFirst =
      known === undefined || line < known.line || (line === known.line && column < known.column);
    const place = isFirst ? { line, column } : { line: known.line, column: known.column };
    const all = {
      times: times + (known?.times ?? 0),
      certain: certain && (known?.certain ?? true),
    };
    groups.set(key, { part: to, file, ...place, ...all });
  }
  return [...groups.values()];
}

/** One of the classes behind an interface stands for all that live in the same boundary. */
function chooseLandings(scene: Scene): readonly EvidenceCall[] {
  const { parts, calls } = scene.index.evidence;
  const chosen = new Map<string, EvidenceCall>();
  calls.forEach((call, index) => {
    const { from, to, line, column, certain } = call;
    const [file, target] = [parts[from]?.file ?? -1, parts[to]?.file ?? -1];
    const place = scene.place(target);
    if (!isTouch(scene.place(file), place) || scene.effects.of(to) === 0) return;
    const key = certain ? `${index}` : `${from} ${line} ${column} ${place}`;
    const known = chosen.get(key);
    if (known === undefined || compareParts(scene, to, known.to) < 0) chosen.set(key, call);
  });
  return [...chosen.values()];
}

function compareParts(scene: Scene, a: number, b: number): number {
  const { parts } = scene.index.evidence;
  const pathOf = (part: number): string => scene.pathOf(parts[part]?.file ?? -1);
  const nameOf = (part: number): string => parts[part]?.name ?? '';
  return compareText(pathOf(a), pathOf(b)) || compareText(nameOf(a), nameOf(b));
}

/**
 * Of what a file does with a symbol: of the members it calls; of all of it when it is handed on. An
 * injected object is seen in all it is asked for: without a call none of its own members runs.
 */
export function usedEffects(
  { effects }: Scene,
  { kind, part, target }: Pick<Touch, 'kind' | 'part' | 'target'>,
  called: readonly number[],
): number {
  if (called.length > 0) return called.reduce((sum, one) => sum | effects.of(one), 0);
  if (part < 0) return effects.file(target);
  return kind === 'inject' ? effects.of(part) : effects.whole(part);
}
