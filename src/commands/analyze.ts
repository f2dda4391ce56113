import { join, resolve } from 'node:path';

import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { analyze, findGaps } from '../pipeline.ts';
import { createExcerptReader } from '../read-excerpt.ts';
import { renderAnalysis } from '../report/render-analysis.ts';
import { REPORT_FORMATS } from '../report/report-formats.ts';
import type { ReportFormat } from '../report/report-formats.ts';
import { writeReport } from '../write-report.ts';
import { chooseConfig } from './choose-config.ts';
import type { CommandContext } from './context.ts';

export interface AnalyzeFlags {
  readonly json?: boolean;
  readonly format?: string;
  readonly output?: string;
  readonly html?: string;
  /** A file, or false for none. */
  readonly config?: string | false;
  readonly cache: boolean;
  readonly history: boolean;
  readonly secondOpinion: boolean;
}

export async function runAnalyze(
  folder: string,
  flags: AnalyzeFlags,
  context: CommandContext,
): Promise<Outcome> {
  if (folder === '')
    throw new UserError(
      'folder-empty',
      'The folder is an empty text',
      'Name a folder, or leave it out for this one.',
    );
  const format = readFormat(flags);
  const { cwd, build, processId, ui, color, print } = context;
  const root = resolve(cwd, folder);
  const analysis = await analyze({
    root,
    build,
    config: chooseConfig(flags.config, cwd),
    cacheFor: flags.cache ? processId : null,
    history: flags.history,
    secondOpinion: flags.secondOpinion,
    onProgress: ui.progress,
  });
  ui.finish();
  const report = renderAnalysis(analysis, format, {
    color: color && flags.output === undefined,
    folder,
  });
  if (flags.output === undefined) print(report);
  else {
    writeReport(resolve(cwd, flags.output), report);
    ui.note(`saasctl: wrote ${flags.output}`);
  }
  if (flags.html !== undefined) {
    const { renderHtml } = await import('../report/html/render-html.ts');
    const excerpt = createExcerptReader(join(root, analysis.project.root));
    writeReport(resolve(cwd, flags.html), renderHtml(analysis, { excerpt }));
    ui.note(`saasctl: wrote ${flags.html}`);
  }
  const gaps = findGaps(analysis);
  for (const gap of gaps) ui.warn(`saasctl: the analysis is incomplete: ${gap}`);
  return gaps.length > 0 ? 'incomplete' : 'clean';
}

function readFormat({ json, format }: AnalyzeFlags): ReportFormat {
  if (json) {
    if (format === undefined || format === 'json') return 'json';
    throw new UserError(
      'format-conflict',
      `--json and --format ${format} exclude each other`,
      'Give one of the two.',
    );
  }
  const found = REPORT_FORMATS.find((one) => one === (format ?? 'text'));
  if (found) return found;
  throw new UserError(
    'format-unknown',
    `There is no format "${format}"`,
    `Choose one of ${REPORT_FORMATS.join(', ')}.`,
  );
}
