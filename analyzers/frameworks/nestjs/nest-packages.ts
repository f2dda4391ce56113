/** Packages of the Nest family. */

/** Packages whose values this adapter explains to the evaluator. */
export const NEST_PACKAGES: readonly string[] = [
  '@nestjs/common',
  '@nestjs/config',
  '@nestjs/core',
  '@nestjs/graphql',
  '@nestjs/mapped-types',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/platform-fastify',
  '@nestjs/schedule',
  '@nestjs/swagger',
  '@nestjs/testing',
  '@nestjs/websockets',
];

/** Official packages and those that carry Nest in their name (`nestjs-console`, `@golevelup/nestjs-rabbitmq`). */
export function isNestPackage(pkg: string): boolean {
  return /^@nest(?:js)?[\w-]*\/|(?:^|\/)nest(?:js)?(?:-|$)/.test(pkg);
}
