import type { Command } from 'commander';

import type { ExportFlags } from '../commands/export.ts';
import { EXPORT_FORMATS } from '../export/export-formats.ts';
import type { RunCommand } from './run-command.ts';

export function addExport(program: Command, run: RunCommand): void {
  program
    .command('export')
    .summary('the boundaries as configuration of a tool that you have already')
    .description(
      'Writes the import boundaries of saasctl.json as the configuration of another tool, and says what that tool cannot enforce.',
    )
    .argument('[folder]', 'folder of the project', '.')
    .option('--format <format>', EXPORT_FORMATS.join(', '))
    .option('-o, --output <file>', 'write it to a file; paths in it are relative to that')
    .option('--config <file>', 'another configuration than saasctl.json of the folder')
    .option('--no-cache', 'read every file again')
    .action(async (folder: string, flags: ExportFlags) => {
      const { runExport } = await import('../commands/export.ts');
      await run((context) => runExport(folder, flags, context));
    });
}
