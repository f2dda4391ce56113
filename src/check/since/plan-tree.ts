/** From where each path of the base comes. Pure. */
import { isSourceName } from '../../../analyzers/discover/classify-files.ts';
import { isHidden } from '../../../analyzers/discover/record-file.ts';
import type { TreeEntry } from './list-tree.ts';
import type { HeadFile } from './read-head.ts';

export interface TreePlan {
  /** Copied from the user's work tree, where nothing has changed since. */
  readonly copies: readonly TreeEntry[];
  /** Written from the repository. */
  readonly blobs: readonly TreeEntry[];
  /** Only asked for whether they exist: images, fonts, archives. */
  readonly empty: readonly TreeEntry[];
  readonly links: readonly TreeEntry[];
  readonly modules: readonly TreeEntry[];
  /** Folders beside the project that are the same in the user's work tree: linked whole. */
  readonly folders: readonly string[];
}

type Step = Exclude<keyof TreePlan, 'folders'>;

/** What is read by name or ending, beside sources; everything else is only asked for whether it exists. */
const READ = /(?:\.(?:jsonc?|jsonl|prisma|sql|ya?ml|graphqls?|gql|proto|toml)|^\.gitignore)$/i;
/** No analysis reads these, and they are long. */
const LOCKS = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'composer.lock',
]);

/**
 * @param prefix project in the repository: beside it nothing is walked, but imports and compiler
 * configurations may lead there
 */
export function planTree(
  entries: readonly TreeEntry[],
  head: ReadonlyMap<string, HeadFile>,
  prefix: string,
): TreePlan {
  const plan: Record<Step, TreeEntry[]> = {
    copies: [],
    blobs: [],
    empty: [],
    links: [],
    modules: [],
  };
  const wholeFolder = createFolderTest(entries, head, prefix);
  const folders = new Set<string>();
  for (const entry of entries) {
    const folder = wholeFolder(entry.path);
    if (folder !== null) {
      folders.add(folder);
      continue;
    }
    const step = chooseStep(entry, head.get(entry.path));
    if (step !== null) plan[step].push(entry);
  }
  return { ...plan, folders: [...folders] };
}

function chooseStep(entry: TreeEntry, now: HeadFile | undefined): Step | null {
  const names = entry.path.split('/');
  const name = names.pop() ?? '';
  // A sparse checkout has it neither at the head; packages are those of the head anyway.
  if (now?.state === 'absent' || names.includes('node_modules')) return null;
  if (entry.kind === 'link') return 'links';
  if (entry.kind === 'module') return 'modules';
  if (isRead(name, names)) return isSame(entry, now) ? 'copies' : 'blobs';
  return names.some(isHidden) ? null : 'empty';
}

function isRead(name: string, folders: readonly string[]): boolean {
  if (folders.includes('.saasctl')) return true;
  return !LOCKS.has(name) && (isSourceName(name) || READ.test(name));
}

function isSame(entry: TreeEntry, now: HeadFile | undefined): boolean {
  return now?.state === 'clean' && now.hash === entry.hash && now.kind === entry.kind;
}

/** For a path beside the project: the outermost folder in which nothing differs from the head. */
function createFolderTest(
  entries: readonly TreeEntry[],
  head: ReadonlyMap<string, HeadFile>,
  prefix: string,
): (path: string) => string | null {
  if (prefix === '') return () => null;
  const different = new Set<string>();
  const mark = (path: string): void => {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (different.has(folder)) return;
      different.add(folder);
    }
  };
  const before = new Set<string>();
  for (const entry of entries) {
    before.add(entry.path);
    if (!isSame(entry, head.get(entry.path))) mark(entry.path);
  }
  for (const path of head.keys()) if (!before.has(path)) mark(path);
  return (path) => {
    if (path.startsWith(prefix)) return null;
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if (!different.has(folder) && !prefix.startsWith(`${folder}/`)) return folder;
    }
    return null;
  };
}
