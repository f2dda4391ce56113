import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CheckReport } from '../../../src/check/violation.ts';
import {
  escapeData,
  escapeProperty,
  renderGithub,
} from '../../../src/report/check/render-github.ts';
import { anyText, makeMany, makeReport, makeViolation, OPTIONS } from './make-report.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const decode = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

/** As a runner reads a log: a line that begins with two colons is a command. */
function readCommands(log: string): readonly Command[] {
  return log.split(/\r?\n/).flatMap((line): readonly Command[] => {
    const groups = /^\s*::(?<name>\w+)(?: (?<given>.*?))?::(?<message>.*)$/s.exec(line)?.groups;
    if (!groups) return [];
    const { name = '', given = '', message = '' } = groups;
    const pairs = given.split(',').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decode(pair.slice(at + 1))] as const;
    });
    return [{ name, properties: Object.fromEntries(pairs), message: decode(message) }];
  });
}

const commandsOf = (report: CheckReport, change = {}): readonly Command[] =>
  readCommands(renderGithub(report, { ...OPTIONS, ...change }));

test('escapes as the toolkit of GitHub does', () => {
  expect(escapeData('100%: a,b\r\nc')).toBe('100%25: a,b%0D%0Ac');
  expect(escapeProperty('100%: a,b\r\nc')).toBe('100%25%3A a%2Cb%0D%0Ac');
});

test('an annotation stands at its place in the repository', () => {
  const one = makeViolation();
  expect(commandsOf(makeReport([one]), { prefix: 'apps/api' })).toEqual([
    {
      name: 'error',
      properties: {
        file: 'apps/api/src/orders/order.service.ts',
        line: '16',
        col: '10',
        title: 'private-api  orders → billing',
      },
      message: `${one.message}\nfix: ${one.fix}\nsaasctl explain ${one.id}`,
    },
  ]);
});

test('any path comes back, and nothing adds a command', () => {
  const line = anyText.filter((text) => !/[\r\n]/.test(decode(text)) && text === decode(text));
  fc.assert(
    fc.property(line, anyText, (path, message) => {
      const commands = commandsOf(makeReport([makeViolation({ path, message, fix: message })]));
      expect(commands).toHaveLength(1);
      expect(commands[0]?.properties['file']).toBe(path);
    }),
  );
});

test.each([0, 1, 9, 10, 11, 400])('%i errors and warnings: never more than are shown', (count) => {
  const errors = makeMany(count);
  const warnings = makeMany(count, { severity: 'warn', to: 'b' });
  const commands = commandsOf(makeReport([...errors, ...warnings]));
  for (const name of ['error', 'warning']) {
    const shown = commands.filter((one) => one.name === name);
    expect(shown.length).toBeLessThanOrEqual(10);
    const rest = shown.find((one) => one.properties['file'] === undefined);
    const more = Number(rest?.message.replace(/ .*/, '') ?? 0);
    expect(shown.length - (rest ? 1 : 0) + more).toBe(count);
  }
});

test('gaps and a strict baseline take their places among the ten', () => {
  const gaps = ['one', 'two', 'three', 'four', 'five'];
  const report = makeReport(makeMany(40), { gaps });
  const commands = commandsOf(
    { ...report, summary: { ...report.summary, fixed: 2 } },
    { strictBaseline: true },
  );
  expect(commands).toHaveLength(10);
  expect(commands[0]).toEqual({
    name: 'error',
    properties: { title: 'saasctl check: incomplete' },
    message: 'one\ntwo\nthree\n2 more',
  });
  expect(commands.at(-1)?.message).toBe('33 more new errors, not shown here: saasctl check --all');
});

test('accepted ones are no annotations; the log still says how it ended', () => {
  const log = renderGithub(makeReport(makeMany(3, { baseline: 'known' })), OPTIONS);
  expect(readCommands(log)).toEqual([]);
  expect(log).toMatch(/^✔ no new violations · 3 known debts\n/);
});
