/** Code that is read once and kept in memory: afterwards only what changed is read. */
import { openSession } from '../../../analyzers/session.ts';
import type { CodeSession } from '../../../analyzers/session.ts';
import type { Progress } from '../../../analyzers/index.ts';
import type { ParsedConfig } from '../../config/parse-config.ts';
import { guardCode } from '../read-guarded.ts';
import type { Guarded } from '../read-guarded.ts';

export interface GuardAgain {
  /** Absolute path of the sources; the configuration may move it. */
  readonly root: string;
  readonly parsed: ParsedConfig;
  /** What changed since the last call, relative to the root. */
  readonly changed: readonly string[];
}

interface Open {
  readonly root: string;
  readonly session: CodeSession;
}

/** @throws ProjectError and UserError as `readGuarded`, each time */
export function openGuard(
  onProgress: (progress: Progress) => void,
): (again: GuardAgain) => Guarded {
  let open: Open | null = null;
  return ({ root, parsed, changed }) => {
    const before = open?.root === root ? open : null;
    if (before === null) onProgress({ stage: 'scan', done: 0, total: 1 });
    const { session } = before ?? { session: openSession(root) };
    open = null;
    const { code } = session.analyze(before === null ? null : changed);
    open = { root, session };
    return guardCode({ root, parsed, isOther: false }, code);
  };
}
