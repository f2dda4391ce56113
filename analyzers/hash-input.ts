/** What a code analysis is made from, as hashes. */
import { hashText, SCAN_FORMAT } from './cache.ts';
import type { ProjectFiles } from './discover/discover-project.ts';
import { readSource } from './discover/read-source.ts';

export interface InputHash {
  /** Hash of everything the code analysis depends on: every source, schema and configuration file. */
  readonly key: string;
  /** Hashes of the sources that make part of it. */
  readonly hashes: ReadonlyMap<string, string>;
}

export const NO_INPUT: InputHash = { key: '', hashes: new Map() };

export function hashInput(project: ProjectFiles, version: string): InputHash {
  const hashes = new Map(project.files.map(({ path }) => [path, contentHash(project.root, path)]));
  const parts = [
    version,
    String(SCAN_FORMAT),
    JSON.stringify([...project.tsconfigs]),
    JSON.stringify(project.workspace.packages),
  ];
  for (const { path, test } of project.files)
    parts.push(path, test ? 't' : 's', hashes.get(path) ?? '');
  for (const path of project.others) {
    parts.push(path, READ_OTHERS.test(path) ? contentHash(project.root, path) : '');
  }
  return { key: hashText(parts.join('\n')), hashes };
}

/** Files that are no source but are read for facts: schemas and migrations. */
const READ_OTHERS = /\.(?:prisma|sql)$/;

function contentHash(root: string, path: string): string {
  const source = readSource(root, path);
  return source.text === undefined ? 'unreadable' : hashText(source.text);
}
