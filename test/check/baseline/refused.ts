import { UserError } from '../../../src/errors.ts';

/** What a user is told when something is refused; any other failure is a bug. */
export function refused(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
