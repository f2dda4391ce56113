/** `saasctl export` without a process: what it writes and says. */
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
  const context = {
    cwd: folder,
    build: 'test',
    processId: process.pid,
    ui: {
      progress: nothing,
      finish: nothing,
      note: (line: string): unknown => notes.push(line),
      warn: (line: string): unknown => warnings.push(line),
    },
    print: (part: string): void => {
      text += part;
    },
  };
  await runExport('.', { cache: false, ...flags }, context);
  return { text, notes, warnings };
}
