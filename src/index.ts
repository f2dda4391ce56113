/** Public API. Functions return data; nothing here prints, exits or reads the environment. */
export { analyze, check } from './pipeline.ts';
export type { AnalyzeRequest, CheckRequest } from './pipeline.ts';
export type * from './check/violation.ts';
export { UserError } from './errors.ts';
export { exitCode } from './exit-code.ts';
export { renderAnalysis } from './report/render-analysis.ts';
export type { ReportFormat } from './report/report-formats.ts';
export { renderCheck } from './report/check/render-check.ts';
export type { CheckFormat } from './report/check/check-formats.ts';
export type { CheckOptions } from './report/check/check-options.ts';
export type * from '../analyzers/index.ts';
