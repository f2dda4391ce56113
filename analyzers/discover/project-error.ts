/** An expected failure of discovery; the command line shows message and hint, never a stack. */
export class ProjectError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = 'ProjectError';
    this.code = code;
    this.hint = hint;
  }
}
