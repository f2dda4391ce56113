/** Injection facts: constructor parameters and decorated properties of what Nest constructs. */
import type { AdapterContext, Place } from '../../adapter.ts';
import type { ProjectClass } from '../../program/program.ts';
import type { DecoratorIr, ParamIr, PropertyIr, TypeRef } from '../../scan/ir.ts';
import { findInjectionSites } from './injectables.ts';
import { readInjection } from './injection-token.ts';

export function reportInjections(context: AdapterContext): void {
  const { constructors, properties } = findInjectionSites(context.evaluator);
  for (const cls of constructors) {
    for (const param of cls.ctor?.ir.params ?? []) reportParameter(context, cls, param);
  }
  for (const cls of properties) {
    for (const property of cls.ir.properties) {
      if (property.decorators && !property.isStatic) reportProperty(context, cls, property);
    }
  }
}

function reportParameter(context: AdapterContext, cls: ProjectClass, param: ParamIr): void {
  const reading = read(context, cls, param.decorators, param.type, false);
  const place = { file: cls.file, at: param.at };
  const subject = `${cls.name}.${param.name || 'constructor'}`;
  if (reading.kind === 'target') {
    const { name: token, to, forwardRef } = reading.target;
    const evidence = `constructor(${param.name}: ${token})`;
    context.facts.injection({ into: cls.name, token, to, forwardRef, place, evidence });
  } else if (reading.kind === 'unnamed') {
    reportUnnamed(context, place, subject);
  } else if (!isOptional(param)) {
    const message = `The constructor parameter ${param.name} of ${cls.name} names no class and no token: what is injected is not known.`;
    context.facts.finding({ code: 'nest-injection-unknown', subject, message, place, severity: 'info' });
  }
}

function isOptional(param: ParamIr): boolean {
  if (param.default || param.optional || param.rest) return true;
  return (param.decorators ?? []).some((one) => one.name === 'Optional');
}

function reportProperty(context: AdapterContext, cls: ProjectClass, property: PropertyIr): void {
  const reading = read(context, cls, property.decorators, property.type, true);
  const place = { file: cls.file, at: property.at };
  if (reading.kind === 'target') {
    const { name: token, to, forwardRef } = reading.target;
    const evidence = `${property.name}: ${token}`;
    context.facts.injection({ into: cls.name, token, to, forwardRef, place, evidence });
  } else if (reading.kind === 'unnamed') {
    reportUnnamed(context, place, `${cls.name}.${property.name}`);
  }
}

function read(
  context: AdapterContext,
  cls: ProjectClass,
  decorators: readonly DecoratorIr[] | undefined,
  type: TypeRef | undefined,
  isProperty: boolean,
): ReturnType<typeof readInjection> {
  const { evaluator } = context;
  const env = evaluator.envOf(cls.file, cls);
  const wanted = isProperty ? injectors(decorators) : decorators;
  if (isProperty && wanted?.length === 0) return { kind: 'none' };
  const reading = readInjection(evaluator, wanted, type, env);
  // A decorated property without an injecting decorator is a column, a field, a mock.
  return isProperty && !hasInjector(context, wanted, cls) ? { kind: 'none' } : reading;
}

const injectors = (decorators: readonly DecoratorIr[] | undefined): readonly DecoratorIr[] =>
  (decorators ?? []).filter((one) => one.name !== '');
