/** `saasctl export` without a process: what it writes and says. */
import type { CommandContext } from '../../src/commands/context.ts';
import { runExport } from '../../src/commands/export.ts';
import type { ExportFlags } from '../../src/commands/export.ts';

export interface ExportRun {
  readonly text: string;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

export async function exportOf(folder: string, flags: Partial<ExportFlags>): Promise<ExportRun> {
  let text = '';
  const notes: string[] = [];
  const warnings: string[] = [];
  const nothing = (): void => undefined;
  const context: CommandContext = {
    cwd: folder,
    build: 'test',
    processId: process.pid,
    ui: {
      progress: nothing,
      finish: nothing,
      note: (line) => notes.push(line),
      warn: (line) => warnings.push(line),
    },
    openDialog: null,
    color: false,
    print: (part) => {
      text += part;
    },
  };
  await runExport('.', { cache: false, ...flags }, context);
  return { text, notes, warnings };
}
