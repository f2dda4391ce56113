import { editWords, quoteWord } from '../../what-if/edit.ts';
import { editsOf } from '../../what-if/session.ts';
import type { Session } from '../../what-if/session.ts';

export interface RepeatedFlags {
  readonly dryRun?: boolean;
  readonly cache: boolean;
  readonly history: boolean;
}

/** The command line that makes the same file without a conversation. */
export function renderRepeat(session: Session, folder: string, flags: RepeatedFlags): string {
  const words = [
    'npx',
    'saasctl',
    'init',
    ...(folder === '.' || folder === '' ? [] : [folder]),
    '--yes',
    // It exists now.
    flags.dryRun === true ? '--dry-run' : '--force',
    ...(flags.history ? [] : ['--no-history']),
    ...(flags.cache ? [] : ['--no-cache']),
    '--granularity',
    session.granularity,
    ...editsOf(session).flatMap(editWords),
  ];
  return words.map(quoteWord).join(' ');
}
