/** What a saasctl.json may say: the one source of its types, its errors and schema/config.v1.json. */
import { z } from 'zod';

import { RULE_IDS } from '../check/rules.ts';
import type { RuleId } from '../check/rules.ts';

const ID_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Names that stand for places which are no boundary. */
export const RESERVED_IDS: ReadonlySet<string> = new Set(['kernel', 'monolith']);

/** Whether a boundary may be called so. */
export const isBoundaryId = (text: string): boolean =>
  ID_PATTERN.test(text) && !RESERVED_IDS.has(text);

const text = z.string().min(1);
const globs = z.array(text);

const boundarySchema = z.strictObject({
  files: globs.describe('Its files: paths and globs, relative to the root.'),
  public: globs
    .optional()
    .describe(
      'Those of its files that others may import: paths and globs, with "#Name,Name" for single names. Without it everything is public.',
    ),
  tables: z
    .array(text)
    .optional()
    .describe('Tables that it owns, whatever the code says: it alone may write them.'),
  dependsOn: z.array(text).optional().describe('Boundaries that it may use. Without it any.'),
  service: text.optional().describe('Folder of the service, once it has been extracted.'),
});

const severity = z.enum(['off', 'warn', 'error']);

const severityOf = { severity: severity.optional().describe('"error" by default.') };
const importOptions = z.strictObject({
  ...severityOf,
  types: severity
    .optional()
    .describe('Severity of imports that leave nothing at run time; by default that of docs/rules.'),
});
const cycleOptions = z.strictObject({
  ...severityOf,
  tier: z
    .enum(['all', 'runtime', 'load'])
    .optional()
    .describe(
      'Which imports make a cycle: all, those that are left at run time (default), or those used while files load.',
    ),
});
const plainOptions = z.strictObject(severityOf);

const OPTIONS: Readonly<Partial<Record<RuleId, typeof importOptions | typeof cycleOptions>>> = {
  'private-api': importOptions,
  'undeclared-dependency': importOptions,
  'kernel-depends-on-boundary': importOptions,
  'boundary-cycle': cycleOptions,
  'module-cycle': cycleOptions,
};

/** Keys of the options that a rule has. */
export const optionsOfRule = (rule: string): readonly string[] =>
  Object.keys((OPTIONS[rule as RuleId] ?? plainOptions).shape);

/** A severity, or options; which of them a rule has is checked when it is read. */
export type RuleConfig =
  | z.infer<typeof severity>
  | z.infer<typeof importOptions>
  | z.infer<typeof cycleOptions>;

const ruleSchema = (rule: RuleId): z.ZodOptional<z.ZodType<RuleConfig, RuleConfig>> =>
  z.union([severity, OPTIONS[rule] ?? plainOptions]).optional();

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  root: text
    .optional()
    .describe('Folder of the sources, relative to the analyzed folder; that folder by default.'),
  boundaries: z
    .record(z.string().regex(ID_PATTERN), boundarySchema)
    .optional()
    .describe('By id (kebab-case); a file has exactly one place.'),
  kernel: z
    .strictObject({ files: globs })
    .optional()
    .describe('Shared infrastructure without business data.'),
  rules: z
    .strictObject(
      Object.fromEntries(RULE_IDS.map((rule) => [rule, ruleSchema(rule)])) as Record<
        RuleId,
        ReturnType<typeof ruleSchema>
      >,
    )
    .optional()
    .describe('Severity and options of each rule of "saasctl check".'),
});

export type Config = z.infer<typeof configSchema>;
export type BoundaryConfig = z.infer<typeof boundarySchema>;
