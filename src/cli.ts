/** Commands, global flags, the only catch, the only exit status. */
import { Command, CommanderError } from 'commander';

import type { CommandContext } from './commands/context.ts';
import type { AnalyzeFlags } from './commands/analyze.ts';
import { UserError } from './errors.ts';
import { exitCode } from './exit-code.ts';
import type { Outcome } from './exit-code.ts';
import { readBuild, readVersion } from './package-root.ts';
import { REPORT_FORMATS } from './report/report-formats.ts';

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
  program
    .command('analyze')
    .summary('read a monolith: modules, data, routes, events, transactions, cycles')
    .description(
      'Reads a TypeScript monolith and says what is there, with path:line:column for every fact.',
    )
    .argument('[folder]', 'folder of the project', '.')
    .option('--json', 'every fact as JSON (schema/analysis.v1.json)')
    .option('--format <format>', `${REPORT_FORMATS.join(', ')} (default: text)`)
    .option('-o, --output <file>', 'write the report to a file')
    .option('--no-cache', 'read every file again')
    .option('--no-history', 'leave git history out')
    .option('--no-second-opinion', 'leave dependency-cruiser out')
    .addHelpText('after', ANALYZE_HELP)
    .action(async (folder: string, flags: AnalyzeFlags) => {
      const { runAnalyze } = await import('./commands/analyze.ts');
      end(await inContext(program, (context) => runAnalyze(folder, flags, context)));
    });
  program
    .command('explain')
    .summary('what a finding means, its evidence, what to do')
    .description('Explains one finding of a project by its id, or a kind of finding by its code.')
    .argument('<finding>', 'id of a finding (or its beginning), or a finding code')
    .argument('[folder]', 'folder of the project', '.')
    .action(async (subject: string, folder: string) => {
      const { runExplain } = await import('./commands/explain.ts');
      end(await inContext(program, (context) => runExplain(subject, folder, context)));
    });
  return program;
}

const ANALYZE_HELP = `
Examples:
  saasctl analyze                                     this folder, one screen
  saasctl analyze apps/api --format markdown -o a.md  a document for the team
  saasctl analyze --format mermaid                    the modules as a picture
  saasctl analyze --json | jq '.tables[] | select(.writers | length > 1)'

Exit status: 0 done, 2 wrong usage or no such folder, 3 the analysis is incomplete.`;

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
  const { env, stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    build: readBuild(),
    processId: process.pid,
    ui: await createUi({ stderr, quiet: flags.quiet === true }),
    color: flags.color && stdout.isTTY && env['NO_COLOR'] === undefined,
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
const INCOMPLETE = new Set(['project-empty', 'project-unreadable']);
