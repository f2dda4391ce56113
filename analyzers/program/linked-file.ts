import type { ProjectFile } from './program.ts';
import type { Reading, Unit } from './reading.ts';

/** What is in a file, filled in while it is linked. */
export type FileParts = {
  -readonly [K in Exclude<keyof ProjectFile, 'path' | 'reading'>]: ProjectFile[K];
};

/** A linked file. Whoever looks at it is noted to depend on it: on its exports alone, or on all of it. */
export class LinkedFile implements ProjectFile {
  private seenBy: Unit | null = null;
  private namesSeenBy: Unit | null = null;

  readonly path: string;
  readonly reading: Reading;
  private readonly parts: FileParts;

  constructor(path: string, reading: Reading, parts: FileParts) {
    this.path = path;
    this.reading = reading;
    this.parts = parts;
  }

  private look(): FileParts {
    const { unit } = this.reading;
    if (this.seenBy !== unit) {
      this.seenBy = unit;
      unit.cells.add(`file ${this.path}`);
    }
    return this.parts;
  }

  get exported(): ProjectFile['exported'] {
    const { unit } = this.reading;
    if (this.namesSeenBy !== unit) {
      this.namesSeenBy = unit;
      unit.cells.add(`names ${this.path}`);
    }
    return this.parts.exported;
  }

  get ir(): ProjectFile['ir'] {
    return this.look().ir;
  }

  get classes(): ProjectFile['classes'] {
    return this.look().classes;
  }

  get functions(): ProjectFile['functions'] {
    return this.look().functions;
  }

  get definitions(): ProjectFile['definitions'] {
    return this.look().definitions;
  }

  get assignments(): ProjectFile['assignments'] {
    return this.look().assignments;
  }

  get attached(): ProjectFile['attached'] {
    return this.look().attached;
  }

  get placed(): ProjectFile['placed'] {
    return this.look().placed;
  }

  get parameters(): ProjectFile['parameters'] {
    return this.look().parameters;
  }

  get argumentOf(): ProjectFile['argumentOf'] {
    return this.look().argumentOf;
  }

  get calls(): ProjectFile['calls'] {
    return this.look().calls;
  }

  get typeParameters(): ProjectFile['typeParameters'] {
    return this.look().typeParameters;
  }

  get takesEnv(): ProjectFile['takesEnv'] {
    return this.look().takesEnv;
  }
}
