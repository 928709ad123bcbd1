// Calls every operation of Step Functions with the AWS SDK for JavaScript, as its users do. Prints one JSON object: what became of each operation, and what paginators
// found. The endpoint is the first argument; credentials come from the environment.
import * as sfn from '@aws-sdk/client-sfn'

const client = new sfn.SFNClient({ endpoint: process.argv[2], region: 'us-east-1', maxAttempts: 1, disableHostPrefix: true })
const roleArn = 'arn:aws:iam::123456789012:role/r'
const results = {}

async function call(operation, input) {
  try {
    const answer = await client.send(new sfn[`${operation}Command`](input))
    results[operation] ??= 'ok'
    return answer
  } catch (error) {
    results[operation] = `${error.name}: ${error.message}`
    return {}
  }
}

const states = (state, more = {}) => JSON.stringify({ StartAt: 'S', States: { S: { ...state, End: true }, ...more } })
const create = async (name, definition, more = {}) => (await call('CreateStateMachine', { name, definition, roleArn, ...more })).stateMachineArn

async function ended(executionArn) { // the SDK has no waiter for executions: this loop is what its users write
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    const execution = await call('DescribeExecution', { executionArn })
    if (execution.status !== 'RUNNING') return execution
    await new Promise(resolve => setTimeout(resolve, wait))
  }
}

async function collect(pages, member) {
  const items = []
  let count = 0
  for await (const page of pages) {
    count++
    items.push(...page[member])
  }
  return { pages: count, items: items.length }
}

// State machines, versions, aliases, tags
const pass = await create('pass', states({ Type: 'Pass' }), { tags: [{ key: 'team', value: 'shipping' }] })
await call('UpdateStateMachine', { stateMachineArn: pass, definition: states({ Type: 'Pass', Result: 1 }) })
await call('DescribeStateMachine', { stateMachineArn: pass })
await call('ListStateMachines', {})
await call('ValidateStateMachineDefinition', { definition: states({ Type: 'Pass' }) })
await call('TestState', { definition: JSON.stringify({ Type: 'Pass', End: true }), roleArn, input: '{}' })
const { stateMachineVersionArn } = await call('PublishStateMachineVersion', { stateMachineArn: pass })
await call('ListStateMachineVersions', { stateMachineArn: pass })
const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }]
const { stateMachineAliasArn } = await call('CreateStateMachineAlias', { name: 'live', routingConfiguration })
await call('DescribeStateMachineAlias', { stateMachineAliasArn })
await call('UpdateStateMachineAlias', { stateMachineAliasArn, description: 'the one in use' })
await call('ListStateMachineAliases', { stateMachineArn: pass })
await call('TagResource', { resourceArn: pass, tags: [{ key: 'stage', value: 'test' }] })
await call('ListTagsForResource', { resourceArn: pass })
await call('UntagResource', { resourceArn: pass, tagKeys: ['stage'] })

// Executions
const started = []
for (let i = 0; i < 5; i++) started.push((await call('StartExecution', { stateMachineArn: pass, name: `e-${i}`, input: '{"city":"Zürich 😀"}' })).executionArn)
const first = await ended(started[0])
await call('GetExecutionHistory', { executionArn: started[0] })
await call('DescribeStateMachineForExecution', { executionArn: started[0] })
await call('ListExecutions', { stateMachineArn: pass, statusFilter: 'SUCCEEDED' })
const waiting = await create('wait', states({ Type: 'Wait', Seconds: 1000 }))
const { executionArn: stopped } = await call('StartExecution', { stateMachineArn: waiting })
await call('StopExecution', { executionArn: stopped, error: 'Enough', cause: 'of waiting' })
await call('RedriveExecution', { executionArn: stopped })
const express = await create('express', states({ Type: 'Pass', Result: 7 }), { type: 'EXPRESS' })
const sync = await call('StartSyncExecution', { stateMachineArn: express, input: '{}' })

// Activities and tokens
const { activityArn } = await call('CreateActivity', { name: 'pack' })
await call('DescribeActivity', { activityArn })
await call('ListActivities', {})
const packing = await create('packing', states({ Type: 'Task', Resource: activityArn, HeartbeatSeconds: 60 }))
const { executionArn: packed } = await call('StartExecution', { stateMachineArn: packing })
const { taskToken } = await call('GetActivityTask', { activityArn, workerName: 'w' })
await call('SendTaskHeartbeat', { taskToken })
await call('SendTaskSuccess', { taskToken, output: '{"packed":true}' })
const packedEnd = await ended(packed)
const { executionArn: failing } = await call('StartExecution', { stateMachineArn: packing })
const second = await call('GetActivityTask', { activityArn, workerName: 'w' })
await call('SendTaskFailure', { taskToken: second.taskToken, error: 'Broken', cause: 'box' })
const failed = await ended(failing)

// Map runs
const map = await create('map', states({
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 1, End: true } } },
}))
const { executionArn: mapping } = await call('StartExecution', { stateMachineArn: map, input: '[1,2]' })
let mapRunArn
for (let i = 0; i < 50 && !mapRunArn; i++) {
  mapRunArn = (await call('ListMapRuns', { executionArn: mapping ?? started[0] })).mapRuns?.[0]?.mapRunArn
  if (results.ListMapRuns !== 'ok') break
  await new Promise(resolve => setTimeout(resolve, 50))
}
await call('DescribeMapRun', { mapRunArn: mapRunArn ?? 'arn:aws:states:us-east-1:123456789012:mapRun:map/S:0' })
await call('UpdateMapRun', { mapRunArn: mapRunArn ?? 'arn:aws:states:us-east-1:123456789012:mapRun:map/S:0', maxConcurrency: 1 })

// Paginators
const config = { client, pageSize: 2 }
const paginators = {
  executions: await collect(sfn.paginateListExecutions(config, { stateMachineArn: pass }), 'executions'),
  history: await collect(sfn.paginateGetExecutionHistory(config, { executionArn: started[0] }), 'events'),
  stateMachines: await collect(sfn.paginateListStateMachines(config, {}), 'stateMachines'),
  activities: await collect(sfn.paginateListActivities(config, {}), 'activities'),
  mapRuns: await collect(sfn.paginateListMapRuns(config, { executionArn: mapping }), 'mapRuns'),
}

// Deletions
await call('DeleteActivity', { activityArn })
await call('DeleteStateMachineAlias', { stateMachineAliasArn })
await call('DeleteStateMachineVersion', { stateMachineVersionArn })
await call('DeleteStateMachine', { stateMachineArn: pass })

const known = Object.keys(sfn).filter(name => name.endsWith('Command') && /^[A-Z]/.test(name)).map(name => name.slice(0, -'Command'.length))
console.log(JSON.stringify({
  known,
  knownPaginators: Object.keys(sfn).filter(name => name.startsWith('paginate')).length,
  knownWaiters: Object.keys(sfn).filter(name => name.startsWith('waitUntil')).length,
  results,
  paginators,
  output: first.output,
  sync: { status: sync.status, output: sync.output, billed: sync.billingDetails?.billedDurationInMilliseconds },
  packed: packedEnd.output,
  failed: `${failed.status} ${failed.error} ${failed.cause}`,
}))
