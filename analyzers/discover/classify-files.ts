import { baseName, folderOf } from './posix-path.ts';

const SOURCE = /\.(?:ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const DECLARATION = /\.d\.(?:[^./]+\.)?(?:ts|mts|cts)$/;
const BUNDLE_NAME = /(?:[.-]min|\.bundle|\.chunk)\.(?:js|mjs|cjs)$/;
const TEST_FOLDER =
  /(?:^|\/)(?:__tests?__|__mocks__|__fixtures__|__snapshots__|tests?|e2e|[^/]+[-.]e2e|e2e[-.][^/]+|cypress|playwright|test-utils?|testing-utils?)\//;
const TEST_NAME =
  /(?:[.-]|^)(?:spec|test|tests|e2e|e2e-spec|e2e-test|int-spec|int-test|cy|bench)\.[cm]?[jt]sx?$|_(?:test|spec)\.[cm]?[jt]sx?$/;
const TEST_SETUP =
  /^(?:jest|vitest|karma|cypress|playwright|wdio|protractor|ava|mocha|nyc|stryker|testcafe)(?:[.-][\w.-]+)?\.[cm]?[jt]sx?$|^(?:\.mocharc|setup-?(?:tests?|jest|vitest)|(?:jest|vitest|tests?)-?(?:global-?)?setup|global-?(?:setup|teardown))(?:[.-][\w-]+)?\.[cm]?[jt]sx?$/i;
/** Roles a file plays in production code; a folder `tests/` full of them is a feature called "tests". */
const DOMAIN_ROLE =
  /^tests?[.-](module|controller|service|entity|model|routes?|router|resolver|repository|schema)\.[cm]?[jt]s$/i;

/** Whether the name is that of a TypeScript or JavaScript file. */
export function isSourceName(name: string): boolean {
  return SOURCE.test(name);
}

/** Whether the name is that of a declaration file (`.d.ts`, `.d.mts`, `.d.css.ts`). */
export function isDeclarationName(name: string): boolean {
  return DECLARATION.test(name);
}

/** Whether the name says that the file was made by a minifier or bundler. */
export function isBundleName(name: string): boolean {
  return BUNDLE_NAME.test(name);
}

/** Lines longer than this on average do not come from a person. */
const MINIFIED_LINE = 400;

/** Whether a text is minified or bundled output. */
export function isMinified(text: string): boolean {
  const sample = text.slice(0, 200_000);
  let lines = 1;
  for (let at = sample.indexOf('\n'); at >= 0; at = sample.indexOf('\n', at + 1)) lines++;
  return sample.length / lines > MINIFIED_LINE || sample.includes('__webpack_require__');
}

/** Folders named like a test folder that hold a feature of that name (exams, laboratory tests). */
export function findFeatureFoldersNamedTest(paths: readonly string[]): ReadonlySet<string> {
  const roles = new Map<string, Set<string>>();
  for (const path of paths) {
    const role = DOMAIN_ROLE.exec(baseName(path))?.[1];
    const folder = folderOf(path);
    if (role === undefined || !folder.includes('/') || !/^tests?$/.test(baseName(folder))) continue;
    const known = roles.get(folder) ?? new Set<string>();
    roles.set(folder, known.add(role.toLowerCase()));
  }
  return new Set([...roles].filter(([, found]) => found.size > 1).map(([folder]) => folder));
}

/** Whether a file is a test, a helper of tests, or the configuration of a test runner. */
export function isTestPath(path: string, featureFolders: ReadonlySet<string>): boolean {
  const name = baseName(path);
  if (TEST_NAME.test(name) || TEST_SETUP.test(name)) return true;
  if (!TEST_FOLDER.test(path)) return false;
  for (const folder of featureFolders) {
    if (path.startsWith(`${folder}/`)) {
      return (
        TEST_FOLDER.test(`${path.slice(folder.length + 1)}`) ||
        TEST_FOLDER.test(`${folderOf(folder)}/`)
      );
    }
  }
  return true;
}
