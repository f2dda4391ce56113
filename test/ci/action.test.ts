/** action.yml: what GitHub reads of it, and its script with a stub in the place of npx. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ROOT, temporaryFolder } from '../cli/run-cli.ts';
import { readYaml } from './read-yaml.ts';
import type { Yaml } from './read-yaml.ts';

const asObject = (value: Yaml | undefined): { readonly [key: string]: Yaml } => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as { readonly [key: string]: Yaml };
  throw new Error(`no mapping: ${JSON.stringify(value)}`);
};
const asList = (value: Yaml | undefined): readonly Yaml[] => {
  if (Array.isArray(value)) return value as readonly Yaml[];
  throw new Error(`no list: ${JSON.stringify(value)}`);
};

const action = asObject(readYaml(readFileSync(join(ROOT, 'action.yml'), 'utf8')));
const steps = asList(asObject(action['runs'])['steps']).map(asObject);
const check = steps.find((step) => step['id'] === 'check') ?? {};
const script = String(check['run']);

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface ScriptRun {
  readonly status: number;
  readonly stdout: string;
  /** Arguments that npx was given, one per entry. */
  readonly npx: readonly string[];
  readonly summary: string;
  readonly output: Readonly<Record<string, string>>;
}

/** Writes results as `saasctl check --also` would, then ends with a status. */
const STUB = `#!/usr/bin/env bash
printf '%s\\0' "$@" > "$STUB_ARGUMENTS"
for argument in "$@"; do
  case "$argument" in
    markdown=*) [ -n "$STUB_SILENT" ] || echo '# one new violation' > "\${argument#markdown=}" ;;
    github=*) [ -n "$STUB_SILENT" ] || echo '::error file=src/a.ts,line=1::told' > "\${argument#github=}" ;;
    sarif=*) [ -n "$STUB_SILENT" ] || echo '{"runs":[]}' > "\${argument#sarif=}" ;;
  esac
done
echo 'as text'
exit "$STUB_STATUS"
`;

/** As GitHub runs \`shell: bash\`. */
function runScript(
  inputs: { readonly folder?: string; readonly since?: string; readonly version?: string },
  env: Readonly<Record<string, string>>,
): Promise<ScriptRun> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npx'), STUB);
  chmodSync(join(bin, 'npx'), 0o755);
  const temp = join(folder, 'runner temp');
  mkdirSync(temp);
  const files = { summary: join(folder, 'summary'), output: join(folder, 'output') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const path = join(folder, 'script.sh');
  writeFileSync(path, script);
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', path],
      {
        cwd: folder,
        env: {
          PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
          RUNNER_TEMP: temp,
          GITHUB_STEP_SUMMARY: files.summary,
          GITHUB_OUTPUT: files.output,
          SAASCTL_FOLDER: inputs.folder ?? '.',
          SAASCTL_SINCE: inputs.since ?? '',
          SAASCTL_VERSION: inputs.version ?? '1.2.3',
          STUB_ARGUMENTS: join(folder, 'arguments'),
          STUB_SILENT: '',
          STUB_STATUS: '0',
          ...env,
        },
      },
      (error, stdout) => {
        const lines = readFileSync(files.output, 'utf8').trim().split('\n');
        resolve({
          status: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
          stdout,
          npx: readFileSync(join(folder, 'arguments'), 'utf8').split('\0').slice(0, -1),
          summary: readFileSync(files.summary, 'utf8'),
          output: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))),
        });
      },
    );
  });
}

const withoutResults = (npx: readonly string[]): readonly string[] =>
  npx.filter((one, at) => one !== '--also' && npx[at - 1] !== '--also');

describe('action.yml', () => {
  it('is a composite action with the documented inputs, none of them required', () => {
    expect(asObject(action['runs'])['using']).toBe('composite');
    const inputs = asObject(action['inputs']);
    expect(Object.keys(inputs)).toEqual(['folder', 'since', 'version', 'sarif', 'node-version']);
    for (const input of Object.values(inputs)) {
      expect(asObject(input)['description']).toBeTruthy();
      expect(typeof asObject(input)['default']).toBe('string');
    }
    expect(asObject(inputs['since'])['description']).toContain('fetch-depth: 0');
  });

  it('runs by default the version that it was released with', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    expect(asObject(asObject(action['inputs'])['version'])['default']).toBe(version);
  });

  it('writes no expression into the script: values come through the environment', () => {
    for (const step of steps) expect(String(step['run'] ?? '')).not.toContain('${{');
    const env = asObject(check['env']);
    expect(env).toEqual({
      SAASCTL_FOLDER: '${{ inputs.folder }}',
      SAASCTL_SINCE: '${{ inputs.since }}',
      SAASCTL_VERSION: '${{ inputs.version }}',
    });
  });

  it('uploads also what a failed check found, and only when asked', () => {
    const upload = steps.find((step) => String(step['uses']).startsWith('github/codeql-action/'));
    expect(upload?.['uses']).toMatch(/^github\/codeql-action\/upload-sarif@v\d+$/);
    expect(String(upload?.['if'])).toContain("!cancelled() && inputs.sarif == 'true'");
    expect(asObject(upload?.['with'])['sarif_file']).toBe('${{ steps.check.outputs.sarif }}');
  });

  it('refers to outputs that the script writes', () => {
    const values = Object.values(asObject(action['outputs'])).map((one) => asObject(one)['value']);
    for (const value of values) {
      const name = /^\$\{\{ steps\.check\.outputs\.(\w+) \}\}$/.exec(String(value))?.[1];
      expect(script).toContain(`echo "${name}=`);
    }
  });
});

describe('the script of action.yml', () => {
  it('checks a folder against the baseline where there is no pull request', async () => {
    const run = await runScript({ folder: 'apps/api' }, {});
    expect(run.status).toBe(0);
    expect(withoutResults(run.npx)).toEqual(['--yes', 'saasctl@1.2.3', 'check', '--', 'apps/api']);
  });

  it('compares with the base of a pull request', async () => {
    const run = await runScript({}, { GITHUB_BASE_REF: 'release/1.x' });
    expect(withoutResults(run.npx).slice(2)).toEqual([
      'check',
      '--since=origin/release/1.x',
      '--',
      '.',
    ]);
  });

  it('compares with what is asked for rather than the base', async () => {
    const run = await runScript({ since: 'v2.0.0' }, { GITHUB_BASE_REF: 'main' });
    expect(run.npx).toContain('--since=v2.0.0');
  });

  it('compares with nothing when told so', async () => {
    const run = await runScript({ since: 'none' }, { GITHUB_BASE_REF: 'main' });
    expect(run.npx.join(' ')).not.toContain('--since');
  });

  it.each([0, 1, 2, 3])(
    'passes the exit status %i on, with summary and outputs',
    async (status) => {
      const run = await runScript({}, { STUB_STATUS: String(status) });
      expect(run.status).toBe(status);
      expect(run.summary).toBe('# one new violation\n');
      expect(run.stdout).toBe('as text\n::error file=src/a.ts,line=1::told\n');
      expect(run.output['status']).toBe(String(status));
      expect(readFileSync(run.output['sarif'] ?? '', 'utf8')).toBe('{"runs":[]}\n');
      expect(readFileSync(run.output['markdown'] ?? '', 'utf8')).toBe(run.summary);
    },
  );

  it('says in the summary that there is no result', async () => {
    const run = await runScript({}, { STUB_STATUS: '3', STUB_SILENT: 'yes' });
    expect(run.status).toBe(3);
    expect(run.summary).toContain('status 3');
    expect(run.output).toEqual({ status: '3' });
  });

  it('takes values for nothing but values', async () => {
    const evil = '$(touch pwned)`touch pwned`; touch pwned "\'';
    const run = await runScript(
      { folder: evil, since: `--config=${evil}`, version: `1 ${evil}` },
      { GITHUB_BASE_REF: evil },
    );
    expect(run.npx).toContain(`saasctl@1 ${evil}`);
    expect(run.npx).toContain(`--since=--config=${evil}`);
    expect(run.npx.at(-1)).toBe(evil);
    expect(readdirSync(folder)).not.toContain('pwned');
  });
});
