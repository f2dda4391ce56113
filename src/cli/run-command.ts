import type { CommandContext } from '../commands/context.ts';
import type { Outcome } from '../exit-code.ts';

/** Runs a command in the context of the command line; its outcome becomes the exit status. */
export type RunCommand = (work: (context: CommandContext) => Promise<Outcome>) => Promise<void>;
