// Serves SQS- and SNS-compatible APIs on a free port of loopback, prints the port, and ends when its standard input does: with the tests.
import { startFauxqs } from 'fauxqs'

const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
console.log(server.port)

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()
