/** What the files hold before the check reads them: a fix is for that very text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { hashText } from '../../../analyzers/cache.ts';
import { discoverProject } from '../../../analyzers/discover/discover-project.ts';
import type { ProjectFiles } from '../../../analyzers/discover/discover-project.ts';
import { decodeSource } from '../../../analyzers/discover/read-source.ts';
import { hashInput } from '../../../analyzers/hash-input.ts';
import type { EditableText } from './open-desk.ts';

export interface Stock {
  readonly project: ProjectFiles;
  /** The file as it was when the stock was taken. */
  readonly read: (path: string) => EditableText;
}

/** @throws ProjectError without sources */
export function takeStock(root: string): Stock {
  const project = discoverProject(root);
  const { hashes } = hashInput(project, '');
  return { project, read: (path) => readUnchanged(project.root, path, hashes.get(path)) };
}

function readUnchanged(root: string, path: string, hash: string | undefined): EditableText {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch {
    return { reason: 'the file cannot be read any more' };
  }
  const source = decodeSource(bytes);
  if (source === null || hashText(source) !== hash)
    return { reason: 'the file has changed since the check read it' };
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? { text } : { reason: 'the file is not UTF-8' };
}
