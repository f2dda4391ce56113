import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { homeOf } from '../../../src/check/baseline/baseline-files.ts';
import { readBaseline } from '../../../src/check/baseline/read-baseline.ts';
import type { FoundViolation } from '../../../src/check/violation.ts';
import { runBaseline } from '../../../src/commands/baseline.ts';
import type { BaselineAction, BaselineFlags } from '../../../src/commands/baseline.ts';
import type { CommandContext } from '../../../src/commands/context.ts';
import { UserError } from '../../../src/errors.ts';
import type { Outcome } from '../../../src/exit-code.ts';
import type { FoundToday, GuardRequest } from '../../../src/pipeline.ts';
import { temporaryFolder } from '../../cli/run-cli.ts';
import { makeViolation } from './make-violation.ts';

const TODAY = '2026-11-20';
const CREATE = { kind: 'create' } as const;
const SHRINK = { kind: 'shrink' } as const;
const ALLOW = { kind: 'allow', id: 'aaa', reason: 'moves in May', owner: 'kim' } as const;

interface Run {
  readonly outcome: Outcome;
  readonly stdout: string;
  readonly stderr: string;
  readonly requests: readonly GuardRequest[];
}

interface Given {
  readonly found?: readonly FoundViolation[];
  readonly gaps?: readonly string[];
  readonly flags?: Partial<BaselineFlags>;
}

async function run(home: string, action: BaselineAction, given: Given = {}): Promise<Run> {
  const { found = FOUND, gaps = [], flags = {} } = given;
  const [out, err]: [string[], string[]] = [[], []];
  const requests: GuardRequest[] = [];
  const say = (text: string): unknown => err.push(text);
  const context = {
    cwd: home,
    build: '1',
    processId: 7,
    ui: { progress: say, note: say, warn: say, finish: () => undefined } as never,
    print: (text: string): unknown => out.push(text),
    // The rest is for other commands.
  } as Partial<CommandContext> as CommandContext;
  const findToday = async (request: GuardRequest): Promise<FoundToday> => {
    requests.push(request);
    const entries = readBaseline(homeOf(request.root, request.config)) ?? [];
    return { found, entries, gaps, paths: new Set() };
  };
  const outcome = await runBaseline(action, '.', { cache: true, ...flags }, context, {
    findToday,
    date: TODAY,
  });
  return { outcome, stdout: out.join(''), stderr: err.join('\n'), requests };
}

async function failure(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return error;
  throw error;
}

const FOUND = [
  makeViolation({ id: 'aaa111', symbol: 'A', places: 2 }),
  makeViolation({ id: 'aab222', symbol: 'B' }),
  makeViolation({ id: 'ccc333', symbol: 'C', from: 'users' }),
];

const symbols = (home: string): readonly string[] =>
  (readBaseline(home) ?? []).map((entry) => `${entry.symbol}${entry.places}`);

async function created(): Promise<string> {
  const home = temporaryFolder();
  await run(home, CREATE);
  return home;
}

test('create accepts what is there and says how much that is', async () => {
  const home = temporaryFolder();
  const { outcome, stdout, stderr } = await run(home, CREATE);
  expect(outcome).toBe('clean');
  expect(stdout).toBe('orders: +2, 2 in all\nusers: +1, 1 in all\ntotal: +3, 3 in all\n');
  expect(stderr).toBe('saasctl: wrote 3 debts to .saasctl/baseline');
  expect(symbols(home)).toEqual(['A2', 'B1', 'C1']);
});

test('create refuses where there is one, without looking at the code', async () => {
  const home = await created();
  const { code, message, hint } = await failure(run(home, CREATE, { found: [] }));
  expect(code).toBe('baseline-exists');
  expect(message).toContain('holds 3 debts');
  expect(hint).toMatch(/baseline shrink.*baseline allow.*--force/);
  expect(symbols(home)).toEqual(['A2', 'B1', 'C1']);
});

test('create --force accepts anew and keeps the allowances of what is still there', async () => {
  const home = await created();
  await run(home, ALLOW);
  const found = [{ ...FOUND[0], places: 3 }, makeViolation({ symbol: 'D' })] as FoundViolation[];
  const { stdout } = await run(home, { kind: 'create', force: true }, { found });
  expect(stdout).toBe(
    'orders: +1, −1, 1 larger, 2 in all\nusers: −1, 0 left\ntotal: +1, −2, 1 larger, 2 in all\n',
  );
  expect(readBaseline(home)?.[0]).toMatchObject({ symbol: 'A', places: 3, owner: 'kim' });
  expect(existsSync(join(home, '.saasctl', 'baseline', 'users.jsonl'))).toBe(false);
});

test('shrink takes out what is fixed and accepts nothing', async () => {
  const home = await created();
  const found = [{ ...FOUND[0], places: 1 }, makeViolation({ symbol: 'D' })] as FoundViolation[];
  const { outcome, stdout } = await run(home, SHRINK, { found });
  expect(outcome).toBe('clean');
  expect(stdout).toBe(
    'orders: −1, 1 smaller, 1 left\nusers: −1, 0 left\ntotal: −2, 1 smaller, 1 left\n',
  );
  expect(symbols(home)).toEqual(['A1']);
});

test('shrink needs something to shrink', async () => {
  const { code, hint } = await failure(run(temporaryFolder(), SHRINK));
  expect(code).toBe('baseline-missing');
  expect(hint).toContain('saasctl baseline create');
});

test('the code is looked at once, with the cache unless it is left out', async () => {
  const home = await created();
  const { requests } = await run(home, SHRINK);
  expect(requests).toMatchObject([{ root: home, build: '1', cacheFor: 7 }]);
  const { requests: uncached } = await run(home, SHRINK, { flags: { cache: false } });
  expect(uncached[0]?.cacheFor).toBeNull();
});

test.each([CREATE, SHRINK, ALLOW])(
  '$kind changes nothing while something is unread',
  async (action) => {
    const home = action.kind === 'create' ? temporaryFolder() : await created();
    const before = symbols(home);
    const gaps = ['9 of 20 files could not be read in full'];
    const { outcome, stdout, stderr } = await run(home, action, { found: [], gaps });
    expect([outcome, stdout]).toEqual(['incomplete', '']);
    expect(stderr).toContain('9 of 20 files could not be read in full');
    expect(symbols(home)).toEqual(before);
  },
);

test('allow takes the beginning of an id, and stores reason, owner and end', async () => {
  const home = await created();
  const { stdout } = await run(home, { ...ALLOW, until: '2027-05-31' });
  expect(stdout).toBe(
    'allowed until 2027-05-31: aaa111  private-api  orders → billing  A\norders: 1 with another allowance, 2 in all\ntotal: 1 with another allowance, 3 in all\n',
  );
  expect(readBaseline(home)?.[0]).toMatchObject({
    symbol: 'A',
    places: 2,
    reason: 'moves in May',
    owner: 'kim',
    until: '2027-05-31',
  });
});

test('allow needs no baseline before it', async () => {
  const home = temporaryFolder();
  const { stdout } = await run(home, { ...ALLOW, until: TODAY });
  expect(stdout).toContain('total: +1, 1 in all');
  expect(symbols(home)).toEqual(['A2']);
});

test('allow refuses an id of several or of none', async () => {
  const home = temporaryFolder();
  const { message } = await failure(run(home, { ...ALLOW, id: 'aa' }));
  expect(message).toContain('"aa" is the beginning of several ids');
  const unknown = await failure(run(home, { ...ALLOW, id: 'ccc334' }));
  expect(unknown.message).toContain('did you mean\n  ccc333');
  expect(readBaseline(home)).toBeNull();
});

test.each([
  [{ until: '2026-02-30' }, 'until-invalid'],
  [{ until: 'tomorrow' }, 'until-invalid'],
  [{ until: '2026-11-19' }, 'until-past'],
  [{ reason: ' ' }, 'allowance-incomplete'],
  [{ owner: '' }, 'allowance-incomplete'],
])('allow refuses %j before it looks at the code', async (own, expected) => {
  const work = run(temporaryFolder(), { ...ALLOW, ...own, id: 'no such id' });
  expect((await failure(work)).code).toBe(expected);
});

test.each([CREATE, SHRINK, ALLOW])(
  '$kind --dry-run says the same and writes nothing',
  async (action) => {
    const home = action.kind === 'create' ? temporaryFolder() : await created();
    const files = (): readonly string[] =>
      existsSync(join(home, '.saasctl'))
        ? readdirSync(join(home, '.saasctl', 'baseline')).map((file) =>
            readFileSync(join(home, '.saasctl', 'baseline', file), 'utf8'),
          )
        : [];
    const before = files();
    const found = FOUND.slice(0, 2);
    const dry = await run(home, action, { found, flags: { dryRun: true } });
    expect(files()).toEqual(before);
    expect(dry.stderr).toContain('nothing was written (--dry-run)');
    const real = await run(home, action, { found });
    expect(real.stdout).toBe(dry.stdout);
    expect(files()).not.toEqual(before);
  },
);

test('a baseline belongs to its configuration and lies beside it', async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, 'config'));
  await run(home, CREATE, { flags: { config: 'config/saasctl.json' } });
  expect(readBaseline(home)).toBeNull();
  expect(symbols(join(home, 'config'))).toHaveLength(3);
});

test('a baseline that is wrong is mended by a person, never replaced', async () => {
  const home = await created();
  const path = join(home, '.saasctl', 'baseline', 'orders.jsonl');
  writeFileSync(path, '<<<<<<< ours\n');
  for (const action of [SHRINK, ALLOW, { kind: 'create', force: true }] as const)
    expect((await failure(run(home, action))).code).toBe('baseline-invalid');
  expect(readFileSync(path, 'utf8')).toBe('<<<<<<< ours\n');
});

test('nothing to change is said, and the exit status is clean', async () => {
  const home = await created();
  const { outcome, stdout } = await run(home, SHRINK);
  expect([outcome, stdout]).toEqual(['clean', 'no change: 3 debts\n']);
});
