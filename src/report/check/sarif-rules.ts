/** The rules as SARIF tells them: the same in every run, whatever was found. */
import { RULE_IDS, RULES } from '../../check/rules.ts';
import type { RuleId } from '../../check/rules.ts';

export interface SarifRule {
  readonly id: RuleId;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: 'error' };
  readonly properties: {
    readonly tags: readonly string[];
    readonly precision: string;
    readonly 'problem.severity': string;
  };
}

/** What GitHub filters by; it shows ten of a rule. */
const TAGS: Readonly<Record<RuleId, readonly string[]>> = {
  'private-api': ['imports', 'encapsulation'],
  'undeclared-dependency': ['imports', 'dependencies'],
  'boundary-cycle': ['imports', 'cycles'],
  'module-cycle': ['imports', 'cycles'],
  'foreign-table-write': ['data', 'ownership'],
  'foreign-table-read': ['data', 'ownership'],
  'crossing-join': ['data', 'queries'],
  'crossing-transaction': ['data', 'transactions'],
  'crossing-relation': ['data', 'relations'],
  'foreign-injection': ['injection', 'encapsulation'],
  'kernel-depends-on-boundary': ['imports', 'kernel'],
  'monolith-imports-extracted': ['imports', 'extraction'],
  'generated-drift': ['extraction', 'generated'],
  'unresolved-import': ['imports', 'analysis'],
};

export const SARIF_RULES: readonly SarifRule[] = RULE_IDS.map((id) => {
  const { title, summary, why } = RULES[id];
  return {
    id,
    name: id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: `${summary} ${why}` },
    help: {
      text: `${summary}\n\n${why}\n\nEach result says what to do; "saasctl explain <id>" shows the evidence.\n`,
      markdown: `**${summary}**\n\n${why}\n\nEach result says what to do; \`saasctl explain <id>\` shows the evidence.\n`,
    },
    defaultConfiguration: { level: 'error' },
    properties: {
      tags: ['architecture', 'boundaries', ...TAGS[id]],
      precision: 'high',
      'problem.severity': 'error',
    },
  };
});
