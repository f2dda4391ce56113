/**
 * Parts of all files tied together: every name to the part that declares it, every interface to
 * what implements it, so that a call ends where it runs.
 */
import type { FileParts, PartKind } from './outline-parts.ts';

/** A declaration or member; files and parts are indices. */
export interface EvidencePart {
  readonly file: number;
  /** `Class.member`, a module-level name, or empty for the other statements of the file. */
  readonly name: string;
  readonly kind: PartKind;
  readonly line: number;
  readonly end: number;
  /** A function that gives nothing back to its caller. */
  readonly silent: boolean;
  /** It makes an error of its own: its caller may be told no. */
  readonly refuses: boolean;
  /** Parts it mentions or calls, in its own file or in others. */
  readonly uses: readonly number[];
}

/** Calls from one part to one part of another file. */
export interface EvidenceCall {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
  readonly times: number;
  /** False when it goes through an interface that several classes implement. */
  readonly certain: boolean;
}

export interface PartEvidence {
  readonly parts: readonly EvidencePart[];
  readonly calls: readonly EvidenceCall[];
}

/** Behind an interface with more classes than this stands a plug-in list, and a call reaches no one in particular. */
const MAX_HEIRS = 8;
/** Base classes and re-exported instances followed at most. */
const MAX_STEPS = 8;

interface Linker {
  readonly idOf: ReadonlyMap<string, number>;
  readonly bases: ReadonlyMap<string, readonly string[]>;
  readonly heirs: ReadonlyMap<string, readonly string[]>;
  readonly instances: ReadonlyMap<string, string>;
}

/** @param fileOf index of each source file by path */
export function linkParts(
  outlines: readonly FileParts[],
  fileOf: ReadonlyMap<string, number>,
): PartEvidence {
  const known = outlines
    .filter((one) => fileOf.has(one.path))
    .sort((a, b) => (fileOf.get(a.path) ?? 0) - (fileOf.get(b.path) ?? 0));
  const linker = createLinker(known);
  const parts: EvidencePart[] = [];
  const calls: EvidenceCall[] = [];
  for (const outline of known) {
    const first = parts.length;
    const foreign = outline.foreign.map((one) => landings(linker, keyOf(one.to, one.name)));
    for (const { own, uses, ...part } of outline.parts) {
      const inner = own.flatMap((name) => memberLandings(linker, keyOf(outline.path, name)));
      const outer = uses.flatMap((index) => foreign[index] ?? []);
      const reached = [...new Set([...inner, ...outer])].sort((a, b) => a - b);
      parts.push({ file: fileOf.get(outline.path) ?? 0, ...part, uses: reached });
    }
    for (const { part, to, name, line, column, times } of outline.calls) {
      const reached = landings(linker, keyOf(to, name));
      for (const target of reached) {
        const certain = reached.length === 1;
        calls.push({ from: first + part, to: target, line, column, times, certain });
      }
    }
  }
  return { parts, calls: calls.filter((one) => parts[one.from]?.file !== parts[one.to]?.file) };
}

const keyOf = (path: string, name: string): string => `${path}\0${name}`;

function createLinker(outlines: readonly FileParts[]): Linker {
  const idOf = new Map<string, number>();
  const bases = new Map<string, string[]>();
  const heirs = new Map<string, string[]>();
  const instances = new Map<string, string>();
  for (const outline of outlines) {
    for (const { name } of outline.parts) idOf.set(keyOf(outline.path, name), idOf.size);
    for (const { cls, to, name } of outline.heirs) {
      pushTo(bases, keyOf(outline.path, cls), keyOf(to, name));
      pushTo(heirs, keyOf(to, name), keyOf(outline.path, cls));
    }
    for (const { value, to, name } of outline.instances)
      instances.set(keyOf(outline.path, value), keyOf(to, name));
  }
  return { idOf, bases, heirs, instances };
}

/** The parts that a name of another file leads to; an unknown member leads to its class. */
function landings(linker: Linker, key: string): readonly number[] {
  const found = memberLandings(linker, key);
  const dot = dotOf(key);
  if (found.length > 0 || dot < 0) return found;
  return present(linker, ownerOf(linker, key.slice(0, dot)));
}

/** One part, or as many as classes implement what is named. */
function memberLandings(linker: Linker, key: string): readonly number[] {
  const dot = dotOf(key);
  if (dot < 0) return present(linker, key);
  const owner = ownerOf(linker, key.slice(0, dot));
  const member = key.slice(dot);
  const own = findMember(linker, owner, member, 0);
  if (own !== null) return [own];
  const heirs = linker.heirs.get(owner) ?? [];
  const below = heirs.length > MAX_HEIRS ? [] : heirs;
  return [...new Set(below.flatMap((heir) => findMember(linker, heir, member, 0) ?? []))];
}

const dotOf = (key: string): number => key.indexOf('.', key.indexOf('\0'));

function present({ idOf }: Linker, key: string): readonly number[] {
  const id = idOf.get(key);
  return id === undefined ? [] : [id];
}

/** The class behind an instance. */
function ownerOf({ instances }: Linker, key: string): string {
  let owner = key;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = instances.get(owner);
    if (next === undefined) break;
    owner = next;
  }
  return owner;
}

function findMember(linker: Linker, owner: string, member: string, steps: number): number | null {
  const id = linker.idOf.get(owner + member);
  if (id !== undefined) return id;
  if (steps > MAX_STEPS) return null;
  for (const base of linker.bases.get(owner) ?? []) {
    const found = findMember(linker, base, member, steps + 1);
    if (found !== null) return found;
  }
  return null;
}

function pushTo(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
