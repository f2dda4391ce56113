/** What a call is made on: a model, a record, a connection, each with the models it stands for. */
import type { Visit } from '../../adapter.ts';
import { findMember } from '../../program/class-members.ts';
import { alternatives, isKnown } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { modelsIn, recordModel } from './guess-model.ts';
import { isOurs, kindOf, PACKAGES } from './library-types.ts';
import type { SequelizeKind } from './library-types.ts';
import { registryOf } from './model-registry.ts';
import type { SequelizeModel } from './model-registry.ts';

export interface Receiver {
  readonly kind: SequelizeKind;
  readonly models: readonly SequelizeModel[];
  readonly inferred: boolean;
}

export function receiverOf(visit: Visit): Receiver | null {
  const { fn } = visit.call;
  if (fn.k !== 'mem') return null;
  const registry = registryOf(visit.evaluator);
  const value = visit.receiver();
  const faces = alternatives(value).flatMap((one) => faceOf(visit, one, fn.name));
  const bound = { expr: fn.obj, env: visit.env };
  const [face] = faces;
  if (face) {
    const kind = faces.map(kindOf).find((one) => one !== 'other') ?? 'other';
    const found = registry?.of(value) ?? [];
    const certain = found.length > 0 || !registry || kind === 'connection';
    const models = certain ? found : modelsIn(visit.evaluator, registry, bound);
    return { kind, models, inferred: !certain };
  }
  return isKnown(value) || !registry ? null : guessed(visit);
}

/** The package's object behind a value, unless the project's class overrides the method. */
function faceOf(visit: Visit, value: Value, method: string): readonly LibraryValue[] {
  if (value.v === 'library') return isOurs(value.pkg) ? [value] : [];
  if (value.v === 'interface') return libraryFaces(visit.evaluator, value, PACKAGES);
  if (value.v === 'instance') {
    const member = findMember(visit.evaluator, value, method);
    return member?.kind === 'library' && isOurs(member.value.pkg) ? [member.value] : [];
  }
  if (value.v !== 'class') return [];
  const member = visit.evaluator.member(value, method);
  const inherited = member.v === 'library' && isOurs(member.pkg) && member.self !== undefined;
  return inherited ? [{ ...member, type: 'Model', role: 'export' }] : [];
}

/** Objects that nobody typed: the names under which models and the connection are known must do. */
function guessed(visit: Visit): Receiver | null {
  const { fn } = visit.call;
  const registry = registryOf(visit.evaluator);
  if (fn.k !== 'mem' || !registry) return null;
  const { obj } = fn;
  const name = obj.k === 'mem' || obj.k === 'name' ? obj.name : '';
  const dependencies = visit.dependenciesOf(visit.site.file.path);
  if (!PACKAGES.some((one) => dependencies.has(one))) return null;
  if (/^sequelize$/i.test(name)) return { kind: 'connection', models: [], inferred: true };
  const bound = { expr: obj, env: visit.env };
  const models = modelsIn(visit.evaluator, registry, bound);
  if (models.length > 0) return { kind: 'model', models, inferred: true };
  const record = recordModel(visit.evaluator, registry, bound);
  return record ? { kind: 'record', models: [record], inferred: true } : null;
}
