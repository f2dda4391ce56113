import type { Command } from 'commander';

import type { InitFlags, TypedEdit } from '../commands/init.ts';
import type { RunCommand } from './run-command.ts';

export function addInit(program: Command, run: RunCommand): void {
  // Edits build on each other: what counts is their order on the command line, whatever their flag.
  const edits: TypedEdit[] = [];
  const collect =
    (kind: TypedEdit[0]) =>
    (text: string): string => {
      edits.push([kind, text]);
      return text;
    };
  program
    .command('init')
    .summary('write saasctl.json: the suggested boundaries, edited by you')
    .description(
      'Writes saasctl.json from the suggested plan, in a conversation that shows what each edit does to cycles, shared tables, transactions and the roadmap.',
    )
    .argument('[folder]', 'folder of the project', '.')
    .option('-y, --yes', 'no conversation')
    .option('--granularity <how>', 'coarse, medium or fine (default: medium)')
    .option('--rename <old=new>', 'give a boundary another id', collect('rename'))
    .option('--merge <a+b=id>', 'make one boundary of several', collect('merge'))
    .option('--split <id>', 'divide a boundary as the finer plan does', collect('split'))
    .option(
      '--move <glob=id>',
      'move files to a boundary, a new one, kernel or monolith',
      collect('move'),
    )
    .option('--pin <table=id>', 'say which boundary owns a table', collect('pin'))
    .option('--force', 'replace a saasctl.json that is there')
    .option('--dry-run', 'print it instead of writing it')
    .option('--no-cache', 'read every file again')
    .option('--no-history', 'leave git history out')
    .addHelpText('after', INIT_HELP)
    .action(async (folder: string, flags: InitFlags) => {
      const { runInit } = await import('../commands/init.ts');
      await run((context) => runInit(folder, flags, edits, context));
    });
}

const INIT_HELP = `
Edits are applied in the order in which they are given.

Examples:
  saasctl init                                        a conversation
  saasctl init apps/api --yes                         the suggested plan
  saasctl init --yes --dry-run --granularity coarse   what would be written
  saasctl init --yes --merge orders+invoices=sales --move 'src/mail/**=kernel' --pin users=accounts

Exit status: 0 done, 2 wrong usage or an edit that cannot be made, 3 the analysis is incomplete,
130 left without writing.`;
