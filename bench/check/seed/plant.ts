/** What is planted into a checkout, and what a correct check says of it. */
import type { RuleId } from '../../../src/check/rules.ts';
import type { Config } from '../../../src/config/config-schema.ts';

/** Null text deletes the file. */
export interface Edit {
  readonly path: string;
  readonly text: string | null;
}

export interface Plant {
  /** The rule that must tell it; null for what nothing may be said of. */
  readonly rule: RuleId | null;
  readonly shape: string;
  readonly edits: readonly Edit[];
  /** Where it must be told: any of the lines, at the violation itself or among its places. */
  readonly path: string;
  readonly lines: readonly number[];
  /** The configuration in which it is planted, where it is not the checkout's own. */
  readonly variant?: (config: Config) => Config;
  /** For a rule about data: the table; only violations of it count. */
  readonly symbol?: string;
  /** What a person would do who takes the plant back: planted text without the violation. */
  readonly mended?: readonly Edit[];
}

/** A text with `«w»`-like marks → the text without them, and the line of each mark. */
export function readMarks(marked: string): {
  readonly text: string;
  readonly lineOf: (mark: string) => readonly number[];
} {
  const lines = marked.split('\n');
  return {
    text: lines.map((line) => line.replaceAll(/«\w+»/g, '')).join('\n'),
    lineOf: (mark) =>
      lines.flatMap((line, index) => (line.includes(`«${mark}»`) ? [index + 1] : [])),
  };
}
