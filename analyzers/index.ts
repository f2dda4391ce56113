/** The left half of saasctl as a library: importing it does nothing. */
export { analyzeProject } from './analyze-project.ts';
export type { AnalyzeOptions, Progress } from './analyze-project.ts';
export type { TextStore } from './cache.ts';
export type * from './contract.ts';
export { ProjectError } from './discover/project-error.ts';
export { FINDING_CODES } from './findings.ts';
export type { FindingCode, FindingText } from './findings.ts';
