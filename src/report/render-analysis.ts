import type { Analysis } from '../../analyzers/index.ts';
import { renderDot } from './render-dot.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderMermaid } from './render-mermaid.ts';
import { renderText } from './render-text.ts';
import type { TextOptions } from './text-style.ts';
import type { ReportFormat } from './report-formats.ts';

/** One analysis in one of the formats, ending in a line break. */
export function renderAnalysis(
  analysis: Analysis,
  format: ReportFormat,
  options: TextOptions,
): string {
  switch (format) {
    case 'text':
      return renderText(analysis, options);
    case 'json':
      return `${JSON.stringify(analysis, null, 1)}\n`;
    case 'markdown':
      return renderMarkdown(analysis);
    case 'mermaid':
      return renderMermaid(analysis);
    case 'dot':
      return renderDot(analysis);
  }
}
