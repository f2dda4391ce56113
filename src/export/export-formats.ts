/** Apart from the renderers, so that --help does not load them. */
export const EXPORT_FORMATS = ['dependency-cruiser', 'eslint-boundaries', 'nx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
