// Calls what Terraform's AWS provider calls for aws_sfn_state_machine, aws_sfn_alias and aws_sfn_activity, in its order (internal/service/sfn of the provider): plan, create,
// read, update, delete, and read until it is gone. Prints one JSON object with what the provider would have seen.
import * as sfn from '@aws-sdk/client-sfn'

const client = new sfn.SFNClient({ endpoint: process.argv[2], region: 'us-east-1', maxAttempts: 1 })
const send = (operation, input) => client.send(new sfn[`${operation}Command`](input))
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))
const seen = {}

const roleArn = 'arn:aws:iam::123456789012:role/machine'
const logGroupArn = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/machine:*'
const wait = seconds => `{\n  "StartAt": "Wait",\n  "States": { "Wait": { "Type": "Wait", "Seconds": ${seconds}, "End": true } }\n}`

async function refusal(operation, input) {
  try {
    await send(operation, input)
    return 'none'
  } catch (error) {
    return error.name
  }
}

/** What a refresh reads: the machine, its newest version, its tags. */
async function read(stateMachineArn) {
  const machine = await send('DescribeStateMachine', { stateMachineArn })
  const versions = await send('ListStateMachineVersions', { stateMachineArn })
  const { tags } = await send('ListTagsForResource', { resourceArn: stateMachineArn })
  return { machine, newest: versions.stateMachineVersions[0]?.stateMachineVersionArn, tags }
}

// Plan: the definition is validated
seen.wrongPlan = (await send('ValidateStateMachineDefinition', { definition: '{"StartAt":"A","States":{}}', type: 'STANDARD' })).result
seen.plan = (await send('ValidateStateMachineDefinition', { definition: wait(1000), type: 'STANDARD' })).result

// Apply: created, then read, and read again by the next plan
const input = {
  definition: wait(1000), name: 'machine', publish: false, roleArn, type: 'STANDARD', tags: [{ key: 'team', value: 'shipping' }],
  loggingConfiguration: { level: 'ERROR', includeExecutionData: true, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] },
  tracingConfiguration: { enabled: true },
}
const { stateMachineArn } = await send('CreateStateMachine', input)
const created = await read(stateMachineArn)
seen.driftsFromWhatWasGiven = created.machine.definition !== input.definition || created.machine.roleArn !== roleArn || created.machine.type !== 'STANDARD'
  || created.machine.name !== 'machine' || created.machine.status !== 'ACTIVE' || created.newest !== undefined
  || JSON.stringify(created.machine.loggingConfiguration.destinations) !== JSON.stringify(input.loggingConfiguration.destinations)
  || created.machine.loggingConfiguration.level !== 'ERROR' || !created.machine.loggingConfiguration.includeExecutionData || !created.machine.tracingConfiguration.enabled
  || JSON.stringify(created.tags) !== JSON.stringify(input.tags)
const again = await read(stateMachineArn)
seen.driftsByItself = JSON.stringify([again.machine.revisionId, again.machine.creationDate]) !== JSON.stringify([created.machine.revisionId, created.machine.creationDate])

// Update: another definition, published, and other tags; the provider reads until it sees the new definition
await send('UpdateStateMachine', { definition: wait(2000), publish: true, roleArn, stateMachineArn, versionDescription: '' })
for (let tries = 0; (await send('DescribeStateMachine', { stateMachineArn })).definition !== wait(2000); tries++) {
  if (tries === 50) throw new Error('The update is not seen.')
  await pause(100)
}
await send('UntagResource', { resourceArn: stateMachineArn, tagKeys: ['team'] })
await send('TagResource', { resourceArn: stateMachineArn, tags: [{ key: 'stage', value: 'test' }] })
const updated = await read(stateMachineArn)
seen.updated = { newest: updated.newest, tags: updated.tags, isNewRevision: updated.machine.revisionId !== created.machine.revisionId, stillTraced: updated.machine.tracingConfiguration.enabled }

// An alias
const routingConfiguration = [{ stateMachineVersionArn: updated.newest, weight: 100 }]
const { stateMachineAliasArn } = await send('CreateStateMachineAlias', { name: 'live', description: 'one', routingConfiguration })
await send('DescribeStateMachineAlias', { stateMachineAliasArn })
await send('UpdateStateMachineAlias', { stateMachineAliasArn, description: 'two', routingConfiguration })
seen.alias = (await send('DescribeStateMachineAlias', { stateMachineAliasArn })).description
await send('DeleteStateMachineAlias', { stateMachineAliasArn })
seen.aliasAfterwards = await refusal('DescribeStateMachineAlias', { stateMachineAliasArn })

// An activity
const { activityArn } = await send('CreateActivity', { name: 'work', tags: [{ key: 'a', value: 'b' }] })
seen.activity = [(await send('DescribeActivity', { activityArn })).name, (await send('ListTagsForResource', { resourceArn: activityArn })).tags]
await send('DeleteActivity', { activityArn })
seen.activityAfterwards = await refusal('DescribeActivity', { activityArn })

// Destroy while an execution runs: DELETING until it has ended; making it anew is tried again until then
const { executionArn } = await send('StartExecution', { stateMachineArn })
await send('DeleteStateMachine', { stateMachineArn })
seen.whileDeleting = [(await send('DescribeStateMachine', { stateMachineArn })).status, await refusal('CreateStateMachine', input)]
await send('StopExecution', { executionArn })
for (let tries = 0; (seen.afterwards = await refusal('DescribeStateMachine', { stateMachineArn })) === 'none' && tries < 50; tries++) await pause(100)
seen.anew = (await send('CreateStateMachine', input)).stateMachineArn === stateMachineArn
await send('DeleteStateMachine', { stateMachineArn })

console.log(JSON.stringify(seen))
