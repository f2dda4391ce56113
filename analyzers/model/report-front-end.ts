/** Says which files belong to no module because they are front end (see `findFrontEnd`). */
import type { Analysis, Finding } from '../contract.ts';
import { createFinding } from '../findings.ts';
import { folderOf } from '../discover/posix-path.ts';

/** Folders that a message can hold. */
const NAMED = 3;

export function reportFrontEnd({ files }: Pick<Analysis, 'files'>): readonly Finding[] {
  const sources = files.filter((file) => !file.test);
  const front = sources.filter((file) => file.module === null).map((file) => file.path);
  if (front.length === 0) return [];
  const server = sources.flatMap((file) => (file.module === null ? [] : file.path));
  const counts = countByFolder(front, server);
  const [first = '', ...rest] = [...counts.keys()];
  const named = [...counts].slice(0, NAMED).map(([folder, count]) => `${folder} (${count})`);
  const more = counts.size > NAMED ? ` and ${counts.size - NAMED} more folders` : '';
  return [
    createFinding({
      code: 'front-end-files',
      severity: 'info',
      path: first,
      subject: 'front end',
      message: `${front.length} of ${sources.length} source files are front end and belong to no module: ${named.join(', ')}${more}`,
      related: rest.map((path) => ({ path, line: 1, column: 1 })),
    }),
  ];
}

/** Files per outermost folder that holds nothing else, the largest first. */
function countByFolder(
  front: readonly string[],
  server: readonly string[],
): ReadonlyMap<string, number> {
  const mixed = new Set<string>(['']);
  for (const path of server)
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) mixed.add(folder);
  const counts = new Map<string, number>();
  for (const path of front) {
    let outer = folderOf(path);
    while (outer !== '' && !mixed.has(folderOf(outer))) outer = folderOf(outer);
    counts.set(outer || path, (counts.get(outer || path) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}
