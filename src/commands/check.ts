import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

import { findRepositoryPrefix } from '../check/find-repository-prefix.ts';
import { outcomeOf } from '../check/outcome-of.ts';
import { limitTo } from '../check/run-check.ts';
import type { CheckReport } from '../check/violation.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { check } from '../pipeline.ts';
import type { CheckRequest } from '../pipeline.ts';
import { CHECK_FORMATS } from '../report/check/check-formats.ts';
import type { CheckFormat } from '../report/check/check-formats.ts';
import type { CheckOptions } from '../report/check/check-options.ts';
import { renderCheck } from '../report/check/render-check.ts';
import { writeReport } from '../write-report.ts';
import type { CheckFix } from './check-fix.ts';
import { chooseConfig } from './choose-config.ts';
import type { CommandContext } from './context.ts';

export interface CheckFlags {
  readonly json?: boolean;
  readonly format?: string;
  readonly output?: string;
  /** As typed: `sarif=check.sarif`. */
  readonly also: readonly string[];
  readonly folder?: string;
  readonly since?: string;
  readonly strictBaseline?: boolean;
  readonly all?: boolean;
  readonly config?: string;
  readonly cache: boolean;
  readonly watch?: boolean;
  readonly init?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

export async function runCheckCommand(
  paths: readonly string[],
  flags: CheckFlags,
  context: CommandContext,
): Promise<Outcome> {
  const formats = readFormats(flags);
  refuseFix(flags);
  const { folder, files } = readPaths(paths, flags, context.cwd);
  if (flags.init === true || flags.watch === true) {
    refuseFiles(files, flags);
    if (flags.init === true) {
      const { runCheckInit } = await import('./check-init.ts');
      return runCheckInit(folder, flags, context);
    }
    const { runCheckWatch } = await import('./check-watch.ts');
    return runCheckWatch(folder, flags, context);
  }
  const { cwd, build, processId, today, ui } = context;
  const request: CheckRequest = {
    root: resolve(cwd, folder),
    build,
    cacheFor: flags.cache ? processId : null,
    config: chooseConfig(flags.config, cwd),
    since: flags.since ?? null,
    today,
    onProgress: ui.progress,
  };
  const narrow = (whole: CheckReport): CheckReport =>
    files === null ? whole : limitTo(whole, new Set(withinRoot(files, whole.root)));
  const fix = flags.fix === true ? await mend(request, files, flags, context) : null;
  if (fix && flags.dryRun === true) {
    fix.tell(null);
    return outcomeOf(narrow(fix.before), flags.strictBaseline === true);
  }
  const whole = fix?.isIdle === true ? fix.before : await check(request);
  ui.finish();
  fix?.tell(whole);
  const report = narrow(whole);
  await deliver(report, formats, folder, flags, context);
  return outcomeOf(report, flags.strictBaseline === true);
}

/** The parser behind it is heavy: only who wants a fix loads it. */
async function mend(
  request: CheckRequest,
  files: readonly string[] | null,
  flags: CheckFlags,
  context: CommandContext,
): Promise<CheckFix> {
  const { runCheckFix } = await import('./check-fix.ts');
  return runCheckFix(request, files, flags, context);
}

function refuseFix({ fix, dryRun, init, watch }: CheckFlags): void {
  if (dryRun === true && fix !== true)
    throw new UserError(
      'flags-conflict',
      '--dry-run goes with --fix, and there is none',
      'Without --fix nothing is written anyway; saasctl check --fix --dry-run prints a diff.',
    );
  const other = init === true ? '--init' : watch === true ? '--watch' : null;
  if (fix === true && other !== null)
    throw new UserError(
      'flags-conflict',
      `--fix and ${other} exclude each other`,
      'Give one of the two.',
    );
}

/** Watching and beginning concern a whole project, and one of them at a time. */
function refuseFiles(files: readonly string[] | null, { init, watch }: CheckFlags): void {
  const flag = init === true ? '--init' : '--watch';
  const other =
    files !== null ? 'single files' : init === true && watch === true ? '--watch' : null;
  if (other !== null)
    throw new UserError(
      'flags-conflict',
      `${flag} and ${other} exclude each other`,
      `Run saasctl check ${flag} for the folder of the project.`,
    );
}

async function deliver(
  report: CheckReport,
  formats: readonly Output[],
  folder: string,
  flags: CheckFlags,
  { cwd, version, color, columns, print, ui, onGithub }: CommandContext,
): Promise<void> {
  const options: CheckOptions = {
    color: false,
    folder,
    all: flags.all === true,
    prefix: [findRepositoryPrefix(resolve(cwd, folder)), report.root]
      .filter((part) => part !== '' && part !== '.')
      .join('/'),
    toolVersion: version,
    strictBaseline: flags.strictBaseline === true,
  };
  for (const { format, file } of formats) {
    if (file === null) {
      const onTerminal = { ...options, color, ...(columns === null ? {} : { width: columns }) };
      print(await renderCheck(report, format, onTerminal));
    } else {
      writeReport(resolve(cwd, file), await renderCheck(report, format, options));
      ui.note(`saasctl: wrote ${file}`);
    }
  }
  if (onGithub && formats[0]?.format === 'text' && formats[0].file === null)
    print((await import('../report/check/render-github.ts')).renderAnnotations(report, options));
}

interface Output {
  readonly format: CheckFormat;
  /** Null for standard output. */
  readonly file: string | null;
}

function readFormats({ json, format, output, also }: CheckFlags): readonly Output[] {
  if (json && format !== undefined && format !== 'json')
    throw new UserError(
      'format-conflict',
      `--json and --format ${format} exclude each other`,
      'Give one of the two, or --also for more.',
    );
  const first = { format: knownFormat(json ? 'json' : (format ?? 'text')), file: output ?? null };
  return [first, ...also.map(readAlso)];
}

function readAlso(typed: string): Output {
  const at = typed.indexOf('=');
  if (at <= 0 || at === typed.length - 1)
    throw new UserError(
      'also-syntax',
      `--also ${typed} names no format with a file`,
      'Write --also <format>=<file>, as in --also sarif=check.sarif.',
    );
  return { format: knownFormat(typed.slice(0, at)), file: typed.slice(at + 1) };
}

function knownFormat(name: string): CheckFormat {
  const found = CHECK_FORMATS.find((one) => one === name);
  if (found) return found;
  throw new UserError(
    'format-unknown',
    `There is no format "${name}"`,
    `Choose one of ${CHECK_FORMATS.join(', ')}.`,
  );
}

interface Paths {
  readonly folder: string;
  /** Relative to the folder; null for all. */
  readonly files: readonly string[] | null;
}

/** One folder is the project; anything else are files of it. */
function readPaths(paths: readonly string[], flags: CheckFlags, cwd: string): Paths {
  const [first] = paths;
  const kinds = paths.map((path) => kindOf(resolve(cwd, path), path));
  if (first !== undefined && kinds[0] === 'folder' && paths.length === 1) {
    if (flags.folder === undefined) return { folder: first, files: null };
    throw new UserError(
      'folder-twice',
      `Both ${first} and --folder ${flags.folder} name the project`,
      'Give one of the two.',
    );
  }
  const folder = flags.folder ?? '.';
  if (paths.length === 0) return { folder, files: null };
  const wrong = paths.find((_path, index) => kinds[index] === 'folder');
  if (wrong !== undefined)
    throw new UserError(
      'path-folder',
      `${wrong} is a folder among files`,
      'Give one folder to check a project, or the files that are about to be committed.',
    );
  const root = resolve(cwd, folder);
  return {
    folder,
    files: paths.map((path) => relative(root, resolve(cwd, path)).split(sep).join('/')),
  };
}

function kindOf(path: string, typed: string): 'file' | 'folder' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    throw new UserError(
      'path-missing',
      `There is no file or folder ${typed}`,
      'Check the path; hooks must leave deleted files out (lint-staged does).',
    );
  }
}

/** As the sources are named: those outside of their folder are no files of the project. */
function withinRoot(files: readonly string[], root: string): readonly string[] {
  if (root === '.') return files;
  const prefix = `${root}/`;
  return files.flatMap((file) => (file.startsWith(prefix) ? file.slice(prefix.length) : []));
}
