/** Injection facts: constructor parameters and decorated properties of what Nest constructs. */
import type { AdapterContext, Place } from '../../adapter.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import type { ParamIr, PropertyIr } from '../../scan/ir.ts';
import { findInjectionSites } from './injectables.ts';
import { readDecorated, readParameter } from './injection-token.ts';
import type { InjectionReading } from './injection-token.ts';

export function reportInjections(context: AdapterContext, file: ProjectFile): void {
  const { constructors, properties } = findInjectionSites(context.evaluator, file);
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
  const { evaluator, facts } = context;
  const reading = readParameter(evaluator, param, evaluator.envOf(cls.file, cls));
  const place = { file: cls.file, at: param.at };
  const subject = `${cls.name}.${param.name || 'constructor'}`;
  report(context, cls, reading, place, param.name);
  if (reading.kind === 'none' && !isOptional(param)) {
    const message = `The constructor parameter ${param.name} of ${cls.name} names no class and no token, so what is injected is not known.`;
    facts.finding({ code: 'nest-injection-unknown', subject, message, place, severity: 'info' });
  }
}

function isOptional(param: ParamIr): boolean {
  if (param.default || param.optional || param.rest) return true;
  return (param.decorators ?? []).some((one) => one.name === 'Optional');
}

function reportProperty(context: AdapterContext, cls: ProjectClass, property: PropertyIr): void {
  const { evaluator } = context;
  const reading = readDecorated(evaluator, property, evaluator.envOf(cls.file, cls));
  report(context, cls, reading, { file: cls.file, at: property.at }, property.name);
}

function report(
  { facts }: AdapterContext,
  cls: ProjectClass,
  reading: InjectionReading,
  place: Place,
  name: string,
): void {
  if (reading.kind === 'target') {
    const { name: token, to, forwardRef } = reading.target;
    facts.injection({
      into: cls.name,
      token,
      to,
      forwardRef,
      place,
      evidence: `${name}: ${token}`,
    });
  }
  if (reading.kind === 'unnamed') {
    const message = `The token injected into ${name} of ${cls.name} is computed: what is injected is not known.`;
    facts.finding({
      code: 'nest-injection-unknown',
      subject: `${cls.name}.${name}`,
      message,
      place,
      severity: 'warning',
    });
  }
}
