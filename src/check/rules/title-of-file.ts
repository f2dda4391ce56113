import { baseName, folderOf } from '../../../analyzers/discover/posix-path.ts';

/** A file as what has no name of its own is called after it: every folder may have an index, so that one has its folder's name too. */
export function titleOfFile(path: string): string {
  const name = baseName(path);
  const folder = baseName(folderOf(path));
  return /^index\.\w+$/.test(name) && folder !== '' ? `${folder}/${name}` : name;
}
