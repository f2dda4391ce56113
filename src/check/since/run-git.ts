/** The only door to git: what it may read of its surroundings, how long it may take, how failures are told. */
import { existsSync } from 'node:fs';

import { execa } from 'execa';

import { UserError } from '../../errors.ts';

export interface GitOptions {
  readonly input?: string;
  /** Index to use instead of the repository's own. */
  readonly index?: string;
  /** May go to a remote: takes as long as it takes. */
  readonly network?: boolean;
}

export interface GitResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const LOCAL_LIMIT = 120_000;
/** A stream waits for its reader, who writes thousands of files meanwhile. */
const STREAM_LIMIT = 900_000;
const MAX_OUTPUT = 512 * 1024 * 1024;

/**
 * Where the repository is follows from the folder alone: a hook that runs us (`git commit`,
 * husky) has set these for its own purpose. Undefined takes a variable out of the environment.
 */
const SURROUNDINGS = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_IMPLICIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_PREFIX: undefined,
  GIT_NAMESPACE: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_QUARANTINE_PATH: undefined,
  GIT_SHALLOW_FILE: undefined,
  GIT_GRAFT_FILE: undefined,
  GIT_CONFIG: undefined,
  GIT_EXTERNAL_DIFF: undefined,
  GIT_LITERAL_PATHSPECS: undefined,
  GIT_INDEX_VERSION: undefined,
  LC_ALL: 'C',
  LANGUAGE: undefined,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
};

/** Nothing of the user's runs or changes because we look: no hooks, monitors, shared indexes or tidying up. */
const UNTOUCHED = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.splitIndex=false',
  'index.sparse=false',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/**
 * Runs git in a folder; a status other than 0 is an answer.
 * @throws UserError without git or folder, and when it takes too long
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  { input, index, network = false }: GitOptions = {},
): Promise<GitResult> {
  const result = await execa('git', ['--no-pager', ...UNTOUCHED, ...args], {
    cwd: folder,
    env: { ...SURROUNDINGS, ...(index === undefined ? {} : { GIT_INDEX_FILE: index }) },
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    ...(network ? {} : { timeout: LOCAL_LIMIT }),
    maxBuffer: MAX_OUTPUT,
    reject: false,
    stripFinalNewline: false,
  });
  if (result.exitCode === undefined) throw notRun(folder, args, result);
  return { status: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

/**
 * Runs git and hands over its output.
 * @throws UserError also when git refuses
 */
export async function askGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await runGit(folder, args, options);
  if (status === 0) return stdout;
  throw explainRefusal(folder, args, stderr);
}

/** Output of git piece by piece, for what may be too much to hold. */
export async function* streamGit(
  folder: string,
  args: readonly string[],
  input: string,
): AsyncGenerator<Buffer> {
  const child = execa('git', ['--no-pager', ...UNTOUCHED, ...args], {
    cwd: folder,
    env: SURROUNDINGS,
    input,
    timeout: STREAM_LIMIT,
    encoding: 'buffer',
    buffer: { stdout: false, stderr: true },
    reject: false,
  });
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
  } finally {
    // A reader that left early leaves git with nobody to write to.
    if (!child.stdout.readableEnded) child.kill();
  }
  const result = await child;
  if (result.exitCode === undefined) throw notRun(folder, args, result);
  if (result.exitCode !== 0)
    throw explainRefusal(folder, args, Buffer.from(result.stderr).toString('utf8'));
}

function notRun(
  folder: string,
  args: readonly string[],
  failure: {
    readonly code?: string | undefined;
    readonly timedOut: boolean;
    readonly shortMessage?: string | undefined;
  },
): UserError {
  const command = nameOf(args);
  if (failure.timedOut)
    return new UserError(
      'git-timeout',
      `${command} in ${folder} did not end in time`,
      'See whether it ends when you run it yourself: the disk may be slow or the repository locked.',
    );
  if (failure.code === 'ENOENT' && !existsSync(folder))
    return new UserError('project-not-found', `There is no folder ${folder}`, 'Check the path.');
  if (failure.code === 'ENOENT')
    return new UserError(
      'git-missing',
      'git is not installed, or not on the PATH, and --since needs it to read the merge base',
      'Install git, or run the check without --since.',
    );
  return new UserError(
    'git-failed',
    `${command} could not be run in ${folder} (${failure.shortMessage ?? failure.code ?? 'unknown reason'})`,
    'See what git says when you run it yourself.',
  );
}

function explainRefusal(folder: string, args: readonly string[], stderr: string): UserError {
  if (/dubious ownership/.test(stderr)) {
    const place = /safe\.directory '?([^'\n]+)'?/.exec(stderr)?.[1] ?? folder;
    return new UserError(
      'git-untrusted',
      `git does not read the repository around ${folder}, because it belongs to another user`,
      `If you trust it: git config --global --add safe.directory '${place}'`,
    );
  }
  if (/not a git repository|must be run in a work tree/.test(stderr))
    return new UserError(
      'not-a-repository',
      `${folder} is not in the work tree of a git repository, and --since compares with a commit`,
      'Name a folder of a repository, or run the check without --since.',
    );
  return new UserError(
    'git-failed',
    `${nameOf(args)} failed in ${folder}: ${firstLine(stderr)}`,
    'See what git says when you run it yourself.',
  );
}

/** The command without its settings. */
function nameOf(args: readonly string[]): string {
  return `git ${args.find((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-c') ?? ''}`;
}

function firstLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim() !== '') ?? 'no reason given';
  return line.replace(/^(?:fatal|error): /, '').trim();
}
