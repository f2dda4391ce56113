/** Message brokers and topics: Kafka, AMQP, NATS, Redis, MQTT, Google Pub/Sub, pg-boss, GraphQL subscriptions, SQS and SNS. */
import type { Adapter, Visit } from '../../adapter.ts';
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { reportMadeSenders } from '../reporting/made-senders.ts';
import { methodsOfBuses, packagesOfBuses, visitBuses } from '../reporting/method-bus.ts';
import type { MethodBus } from '../reporting/method-bus.ts';
import { namesIn, reportEvents } from '../reporting/report-event.ts';

const BUSES: readonly MethodBus[] = [
  {
    packages: ['kafkajs'],
    kind: 'queue',
    bus: 'kafka',
    ends: [
      { methods: ['send'], role: 'emit', props: ['topic'] },
      { methods: ['subscribe'], role: 'consume', props: ['topic', 'topics'] },
    ],
  },
  {
    packages: ['amqplib', 'amqp-connection-manager'],
    kind: 'queue',
    bus: 'amqp',
    ends: [
      { methods: ['sendToQueue'], role: 'emit' },
      { methods: ['publish'], role: 'emit', at: 1, orAt: 0 },
      { methods: ['consume'], role: 'consume' },
    ],
  },
  {
    packages: ['nats', '@nats-io/transport-node', '@nats-io/nats-core'],
    kind: 'event',
    bus: 'nats',
    ends: [
      { methods: ['publish', 'request'], role: 'emit' },
      { methods: ['subscribe'], role: 'consume' },
    ],
  },
  {
    packages: ['redis', 'ioredis'],
    kind: 'event',
    bus: 'redis',
    ends: [
      { methods: ['publish', 'spublish', 'sPublish'], role: 'emit' },
      {
        methods: ['subscribe', 'psubscribe', 'pSubscribe', 'ssubscribe', 'sSubscribe'],
        role: 'consume',
        rest: true,
      },
    ],
  },
  {
    packages: ['mqtt', 'async-mqtt'],
    kind: 'event',
    bus: 'mqtt',
    ends: [
      { methods: ['publish', 'publishAsync'], role: 'emit' },
      { methods: ['subscribe', 'subscribeAsync'], role: 'consume' },
    ],
  },
  {
    packages: ['pg-boss'],
    kind: 'queue',
    bus: 'pg-boss',
    ends: [
      {
        methods: [
          'send',
          'sendAfter',
          'sendOnce',
          'sendSingleton',
          'sendThrottled',
          'sendDebounced',
          'publish',
          'insert',
        ],
        role: 'emit',
        props: ['name'],
      },
      { methods: ['work', 'subscribe', 'onComplete'], role: 'consume' },
    ],
  },
  {
    packages: ['agenda', '@hokify/agenda'],
    kind: 'queue',
    bus: 'agenda',
    ends: [
      { methods: ['now'], role: 'emit' },
      { methods: ['schedule', 'every'], role: 'emit', at: 1 },
      { methods: ['define'], role: 'consume' },
    ],
  },
  {
    packages: ['graphile-worker'],
    kind: 'queue',
    bus: 'graphile-worker',
    ends: [{ methods: ['addJob'], role: 'emit' }],
  },
  {
    packages: ['@google-cloud/pubsub'],
    types: /^Topic$/,
    kind: 'event',
    bus: 'google-pubsub',
    ends: [{ methods: ['publish', 'publishMessage', 'publishJSON'], role: 'emit' }],
  },
  {
    packages: ['@google-cloud/pubsub'],
    types: /^Subscription$/,
    kind: 'event',
    bus: 'google-pubsub',
    ends: [{ methods: ['on'], role: 'consume' }],
    except: new Set(['error', 'close']),
  },
  {
    packages: [
      'graphql-subscriptions',
      'graphql-redis-subscriptions',
      '@graphql-yoga/subscription',
      'graphql-yoga',
      'mercurius',
      'graphql-postgres-subscriptions',
      'graphql-kafka-subscriptions',
      '@graphql-yoga/redis-event-target',
    ],
    kind: 'event',
    bus: 'graphql-subscriptions',
    ends: [
      { methods: ['publish'], role: 'emit', props: ['topic'] },
      { methods: ['asyncIterator', 'asyncIterableIterator', 'subscribe'], role: 'consume' },
    ],
  },
];

/** Commands of the AWS SDK that are constructed and then sent. */
const COMMANDS: ReadonlyMap<
  string,
  { readonly prop: string; readonly kind: 'queue' | 'event'; readonly role: 'emit' | 'consume' }
> = new Map([
  ['SendMessageCommand', { prop: 'QueueUrl', kind: 'queue', role: 'emit' }],
  ['SendMessageBatchCommand', { prop: 'QueueUrl', kind: 'queue', role: 'emit' }],
  ['ReceiveMessageCommand', { prop: 'QueueUrl', kind: 'queue', role: 'consume' }],
  ['PublishCommand', { prop: 'TopicArn', kind: 'event', role: 'emit' }],
]);
const AWS = ['@aws-sdk/client-sqs', '@aws-sdk/client-sns'];

export const brokersAdapter: Adapter = {
  id: 'brokers',
  title: 'Message broker',
  kind: 'library',
  packages: [...packagesOfBuses(BUSES), ...AWS],
  calls: [...new Set([...methodsOfBuses(BUSES), ...COMMANDS.keys()])].sort(),
  call: brokerCall,
  visitCall: (visit) => {
    if (COMMANDS.has(visit.site.name)) visitCommand(visit);
    else visitBuses(visit, BUSES);
  },
  finish: reportMadeSenders,
};

/** Clients lead to channels, producers, topics: all of the package, with the name they were asked for. */
function brokerCall({ receiver, method, call, env, evaluator }: LibraryCall): Value | undefined {
  const { pkg, role, type } = receiver;
  if (AWS.includes(pkg)) return undefined;
  if (role === 'export')
    return libraryInstance(pkg, method === '' || method === 'new' ? type : method);
  if (pkg === '@google-cloud/pubsub' && (method === 'topic' || method === 'subscription')) {
    const name = namesIn(evaluator.value(call.args[0] ?? call.fn, env))[0];
    return libraryInstance(
      pkg,
      method === 'topic' ? 'Topic' : 'Subscription',
      [],
      name === undefined ? undefined : { name },
    );
  }
  return LEADING.has(method) ? libraryInstance(pkg, 'Client') : undefined;
}

const LEADING = new Set([
  'producer',
  'consumer',
  'createChannel',
  'createConfirmChannel',
  'connect',
  'connectAsync',
  'duplicate',
  'jetstream',
  'createClient',
]);

function visitCommand(visit: Visit): void {
  const { call, env, evaluator, site } = visit;
  const command = COMMANDS.get(site.name);
  if (
    !command ||
    !call.isNew ||
    !alternatives(evaluator.value(call.fn, env)).some(
      (one) => one.v === 'library' && AWS.includes(one.pkg),
    )
  )
    return;
  const value = visit.argument(0);
  const names = value.v === 'object' ? namesIn(evaluator.member(value, command.prop)) : [];
  if (names.length === 0)
    visit.unresolved(command.kind, `The ${command.prop} of ${site.name} is not known here.`);
  else reportEvents(visit, names, { kind: command.kind, bus: 'aws', role: command.role });
}
