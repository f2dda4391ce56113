/** What GitLab reads as a Code Quality report: one file, relative paths, fingerprints without lines. */
import type { BaselineState, CheckReport, Violation } from '../../check/violation.ts';
import type { CheckOptions } from './check-options.ts';
import { sentence } from './describe-check.ts';
import { uniqueFingerprints } from './fingerprint.ts';
import { createHash } from 'node:crypto';
import { jsonLines } from './json-lines.ts';
import { byWeight, newOnes } from './pick-violations.ts';
import { repositoryPath } from './repository-path.ts';
