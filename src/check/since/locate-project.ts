import { askGit } from './run-git.ts';

/** Where a folder is in its repository. */
export interface ProjectPlace {
  /** Top of the work tree, absolute. */
  readonly top: string;
  /** Folder as seen from there; '' for the top itself, else it ends with a slash. */
  readonly prefix: string;
  readonly shallow: boolean;
  readonly sha256: boolean;
}

/** @throws UserError without git, outside of a repository, in a bare one */
export async function locateProject(folder: string): Promise<ProjectPlace> {
  const answer = await askGit(folder, [
    'rev-parse',
    '--show-toplevel',
    '--show-prefix',
    '--is-shallow-repository',
    '--show-object-format',
  ]);
  const [top = '', prefix = '', shallow, format] = answer.split('\n');
  return { top, prefix, shallow: shallow === 'true', sha256: format === 'sha256' };
}
