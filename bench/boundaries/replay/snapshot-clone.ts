/** A temporary clone that can be set to any commit; the checkout it comes from is only read. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface SnapshotClone {
  readonly folder: string;
  /** Files and history become those of the commit; nothing later can be seen. */
  readonly goTo: (commit: string) => void;
  readonly remove: () => void;
}

export interface CloneOptions {
  /** Newest commit that will be asked for. */
  readonly head: string;
  /** What to check out, as in `git sparse-checkout set --no-cone`. */
  readonly checkout: readonly string[];
}

export function createSnapshotClone(
  repository: string,
  { head, checkout }: CloneOptions,
): SnapshotClone {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-replay-')));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'advice.detachedHead=false', ...args], {
      cwd: folder,
      encoding: 'utf8',
      input: '',
      maxBuffer: 2 ** 30,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  git('clone', '--quiet', '--shared', '--no-checkout', resolve(repository), '.');
  replaceMissing(git, head);
  git('sparse-checkout', 'set', '--no-cone', ...checkout);
  return {
    folder,
    goTo: (commit) => void git('checkout', '--quiet', '--force', '--detach', commit),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Mirrors leave their largest files (pictures, archives) out, and git then cannot count the lines of
 * the commits that touch them: an empty file takes the place of each. Sources are never that large.
 */
function replaceMissing(git: (...args: readonly string[]) => string, head: string): void {
  const missing = git('rev-list', '--objects', '--missing=print', head).match(/^\?\w+/gm) ?? [];
  if (missing.length === 0) return;
  const empty = git('hash-object', '-w', '--stdin').trim();
  for (const line of missing) git('update-ref', `refs/replace/${line.slice(1)}`, empty);
}
