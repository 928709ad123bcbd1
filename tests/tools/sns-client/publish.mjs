// Publishes one message: node publish.mjs ENDPOINT, with PublishCommand's input as JSON on standard input. Prints the answer as JSON.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { text } from 'node:stream/consumers'

const client = new SNSClient({
  endpoint: process.argv[2],
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
  maxAttempts: 1,
})
const answer = await client.send(new PublishCommand(JSON.parse(await text(process.stdin))))
console.log(JSON.stringify({ messageId: answer.MessageId, requestId: answer.$metadata.requestId }))
