/** Apart from the renderers, so that --help does not load them. */
export const CHECK_FORMATS = [
  'text',
  'json',
  'sarif',
  'github',
  'junit',
  'codeclimate',
  'markdown',
] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];
