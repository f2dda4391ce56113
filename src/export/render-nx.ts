/** Nx: tags for the projects that are boundaries, and what tags may depend on which. */
import { findOpenCircles } from './find-open-circles.ts';
import type { ImportRules } from './import-rules.ts';
import { listCommonLimits } from './list-limits.ts';
import type { Exported, ExportPlaces } from './render-export.ts';
import { renderComment, renderValue } from './write-code.ts';
import type { Value } from './write-code.ts';

const KERNEL = 'kernel';
const MONOLITH = 'monolith';
const tagOf = (place: string): string => `boundary:${place}`;

export function renderNx(rules: ImportRules, { projects }: ExportPlaces): Exported {
  const tags = tagProjects(rules, projects);
  const enforced = enforcedPlaces(rules, tags);
  const severity = strongest(rules);
  const limits = [
    ...projectLimits(rules, tags, enforced),
    ...ownLimits(rules, enforced),
    ...listCommonLimits(rules),
  ];
  const text = [
    renderComment(heading(limits)),
    `import nx from '@nx/eslint-plugin';\n`,
    `/** What belongs into "tags" of each project.json, or into "nx": { "tags": [] } of its package.json. */\nexport const tags = ${renderValue(
      Object.fromEntries([...tags].map(([project, places]) => [project, places.map(tagOf)])),
    )};\n`,
    `export default ${renderValue([
      {
        files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
        plugins: { '@nx': { code: 'nx' } },
        rules: {
          '@nx/enforce-module-boundaries': [
            severity,
            {
              enforceBuildableLibDependency: false,
              depConstraints: listConstraints(rules, enforced),
            },
          ],
        },
      },
    ])};\n`,
  ].join('\n');
  return { text, limits };
}

/** One rule of ESLint has one severity. */
function strongest({ settings }: ImportRules): 'off' | 'warn' | 'error' {
  const both = [settings['undeclared-dependency'], settings['kernel-depends-on-boundary']];
  const has = (severity: string): boolean => both.some((one) => one.severity === severity);
  return has('error') ? 'error' : has('warn') ? 'warn' : 'off';
}

const heading = (limits: readonly string[]): readonly string[] => [
  'Import boundaries of saasctl.json for @nx/eslint-plugin (enforce-module-boundaries), written by',
  '  saasctl export --format nx',
  'Write it anew when saasctl.json changes. Copy the tags into the projects, and add the rule to your flat configuration. Nx judges projects, not folders.',
  ...(limits.length > 0
    ? ['', 'What it does not express:', ...limits.map((one) => `- ${one}`)]
    : []),
];

/** The places whose files a project holds; tests belong to nobody. */
type ProjectTags = ReadonlyMap<string, readonly string[]>;

function tagProjects(
  { boundaries, kernel, unjudged, paths }: ImportRules,
  projects: readonly string[],
): ProjectTags {
  const placeOf = new Map([
    ...boundaries.flatMap(({ id, files }) =>
      files.flatMap((entry) => entry.files.map((path): [string, string] => [path, id])),
    ),
    ...kernel.flatMap((entry) => entry.files.map((path): [string, string] => [path, KERNEL])),
  ]);
  const tests = new Set(unjudged.tests);
  const nearestFirst = projects.toSorted((a, b) => b.length - a.length);
  const found = new Map(projects.map((project) => [project, new Set<string>()]));
  for (const path of paths) {
    if (tests.has(path)) continue;
    const project = nearestFirst.find((one) => path.startsWith(`${one}/`));
    const held = project === undefined ? undefined : found.get(project);
    held?.add(placeOf.get(path) ?? MONOLITH);
  }
  return new Map([...found].map(([project, places]) => [project, [...places].sort()]));
}

/** Places all of whose files are in projects that hold nothing else. */
function enforcedPlaces(
  { boundaries, kernel, unjudged }: ImportRules,
  tags: ProjectTags,
): ReadonlySet<string> {
  const tests = new Set(unjudged.tests);
  const pure = [...tags].filter(([, places]) => places.length === 1).map(([project]) => project);
  const isPure = (path: string): boolean =>
    tests.has(path) || pure.some((project) => path.startsWith(`${project}/`));
  const places = [...boundaries, { id: KERNEL, files: kernel }];
  return new Set(
    places.flatMap(({ id, files }) => {
      const own = files.flatMap((entry) => entry.files);
      return own.length > 0 && own.every(isPure) ? [id] : [];
    }),
  );
}

function listConstraints(
  { boundaries, kernel, settings }: ImportRules,
  enforced: ReadonlySet<string>,
): readonly Value[] {
  const ids = boundaries.map((one) => one.id);
  const shared = [KERNEL, MONOLITH];
  const constraint = (place: string, allowed: readonly string[]): Value => ({
    sourceTag: tagOf(place),
    onlyDependOnLibsWithTags: allowed.map(tagOf),
  });
  const isJudged = settings['undeclared-dependency'].severity !== 'off';
  const isKernelJudged = settings['kernel-depends-on-boundary'].severity !== 'off';
  return [
    ...boundaries.flatMap(({ id, dependsOn }) =>
      dependsOn === null || !enforced.has(id) || !isJudged
        ? []
        : [constraint(id, [id, ...dependsOn, ...shared])],
    ),
    ...(kernel.length > 0 && enforced.has(KERNEL) && isKernelJudged
      ? [constraint(KERNEL, ids.length > 0 ? shared : [KERNEL])]
      : []),
    { sourceTag: '*', onlyDependOnLibsWithTags: ['*'] },
  ];
}

function projectLimits(
  { boundaries, kernel }: ImportRules,
  tags: ProjectTags,
  enforced: ReadonlySet<string>,
): readonly string[] {
  const places = [...boundaries.map((one) => one.id), ...(kernel.length > 0 ? [KERNEL] : [])];
  const missing = places.filter((place) => !enforced.has(place));
  const mixed = [...tags].filter(([, held]) => held.length > 1);
  return [
    ...(missing.length > 0
      ? [
          `Not projects of their own, so Nx cannot enforce anything about them: ${missing.join(', ')}.`,
        ]
      : []),
    ...mixed.map(([project, held]) => `The project ${project} holds ${held.join(', ')}.`),
  ];
}

function ownLimits(rules: ImportRules, enforced: ReadonlySet<string>): readonly string[] {
  const { boundaries, settings } = rules;
  const undeclared = settings['undeclared-dependency'];
  const kernel = settings['kernel-depends-on-boundary'];
  const open = boundaries.filter((one) => one.public !== null && enforced.has(one.id));
  return [
    ...(open.length > 0
      ? [
          'private-api: Nx lets other projects import nothing but the entry of a project; "public" is enforced when that entry passes on exactly what it lists.',
        ]
      : []),
    ...(settings['boundary-cycle'].severity !== 'off' && findOpenCircles(rules).length > 0
      ? ['boundary-cycle: Nx forbids circles of projects by itself, also those of types.']
      : []),
    ...(undeclared.severity !== undeclared.types
      ? ['Nx counts imports of types like all others, also where they leave nothing at run time.']
      : []),
    ...(kernel.severity !== undeclared.severity
      ? [
          `One severity holds for all, the stronger one: undeclared-dependency has ${undeclared.severity}, kernel-depends-on-boundary ${kernel.severity}.`,
        ]
      : []),
  ];
}
