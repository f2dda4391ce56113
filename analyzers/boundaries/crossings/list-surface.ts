/** The names of each boundary that others use. */
import type { SurfaceSymbol } from '../../contract.ts';
import { compareText } from '../../discover/posix-path.ts';
import type { Scene } from './scene.ts';
import type { Touch } from './touch.ts';

/** @param code touches by use and by call; the calls name members of what is used */
export function listSurface(
  scene: Scene,
  code: readonly Touch[],
): readonly (readonly SurfaceSymbol[])[] {
  const drafts = scene.plan.ids.map(() => new Map<string, Draft>());
  for (const { from, to, kind, at, subject, target } of code) {
    if (kind === 'call') continue;
    const symbols = drafts[to];
    if (symbols === undefined) continue;
    const path = scene.pathOf(target);
    const draft = symbols.get(`${path}\0${subject}`) ?? newDraft(subject, path);
    symbols.set(`${path}\0${subject}`, draft);
    draft.users.add(scene.name(from));
    draft.files.add(at.file);
  }
  return drafts.map((symbols) =>
    [...symbols.values()]
      .sort((a, b) => compareText(a.path, b.path) || compareText(a.symbol, b.symbol))
      .map(({ symbol, path, users, files }) => ({
        symbol,
        path,
        usedBy: [...users].sort(compareText),
        uses: files.size,
      })),
  );
}

interface Draft {
  readonly symbol: string;
  readonly path: string;
  readonly users: Set<string>;
  readonly files: Set<number>;
}

const newDraft = (symbol: string, path: string): Draft => ({
  symbol,
  path,
  users: new Set(),
  files: new Set(),
});
