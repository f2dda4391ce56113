import { describe, expect, test } from 'vitest';

import { COSTS } from '../../../analyzers/boundaries/crossings/remedy-costs.ts';
import { judge } from './make-evidence.ts';
import type { Written } from './make-evidence.ts';

describe('the surface', () => {
  test('names what others use, by whom and in how many files', () => {
    const judged = judge({
      uses: [
        'orders/a.ts > users/u.ts#Users',
        'orders/b.ts > users/u.ts#Users',
        'mails/m.ts > users/u.ts#Users',
        'main/boot.ts > users/u.ts#Users',
        'users/x.ts > users/u.ts#Users',
      ],
      types: ['orders/a.ts > users/u.ts#UserView'],
    });
    expect(judged.surface[judged.ids.indexOf('users')]).toEqual([
      { symbol: 'UserView', path: 'users/u.ts', usedBy: ['orders'], uses: 1 },
      { symbol: 'Users', path: 'users/u.ts', usedBy: ['mails', 'monolith', 'orders'], uses: 4 },
    ]);
    expect(judged.surface[judged.ids.indexOf('orders')]).toEqual([]);
  });
});

describe('costs', () => {
  test('are paid in full for the first crossing of a subject only', () => {
    const judged = judge({
      types: ['orders/a.ts > users/u.ts#UserView', 'orders/b.ts > users/u.ts#UserView'],
    });
    expect(judged.crossings.map((one) => [one.path, one.cost])).toEqual([
      ['orders/a.ts', COSTS.type],
      ['orders/b.ts', COSTS.again],
    ]);
  });
});

describe('a god file', () => {
  const god: Written = {
    parts: {
      'admin/admin.ts#Admin': {},
      'admin/admin.ts#Admin.constructor': {},
      'admin/admin.ts#Admin.audit': {},
      'admin/admin.ts#Admin.banUser': {},
      'admin/admin.ts#Admin.renameUser': {},
      'admin/admin.ts#Admin.showUsers': {},
      'users/users.ts#save': {},
    },
    tables: { audits: null, users: 'users/users.ts#User' },
    writes: [
      'admin/admin.ts#Admin.audit audits',
      'admin/admin.ts#Admin.banUser users',
      'admin/admin.ts#Admin.renameUser users',
      'users/users.ts#save users',
    ],
    reads: ['admin/admin.ts#Admin.showUsers users'],
  };

  test('is split by the owners of what its members write, not of what they read', () => {
    expect(judge(god).splits).toEqual([
      {
        path: 'admin/admin.ts',
        parts: [
          { boundary: 'admin', symbols: ['Admin.audit', 'Admin.showUsers'] },
          { boundary: 'users', symbols: ['Admin.banUser', 'Admin.renameUser'] },
        ],
        why: '2 of 4 members write only what users owns, or serve nobody else.',
      },
    ]);
  });

  test('keeps a member that does work of its own on the way', () => {
    const parts = {
      ...god.parts,
      'admin/admin.ts#Admin.banUser': { calls: ['admin/log.ts#log'] },
      'admin/log.ts#log': {},
    };
    const writes = [...(god.writes ?? []), 'admin/log.ts#log audits'];
    expect(judge({ ...god, parts, writes }).splits).toEqual([]);
  });

  test('of constants is split by who uses them, when nobody else does', () => {
    const names = ['NOT_PAID', 'NOT_SENT', 'NO_SEAT', 'ODD'];
    const keys = names.map((name) => `shared/errors.ts#${name}`);
    const judged = judge({
      parts: Object.fromEntries(keys.map((key) => [key, { kind: 'value' }])),
      uses: [
        'orders/o.ts > shared/errors.ts#NOT_PAID',
        'orders/o.ts > shared/errors.ts#NOT_SENT',
        'seats/s.ts > shared/errors.ts#NO_SEAT',
        'seats/s.ts > shared/errors.ts#ODD',
        'orders/o.ts > shared/errors.ts#ODD',
      ],
    });
    expect(judged.splits.map((one) => one.parts)).toEqual([
      [
        { boundary: 'orders', symbols: ['NOT_PAID', 'NOT_SENT'] },
        { boundary: 'seats', symbols: ['NO_SEAT'] },
        { boundary: 'shared', symbols: ['ODD'] },
      ],
    ]);
  });
});
