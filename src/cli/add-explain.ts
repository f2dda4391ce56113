import type { Command } from 'commander';

import type { RunCommand } from './run-command.ts';

export function addExplain(program: Command, run: RunCommand): void {
  program
    .command('explain')
    .summary('what a finding, a violation, a rule or a boundary means, and what to do')
    .description(
      'Explains a finding of analyze or a violation of check by its id, a kind of finding by its code, a rule by its name, or a boundary by its id.',
    )
    .argument(
      '<subject>',
      'id of a finding or violation (or its beginning), a finding code, a rule, or a boundary',
    )
    .argument('[folder]', 'folder of the project', '.')
    .action(async (subject: string, folder: string) => {
      const { runExplain } = await import('../commands/explain.ts');
      await run((context) => runExplain(subject, folder, context));
    });
}
