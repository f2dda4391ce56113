/** What a saasctl.json may say: the one source of its types, its errors and schema/config.v1.json. */
import { z } from 'zod';

export const RULES = [
  'private-api',
  'undeclared-dependency',
  'boundary-cycle',
  'module-cycle',
  'foreign-table-write',
  'foreign-table-read',
  'crossing-join',
  'crossing-transaction',
  'crossing-relation',
  'foreign-injection',
  'kernel-depends-on-boundary',
  'monolith-imports-extracted',
  'generated-drift',
  'unresolved-import',
] as const;

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
  public: globs.optional().describe('Those of its files that other boundaries may import.'),
  tables: z
    .array(text)
    .optional()
    .describe('Tables that it owns, whatever the code says: it alone may write them.'),
  dependsOn: z.array(text).optional().describe('Boundaries that it may call.'),
  service: text.optional().describe('Folder of the service, once it has been extracted.'),
});

const severity = z.enum(['off', 'warn', 'error']);

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
      Object.fromEntries(RULES.map((rule) => [rule, severity.optional()])) as Record<
        (typeof RULES)[number],
        z.ZodOptional<typeof severity>
      >,
    )
    .optional()
    .describe('Severity of each rule of "saasctl check".'),
});

export type Config = z.infer<typeof configSchema>;
export type BoundaryConfig = z.infer<typeof boundarySchema>;
