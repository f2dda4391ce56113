import { resolve } from 'node:path';

import { outcomeOf } from '../check/outcome-of.ts';
import { watchFiles } from '../check/watch/watch-files.ts';
import type { Outcome } from '../exit-code.ts';
import { UserError } from '../errors.ts';
import { openCheck } from '../pipeline.ts';
import { renderCheck } from '../report/check/render-check.ts';
import type { CheckFlags } from './check.ts';
import { chooseConfig } from './choose-config.ts';
import type { CommandContext } from './context.ts';

const CLEAR_SCREEN = '\u001B[2J\u001B[3J\u001B[H';

/** Checks again after every save until it is interrupted; ends as the last check did. */
export async function runCheckWatch(
  folder: string,
  flags: CheckFlags,
  context: CommandContext,
): Promise<Outcome> {
  refuseOutputs(flags);
  const { cwd, version, today, ui, color, columns, print, whenInterrupted } = context;
  const root = resolve(cwd, folder);
  const files = await watchFiles(root);
  void whenInterrupted().then(files.end);
  const session = await openCheck({
    root,
    config: chooseConfig(flags.config, cwd),
    today,
    onProgress: ui.progress,
  });
  const options = {
    color,
    folder,
    all: flags.all === true,
    prefix: '',
    toolVersion: version,
    ...(columns === null ? {} : { width: columns }),
  };
  let outcome: Outcome = 'clean';
  for (let changed: readonly string[] | null = []; changed !== null; changed = await files.next()) {
    const text = await explained(async () => {
      const report = await session.check(changed ?? []);
      outcome = outcomeOf(report, flags.strictBaseline === true);
      return renderCheck(report, 'text', options);
    });
    ui.finish();
    if (color) print(CLEAR_SCREEN);
    print(`${text}\nwaiting for changes; Ctrl-C ends it\n`);
  }
  return outcome;

  /** A half-typed configuration is no reason to stop watching. */
  async function explained(work: () => Promise<string>): Promise<string> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcome = 'usage';
      return `saasctl: ${error.message}\n  ${error.hint}\n`;
    }
  }
}

function refuseOutputs({ since, json, format, output, also }: CheckFlags): void {
  const given = [
    since !== undefined && '--since',
    json === true && '--json',
    format !== undefined && format !== 'text' && '--format',
    output !== undefined && '--output',
    also.length > 0 && '--also',
  ].find((flag) => flag !== false);
  if (given === undefined) return;
  throw new UserError(
    'watch-conflict',
    `--watch and ${given} exclude each other`,
    'Watching shows the text of the whole project; run the check once for anything else.',
  );
}
