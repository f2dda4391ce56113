/** Where parts begin, who uses them, what belongs to them. */
import type { EvidencePart } from '../evidence-parts.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import { pushTo } from './group-by.ts';

/** First part of each file, and behind the last the number of all: parts are sorted by file. */
export function firstParts({ files, parts }: BoundaryEvidence): Int32Array {
  const starts = new Int32Array(files.length + 1);
  for (const { file } of parts) starts[file + 1] = (starts[file + 1] ?? 0) + 1;
  for (let file = 0; file < files.length; file += 1)
    starts[file + 1] = (starts[file + 1] ?? 0) + (starts[file] ?? 0);
  return starts;
}

/** Innermost part at a line; -1 when the file has none. */
export function innermostPart(
  parts: readonly EvidencePart[],
  starts: Int32Array,
  file: number,
  line: number,
): number {
  let found = -1;
  for (let id = starts[file] ?? 0; id < (starts[file + 1] ?? 0); id += 1) {
    const part = parts[id];
    if (part === undefined || part.line > line) break;
    if (part.end >= line) found = id;
  }
  return found;
}

/** Parts that use a part: those of `p` are `users[userStarts[p]…userStarts[p + 1]]`. */
export interface PartUsers {
  readonly userStarts: Int32Array;
  readonly users: Int32Array;
}

export function reverseUses(parts: readonly EvidencePart[]): PartUsers {
  const userStarts = new Int32Array(parts.length + 1);
  for (const { uses } of parts)
    for (const used of uses) userStarts[used + 1] = (userStarts[used + 1] ?? 0) + 1;
  for (let id = 0; id < parts.length; id += 1)
    userStarts[id + 1] = (userStarts[id + 1] ?? 0) + (userStarts[id] ?? 0);
  const next = userStarts.slice();
  const users = new Int32Array(userStarts[parts.length] ?? 0);
  parts.forEach(({ uses }, id) => {
    for (const used of uses) {
      const slot = next[used] ?? 0;
      users[slot] = id;
      next[used] = slot + 1;
    }
  });
  return { userStarts, users };
}

/** Members of each class or constant object. */
export function gatherMembers(
  parts: readonly EvidencePart[],
  partNamed: (file: number, name: string) => number,
): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  parts.forEach(({ file, name }, id) => {
    const dot = name.indexOf('.');
    if (dot > 0) pushTo(members, partNamed(file, name.slice(0, dot)), id);
  });
  return members;
}
