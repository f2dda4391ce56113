import type { Command } from 'commander';

import type { BaselineAction, BaselineFlags } from '../commands/baseline.ts';
import type { RunCommand } from './run-command.ts';

type AllowOptions = Omit<Extract<BaselineAction, { kind: 'allow' }>, 'kind' | 'id'>;

export function addBaseline(program: Command, run: RunCommand): void {
  const baseline = program
    .command('baseline')
    .summary('the debts of today, which the check lets pass: create, shrink, allow')
    .description('Accepts debts, one line each in .saasctl/baseline, which belongs into git.');
  const common = (command: Command): Command =>
    command
      .option('--config <file>', 'another configuration than saasctl.json of the folder')
      .option('--dry-run', 'say what would change')
      .option('--no-cache', 'read every file again');
  const change = async (
    action: BaselineAction,
    folder: string,
    flags: BaselineFlags,
  ): Promise<void> => {
    const [{ runBaseline }, { findToday }] = await Promise.all([
      import('../commands/baseline.ts'),
      import('../pipeline.ts'),
    ]);
    await run((context) =>
      runBaseline(action, folder, flags, context, { findToday, date: context.today }),
    );
  };
  common(baseline.command('create'))
    .description('Accepts every violation of today.')
    .argument('[folder]', 'folder of the project', '.')
    .option('--force', 'replace the baseline that is there, also by a larger one')
    .action((folder: string, flags: BaselineFlags & { force?: boolean }) =>
      change({ kind: 'create', force: flags.force === true }, folder, flags),
    );
  common(baseline.command('shrink'))
    .description('Takes out what is fixed; never adds anything.')
    .argument('[folder]', 'folder of the project', '.')
    .action((folder: string, flags: BaselineFlags) => change({ kind: 'shrink' }, folder, flags));
  common(baseline.command('allow'))
    .description('Accepts one violation, with a reason and somebody who answers for it.')
    .argument('<id>', 'id of the violation, or its beginning')
    .argument('[folder]', 'folder of the project', '.')
    .option('--reason <text>', 'why it is accepted')
    .option('--owner <who>', 'who answers for it')
    .option('--until <date>', 'last day on which it is, as in 2026-12-31')
    .action((id: string, folder: string, flags: BaselineFlags & AllowOptions) =>
      change({ kind: 'allow', id, ...flags }, folder, flags),
    );
}
