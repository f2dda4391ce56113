import type { Command } from 'commander';

import type { CheckFlags } from '../commands/check.ts';
import { CHECK_FORMATS } from '../report/check/check-formats.ts';
import type { RunCommand } from './run-command.ts';

export function addCheck(program: Command, run: RunCommand): void {
  program
    .command('check')
    .summary('hold the code to saasctl.json: the gate for CI')
    .description(
      'Fails when the code breaks a boundary of saasctl.json in a way that is not in the baseline.',
    )
    .argument('[paths...]', 'the folder of the project, or files of it to report on', [])
    .option('--folder <dir>', 'folder of the project when files are given (default: this one)')
    .option('--since <ref>', 'only what is new against the merge base with a branch or commit')
    .option('--format <format>', `${CHECK_FORMATS.join(', ')} (default: text)`)
    .option('--json', 'the same as --format json')
    .option('-o, --output <file>', 'write the result to a file')
    .option(
      '--also <format=file>',
      'another format into a file; may be repeated',
      (text: string, all: readonly string[]) => [...all, text],
      [],
    )
    .option('--all', 'list known and allowed violations, and all of them')
    .option('--strict-baseline', 'fail when the baseline lists what is fixed')
    .option('--fix', 'mend what is mechanical: import type, import from the public entry')
    .option('--dry-run', 'with --fix: print a diff instead')
    .option('-w, --watch', 'check again after every save')
    .option(
      '--init',
      'write a small saasctl.json that passes at once, with the debts in a baseline',
    )
    .option('--config <file>', 'another configuration than saasctl.json of the folder')
    .option('--no-cache', 'read every file again')
    .addHelpText('after', CHECK_HELP)
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      const { runCheckCommand } = await import('../commands/check.ts');
      await run((context) => runCheckCommand(paths, flags, context));
    });
}

const CHECK_HELP = `
Examples:
  saasctl check                                       this folder
  saasctl check --since origin/main                   what this branch adds
  saasctl check --also sarif=check.sarif --also markdown=check.md
  saasctl check src/orders/order.service.ts           for lint-staged and other hooks
  saasctl explain private-api                         what a rule means and how to follow it

Exit status: 0 nothing new, 1 new violations, 2 wrong usage or configuration, 3 the check is incomplete.`;
