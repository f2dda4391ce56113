/** What `--since <ref>` is compared with: the commit where the head left the ref. */
import { UserError } from '../../errors.ts';
import { explainUnknownRef, shallowHistory } from './explain-unknown-ref.ts';
import { locateProject } from './locate-project.ts';
import type { ProjectPlace } from './locate-project.ts';
import { askGit, runGit } from './run-git.ts';

export interface MergeBase {
  readonly commit: string;
  /** Project as seen from the top of its repository: '' or a path that ends with a slash. */
  readonly prefix: string;
}

/**
 * @throws UserError `git-missing`, `git-untrusted`, `not-a-repository`, `history-empty`, `ref-unknown`,
 * `history-unrelated` (wrong usage), `history-shallow` (the analysis would be incomplete)
 */
export async function findMergeBase(folder: string, ref: string): Promise<MergeBase> {
  const [place, target] = await Promise.all([locateProject(folder), resolveCommit(folder, ref)]);
  const commit = target === null ? null : await findCommon(folder, target);
  if (commit !== null) return { commit, prefix: place.prefix };
  throw await explainNothing(folder, ref, target, place);
}

/** Null for what names no commit, such as a range, a file, or what git would take for an option. */
async function resolveCommit(folder: string, ref: string): Promise<string | null> {
  if (!isRef(ref)) return null;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const { status, stdout } = await runGit(folder, args);
  const commit = stdout.trim();
  return status === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
}

function isRef(ref: string): boolean {
  return ref !== '' && !ref.startsWith('-') && !/\p{Cc}/u.test(ref);
}

/** Null when there is none, or HEAD is no commit. */
async function findCommon(folder: string, target: string): Promise<string | null> {
  const { status, stdout } = await runGit(folder, ['merge-base', target, 'HEAD']);
  const [commit = ''] = stdout.split('\n');
  return status === 0 && commit !== '' ? commit : null;
}

async function explainNothing(
  folder: string,
  ref: string,
  target: string | null,
  { shallow }: ProjectPlace,
): Promise<UserError> {
  if ((await resolveCommit(folder, 'HEAD')) === null)
    return new UserError(
      'history-empty',
      `There is no commit in ${folder} yet, so nothing can be compared with "${ref}"`,
      'Commit first, or run the check without --since.',
    );
  if (target === null) return explainUnknownRef(folder, ref, shallow);
  if (shallow)
    return shallowHistory(
      `This clone is too shallow to hold the commit where "${ref}" and HEAD part`,
    );
  // 1 is the answer "there is none"; anything else is a failure that says why.
  const { status } = await runGit(folder, ['merge-base', target, 'HEAD']);
  if (status !== 1) await askGit(folder, ['merge-base', target, 'HEAD']);
  return new UserError(
    'history-unrelated',
    `"${ref}" and HEAD have no common ancestor, so there is no merge base to compare with`,
    'Name the branch from which this one was made.',
  );
}
