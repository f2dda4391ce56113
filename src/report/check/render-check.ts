import type { CheckReport } from '../../check/violation.ts';
import type { CheckFormat } from './check-formats.ts';
import type { CheckOptions } from './check-options.ts';

/** One result in one of the formats, ending in a line break; each format is loaded only when asked for. */
export async function renderCheck(
  report: CheckReport,
  format: CheckFormat,
  options: CheckOptions,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./render-check-text.ts')).renderCheckText(report, options);
    case 'json':
      return (await import('./render-check-json.ts')).renderCheckJson(report);
    case 'sarif':
      return (await import('./render-sarif.ts')).renderSarif(report, options);
    case 'github':
      return (await import('./render-github.ts')).renderGithub(report, options);
    case 'junit':
      return (await import('./render-junit.ts')).renderJunit(report, options);
    case 'codeclimate':
      return (await import('./render-codeclimate.ts')).renderCodeclimate(report, options);
    case 'markdown':
      return (await import('./render-check-markdown.ts')).renderCheckMarkdown(report, options);
  }
}
