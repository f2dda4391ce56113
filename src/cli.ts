/** Commands, global flags, the only catch, the only exit status. */
import { Command, CommanderError } from 'commander';

import { addAnalyze } from './cli/add-analyze.ts';
import { addBaseline } from './cli/add-baseline.ts';
import { addCheck } from './cli/add-check.ts';
import { addExplain } from './cli/add-explain.ts';
import { addExport } from './cli/add-export.ts';
import { addInit } from './cli/add-init.ts';
import type { RunCommand } from './cli/run-command.ts';
import type { CommandContext } from './commands/context.ts';
import { UserError } from './errors.ts';
import { exitCode } from './exit-code.ts';
import type { Outcome } from './exit-code.ts';
import { readBuild, readVersion } from './package-root.ts';
import type { Dialog } from './ui/dialog.ts';

interface GlobalFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export async function main(argv: readonly string[]): Promise<void> {
  let outcome: Outcome = 'clean';
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const program = buildProgram((next) => {
    outcome = next;
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    outcome = reportFailure(error, argv.includes('--verbose'));
  }
  process.exitCode = exitCode(outcome);
}

function buildProgram(end: (outcome: Outcome) => void): Command {
  const version = readVersion();
  const program = new Command('saasctl')
    .description('Take a large TypeScript monolith apart, safely.')
    .version(version, '-V, --version')
    .option('-q, --quiet', 'no progress on stderr')
    .option('--verbose', 'stack traces with errors')
    .option('--no-color', 'plain text')
    .showHelpAfterError('Run "saasctl --help" for the commands.')
    .exitOverride();
  const run: RunCommand = async (work) => end(await inContext(program, work));
  // In this order they are listed by --help.
  for (const add of [addAnalyze, addInit, addCheck, addBaseline, addExport, addExplain])
    add(program, run);
  return program;
}

/** Runs a command and ends the conversation whatever happens: a spinner left turning keeps the process alive. */
async function inContext(
  program: Command,
  run: (context: CommandContext) => Promise<Outcome>,
): Promise<Outcome> {
  const context = await createContext(program.opts<GlobalFlags>());
  try {
    return await run(context);
  } finally {
    context.ui.finish();
  }
}

async function createContext(flags: GlobalFlags): Promise<CommandContext> {
  const { createUi } = await import('./ui.ts');
  const { env, stdin, stdout, stderr } = process;
  const openDialog = async (): Promise<Dialog> => {
    const { createDialog } = await import('./ui/dialog.ts');
    return createDialog({ input: stdin, output: stderr });
  };
  return {
    cwd: process.cwd(),
    build: readBuild(),
    version: readVersion(),
    processId: process.pid,
    today: new Date().toISOString().slice(0, 10),
    whenInterrupted: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve());
      }),
    onGithub: env['GITHUB_ACTIONS'] === 'true',
    ui: await createUi({ stderr, quiet: flags.quiet === true }),
    openDialog: stdin.isTTY && stderr.isTTY ? openDialog : null,
    color: flags.color && stdout.isTTY && env['NO_COLOR'] === undefined,
    columns: stdout.isTTY ? stdout.columns : null,
    print: (text) => stdout.write(text),
  };
}

function reportFailure(error: unknown, verbose: boolean): Outcome {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 'clean' : 'usage';
  if (error instanceof UserError) {
    process.stderr.write(`saasctl: ${error.message}\n  ${error.hint}\n`);
    if (verbose) process.stderr.write(`${error.stack ?? ''}\n`);
    return INCOMPLETE.has(error.code) ? 'incomplete' : 'usage';
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `saasctl: this is a bug in saasctl, please report it with these lines:\n${stack}\n`,
  );
  return 'incomplete';
}

/** Failures that mean "looked at nothing": never to be taken for a clean result or a typing error. */
const INCOMPLETE = new Set([
  'project-empty',
  'project-unreadable',
  'history-shallow',
  'history-unavailable',
]);
