/** The ten files of one made-up module. */

export interface ModulePlan {
  readonly index: number;
  /** Modules whose services and entities this one uses. */
  readonly near: readonly number[];
  /** A later module it needs as well: a cycle. */
  readonly ahead: number | null;
  readonly folderOf: (index: number) => string;
  /** Methods per service. */
  readonly operations: number;
}

/** Sources by path in the module's folder. */
export function renderModule(plan: ModulePlan): Readonly<Record<string, string>> {
  const { index } = plan;
  return {
    [`unit-${index}.module.ts`]: renderNestModule(plan),
    [`unit-${index}.controller.ts`]: renderController(plan),
    [`unit-${index}.service.ts`]: renderService(plan),
    [`unit-${index}.queries.ts`]: renderQueries(plan),
    [`unit-${index}.listener.ts`]: renderListener(plan),
    'dto/create.dto.ts': renderDto(plan, 'Create'),
    'dto/update.dto.ts': renderDto(plan, 'Update'),
    'entities/head.entity.ts': renderEntity(plan, 'Head'),
    'entities/line.entity.ts': renderEntity(plan, 'Line'),
    'index.ts': `export * from './unit-${index}.service';\nexport * from './entities/head.entity';\nexport type { CreateUnit${index}Dto } from './dto/create.dto';\n`,
  };
}

const pathTo = ({ folderOf }: ModulePlan, other: number): string => `@app/${folderOf(other)}`;

function renderNestModule(plan: ModulePlan): string {
  const { index, near, ahead, folderOf } = plan;
  const imported = near.map(
    (other) => `import { Unit${other}Module } from '@app/${folderOf(other)}/unit-${other}.module';`,
  );
  const lazy = ahead === null ? [] : [`forwardRef(() => Unit${ahead}Module)`];
  if (ahead !== null)
    imported.push(
      `import { Unit${ahead}Module } from '@app/${folderOf(ahead)}/unit-${ahead}.module';`,
    );
  return `import { forwardRef, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
${imported.join('\n')}
import { Head${index} } from './entities/head.entity';
import { Line${index} } from './entities/line.entity';
import { Unit${index}Controller } from './unit-${index}.controller';
import { Unit${index}Listener } from './unit-${index}.listener';
import { Unit${index}Queries } from './unit-${index}.queries';
import { Unit${index}Service } from './unit-${index}.service';

@Module({
  imports: [${['TypeOrmModule.forFeature([Head' + index + ', Line' + index + '])', ...near.map((other) => `Unit${other}Module`), ...lazy].join(', ')}],
  controllers: [Unit${index}Controller],
  providers: [Unit${index}Service, Unit${index}Queries, Unit${index}Listener],
  exports: [Unit${index}Service],
})
export class Unit${index}Module {}
`;
}

function renderController({ index, operations }: ModulePlan): string {
  const handlers = Array.from(
    { length: operations },
    (_, at) => `
  @Get('step-${at}/:id')
  async step${at}(@Param('id') id: string): Promise<unknown> {
    return this.service.step${at}(id);
  }
`,
  );
  return `import { Body, Controller, Get, Param, Post, UseGuards } from '@nestjs/common';
import { CreateUnit${index}Dto } from './dto/create.dto';
import { Unit${index}Service } from './unit-${index}.service';

@Controller('unit-${index}')
export class Unit${index}Controller {
  constructor(private readonly service: Unit${index}Service) {}

  @Post()
  async create(@Body() dto: CreateUnit${index}Dto): Promise<unknown> {
    return this.service.create(dto);
  }
${handlers.join('')}}
`;
}

function renderService(plan: ModulePlan): string {
  const { index, near, operations } = plan;
  const imports = near.map(
    (other) => `import { Head${other}, Unit${other}Service } from '${pathTo(plan, other)}';`,
  );
  const fields = near.map((other) => `    private readonly unit${other}: Unit${other}Service,`);
  const steps = Array.from({ length: operations }, (_, at) => {
    const other = near[at % Math.max(1, near.length)];
    const call = other === undefined ? '' : `    await this.unit${other}.find(id);\n`;
    return `
  async step${at}(id: string): Promise<Head${index}[]> {
    const found = await this.heads.find({ where: { id, state: 'step-${at}' }, relations: { lines: true } });
${call}    for (const head of found) {
      if (head.total > ${at * 10}) await this.heads.update(head.id, { state: 'step-${at + 1}' });
      else await this.lines.delete({ headId: head.id });
    }
    return found.filter((head) => head.state !== 'closed').map((head) => ({ ...head, total: head.total + ${at} }));
  }
`;
  });
  const [first] = near;
  const foreign =
    first === undefined
      ? ''
      : `      await manager.update(Head${first}, { id: dto.reference }, { state: 'used' });\n`;
  return `import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
${imports.join('\n')}
import { CreateUnit${index}Dto } from './dto/create.dto';
import { Head${index} } from './entities/head.entity';
import { Line${index} } from './entities/line.entity';

@Injectable()
export class Unit${index}Service {
  constructor(
    @InjectRepository(Head${index}) private readonly heads: Repository<Head${index}>,
    @InjectRepository(Line${index}) private readonly lines: Repository<Line${index}>,
    private readonly dataSource: DataSource,
    private readonly events: EventEmitter2,
${fields.join('\n')}
  ) {}

  async find(id: string): Promise<Head${index} | null> {
    return this.heads.findOne({ where: { id } });
  }

  async create(dto: CreateUnit${index}Dto): Promise<Head${index}> {
    const head = await this.dataSource.transaction(async (manager) => {
      const saved = await manager.save(Head${index}, { state: 'new', total: dto.total });
      await manager.insert(Line${index}, dto.lines.map((line) => ({ ...line, headId: saved.id })));
${foreign}      return saved;
    });
    this.events.emit('unit-${index}.created', { id: head.id });
    return head;
  }
${steps.join('')}}
`;
}

function renderQueries({ index }: ModulePlan): string {
  return `import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Head${index} } from './entities/head.entity';

@Injectable()
export class Unit${index}Queries {
  constructor(private readonly dataSource: DataSource) {}

  async totals(state: string): Promise<Head${index}[]> {
    return this.dataSource
      .getRepository(Head${index})
      .createQueryBuilder('head')
      .leftJoinAndSelect('head.lines', 'line')
      .where('head.state = :state', { state })
      .orderBy('head.total', 'DESC')
      .getMany();
  }

  async counts(): Promise<{ state: string; count: number }[]> {
    return this.dataSource.query('SELECT state, count(*) AS count FROM head_${index} JOIN line_${index} ON line_${index}.head_id = head_${index}.id GROUP BY state');
  }
}
`;
}

function renderListener(plan: ModulePlan): string {
  const { index, near } = plan;
  const handlers = near.map(
    (other) => `
  @OnEvent('unit-${other}.created')
  async after${other}(event: { id: string }): Promise<void> {
    await this.service.find(event.id);
  }
`,
  );
  return `import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Unit${index}Service } from './unit-${index}.service';

@Injectable()
export class Unit${index}Listener {
  constructor(private readonly service: Unit${index}Service) {}
${handlers.join('')}}
`;
}

function renderDto({ index }: ModulePlan, verb: string): string {
  return `export interface ${verb}Unit${index}Line {
  readonly article: string;
  readonly amount: number;
}

export class ${verb}Unit${index}Dto {
  readonly reference!: string;
  readonly total!: number;
  readonly lines!: ${verb}Unit${index}Line[];
}
`;
}

function renderEntity(plan: ModulePlan, kind: 'Head' | 'Line'): string {
  const { index, near } = plan;
  const [first] = near;
  const relation =
    kind === 'Head'
      ? `  @OneToMany(() => Line${index}, (line) => line.head)\n  lines!: Line${index}[];\n`
      : `  @ManyToOne(() => Head${index}, (head) => head.lines)\n  head!: Head${index};\n\n  @Column()\n  headId!: string;\n`;
  const foreign =
    kind === 'Head' && first !== undefined
      ? {
          line: `import { Head${first} } from '${pathTo(plan, first)}/entities/head.entity';\n`,
          field: `\n  @ManyToOne(() => Head${first})\n  origin!: Head${first};\n`,
        }
      : { line: '', field: '' };
  const sibling =
    kind === 'Head'
      ? `import { Line${index} } from './line.entity';`
      : `import { Head${index} } from './head.entity';`;
  return `import { Column, Entity, Index, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
${foreign.line}${sibling}

@Entity('${kind.toLowerCase()}_${index}')
export class ${kind}${index} {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ name: 'tenant_id' })
  tenantId!: string;

  @Column({ default: 'new' })
  state!: string;

  @Column('int')
  total!: number;

${relation}${foreign.field}}
`;
}
