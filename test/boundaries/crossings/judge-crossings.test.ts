import { describe, expect, test } from 'vitest';

import { judge, listRemedies } from './make-evidence.ts';
import type { Written } from './make-evidence.ts';

const USERS = 'users/users.service.ts';
const ORDERS = 'orders/orders.service.ts';

/** Orders call a member of the users' service, which reads or writes the users' table. */
function callOf(member: Written['parts'], more: Written = {}): Written {
  return {
    injects: [`${ORDERS} > ${USERS}#Users`],
    tables: { users: null },
    ...more,
    parts: {
      [`${ORDERS}#Orders.place`]: { calls: [`${USERS}#Users.run`] },
      [`${USERS}#Users`]: {},
      ...member,
    },
  };
}

describe('a use of code', () => {
  test('of a type goes to the contract', () => {
    const judged = judge({ types: [`${ORDERS} > ${USERS}#UserView`] });
    expect(listRemedies(judged)).toEqual(['orders>users import UserView kernel']);
    expect(judged.crossings[0]?.why).toContain('type');
    expect(judged.sync).toEqual([]);
  });

  test('of a class that is named as a type but called is a question', () => {
    const judged = judge(
      callOf(
        { [`${USERS}#Users.run`]: {} },
        { injects: [], types: [`${ORDERS} > ${USERS}#Users`], reads: [`${USERS}#Users.run users`] },
      ),
    );
    expect(listRemedies(judged)).toEqual([
      'orders>users import Users api',
      'orders>users call Users.run api',
    ]);
  });

  test('of a pure function that both sides need goes to the kernel', () => {
    const judged = judge({
      parts: {
        'users/names.ts#fullName': {},
        [`${USERS}#find`]: { calls: ['users/names.ts#fullName'] },
      },
      uses: [`${ORDERS} > users/names.ts#fullName`, `${USERS} > users/names.ts#fullName`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users import fullName kernel']);
  });

  test('of a pure function that nobody else needs moves to its user', () => {
    const judged = judge({
      parts: { 'users/names.ts#fullName': {} },
      uses: [`${ORDERS} > users/names.ts#fullName`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users import fullName move']);
  });

  test('does not move what needs code that stays behind', () => {
    const judged = judge({
      parts: {
        'users/names.ts#fullName': { uses: ['users/names.ts#trim'] },
        'users/names.ts#trim': {},
      },
      uses: [`${ORDERS} > users/names.ts#fullName`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users import fullName kernel']);
  });

  test('of a function that reads a table through another one is a question', () => {
    const judged = judge({
      parts: {
        'users/names.ts#nameOf': { calls: ['users/store.ts#load'] },
        'users/store.ts#load': {},
        [`${ORDERS}#place`]: { calls: ['users/names.ts#nameOf'] },
      },
      uses: [`${ORDERS} > users/names.ts#nameOf`],
      tables: { users: null },
      reads: ['users/store.ts#load users'],
      writes: ['users/store.ts#load users'],
    });
    expect(listRemedies(judged)).toContain('orders>users call nameOf api');
  });

  test('of an injected service whose result is used is a question', () => {
    const judged = judge(
      callOf({ [`${USERS}#Users.run`]: {} }, { reads: [`${USERS}#Users.run users`] }),
    );
    expect(listRemedies(judged)).toEqual([
      'orders>users inject Users api',
      'orders>users call Users.run api',
    ]);
    expect(judged.sync).toEqual([{ from: 0, to: 1, weight: 2 }]);
  });

  test('of an operation that gives nothing back is an event', () => {
    const judged = judge(
      callOf(
        { [`${USERS}#Users.run`]: { silent: true } },
        { writes: [`${USERS}#Users.run users`] },
      ),
    );
    expect(listRemedies(judged)).toEqual([
      'orders>users inject Users event',
      'orders>users call Users.run event',
    ]);
    expect(judged.sync).toEqual([]);
  });

  test.each([
    ['may refuse', { silent: true, refuses: true }, { writes: [`${USERS}#Users.run users`] }],
    ['only looks something up', { silent: true }, { reads: [`${USERS}#Users.run users`] }],
  ])('of an operation that %s is no event', (reason, part, more) => {
    const judged = judge(callOf({ [`${USERS}#Users.run`]: part }, more));
    expect(listRemedies(judged)).toContain('orders>users call Users.run api');
    expect(judged.crossings[0]?.why).toContain(reason);
  });

  test('of an interface ends at what implements it, once per boundary', () => {
    const classes = ['users/real.ts#Real', 'users/fake.ts#Fake'];
    const members = classes.map((one) => `${one}.run`);
    const judged = judge({
      parts: {
        [`${ORDERS}#place`]: { through: members },
        ...Object.fromEntries([...classes, ...members].map((one) => [one, {}])),
        'users/store.ts#Store': { kind: 'type' },
      },
      types: [`${ORDERS} > users/store.ts#Store`],
      tables: { users: null },
      reads: ['users/real.ts#Real.run users'],
    });
    expect(listRemedies(judged)).toEqual([
      'orders>users import Store kernel',
      'orders>users call Real.run api',
    ]);
    expect(judged.crossings[1]?.certainty).toBe('inferred');
  });

  test('of an interface with several working classes is shown by the first of them', () => {
    const members = ['users/real.ts#Real.run', 'users/cached.ts#Cached.run'];
    const judged = judge({
      parts: {
        [`${ORDERS}#place`]: { through: members },
        ...Object.fromEntries(members.map((one) => [one, {}])),
      },
      tables: { users: null },
      reads: members.map((one) => `${one} users`),
    });
    expect(listRemedies(judged)).toEqual(['orders>users call Cached.run api']);
  });

  test('of a function that only uses infrastructure of the kernel is shared code', () => {
    const judged = judge({
      parts: {
        'users/log.ts#logUser': { calls: ['kernel/log.ts#send'] },
        'kernel/log.ts#send': {},
      },
      uses: [`${ORDERS} > users/log.ts#logUser`, `${USERS} > users/log.ts#logUser`],
      outbound: ['kernel/log.ts#send'],
    });
    expect(listRemedies(judged)).toEqual(['orders>users import logUser kernel']);
  });

  test('of an injected class that works for nobody is shared code', () => {
    const judged = judge({
      parts: { 'users/clock.ts#Clock': {}, 'users/clock.ts#Clock.now': {} },
      injects: [`${ORDERS} > users/clock.ts#Clock`, `${USERS} > users/clock.ts#Clock`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users inject Clock kernel']);
  });

  test('of an injected class made of classes of a boundary is a question, whatever is seen of it', () => {
    const judged = judge({
      parts: {
        'users/users.ts#Users': {},
        'users/users.ts#Users.constructor': { uses: ['users/cache.ts#Cache'] },
        'users/cache.ts#Cache': { kind: 'class' },
      },
      injects: [`${ORDERS} > users/users.ts#Users`, `${USERS} > users/users.ts#Users`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users inject Users api']);
  });
});

describe('wiring', () => {
  const MODULES = ['orders/orders.module.ts', 'users/users.module.ts'];
  const IMPORT = `${MODULES[0]} > ${MODULES[1]}#UsersModule`;

  test('goes the way of what is used', () => {
    const judged = judge({
      ...callOf({ [`${USERS}#Users.run`]: {} }, { reads: [`${USERS}#Users.run users`] }),
      uses: [IMPORT],
      wiring: MODULES,
    });
    expect(listRemedies(judged)).toContain('orders>users import UsersModule api');
  });

  test('of nothing moves to where the application is put together', () => {
    const judged = judge({ uses: [IMPORT], wiring: MODULES });
    expect(listRemedies(judged)).toEqual(['orders>users import UsersModule move']);
    expect(judged.sync).toEqual([]);
  });
});

describe('a list of what works', () => {
  const places = ['users', 'mails', 'stock'];
  const list = (boundaries: readonly string[], more: Written['parts'] = {}): Written => ({
    parts: {
      'orders/all.ts#ALL': { kind: 'value' },
      ...Object.fromEntries(boundaries.map((one) => [`${one}/r.ts#Resolver.get`, {}])),
      ...Object.fromEntries(boundaries.map((one) => [`${one}/r.ts#Resolver`, {}])),
      ...more,
    },
    uses: boundaries.map((one) => `orders/all.ts > ${one}/r.ts#Resolver`),
    tables: Object.fromEntries(boundaries.map((one) => [one, null])),
    reads: boundaries.map((one) => `${one}/r.ts#Resolver.get ${one}`),
  });

  test('of three boundaries only wires them', () => {
    const judged = judge(list(places));
    expect(judged.crossings.map((one) => one.remedy)).toEqual(['move', 'move', 'move']);
    expect(judged.sync).toEqual([]);
  });

  test('of fewer boundaries, or that calls one of them, depends on them', () => {
    expect(judge(list(places.slice(0, 2))).sync).toHaveLength(2);
    const calling = { 'orders/all.ts#run': { calls: ['users/r.ts#Resolver.get'] } };
    expect(judge(list(places, calling)).sync).toHaveLength(3);
  });
});

describe('the kernel and what stays', () => {
  test('the kernel may be used, and what stays may be used, by anybody', () => {
    const judged = judge({
      uses: [`${ORDERS} > kernel/log.ts#log`, `${ORDERS} > main/jobs.ts#jobs`],
      parts: { 'kernel/log.ts#log': {}, 'main/jobs.ts#jobs': {} },
    });
    expect(judged.crossings).toEqual([]);
  });

  const GUARD: Written = {
    parts: {
      'kernel/guard.ts#Guard': {},
      'kernel/guard.ts#Guard.check': { calls: [`${USERS}#Users.find`] },
      [`${USERS}#Users`]: {},
      [`${USERS}#Users.find`]: {},
    },
    injects: [`kernel/guard.ts > ${USERS}#Users`],
    tables: { users: null },
    reads: [`${USERS}#Users.find users`],
  };

  test('a kernel file moves to the only boundary that needs it', () => {
    const judged = judge({ ...GUARD, uses: ['users/users.controller.ts > kernel/guard.ts#Guard'] });
    expect(listRemedies(judged)).toEqual([
      'kernel>users inject Users move',
      'kernel>users call Users.find move',
    ]);
  });

  test('a kernel file that others stand on never waits for a boundary', () => {
    const judged = judge({ ...GUARD, uses: [`${ORDERS} > kernel/guard.ts#Guard`] });
    expect(listRemedies(judged)).toEqual([
      'kernel>users inject Users replicate',
      'kernel>users call Users.find replicate',
    ]);
    expect(judged.sync).toEqual([]);
  });

  test('what stays is served by an adapter, and is in no cycle', () => {
    const judged = judge({
      parts: {
        'main/report.ts#report': { calls: [`${USERS}#find`] },
        [`${USERS}#find`]: {},
      },
      uses: [`main/report.ts > ${USERS}#find`],
      tables: { users: null },
      reads: [`${USERS}#find users`, 'main/report.ts#report users'],
      writes: [`${USERS}#find users`, `${USERS}#find users`],
    });
    expect(listRemedies(judged)).toEqual([
      'monolith>users import find api',
      'monolith>users read users replicate',
      'monolith>users call find api',
    ]);
    expect(judged.sync).toEqual([]);
  });
});
