/** Apart from the renderers, so that --help does not load them. */
export const REPORT_FORMATS = ['text', 'json', 'markdown', 'mermaid', 'dot'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
