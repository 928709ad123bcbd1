// Serves SMTP on loopback, at the port that is its argument or, for 0, at a free one, and prints the port. Each line of standard input is the next behaviour, as JSON, and is answered with "ok":
//   {}                  takes what comes          {"connect": 421}   refuses connections
//   {"rcpt": 550}       refuses recipients        {"data": 451}      refuses messages, after it read them
//   {"data": "hang"}    never answers a message   {"data": "cut"}    closes the line in the middle of a message
//   {"data": "swallow"} takes a message and closes the line before it says so
//   {"data": "keep"}    takes a message and never says so
//   {"quit": "cut"}     takes a message, says so, and closes the line when it is asked to end
// Each message that was taken is printed as a line {"to": [...], "text": "..."}. It ends when its standard input does: with the tests.
'use strict'

const { SMTPServer } = require('smtp-server')
const readline = require('readline')

let behaviour = {}
const print = line => process.stdout.write(line + '\n')
const refusal = code => Object.assign(new Error('no such mailbox, or so says this server'), { responseCode: code })

const socketOf = session => [...server.connections].find(connection => connection.id === session.id)?._socket

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onConnect: (session, callback) => callback(behaviour.connect ? refusal(behaviour.connect) : null),
  onRcptTo: (address, session, callback) => callback(behaviour.rcpt ? refusal(behaviour.rcpt) : null),
  onData: (stream, session, callback) => {
    const chunks = []
    stream.on('data', chunk => {
      chunks.push(chunk)
      if (behaviour.data === 'cut') socketOf(session)?.destroy()
    })
    stream.on('end', () => {
      if (behaviour.data === 'cut' || behaviour.data === 'hang') return
      if (typeof behaviour.data === 'number') return callback(refusal(behaviour.data))
      print(JSON.stringify({ to: session.envelope.rcptTo.map(to => to.address), text: Buffer.concat(chunks).toString('utf8') }))
      const socket = socketOf(session)
      if (behaviour.data === 'swallow') return socket.destroy()
      if (behaviour.data === 'keep') return
      if (behaviour.quit === 'cut') socket.prependOnceListener('data', () => socket.destroy())
      callback()
    })
  }
})
server.on('error', () => {}) // of a connection that ended badly: the tests make them so
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => print(server.server.address().port))

readline.createInterface({ input: process.stdin })
  .on('line', line => { behaviour = JSON.parse(line); print('ok') })
  .on('close', () => process.exit(0))
