/** eslint-plugin-boundaries 7 as a flat configuration: one type of element per boundary. */
import picomatch from 'picomatch';

import { buildGlobs } from '../config/build-globs.ts';
import { escapeGlob } from '../config/match-files.ts';
import { RULES } from '../check/rules.ts';
import type { RuleId } from '../check/rules.ts';
import { coverFiles, TEST_GLOBS } from './cover-files.ts';
import { findOpenCircles } from './find-open-circles.ts';
import { levelsOf } from './import-rules.ts';
import type { BoundaryRules, ImportRules, Level } from './import-rules.ts';
import { listCommonLimits, listPathLimits } from './list-limits.ts';
import type { Exported, ExportPlaces } from './render-export.ts';
import { toGlobs } from './to-globs.ts';
import type { Globs } from './to-globs.ts';
import { code, renderComment, renderText, renderValue } from './write-code.ts';
import type { Value } from './write-code.ts';

/** Ids of boundaries have no dot. */
const publicType = (id: string): string => `${id}.public`;

export function renderEslintBoundaries(rules: ImportRules, places: ExportPlaces): Exported {
  const elements = listElements(rules);
  const limits = [...listedLimits(elements), ...ownLimits(rules, places), ...listPathLimits(rules),
    ...listCommonLimits(rules)];
  const policies = listPolicies(rules);
  const severities = (['error', 'warn'] as const).filter((severity) =>
    policies.some((one) => one.severity === severity),
  );
  const text = [
    renderComment(heading(limits)),
    `import { resolve } from 'node:path';\n\nimport parser from '@typescript-eslint/parser';\nimport boundaries from 'eslint-plugin-boundaries';\n`,
    `/** The first element that matches a file is its own. */\nconst elements = ${renderValue(elements.flatMap(renderElement))};\n`,
    `const types = [...new Set(elements.map((element) => element.type))];\n`,
    `/** All types but those of these boundaries. */\nconst except = (...ids) => types.filter((type) => !ids.includes(type.split('.')[0]));\n`,
    `export default ${renderValue([
      {
        files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
        languageOptions: { parser: code('parser') },
        plugins: Object.fromEntries(
          severities.map((severity) => [pluginName(severity), code('boundaries')]),
        ),
        settings: settingsFor(rules, places),
        rules: Object.fromEntries(
          severities.map((severity) => [
            `${pluginName(severity)}/dependencies`,
            [
              severity,
              {
                default: 'allow',
                policies: policies.flatMap((one) => (one.severity === severity ? [one.policy] : [])),
              },
            ],
          ]),
        ),
      },
    ])};\n`,
  ].join('\n');
  return { text, limits };
}

/** One rule of ESLint has one severity: what only warns is a second instance of the same plugin. */
const pluginName = (severity: Level['severity']): string =>
  severity === 'error' ? 'boundaries' : 'boundaries-warn';

const heading = (limits: readonly string[]): readonly string[] => [
  'Import boundaries of saasctl.json for eslint-plugin-boundaries 7 (ESLint 9 or newer), written by',
  '  saasctl export --format eslint-boundaries',
  'Write it anew when saasctl.json changes. Add it to your flat configuration:',
  '  export default [...yours, ...boundaries];',
  'It needs @typescript-eslint/parser and eslint-import-resolver-typescript. An import that breaks several rules is reported once.',
  ...(limits.length > 0
    ? ['', 'What it does not express:', ...limits.map((one) => `- ${one}`)]
    : []),
];

interface Element extends Globs {
  readonly type: string;
}

const MONOLITH = 'monolith';
const KERNEL = 'kernel';

function listElements({ boundaries, kernel }: ImportRules): readonly Element[] {
  return [
    ...boundaries.flatMap(({ id, files, public: open }) => {
      const own = new Set(files.flatMap((one) => one.files));
      const isOpen = open !== null && open.length > 0;
      return [
        ...(isOpen ? [{ type: publicType(id), ...toGlobs(open, own) }] : []),
        { type: id, ...toGlobs(files, null) },
      ];
    }),
    { type: KERNEL, ...toGlobs(kernel, null) },
    { type: MONOLITH, patterns: ['**/*'], listed: [] },
  ];
}

const renderElement = ({ type, patterns }: Element): readonly Value[] =>
  patterns.length === 0 ? [] : [{ type, pattern: patterns, mode: 'full' }];

function listedLimits(elements: readonly Element[]): readonly string[] {
  const listed = [...new Set(elements.flatMap((one) => one.listed))];
  if (listed.length === 0) return [];
  return [
    `Globs that reach beyond their boundary, or that micromatch may read otherwise, stand for the files that they match today, new files are missed: ${listed.join(', ')}.`,
  ];
}

function ownLimits(rules: ImportRules, { tsconfigs }: ExportPlaces): readonly string[] {
  const { settings } = rules;
  const circular = settings['boundary-cycle'].severity === 'off' ? [] : findOpenCircles(rules);
  return [
    ...(settings['undeclared-dependency'].types === settings['undeclared-dependency'].severity
      ? []
      : [
          'An import whose names are used only as types counts as one of values unless it says "import type".',
        ]),
    ...(circular.length > 0
      ? [
          `boundary-cycle: the plugin knows no circles; "dependsOn" leaves room for them in ${circular.join(', ')}.`,
        ]
      : []),
    ...(tsconfigs.length === 0
      ? ['There is no tsconfig.json: aliases of imports are not resolved, and not checked.']
      : []),
  ];
}

/** Those that the resolver asks for by itself. */
const CONDITIONS = ['types', 'import', 'require', 'node', 'node-addons', 'browser', 'default'];

function settingsFor(rules: ImportRules, { tsconfigs, conditions, rootFromFile }: ExportPlaces): Value {
  return {
    'boundaries/root-path': code(`resolve(import.meta.dirname, ${renderText(rootFromFile)})`),
    'boundaries/elements': code('elements'),
    'boundaries/ignore': unjudgedGlobs(rules),
    'import/resolver': {
      typescript: {
        alwaysTryTypes: true,
        ...(conditions.length > 0 ? { conditionNames: [...conditions, ...CONDITIONS] } : {}),
        ...(tsconfigs.length > 0
          ? {
              project: tsconfigs.map((path) =>
                code(
                  `resolve(import.meta.dirname, ${renderText(rootFromFile)}, ${renderText(path)})`,
                ),
              ),
            }
          : {}),
      },
    },
  };
}

/** Tests, front-end code, and files that put the application together. */
function unjudgedGlobs({ unjudged, assembly, paths }: ImportRules): readonly string[] {
  const compiled = new Map<string, (path: string) => boolean>();
  const matches = (glob: string, path: string): boolean => {
    const test = compiled.get(glob) ?? picomatch(glob, { windows: false });
    compiled.set(glob, test);
    return test(path);
  };
  const tested = new Set(unjudged.tests);
  const others = paths.filter((path) => !tested.has(path));
  const cover = coverFiles(TEST_GLOBS, matches, unjudged.tests, others);
  const front = new Set(unjudged.frontEnd);
  const rest = paths.filter((path) => !front.has(path));
  return [
    ...cover.patterns,
    ...cover.left.map(escapeGlob),
    ...buildGlobs(unjudged.frontEnd, rest),
    ...assembly.map(escapeGlob),
  ];
}

interface Policy {
  readonly severity: Level['severity'];
  readonly policy: Value;
}

function listPolicies(rules: ImportRules): readonly Policy[] {
  const { boundaries } = rules;
  return [
    ...boundaries.flatMap((one) => undeclaredPolicies(one, rules)),
    ...boundaries.flatMap((one) => privatePolicies(one, rules)),
    ...(rules.kernel.length > 0 ? kernelPolicies(rules) : []),
  ];
}

function privatePolicies({ id, public: open }: BoundaryRules, rules: ImportRules): readonly Policy[] {
  if (open === null) return [];
  return atLevels(rules, 'private-api', (kind) => ({
    from: { element: { type: code(`except(${renderText(id)}, ${renderText(KERNEL)})`) } },
    disallow: { to: { element: { type: id } }, ...kind },
    message: `private-api: "${id}" has not made {{to.path}} public.`,
  }));
}

function undeclaredPolicies({ id, dependsOn }: BoundaryRules, rules: ImportRules): readonly Policy[] {
  if (dependsOn === null || rules.boundaries.every((one) => one.id === id || dependsOn.includes(one.id)))
    return [];
  const allowed = [id, ...dependsOn, KERNEL, MONOLITH].map(renderText).join(', ');
  return atLevels(rules, 'undeclared-dependency', (kind) => ({
    from: { element: { type: [id, publicType(id)] } },
    disallow: { to: { element: { type: code(`except(${allowed})`) } }, ...kind },
    message: `undeclared-dependency: "${id}" uses "{{to.type}}", which is not in its "dependsOn".`,
  }));
}

function kernelPolicies(rules: ImportRules): readonly Policy[] {
  return atLevels(rules, 'kernel-depends-on-boundary', (kind) => ({
    from: { element: { type: KERNEL } },
    disallow: {
      to: { element: { type: code(`except(${renderText(KERNEL)}, ${renderText(MONOLITH)})`) } },
      ...kind,
    },
    message: `kernel-depends-on-boundary: ${RULES['kernel-depends-on-boundary'].why}`,
  }));
}

function atLevels(
  { settings }: ImportRules,
  rule: RuleId,
  render: (kind: { readonly [key: string]: Value }) => Value,
): readonly Policy[] {
  return levelsOf(settings[rule]).map(({ kinds, severity }) => ({
    severity,
    policy: render(
      kinds === 'all'
        ? {}
        : { dependency: { kind: kinds === 'types' ? ['type', 'typeof'] : 'value' } },
    ),
  }));
}
