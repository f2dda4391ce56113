/** Where a baseline lies, and what its files are called. */
import { dirname, join } from 'node:path';

import type { ConfigChoice } from '../../config/read-config.ts';
import type { Place } from '../violation.ts';

/** Within the folder of saasctl.json, as the user knows it. */
export const BASELINE_FOLDER = '.saasctl/baseline';

export const ATTRIBUTES_FILE = '.gitattributes';
/** Two branches that add debts both keep theirs: git takes the lines of both sides. */
export const UNION_MERGE = '*.jsonl merge=union';

const SUFFIX = '.jsonl';

export const isBaselineFile = (file: string): boolean => file.endsWith(SUFFIX);

export const fileOf = (from: Place): string => `${from}${SUFFIX}`;

/** @param name file or path of one of its files */
export const placeOf = (name: string): Place =>
  name.slice(name.lastIndexOf('/') + 1, -SUFFIX.length);

/** The folder whose `.saasctl` holds the baseline: beside the configuration that it belongs to. */
export const homeOf = (root: string, choice: ConfigChoice): string =>
  choice.kind === 'file' ? dirname(choice.path) : root;

export const baselineFolder = (home: string): string => join(home, ...BASELINE_FOLDER.split('/'));
