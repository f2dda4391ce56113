/**
 * How an adapter teaches the evaluator about a package. All members are optional and pure; the
 * first adapter that answers wins. `value` is always a `LibraryValue` of one of `packages`.
 */
import type { CallExpr, DecoratorIr, ParamIr, TypeRef } from '../scan/ir.ts';
import type { Evaluator } from './evaluator.ts';
import type { ProjectFile, ProjectFunction } from './program.ts';
import type { Env, LibraryValue, Value } from './values.ts';

export interface LibraryCall {
  /** The receiver of a method call, or the callee itself for `fn()` and `new Fn()`. */
  readonly receiver: LibraryValue;
  /** Method name; '' when the receiver itself is called, 'new' when it is constructed. */
  readonly method: string;
  readonly call: CallExpr;
  readonly env: Env;
  readonly evaluator: Evaluator;
}

export interface LibraryKnowledge {
  readonly packages: readonly string[];
  /** Result of a call, of `new`, of a tagged template. */
  readonly call?: (call: LibraryCall) => Value | undefined;
  /** `value.name` when it is not called. */
  readonly member?: (value: LibraryValue, name: string, evaluator: Evaluator) => Value | undefined;
  /** Value of parameter `param` of the function handed as argument `argument` to a call. */
  readonly callback?: (call: LibraryCall, argument: number, param: number) => Value | undefined;
  /** Value of `this` in the function handed as argument `argument` to a call. */
  readonly self?: (call: LibraryCall, argument: number) => Value | undefined;
  /** Parameter `param` of a function typed as a whole by a type of the package (`const routes: FastifyPluginAsync = async (app) => …`). */
  readonly signature?: (type: LibraryValue, param: number) => Value | undefined;
  /** Value put into a decorated parameter or property (`@InjectRepository(Order)`), by the decorator's package. */
  readonly injected?: (
    decorator: DecoratorIr,
    type: TypeRef | undefined,
    env: Env,
    evaluator: Evaluator,
  ) => Value | undefined;
  /** Value of a parameter that has neither type nor known caller (`(sequelize, DataTypes) => …`), told by the function around it. */
  readonly parameter?: (param: ParamIr, index: number, fn: ProjectFunction) => Value | undefined;
  /** An export or named type of the package (`Repository<Order>` → its instance) when the default will not do. */
  readonly type?: (name: string, args: readonly Value[], file: ProjectFile) => Value | undefined;
}
