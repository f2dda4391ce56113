/** Public API. Functions return data; nothing here prints, exits or reads the environment. */
export { analyze } from './pipeline.ts';
export type { AnalyzeRequest } from './pipeline.ts';
export { UserError } from './errors.ts';
export { exitCode } from './exit-code.ts';
export { renderAnalysis } from './report/render-analysis.ts';
export type { ReportFormat } from './report/report-formats.ts';
export type * from '../analyzers/index.ts';
