/** What somebody should do whose `--since` names no commit here. */
import { UserError } from '../../errors.ts';
import { suggestNames } from '../../report/suggest-names.ts';
import { askGit, runGit } from './run-git.ts';

const HASH = /^[0-9a-f]{7,64}$/;
const ORDINARY = ['main', 'master'];

/** The history needed is not in a shallow clone: nothing was compared. */
export function shallowHistory(message: string): UserError {
  return new UserError(
    'history-shallow',
    message,
    'Fetch the history: "fetch-depth: 0" for actions/checkout, "GIT_DEPTH: 0" for GitLab, "git fetch --unshallow" elsewhere.',
  );
}

export async function explainUnknownRef(
  folder: string,
  ref: string,
  shallow: boolean,
): Promise<UserError> {
  const unknown = (hint: string): UserError =>
    new UserError('ref-unknown', `"${ref}" names no commit in this repository`, hint);
  if (shallow && (await reachesBack(folder, ref)))
    return shallowHistory(`"${ref}" is not in this clone, which is shallow and ends before it`);
  if (HASH.test(ref)) return unknown('Fetch the branch that holds it: git fetch --all');
  const names = await listRefs(folder);
  const near = suggestRefs(ref, names);
  if (near.length > 0) return unknown(`Did you mean ${near.join(' or ')}?`);
  const remotes = (await askGit(folder, ['remote'])).split('\n').filter((name) => name !== '');
  const missing = findUnfetched(ref, remotes);
  if (shallow && missing !== null)
    return shallowHistory(
      `"${ref}" is not in this clone, which is shallow and holds only what was asked for`,
    );
  if (missing === null)
    return unknown('Name a branch, a tag or a commit; "git branch --all" lists the branches.');
  const { remote, branch } = missing;
  const tracking = `${remote}/${branch}`;
  const then = ref === tracking ? '' : `, then use --since ${tracking}`;
  return unknown(
    `If the branch is on the server, fetch it: git fetch ${remote} ${branch}:refs/remotes/${tracking}${then}`,
  );
}

/** CI servers name commits by hash, scripts by `HEAD~1`: in a shallow clone they are just not there. */
async function reachesBack(folder: string, ref: string): Promise<boolean> {
  if (HASH.test(ref)) return true;
  const start = /^([\w./-]+)[~^@]/.exec(ref)?.[1] ?? '-';
  if (start.startsWith('-')) return false;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${start}^{commit}`];
  return (await runGit(folder, args)).status === 0;
}

async function listRefs(folder: string): Promise<readonly string[]> {
  const format = '--format=%(refname:short)';
  const places = ['refs/heads', 'refs/remotes', 'refs/tags'];
  const answer = await askGit(folder, ['for-each-ref', format, ...places]);
  return answer.split('\n').filter((name) => name !== '');
}

function suggestRefs(ref: string, names: readonly string[]): readonly string[] {
  const branch = ref.slice(ref.indexOf('/') + 1);
  const same = names.filter((name) => name === branch || name.endsWith(`/${branch}`));
  if (branch !== '' && same.length > 0) return same.slice(0, 3);
  const bare = names.map((name) => name.slice(name.indexOf('/') + 1));
  const near = [...suggestNames(ref, names), ...suggestNames(branch, bare)];
  const meant = names.filter((name, at) => near.includes(name) || near.includes(bare[at] ?? ''));
  if (meant.length > 0) return meant.slice(0, 3);
  // `main` where it is called `master`, or the other way around.
  if (!ORDINARY.includes(branch)) return [];
  const wanted = ORDINARY.flatMap((name) => [name, `origin/${name}`]);
  return wanted.filter((name) => names.includes(name)).slice(0, 1);
}

/** The branch of a remote that a ref may stand for; null when it cannot be one. */
function findUnfetched(
  ref: string,
  remotes: readonly string[],
): { readonly remote: string; readonly branch: string } | null {
  if (!/^[\w][\w./-]*$/.test(ref) || ref.includes('..')) return null;
  const named = remotes.find((remote) => ref.startsWith(`${remote}/`));
  if (named !== undefined) return { remote: named, branch: ref.slice(named.length + 1) };
  const remote = remotes.includes('origin') ? 'origin' : remotes[0];
  return remote === undefined ? null : { remote, branch: ref };
}
