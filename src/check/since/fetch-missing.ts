import { missingObject } from './read-blobs.ts';
import { askGit, runGit } from './run-git.ts';

/** The remote that a partial clone (`--filter=blob:none`) gets contents from; null for a usual clone. */
export async function findPromisor(top: string): Promise<string | null> {
  const { stdout } = await runGit(top, [
    'config',
    '-z',
    '--get-regexp',
    '^(extensions\\.partialclone|remote\\..*\\.promisor)$',
  ]);
  for (const setting of stdout.split('\0')) {
    const [key = '', value = ''] = setting.split('\n');
    if (key === 'extensions.partialclone') return value;
    if (value === 'true') return key.slice('remote.'.length, key.lastIndexOf('.'));
  }
  return null;
}

/** Gets in one go what git would otherwise get file by file while it is read. */
export async function fetchMissing(
  top: string,
  promisor: string,
  hashes: readonly string[],
  note: (text: string) => void,
): Promise<void> {
  const all = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)'];
  const here = new Set((await askGit(top, all)).split('\n'));
  const missing = [...new Set(hashes)].filter((hash) => !here.has(hash));
  if (missing.length === 0) return;
  const files = missing.length === 1 ? '1 file' : `${missing.length} files`;
  note(`This clone is partial: fetching ${files} of the merge base from "${promisor}"`);
  const args = 'fetch --no-tags --no-write-fetch-head --recurse-submodules=no --filter=blob:none';
  const quick = ['-c', 'fetch.negotiationAlgorithm=noop', ...args.split(' '), '--stdin', promisor];
  const { status } = await runGit(top, quick, { input: `${missing.join('\n')}\n`, network: true });
  if (status !== 0) throw missingObject(files);
}
