/** Commands, global flags, the only catch, the only exit status. */
import { Command, CommanderError } from 'commander';

import type { CommandContext } from './commands/context.ts';
import type { AnalyzeFlags } from './commands/analyze.ts';
import type { BaselineAction, BaselineFlags } from './commands/baseline.ts';
import type { CheckFlags } from './commands/check.ts';
import type { ExportFlags } from './commands/export.ts';
import type { InitFlags, TypedEdit } from './commands/init.ts';
import { UserError } from './errors.ts';
import { exitCode } from './exit-code.ts';
import type { Outcome } from './exit-code.ts';
import { EXPORT_FORMATS } from './export/export-formats.ts';
import { readBuild, readVersion } from './package-root.ts';
import { CHECK_FORMATS } from './report/check/check-formats.ts';
import { REPORT_FORMATS } from './report/report-formats.ts';
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
    .option('--html <file>', 'write a page with maps to a file as well')
    .option('--config <file>', 'another configuration than saasctl.json of the folder')
    .option('--no-config', 'suggest boundaries even if there is a saasctl.json')
    .option('--no-cache', 'read every file again')
    .option('--no-history', 'leave git history out')
    .option('--no-second-opinion', 'leave dependency-cruiser out')
    .addHelpText('after', ANALYZE_HELP)
    .action(async (folder: string, flags: AnalyzeFlags) => {
      const { runAnalyze } = await import('./commands/analyze.ts');
      end(await inContext(program, (context) => runAnalyze(folder, flags, context)));
    });
  addInit(program, end);
  addCheck(program, end);
  addBaseline(program, end);
  addExport(program, end);
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
      const { runExplain } = await import('./commands/explain.ts');
      end(await inContext(program, (context) => runExplain(subject, folder, context)));
    });
  return program;
}

function addCheck(program: Command, end: (outcome: Outcome) => void): void {
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
      const { runCheckCommand } = await import('./commands/check.ts');
      end(await inContext(program, (context) => runCheckCommand(paths, flags, context)));
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

function addExport(program: Command, end: (outcome: Outcome) => void): void {
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
      const { runExport } = await import('./commands/export.ts');
      end(await inContext(program, (context) => runExport(folder, flags, context)));
    });
}

type AllowOptions = Omit<Extract<BaselineAction, { kind: 'allow' }>, 'kind' | 'id'>;

function addBaseline(program: Command, end: (outcome: Outcome) => void): void {
  const baseline = program
    .command('baseline')
    .summary('the debts of today, which the check lets pass: create, shrink, allow')
    .description('Accepts debts, one line each in .saasctl/baseline, which belongs into git.');
  const common = (command: Command): Command =>
    command
      .option('--config <file>', 'another configuration than saasctl.json of the folder')
      .option('--dry-run', 'say what would change')
      .option('--no-cache', 'read every file again');
  const run = async (
    action: BaselineAction,
    folder: string,
    flags: BaselineFlags,
  ): Promise<void> => {
    const [{ runBaseline }, { findToday }] = await Promise.all([
      import('./commands/baseline.ts'),
      import('./pipeline.ts'),
    ]);
    end(
      await inContext(program, (context) =>
        runBaseline(action, folder, flags, context, { findToday, date: context.today }),
      ),
    );
  };
  common(baseline.command('create'))
    .description('Accepts every violation of today.')
    .argument('[folder]', 'folder of the project', '.')
    .option('--force', 'replace the baseline that is there, also by a larger one')
    .action((folder: string, flags: BaselineFlags & { force?: boolean }) =>
      run({ kind: 'create', force: flags.force === true }, folder, flags),
    );
  common(baseline.command('shrink'))
    .description('Takes out what is fixed; never adds anything.')
    .argument('[folder]', 'folder of the project', '.')
    .action((folder: string, flags: BaselineFlags) => run({ kind: 'shrink' }, folder, flags));
  common(baseline.command('allow'))
    .description('Accepts one violation, with a reason and somebody who answers for it.')
    .argument('<id>', 'id of the violation, or its beginning')
    .argument('[folder]', 'folder of the project', '.')
    .option('--reason <text>', 'why it is accepted')
    .option('--owner <who>', 'who answers for it')
    .option('--until <date>', 'last day on which it is, as in 2026-12-31')
    .action((id: string, folder: string, flags: BaselineFlags & AllowOptions) =>
      run({ kind: 'allow', id, ...flags }, folder, flags),
    );
}

function addInit(program: Command, end: (outcome: Outcome) => void): void {
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
      const { runInit } = await import('./commands/init.ts');
      end(await inContext(program, (context) => runInit(folder, flags, edits, context)));
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

const ANALYZE_HELP = `
Examples:
  saasctl analyze                                     this folder, one screen
  saasctl analyze apps/api --format markdown -o a.md  a document for the team
  saasctl analyze --format mermaid                    the modules as a picture
  saasctl analyze --html report.html                  a page for the meeting where it is decided
  saasctl analyze --no-config                         the suggestion, whatever saasctl.json says
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
