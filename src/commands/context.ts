import type { Ui } from '../ui.ts';
import type { Dialog } from '../ui/dialog.ts';

/** What `cli.ts` hands to a command: everything that is not a pure function of the flags. */
export interface CommandContext {
  readonly cwd: string;
  /** Version and build of saasctl. */
  readonly build: string;
  readonly version: string;
  readonly processId: number;
  /** As in `2026-12-31`. */
  readonly today: string;
  /** Whether a run of GitHub Actions reads what is printed. */
  readonly onGithub: boolean;
  readonly ui: Ui;
  /** Resolves at the first Ctrl-C, which then ends no process. */
  readonly whenInterrupted: () => Promise<void>;
  /** Null without a terminal to ask on. */
  readonly openDialog: (() => Promise<Dialog>) | null;
  readonly color: boolean;
  /** Of the terminal that standard output is; null for a file or a pipe. */
  readonly columns: number | null;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
}
