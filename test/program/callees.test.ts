import { expect, test } from 'vitest';

import { calleesOf } from '../../analyzers/program/callees.ts';
import { linkSources } from './link-sources.ts';

function callees(source: string, name: string): readonly string[] {
  const { evaluator, hierarchy, call } = linkSources({ 'main.ts': source });
  const site = call(name);
  return calleesOf(evaluator, hierarchy, site, evaluator.siteEnv(site)).map((one) => one.fn.symbol);
}

test('methods of injected classes, also inherited ones', () => {
  const source = `
    class Base { save() {} }
    class Orders extends Base {}
    class S { constructor(private readonly orders: Orders) {} m() { this.orders.save(); } }`;
  expect(callees(source, 'save')).toEqual(['Base.save']);
});

test('an interface leads to every class that implements it', () => {
  const source = `
    interface Port { send(): void }
    class Mail implements Port { send() {} }
    abstract class Sms implements Port { abstract send(): void }
    class Twilio extends Sms { send() {} }
    class S { constructor(private readonly port: Port) {} m() { this.port.send(); } }`;
  expect(callees(source, 'send')).toEqual(['Mail.send', 'Twilio.send']);
});

test('functions, imported or kept in objects, and super', () => {
  expect(callees('function f() {} const box = { go: f }; box.go();', 'go')).toEqual(['f']);
  expect(callees('class A { m() {} } class B extends A { m() { super.m(); } }', 'm')).toEqual([
    'A.m',
  ]);
});
