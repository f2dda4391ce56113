/** Packages that load every file of a folder into one object: `require-all`, `require-dir`, `auto-load`, `include-all`. */
import type { Adapter } from '../../adapter.ts';
import { requiredValue } from '../../program/export-value.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { LibraryCall } from '../../program/library.ts';
import { libraryInstance, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { folderOf } from '../http/folder-of.ts';
import { propertyOf } from '../http/written-values.ts';

const PACKAGES = ['auto-load', 'require-all', 'require-dir', 'require-directory', 'include-all'];
const EXTENSIONS = ['js', 'ts', 'cjs', 'mjs', 'cts', 'mts'];

/** Says what stands behind the members of such an object; it reports no facts of its own. */
export const loadersAdapter: Adapter = {
  id: 'folder-loaders',
  title: 'folder loaders',
  kind: 'library',
  packages: PACKAGES,
  call,
  member,
};

function call({
  receiver,
  method,
  call: { args },
  env,
  evaluator,
}: LibraryCall): Value | undefined {
  if (receiver.role !== 'export' || (method !== '' && method !== 'default')) return undefined;
  // `require-directory` gets the module before the folder.
  const [first] = args.slice(receiver.pkg === 'require-directory' ? 1 : 0);
  const named = first && (propertyOf(evaluator, { expr: first, env }, 'dirname')?.expr ?? first);
  const folder = named ? folderIn(evaluator, named, { env }) : null;
  return folder === null ? undefined : loaded(receiver.pkg, folder);
}

function folderIn(
  evaluator: Evaluator,
  expr: Expr,
  { env }: Pick<LibraryCall, 'env'>,
): string | null {
  const folder = folderOf(evaluator, expr, env);
  if (folder !== null) return existing(evaluator, folder);
  const text = evaluator.text(expr, env);
  if (!text?.exact || !/^\.{1,2}\//.test(text.text)) return null;
  const here = env.file.path.split('/').slice(0, -1);
  for (const step of text.text.split('/')) {
    if (step === '..') here.pop();
    else if (step !== '.' && step !== '') here.push(step);
  }
  return here.join('/');
}

/** A path from the working directory may begin above the folder that is looked at. */
function existing(evaluator: Evaluator, folder: string): string | null {
  const paths = [...evaluator.program.files.keys()];
  for (let steps = folder.split('/'); steps.length > 0; steps = steps.slice(1)) {
    const prefix = `${steps.join('/')}/`;
    if (paths.some((path) => path.startsWith(prefix))) return steps.join('/');
  }
  return null;
}

const loaded = (pkg: string, folder: string): LibraryValue =>
  libraryInstance(pkg, 'Folder', [], { folder });

function member(value: LibraryValue, name: string, evaluator: Evaluator): Value | undefined {
  const folder = value.state?.['folder'];
  if (typeof folder !== 'string') return undefined;
  const { files } = evaluator.program;
  for (const stem of [`${folder}/${name}`, `${folder}/${name}/index`]) {
    for (const extension of EXTENSIONS) {
      const file = files.get(`${stem}.${extension}`);
      if (file) return requiredValue(evaluator, { v: 'namespace', file });
    }
  }
  const inner = `${folder}/${name}/`;
  const isFolder = [...files.keys()].some((path) => path.startsWith(inner));
  return isFolder ? loaded(value.pkg, `${folder}/${name}`) : UNKNOWN;
}
