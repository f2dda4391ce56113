/**
 * The parser's own way to hand its tree over through shared memory instead of JSON text: a third of
 * the cost. It offers this from Node 22 on, because its set-up makes a view of more than 4 GiB,
 * which Node 20 refuses; with the view made smaller Node 20 does it as well.
 */
import { createRequire } from 'node:module';
import type { EcmaScriptModule, OxcError, ParserOptions, Program } from 'oxc-parser';

export interface RawResult {
  readonly program: Program;
  readonly module: EcmaScriptModule;
  readonly errors: readonly OxcError[];
}

/** Null for a text that has to go the other way. */
export type RawParser = (path: string, text: string, options: ParserOptions) => RawResult | null;

/** The parts of the parser this needs; its exact version is pinned in package.json. */
interface Bindings {
  readonly rawTransferSupported: () => boolean;
  readonly getBufferOffset: (start: Uint8Array) => number;
  readonly parseRawSync: (
    path: string,
    block: Uint8Array,
    start: number,
    length: number,
    options: ParserOptions,
  ) => void;
}

interface Layout {
  readonly BLOCK_SIZE: number;
  readonly BLOCK_ALIGN: number;
  readonly BUFFER_SIZE: number;
  readonly ACTIVE_SIZE: number;
  readonly IS_TS_FLAG_POS: number;
}

interface Reader {
  readonly deserialize: (
    buffer: Uint8Array,
    text: string,
    start: number,
    length: number,
  ) => RawResult;
}

/** Far below what fits: the tree of a text takes a hundred times its length at the very most. */
const LONGEST_TEXT = 4_000_000;

/** @returns null where the parser or the machine cannot do it: then JSON it is */
export function createRawParser(): RawParser | null {
  const load = createRequire(import.meta.url);
  try {
    const bindings = load('oxc-parser/src-js/bindings') as Bindings;
    if (!bindings.rawTransferSupported()) return null;
    const layout = load('oxc-parser/src-js/generated/constants') as Layout;
    const memory = reserve(bindings, layout);
    const readers = {
      ts: load('oxc-parser/src-js/generated/deserialize/ts') as Reader,
      js: load('oxc-parser/src-js/generated/deserialize/js') as Reader,
    };
    return (path, text, options) => {
      if (text.length > LONGEST_TEXT) return null;
      const start = layout.ACTIVE_SIZE - text.length * 3;
      const length = memory.write(text, start);
      // What is no valid Unicode would come back changed.
      if (length !== text.length && /\p{Surrogate}/u.test(text)) return null;
      bindings.parseRawSync(path, memory.block, start, length, options);
      const reader = memory.buffer[layout.IS_TS_FLAG_POS] === 0 ? readers.js : readers.ts;
      try {
        return reader.deserialize(memory.buffer, text, start, length);
      } catch (error) {
        // Reading JSON needs no stack: code nested too deeply for this way may pass there.
        if (error instanceof RangeError) return null;
        throw error;
      }
    };
  } catch {
    return null;
  }
}

interface Memory {
  /** What the reader looks at, with views of itself in other widths. */
  readonly buffer: Uint8Array;
  /** The same and its administration, for the parser. */
  readonly block: Uint8Array;
  /** Puts a text at an offset; returns its length in bytes. */
  readonly write: (text: string, start: number) => number;
}

/** Addresses in the tree are 32 bits, so the block begins at a multiple of 4 GiB. Only what is written to becomes real memory. */
function reserve(bindings: Bindings, layout: Layout): Memory {
  const { BLOCK_SIZE, BLOCK_ALIGN, BUFFER_SIZE } = layout;
  const space = new ArrayBuffer(BLOCK_SIZE + BLOCK_ALIGN);
  const offset = bindings.getBufferOffset(new Uint8Array(space, 0, 1));
  const views = {
    int32: new Int32Array(space, offset, BUFFER_SIZE / 4),
    float64: new Float64Array(space, offset, BUFFER_SIZE / 8),
  };
  const encoder = new TextEncoder();
  return {
    buffer: Object.assign(new Uint8Array(space, offset, BUFFER_SIZE), views),
    block: new Uint8Array(space, offset, BLOCK_SIZE),
    write: (text, start) => {
      const room = new Uint8Array(space, offset + start, text.length * 3);
      return encoder.encodeInto(text, room).written;
    },
  };
}
