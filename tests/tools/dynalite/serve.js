// Serves a DynamoDB-compatible API on a free port of loopback, prints the port, and ends when its standard input does: with the tests.
'use strict'

const dynalite = require('dynalite')

const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
server.listen(0, '127.0.0.1', () => console.log(server.address().port))

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()
