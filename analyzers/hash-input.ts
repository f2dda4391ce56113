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
  const settings = [
    version,
    String(SCAN_FORMAT),
    JSON.stringify([...project.tsconfigs]),
    JSON.stringify(project.workspace.packages),
  ];
  const schemas = project.others
    .filter((path) => READ_OTHERS.test(path))
    .flatMap((path) => [path, contentHash(project.root, path)]);
  const sources = project.files.flatMap(({ path, test }) => [
    path,
    test ? 't' : 's',
    hashes.get(path) ?? '',
  ]);
  return {
    key: hashText([...settings, ...sources, ...project.others, ...schemas].join('\n')),
    hashes,
  };
}

/** Files that are no source but are read for facts: schemas and migrations. */
const READ_OTHERS = /\.(?:prisma|sql)$/;

function contentHash(root: string, path: string): string {
  const source = readSource(root, path);
  return source.text === undefined ? 'unreadable' : hashText(source.text);
}
