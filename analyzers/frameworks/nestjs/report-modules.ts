/** Facts about modules and what they provide. */
import type { AdapterContext } from '../../adapter.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { UnknownEntry } from './module-entries.ts';
import type { NestModule } from './module-model.ts';
import { nestIndex } from './nest-index.ts';
import type { NestProvider } from './read-provider.ts';

export function reportModules(context: AdapterContext): void {
  for (const module of nestIndex(context.evaluator).modules) {
    if (!context.isSource(module.cls.file.path)) continue;
    reportModule(context, module);
    for (const provider of module.providers) reportProvider(context, module, provider);
    for (const entry of module.unknown) reportUnknown(context, module, entry);
  }
}

function reportModule({ facts }: AdapterContext, module: NestModule): void {
  const { cls, at, imports, controllers, providers, exports, global, dynamic } = module;
  facts.nestModule({
    path: cls.file.path,
    ...unpackPosition(at),
    evidence: `@Module class ${cls.name}`,
    certainty: 'certain',
    name: cls.name,
    imports: sorted(imports.map((one) => one.name)),
    forwardRefs: sorted(imports.flatMap((one) => (one.forwardRef ? [one.name] : []))),
    controllers: sorted(controllers.map((one) => one.name)),
    providers: sorted(providers.map((one) => one.token.name)),
    exports: sorted(exports),
    global,
    dynamic,
  });
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

function reportProvider(
  { facts }: AdapterContext,
  { cls }: NestModule,
  provider: NestProvider,
): void {
  const { token, kind, provides, file, at } = provider;
  facts.provider({
    path: file.path,
    ...unpackPosition(at),
    evidence: kind === 'class' ? token.name : `{ provide: ${token.name}, ${kind}: ${provides} }`,
    certainty: 'certain',
    token: token.name,
    provides,
    providerKind: kind,
    nestModule: cls.name,
  });
}

function reportUnknown(
  { facts }: AdapterContext,
  { cls }: NestModule,
  { list, file, at }: UnknownEntry,
): void {
  const { line } = unpackPosition(at);
  const message = `An entry of ${list} of ${cls.name} is computed: what it adds to the module is not known.`;
  const subject = `${cls.name}.${list} ${line}`;
  facts.finding({
    code: 'nest-module-entry-unknown',
    subject,
    message,
    place: { file, at },
    severity: 'info',
  });
}
