/**
 * A failure the user can understand and mend: a stable code, what happened, and what to do now.
 * Every other exception is a bug of ours and keeps its stack.
 */
export class UserError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }
}
