/** Programs whose declarations lead to each other in every way that the evaluator follows. */
import * as fc from 'fast-check';

/** Declares `o<at>` (or changes another one), out of three others and the names of their members. */
const SHAPES = {
  spread: (at, [a, b, c]) => `let o${at}: any = { ...o${a}, ...o${b}, ...o${c}, k${at % 5}: 'v' };`,
  reassigned: (at, [a, b, c]) =>
    `let o${at}: any = { ...o${a} };\no${b} = { ...o${c}, ...o${at}, k${at % 5}: o${a}.k${b % 5} };`,
  chosen: (at, [a, b, c]) => `let o${at}: any = flag ? o${a} : flag ? { ...o${b} } : o${c} || {};`,
  getter: (at, [a, b, c]) =>
    `let o${at}: any = { get k${at % 5}() { return o${a}.k${b % 5} || this.k${c % 5} || o${c}.k${a % 5}; }, ...o${b} };`,
  placed: (at, [a, b, c]) =>
    `let o${at}: any = { k${at % 5}: null };\no${at}.k${at % 5} = { ...o${a}, ...o${b}.k${c % 5} };`,
  global: (at, [a, b, c]) =>
    `let o${at}: any = process.env;\nprocess.env = { ...process.env, ...o${a}, k${b % 5}: o${c}.k${a % 5} };`,
  constructed: (at, [a, b, c]) =>
    `class C${at} { k0: any; k1: any; constructor(p: any) { this.k0 = p.k${a % 5} || p.k1; this.k1 = p.k${b % 5} || p.k0; } }\nlet o${at}: any = new C${at}(o${c});`,
  field: (at, [a, b, c]) =>
    `class C${at} { k0: any = o${a}.k${b % 5} || o${c}; get k1() { return this.k0.k1 || o${b}.k1; } }\nlet o${at}: any = new C${at}();`,
  list: (at, [a, b, c]) =>
    `let l${at}: any = [...o${a}, o${b}, o${c}];\nlet o${at}: any = l${at}[0];`,
  enumerated: (at, [a, b, c]) =>
    `let o${at}: any = Object.values({ ...o${a}, ...o${b}, ...o${c} })[0];`,
  text: (at, [a, b, c]) => `let o${at}: any = { k${at % 5}: o${a}.k${b % 5} + o${c}.k${at % 5} };`,
  function: (at, [a, b, c]) =>
    `function f${at}(x: any): any { return flag ? { ...o${a}, ...(x || o${b}) } : typeof f${c} === 'function' ? f${c}(x) || f${a}(o${b}) : x; }\nlet o${at}: any = f${at}(o${c});`,
  alias: (at, [a, b, c]) =>
    `type T${at}<X> = T${a}<X> | T${b}<X[]> | X;\nlet o${at}: T${at}<typeof o${c}> = o${c};`,
} satisfies Record<string, (at: number, of: readonly [number, number, number]) => string>;

export type Shape = keyof typeof SHAPES;

export interface RandomProgram {
  readonly size: number;
  readonly source: string;
}

export const randomProgram = (shapes: readonly Shape[]): fc.Arbitrary<RandomProgram> =>
  fc
    .integer({ min: 5, max: 60 })
    .chain((size) => {
      const one = fc.record({
        shape: fc.constantFrom(...shapes),
        of: fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.nat(size - 1)),
      });
      return fc.array(one, { minLength: size, maxLength: size });
    })
    .map((declarations) => {
      const written = declarations.map(({ shape, of }, at) => SHAPES[shape](at, of));
      const asked = declarations.map(
        ({ of }, at) => `probe(o${at}.missing, o${at}.k${of[0] % 5}, o${of[1]});`,
      );
      return {
        size: declarations.length,
        source: ['declare const flag: boolean;', ...written, ...asked].join('\n'),
      };
    });
